"""The paper column of the document page, and the files behind it."""

from __future__ import annotations

from os.path import splitext

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from documents.models import Document, DraftRound
from documents.queries import Reading, issued_paper, notes_for, sheet_view, visible_document, worked_on_document
from documents.reading import print_paper
from documents.rendering.docx import redline_docx, to_docx
from documents.structure import Draft, diff
from orgs.people import AnyUser
from web.files import PDF, WORD, file_name, stored_to_keep, to_keep, to_read
from web.typed import number_in


def _number(request: HttpRequest, name: str) -> int | None:
    return number_in(request.GET.get(name))


@require_GET
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the sheet of a round (`lan`), maybe compared with another (`so-voi`)."""
    document = worked_on_document(request.user, pk)
    view = sheet_view(
        document,
        ordinal=_number(request, "lan"),
        against=_number(request, "so-voi"),
        notes=notes_for(Reading(request.user, document)),
    )
    return render(request, "documents/_desk.html", {"document": document, "view": view})


@require_GET
def paper_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the issued PDF, byte for byte as it was frozen, to every reader; before issue, a draft's print."""
    document = visible_document(request.user, pk)
    paper = issued_paper(document)
    try:
        content = bytes(paper.pdf) if paper else _draft_print(worked_on_document(request.user, pk), request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("workflows:document", pk)
    return to_read(content, file_name(_named(document, str(paper or "")), "pdf"), PDF)


def _draft_print(document: Document, reader: AnyUser) -> bytes:
    assert document.round is not None
    return print_paper(
        Draft.from_json(document.round.tree),
        profile=document.organisation.profile,
        mode="draft",
        round_no=document.round.ordinal,
        at=document.round.created_at,
        person=reader.pk,
    )


@require_GET
def round_docx(request: HttpRequest, pk: int, ordinal: int) -> HttpResponse:
    """Send a round as a Word file; with `so-voi`, the changes against that round as tracked changes."""
    document = worked_on_document(request.user, pk)
    shown = get_object_or_404(DraftRound, document=document, ordinal=ordinal)
    against, profile = _number(request, "so-voi"), document.organisation.profile
    if against is None:
        draft = Draft.from_json(shown.tree)
        content = to_docx(draft, profile=profile, at=shown.created_at, round_no=shown.ordinal)
        compared = str(ordinal)
    else:
        before = get_object_or_404(DraftRound, document=document, ordinal=against)
        redline = diff(Draft.from_json(before.tree), Draft.from_json(shown.tree))
        content = redline_docx(redline, profile=profile, at=shown.created_at)
        compared = f"{against}-{ordinal}"
    return to_keep(content, file_name(f"{_named(document)} lần {compared}", "docx"), WORD)


@require_GET
def source_file(request: HttpRequest, pk: int, ordinal: int) -> FileResponse:
    """Send the file that a round was uploaded as."""
    document = worked_on_document(request.user, pk)
    shown = get_object_or_404(
        DraftRound.objects.select_related("source"), document=document, ordinal=ordinal, source__isnull=False
    )
    source = shown.source
    assert source is not None
    words = splitext(shown.source_name)[0] or f"{_named(document)} lần {ordinal} tệp gốc"
    return stored_to_keep(source.file.open("rb"), file_name(words, source.kind), source.content_type)


def _named(document: Document, number: str = "") -> str:
    """Name a file of a document: its type, or its number and symbol, and its subject."""
    return f"{number or document.type_code} {document.subject}"
