"""The paper column of the document page, and the files behind it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from documents.models import Document, DraftRound
from documents.queries import findings_of, issued_paper, notes_for, sheet_view, visible_document, worked_on_document
from documents.reading import print_paper
from documents.rendering.docx import redline_docx, to_docx
from documents.structure import Draft, diff
from documents.structure.fold import fold

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _number(request: HttpRequest, name: str) -> int | None:
    value = request.GET.get(name, "")
    return int(value) if value.isdigit() else None


@require_GET
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet of a round (`lan`), maybe compared with another (`so-voi`)."""
    document = worked_on_document(request.user, pk)
    view = sheet_view(
        document,
        ordinal=_number(request, "lan"),
        against=_number(request, "so-voi"),
        notes=notes_for(request.user, document, findings_of(document)),
    )
    return render(request, "documents/_desk.html", {"document": document, "view": view})


@require_GET
def paper_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The issued PDF, byte for byte as it was frozen, for every reader; before issue, a draft's print."""
    document = visible_document(request.user, pk)
    paper = issued_paper(document)
    try:
        content = bytes(paper.pdf) if paper else _draft_print(worked_on_document(request.user, pk), request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("document", pk)
    return _file(content, "application/pdf", f"{_file_name(document)}.pdf", inline=True)


def _draft_print(document: Document, reader: Any) -> bytes:
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
    """A round as a Word file; with `so-voi`, the changes against that round as tracked changes."""
    document = worked_on_document(request.user, pk)
    shown = get_object_or_404(DraftRound, document=document, ordinal=ordinal)
    against, profile = _number(request, "so-voi"), document.organisation.profile
    if against is None:
        draft = Draft.from_json(shown.tree)
        content = to_docx(draft, profile=profile, at=shown.created_at, round_no=shown.ordinal)
        name = f"{_file_name(document)}-lan-{ordinal}.docx"
    else:
        before = get_object_or_404(DraftRound, document=document, ordinal=against)
        redline = diff(Draft.from_json(before.tree), Draft.from_json(shown.tree))
        content = redline_docx(redline, profile=profile, at=shown.created_at)
        name = f"{_file_name(document)}-lan-{against}-{ordinal}.docx"
    return _file(content, WORD, name)


@require_GET
def source_file(request: HttpRequest, pk: int, ordinal: int) -> FileResponse:
    """The file that a round was uploaded as."""
    document = worked_on_document(request.user, pk)
    shown = get_object_or_404(
        DraftRound.objects.select_related("source"), document=document, ordinal=ordinal, source__isnull=False
    )
    source = shown.source
    assert source is not None
    return FileResponse(
        source.file.open("rb"), as_attachment=True, filename=source.name, content_type=source.content_type
    )


def _file_name(document: Document) -> str:
    return fold(f"{document.type_code} {document.subject}")[:60].replace(" ", "-").replace("/", "-") or "van-ban"


def _file(content: bytes, content_type: str, name: str, *, inline: bool = False) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
