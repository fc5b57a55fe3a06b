from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from audit.actions import act, record
from audit.actor import Actor
from documents import events
from documents.actions.citing import write_citations
from documents.errors import refused
from documents.models import Document, DraftRound, SourceFile, WorkingCopy
from documents.permissions import can_edit, require_drafter
from documents.reading import Repaired, check_text, read_text, repair_text
from documents.structure import Draft, decide_theme, set_recipients, set_type
from documents.structure.checked import Checked, check_next
from documents.structure.fold import fold
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
    journal: bool = True,
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


def _show_round(document: Document, row: DraftRound, at: datetime) -> None:
    """The document's own columns follow its current round."""
    tree = row.tree
    document.round = row
    document.type_code = tree["type"] or document.type_code
    document.subject = (tree["subject"] or document.subject)[:500]
    document.year = tree["year"] or document.year
    document.changed_at = at
    document.search_text = fold(f"{document.subject} {document.type_code} {tree['symbol'] or ''}")
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


def prepare_round(*, actor: Actor, document: Document, file: bytes | None = None, name: str = "") -> NextRound | None:
    """Read and check the working copy, or an uploaded file, before any lock is taken; None if there is neither.

    Who: the drafter. Refused: a text that cannot be read, or takes too long.
    """
    require_drafter(actor, document)
    copy = WorkingCopy.objects.filter(document=document).first()
    if file is None and copy is None:
        return None
    text = file if file is not None else copy.text  # type: ignore[union-attr]
    before = document.round.tree if document.round else None
    checked = read_text(text, name, actor=actor, profile=document.organisation.profile, before=before)
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

    Who: the drafter. Refused: a text that cannot be read; a round or a copy that came meanwhile ("stale"). Announces
    round_added. A caller with a transaction of its own prepares the round first.
    """
    require_drafter(actor, document)
    ready = prepared or prepare_round(actor=actor, document=document, file=file, name=name)
    return None if ready is None else _submit(actor=actor, document=document, ready=ready, note=note, at=at)


@act
def _submit(*, actor: Actor, document: Document, ready: NextRound, note: str, at: datetime) -> DraftRound | None:
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
    """Lock the document; refuse what was prepared for a round that is no longer the current one."""
    current = Document.objects.select_for_update(no_key=True).values_list("round_id", flat=True).get(pk=document.pk)
    if current != round_id or document.round_id != round_id:
        raise refused("stale")


@act
def write_winner(*, actor: Actor, document: Document, option_text: str, note: str, at: datetime) -> DraftRound:
    """Write the option that a ballot decided for into the next round's theme. Called by `workflows` as the system.

    The one text that is checked under a lock: it was read within the limits, and its transaction closes the ballot.
    """
    draft = decide_theme(current_draft(document), option_text)
    before = document.round.tree if document.round else None
    checked = check_next(draft, before=before, profile=document.organisation.profile)
    return add_round(
        actor=actor, document=document, checked=checked, origin=DraftRound.Origin.DECIDED, note=note, at=at
    )


def write_recipients(*, actor: Actor, document: Document, lines: list[str], at: datetime) -> DraftRound:
    """Give the document the Nơi nhận lines that it lacks. Who: the drafter. Refused: a round that came meanwhile."""
    require_drafter(actor, document)
    draft = set_recipients(current_draft(document), lines)
    return _write_changed(actor=actor, document=document, changed=draft, at=at)


def retype(*, actor: Actor, document: Document, type_code: str, at: datetime) -> DraftRound:
    """Type the draft again as a document of a type that can be issued (meeting material becomes, say, a programme).

    Who: the drafter. Refused: a type that the catalogue does not have ("type_unknown"), a round that came meanwhile
    ("stale"). Announces round_added.
    """
    require_drafter(actor, document)
    names = issuable_types(document.organisation.profile)
    if type_code not in names:
        raise refused("type_unknown")
    draft = set_type(current_draft(document), code=type_code, name=names[type_code].upper())
    return _write_changed(actor=actor, document=document, changed=draft, at=at)


def _write_changed(*, actor: Actor, document: Document, changed: Draft, at: datetime) -> DraftRound:
    """Check a draft that the drafter had changed, and write it as the round after the current one."""
    assert document.round is not None  # the change was made to its text
    checked = check_text(changed, actor=actor, profile=document.organisation.profile, before=document.round.tree)
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
) -> DraftRound:
    _must_follow(document, follows)
    return add_round(actor=actor, document=document, checked=checked, origin=origin, note=note, at=at)


def apply_repairs(*, actor: Actor, document: Document, ids: Iterable[str], at: datetime) -> DraftRound:
    """Accept proposed repairs as the next round.

    Who: the drafter; the format checker where every repair chosen is form only. Refused: none of them is proposed any
    more ("nothing_changed"), a round that came meanwhile ("stale"). Announces round_added.
    """
    drafter = not actor.is_system and can_edit(actor.user, document)
    if not drafter:
        require(actor, Perm.CHECK_FORMAT, document.organisation_id)
    if document.round is None:
        raise refused("no_text")
    repaired: Repaired = repair_text(document.round.tree, ids, actor=actor, profile=document.organisation.profile)
    if not drafter and not repaired.form_only:
        require_drafter(actor, document)
    if repaired.checked is None:
        raise refused("nothing_changed")
    return _follow(
        actor=actor,
        document=document,
        follows=document.round.pk,
        checked=repaired.checked,
        origin=DraftRound.Origin.REPAIRED,
        note=f"Nhận {repaired.count} chỗ sửa được đề xuất",  # kept in the journal: people's words, not our codes
        at=at,
    )


def current_draft(document: Document) -> Draft:
    """The tree of the document's current round."""
    if document.round is None:
        raise refused("no_text")
    return Draft.from_json(document.round.tree)
