from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from audit.actions import act, record
from audit.actor import Actor
from documents import events
from documents.actions.citing import write_citations
from documents.actions.locking import lock_document, require_state
from documents.errors import refused
from documents.models import Document, DraftRound, SourceFile, WorkingCopy
from documents.permissions import require_drafter
from documents.proofs import round_facts
from documents.queries.checks import settings_for
from documents.reading import Repaired, check_text, read_text, repair_text
from documents.search_words import words_of
from documents.states import REPAIRING_FORM, WRITING, WRITING_WINNER
from documents.structure import Draft, decide, decide_theme, set_recipients, set_type
from documents.structure.checked import Checked, check_next
from documents.structure.choices import THEME
from documents.structure.profiles import issuable_types
from orgs.permissions import Perm, require


@dataclass(frozen=True, slots=True)
class NextRound:
    """A text that was read and checked before any lock, to follow the round that was current then.

    `version`: of the working copy that it was read from; None if it came as a file.
    """

    checked: Checked
    follows: int | None
    version: int | None


@act
def add_round(
    *,
    actor: Actor,
    document: Document,
    checked: Checked,
    origin: DraftRound.Origin,
    at: datetime,
    source: SourceFile | None = None,
    source_name: str = "",
    note: str = "",
) -> DraftRound:
    """Write a checked text as the document's next immutable round and make it the current one.

    Called by the actions of this app, which ask permission. Announces round_added.
    """
    before = document.round
    row = DraftRound.objects.create(
        document=document,
        ordinal=1 if before is None else before.ordinal + 1,
        origin=origin,
        tree=checked.tree,
        findings=checked.findings,
        check_settings=checked.settings,
        text_sha256=checked.text_sha256,
        source=source,
        source_name=source_name[:255],
        note=note,
        created_by=actor.user,
        created_at=at,
    )
    _show_round(document, row, at)
    write_citations(document, row, checked.citations)
    WorkingCopy.objects.filter(document=document).delete()
    record(
        actor=actor,
        verb="documents.first_round" if before is None else "documents.add_round",
        subject=row,
        organisation_id=document.organisation_id,
        document_id=document.pk,
        at=at,
        facts=round_facts(row),
    )
    events.round_added.send(
        DraftRound, document_id=document.pk, round_id=row.pk, ordinal=row.ordinal, origin=str(origin), at=at
    )
    return row


def _show_round(document: Document, row: DraftRound, at: datetime) -> None:
    """Let the document's own columns follow its current round."""
    tree = row.tree
    document.round = row
    document.type_code = tree["type"] or document.type_code
    document.subject = (tree["subject"] or document.subject)[:500]
    document.year = tree["year"] or document.year
    document.changed_at = at
    document.search_text = words_of(document, symbol=tree["symbol"] or "")
    document.save(update_fields=["round", "type_code", "subject", "year", "changed_at", "search_text"])


@act
def save_working_copy(
    *, actor: Actor, document: Document, text: str, version: int, at: datetime, seen: int | None = None
) -> WorkingCopy:
    """Keep what the drafter is typing. `version` and `seen` are the copy and the round that their page was drawn with.

    Who: the drafter. Refused: the document left the desk ("not_at_desk"), another window saved meanwhile ("stale"), a
    round was written meanwhile ("round_moved"). Leaves no history and announces nothing.
    """
    _hold_desk(actor, document)
    if seen is not None and (document.round is None or document.round.ordinal != seen):
        raise refused("round_moved")
    copy = WorkingCopy.objects.filter(document=document).first()
    if (copy.version if copy else 0) != version:
        raise refused("stale")
    copy = copy or WorkingCopy(document=document, base=document.round)
    copy.text, copy.saved_at, copy.saved_by, copy.version = text, at, actor.user, version + 1
    copy.save()
    return copy


def _hold_desk(actor: Actor, document: Document) -> None:
    """Hold the document until the commit, if its drafter may change its text now."""
    lock_document(document)
    _require_desk(actor, document)


