"""What the journal's pages may know of documents: titles, who may look, row histories, the text as it was, the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from os.path import splitext
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import registry
from documents.models import CheckSetting, Document, DraftRound, IssuedPaper, RegisterEntry, Signing
from documents.permissions import can_edit
from documents.queries.sheet import draft_mark
from documents.rendering.sheet import lay_out
from documents.structure import Draft, diff, to_text
from documents.structure.checks.rules import words_of_check
from orgs.models import Organisation
from orgs.people import AnyUser
from orgs.permissions import Perm, can, organisation_ids
from web.files import file_name

TRACKED = (
    registry.Tracked(
        Document,
        ("subject",),
        words={"organisation": gettext_lazy("tổ chức"), "drafter": gettext_lazy("người soạn thảo")},
        silent=frozenset({"created_at"}),
        values={"round": lambda name: name.rpartition(" · ")[2]},
        icon="file-text",
        under_acts=True,
    ),
    registry.Tracked(
        RegisterEntry,
        ("number", "symbol"),
        words={
            "type_code": gettext_lazy("loại văn bản"),
            "document": gettext_lazy("văn bản"),
            "voided_at": gettext_lazy("hủy số lúc"),
        },
        silent=frozenset({"series", "symbol_key"}),
        icon="book",
    ),
    registry.Tracked(
        CheckSetting,
        ("code",),
        words={"organisation": gettext_lazy("tổ chức")},
        silent=frozenset({"set_by", "set_at"}),
        values={"code": words_of_check},
        icon="clipboard-check",
    ),
)


def register() -> None:
    registry.registry.subject = subject
    registry.registry.titles = titles
    registry.registry.text_at = text_at
    registry.registry.organisations = audited_by
    registry.register_history(histories)
    registry.register_tracked(*TRACKED)
    registry.register_part("documents", files)


def subject(user: AnyUser, document_id: int) -> registry.Subject | None:
    """Return the document, if the person may see its history: they work on it, not merely received it.

    Whoever convenes, audits or drafts looks after the whole of it.
    """
    document = Document.objects.worked_on_by(user).filter(pk=document_id).first()
    if document is None:
        return None
    leads = any(can(user, perm, document.organisation_id) for perm in (Perm.AUDIT, Perm.CONVENE))
    return registry.Subject(
        pk=document.pk,
        title=document.subject,
        symbol=_symbol(document),
        organisation_id=document.organisation_id,
        url=_page(document.pk),
        text_url=_page(document.pk),
        whole=leads or can_edit(user, document),
    )


def _symbol(document: Document) -> str:
    entry = RegisterEntry.objects.filter(document=document).first()
    return str(entry) if entry else ""


def _page(document_id: int) -> str:
    return reverse("workflows:document", args=[document_id])


def titles(document_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """{id: (title, address)}; for the journal of an organisation, whose reader may see all its documents."""
    rows = Document.objects.filter(pk__in=list(document_ids)).values_list("pk", "subject")
    return {pk: (title, _page(pk)) for pk, title in rows}


def audited_by(user: AnyUser) -> list[registry.Audited]:
    """Single opinions stand in the journal: it is for the auditors, not for those who administer members."""
    ids = organisation_ids(user, Perm.AUDIT)
    rows = Organisation.objects.without_tree_fields().filter(pk__in=ids).order_by("position_in_level")
    return [registry.Audited(row.pk, row.short_name) for row in rows]


def histories(subject: registry.Subject, reader: AnyUser) -> Iterator[Any]:
    yield Document.history.filter(id=subject.pk)
    yield RegisterEntry.history.filter(document=subject.pk)


def text_at(document_id: int, at: datetime, since: datetime | None) -> registry.TextThen | None:
    """Return the text that was current at a moment (the issued paper after its issue), and the status then.

    With `since`, what changed from the text of that moment; None if there was no text at either.
    """
    row = Document.history.filter(id=document_id, history_date__lte=at).order_by("-history_date", "-history_id").first()
    shown = _text(document_id, at)
    if row is None or shown is None:
        return None
    status = row.get_status_display()
    if since is None:
        return registry.TextThen(shown.label, status, lay_out(shown.draft, mark=shown.mark))
    earlier = _text(document_id, since)
    if earlier is None:
        return None
    redline = diff(earlier.draft, shown.draft)
    return registry.TextThen(f"{earlier.label} → {shown.label}", status, lay_out(redline, mark=shown.mark))


@dataclass(frozen=True, slots=True)
class _Text:
    draft: Draft
    label: str
    mark: str | None


def _text(document_id: int, at: datetime) -> _Text | None:
    paper = IssuedPaper.objects.defer("pdf").filter(document_id=document_id, issued_at__lte=at).first()
    if paper is not None:
        return _Text(Draft.from_json(paper.tree), _("Bản ban hành"), None)
    shown = DraftRound.objects.filter(document_id=document_id, created_at__lte=at).order_by("-ordinal").first()
    if shown is None:
        return None
    label = _("Lần %(n)s") % {"n": shown.ordinal}
    return _Text(Draft.from_json(shown.tree), label, draft_mark(shown.ordinal))


def files(document_id: int, reader: AnyUser) -> Iterator[tuple[str, bytes]]:
    """Every round as text, the files as uploaded, the signatures' hashes, the issued PDF."""
    rounds = DraftRound.objects.filter(document_id=document_id).select_related("source")
    for row in rounds:
        yield f"lan-du-thao/lan-{row.ordinal}.txt", to_text(Draft.from_json(row.tree)).encode()
        if row.source is not None:
            with row.source.file.open("rb") as stored:
                name = file_name(f"lan-{row.ordinal} {splitext(row.source_name)[0]}", row.source.kind)
                yield f"tep-goc/{name}", stored.read()
    for signing in Signing.objects.filter(document_id=document_id):
        words = f"{signing.capacity}\n{signing.position}\n{signing.name}\n{signing.signed_at.isoformat()}\n"
        yield f"chu-ky/ky-{signing.pk}.txt", words.encode()
    paper = IssuedPaper.objects.filter(document_id=document_id).first()
    if paper is not None:
        yield "ban-hanh/van-ban.pdf", bytes(paper.pdf)
