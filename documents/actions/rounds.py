from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from audit.actions import act, record
from audit.actor import Actor
from documents import events
from documents.actions.citing import write_citations
from documents.errors import refused
from documents.models import Document, DraftRound, SourceFile, WorkingCopy
from documents.permissions import can_edit, require_drafter
from documents.structure import (
    Draft,
    apply,
    carry_ids,
    check,
    decide_theme,
    proposals,
    read,
    set_recipients,
    set_type,
    to_text,
)
from documents.structure.fold import fold
from documents.structure.profiles import issuable_types
from orgs.permissions import Perm, require


@act
def add_round(
    *,
    actor: Actor,
    document: Document,
    draft: Draft,
    origin: DraftRound.Origin,
    at: datetime,
    source: SourceFile | None = None,
    note: str = "",
    journal: bool = True,
) -> DraftRound:
    """Write a text as the document's next immutable round and make it the current one. Passages keep their ids.

    Called by the actions of this app, which ask permission. Announces round_added.
    """
    before = document.round
    if before is not None:
        draft = carry_ids(Draft.from_json(before.tree), draft)
    text = to_text(draft)
    row = DraftRound.objects.create(
        document=document,
        ordinal=1 if before is None else before.ordinal + 1,
        origin=origin,
        tree=draft.to_json(),
        findings=[asdict(finding) for finding in check(draft, document.organisation.profile)],
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        source=source,
        note=note,
        created_by=actor.user,
        created_at=at,
    )
    _show_round(document, draft, row, at)
    write_citations(document, row, draft)
    WorkingCopy.objects.filter(document=document).delete()
    if journal:
        record(
            actor=actor,
            verb="documents.add_round",
            subject=row,
            organisation_id=document.organisation_id,
            document_id=document.pk,
            at=at,
            facts={"ordinal": row.ordinal, "origin": origin, "sha256": row.text_sha256, "note": note},
        )
    events.round_added.send(
        DraftRound, document_id=document.pk, round_id=row.pk, ordinal=row.ordinal, origin=str(origin), at=at
    )
    return row


def _show_round(document: Document, draft: Draft, row: DraftRound, at: datetime) -> None:
    """The document's own columns follow its current round."""
    document.round = row
    document.type_code = draft.type or document.type_code
    document.subject = (draft.subject or document.subject)[:500]
    document.year = draft.year or document.year
    document.changed_at = at
    document.search_text = fold(f"{document.subject} {document.type_code} {draft.symbol or ''}")
    document.save(update_fields=["round", "type_code", "subject", "year", "changed_at", "search_text"])


@act
def save_working_copy(*, actor: Actor, document: Document, text: str, version: int, at: datetime) -> WorkingCopy:
    """Keep what the drafter is typing. `version` is the one their page was opened with, or last saved.

    Who: the drafter. Refused: another window saved meanwhile ("stale"). Leaves no history and announces nothing.
    """
    require_drafter(actor, document)
    copy = WorkingCopy.objects.select_for_update().filter(document=document).first()
    if copy is None:
        assert document.round is not None  # a document comes with its first round
        return WorkingCopy.objects.create(
            document=document, text=text, base=document.round, saved_at=at, saved_by=actor.user, version=version + 1
        )
    if copy.version != version:
        raise refused("stale")
    copy.text, copy.saved_at, copy.version = text, at, version + 1
    copy.save(update_fields=["text", "saved_at", "version"])
    return copy


def submit_round(
    *, actor: Actor, document: Document, at: datetime, file: bytes | None = None, name: str = "", note: str = ""
) -> DraftRound | None:
    """Turn the working copy, or an uploaded file, into the next round; None if nothing was changed.

    Who: the drafter. Refused: a file that cannot be read. Announces round_added.
    """
    require_drafter(actor, document)
    copy = WorkingCopy.objects.filter(document=document).first()
    if file is None and copy is None:
        return None
    draft = read(file if file is not None else copy.text, name)  # type: ignore[union-attr]
    current = document.round
    if current and hashlib.sha256(to_text(draft).encode()).hexdigest() == current.text_sha256:
        WorkingCopy.objects.filter(document=document).delete()
        return None
    return add_round(actor=actor, document=document, draft=draft, origin=DraftRound.Origin.REVISED, at=at, note=note)


@act
def write_winner(*, actor: Actor, document: Document, option_text: str, note: str, at: datetime) -> DraftRound:
    """Write the option that a ballot decided for into the next round's theme. Called by `workflows` as the system."""
    draft = decide_theme(current_draft(document), option_text)
    return add_round(actor=actor, document=document, draft=draft, origin=DraftRound.Origin.DECIDED, note=note, at=at)


@act
def write_recipients(*, actor: Actor, document: Document, lines: list[str], at: datetime) -> DraftRound:
    """Give the document the Nơi nhận lines that it lacks. Who: the drafter."""
    require_drafter(actor, document)
    draft = set_recipients(current_draft(document), lines)
    return add_round(actor=actor, document=document, draft=draft, origin=DraftRound.Origin.REVISED, at=at)


@act
def retype(*, actor: Actor, document: Document, type_code: str, at: datetime) -> DraftRound:
    """Type the draft again as a document of a type that can be issued (meeting material becomes, say, a programme).

    Who: the drafter. Refused: a type that the catalogue does not have ("type_unknown"). Announces round_added.
    """
    require_drafter(actor, document)
    names = issuable_types(document.organisation.profile)
    if type_code not in names:
        raise refused("type_unknown")
    draft = set_type(current_draft(document), code=type_code, name=names[type_code].upper())
    return add_round(actor=actor, document=document, draft=draft, origin=DraftRound.Origin.REVISED, at=at)


@act
def apply_repairs(*, actor: Actor, document: Document, ids: Iterable[str], at: datetime) -> DraftRound:
    """Accept proposed repairs as the next round.

    Who: the drafter; the format checker where every repair chosen is form only. Refused: none of them is proposed any
    more ("nothing_changed"). Announces round_added.
    """
    wanted = set(ids)
    draft = current_draft(document)
    chosen = [p for p in proposals(draft, check(draft, document.organisation.profile)) if p.id in wanted]
    if actor.is_system or not can_edit(actor.user, document):
        require(actor, Perm.CHECK_FORMAT, document.organisation_id)
        if not all(proposal.form_only for proposal in chosen):
            require_drafter(actor, document)
    if not chosen:
        raise refused("nothing_changed")
    return add_round(
        actor=actor,
        document=document,
        draft=apply(draft, chosen),
        origin=DraftRound.Origin.REPAIRED,
        note=f"Nhận {len(chosen)} chỗ sửa được đề xuất",  # kept in the journal: people's words, not our codes
        at=at,
    )


def current_draft(document: Document) -> Draft:
    """The tree of the document's current round."""
    if document.round is None:
        raise refused("no_text")
    return Draft.from_json(document.round.tree)