def _require_desk(actor: Actor, document: Document) -> None:
    """Allow the drafter, while the document lies at the desk."""
    require_drafter(actor, document)
    require_state(document.status, WRITING, "not_at_desk")


def prepare_round(
    *,
    actor: Actor,
    document: Document,
    file: bytes | None = None,
    name: str = "",
    seen: int | None = None,
    saved: WorkingCopy | None = None,
) -> NextRound | None:
    """Read and check the working copy, or an uploaded file, before any lock is taken; None if there is neither.

    `saved`: the very copy that is meant, as the caller saved it. Who: the drafter. Refused: a text that cannot be read, or
    takes too long; a later round than the one that was `seen`.
    """
    require_drafter(actor, document)
    if seen is not None and (document.round is None or document.round.ordinal != seen):
        raise refused("round_moved")
    copy = saved or WorkingCopy.objects.filter(document=document).first()
    if file is None and copy is None:
        return None
    text = file if file is not None else copy.text  # type: ignore[union-attr]
    before = document.round.tree if document.round else None
    checked = read_text(text, name, actor=actor, organisation=document.organisation, before=before)
    return NextRound(checked, document.round_id, copy.version if copy and file is None else None)


def submit_round(
    *,
    actor: Actor,
    document: Document,
    at: datetime,
    file: bytes | None = None,
    name: str = "",
    note: str = "",
    prepared: NextRound | None = None,
) -> DraftRound | None:
    """Turn the working copy, or an uploaded file, into the next round; None if nothing was changed.

    Who: the drafter. Refused: a text that cannot be read; the document left the desk ("not_at_desk"); a round
    ("round_moved") or a copy ("stale") that came meanwhile. Announces round_added. A caller with a transaction of its own
    prepares the round first.
    """
    require_drafter(actor, document)
    ready = prepared or prepare_round(actor=actor, document=document, file=file, name=name)
    return None if ready is None else _submit(actor=actor, document=document, ready=ready, note=note, at=at)


@act
def _submit(*, actor: Actor, document: Document, ready: NextRound, note: str, at: datetime) -> DraftRound | None:
    _hold_desk(actor, document)
    _must_follow(document, ready.follows)
    copies = WorkingCopy.objects.filter(document=document)
    if ready.version is not None and not copies.filter(version=ready.version).exists():
        raise refused("stale")
    if document.round and ready.checked.text_sha256 == document.round.text_sha256:
        copies.delete()
        return None
    return add_round(
        actor=actor, document=document, checked=ready.checked, origin=DraftRound.Origin.REVISED, at=at, note=note
    )


def _must_follow(document: Document, round_id: int | None) -> None:
    """Refuse what was prepared for a round that is no longer the current one; the document is ours."""
    if document.round_id != round_id:
        raise refused("round_moved")


@act
def write_winner(
    *, actor: Actor, document: Document, option_text: str, note: str, at: datetime, passage: str = THEME
) -> DraftRound:
    """Write the option that a ballot decided for into the next round, at its question's place.

    Who: the system, called by `workflows`. Refused: the document is not before its committee; the question is not in the
    text ("choice_gone"). Announces round_added.
    The one text that is checked under a lock: it was read within the limits, and its transaction closes the ballot.
    """
    lock_document(document)
    require_state(document.status, WRITING_WINNER)
    draft = _decided(current_draft(document), passage, option_text)
    before = document.round.tree if document.round else None
    organisation = document.organisation
    settings = settings_for(organisation)
    checked = check_next(draft, before=before, profile=organisation.profile, settings=settings)
    return add_round(
        actor=actor, document=document, checked=checked, origin=DraftRound.Origin.DECIDED, note=note, at=at
    )


def _decided(draft: Draft, passage: str, option_text: str) -> Draft:
    if passage == THEME:
        return decide_theme(draft, option_text)
    try:
        return decide(draft, passage, option_text)
    except KeyError:
        raise refused("choice_gone") from None


def write_recipients(*, actor: Actor, document: Document, lines: list[str], at: datetime) -> DraftRound:
    """Give the document the Nơi nhận lines that it lacks.

    Who: the drafter. Refused: the document left the desk ("not_at_desk"), a round that came meanwhile ("round_moved").
    Announces round_added.
    """
    require_drafter(actor, document)
    draft = set_recipients(current_draft(document), lines)
    return _write_changed(actor=actor, document=document, changed=draft, at=at)


def retype(*, actor: Actor, document: Document, type_code: str, at: datetime) -> DraftRound:
    """Type the draft again as a document of a type that can be issued (meeting material becomes, say, a programme).

    Who: the drafter. Refused: the document left the desk ("not_at_desk"), a type that the catalogue does not have
    ("type_unknown"), a round that came meanwhile ("round_moved"). Announces round_added.
    """
    require_drafter(actor, document)
    names = issuable_types(document.organisation.profile)
    if type_code not in names:
        raise refused("type_unknown")
    draft = set_type(current_draft(document), code=type_code, name=names[type_code].upper())
    return _write_changed(actor=actor, document=document, changed=draft, at=at)


def _write_changed(*, actor: Actor, document: Document, changed: Draft, at: datetime) -> DraftRound:
    """Check a draft that the drafter had changed, and write it as the round after the current one."""
    require_state(document.status, WRITING, "not_at_desk")  # asked again under the lock; this saves the reading
    assert document.round is not None  # the change was made to its text
    checked = check_text(changed, actor=actor, organisation=document.organisation, before=document.round.tree)
    return _follow(
        actor=actor,
        document=document,
        follows=document.round.pk,
        checked=checked,
        origin=DraftRound.Origin.REVISED,
        at=at,
    )


@act
def _follow(
    *,
    actor: Actor,
    document: Document,
    follows: int,
    checked: Checked,
    origin: DraftRound.Origin,
    at: datetime,
    note: str = "",
    form_only: bool = False,
) -> DraftRound:
    """Write what was prepared, if it may be written where the document lies now."""
    lock_document(document)
    _require_place(actor, document, form_only=form_only)
    _must_follow(document, follows)
    return add_round(actor=actor, document=document, checked=checked, origin=origin, note=note, at=at)


def _require_place(actor: Actor, document: Document, *, form_only: bool) -> None:
    """Allow the drafter at the desk; at the format check its checker, and no change of words."""
    if form_only and document.status in REPAIRING_FORM:
        require(actor, Perm.CHECK_FORMAT, document.organisation_id)
    else:
        _require_desk(actor, document)


def apply_repairs(*, actor: Actor, document: Document, ids: Iterable[str], at: datetime) -> DraftRound:
    """Accept proposed repairs as the next round.

    Who: the drafter at the desk; the format checker at the check, where every repair chosen is form only. Refused: the
    document is elsewhere, none of them is proposed any more ("nothing_changed"), a round that came meanwhile
    ("round_moved"). Announces round_added.
    """
    _require_place(actor, document, form_only=True)  # asked again under the lock, of what the repairs are
    if document.round is None:
        raise refused("no_text")
    repaired: Repaired = repair_text(document.round.tree, ids, actor=actor, organisation=document.organisation)
    if repaired.checked is None:
        raise refused("nothing_changed")
    return _follow(
        actor=actor,
        document=document,
        follows=document.round.pk,
        checked=repaired.checked,
        origin=DraftRound.Origin.REPAIRED,
        form_only=repaired.form_only,
        note=f"Nhận {repaired.count} chỗ sửa được đề xuất",  # kept in the journal: people's words, not our codes
        at=at,
    )


def current_draft(document: Document) -> Draft:
    """Return the tree of the document's current round."""
    if document.round is None:
        raise refused("no_text")
    return Draft.from_json(document.round.tree)
