"""A person does what a station asks and sends the document on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from approvals.queries import unanswered_count
from audit.actions import act, record
from audit.actor import Actor
from documents.actions import confirm_findings_seen, issue_document, sign_document, submit_round
from documents.actions.issuing import Prepared, prepare_issue
from documents.actions.rounds import NextRound, prepare_round
from documents.models import Document, IssuedPaper, Signing
from documents.permissions import can_edit, require_drafter
from notifications.actions import freeze_recipients
from notifications.queries import recipients_ready
from orgs.permissions import Perm, can
from workflows.actions.walking import Walk, walk_on
from workflows.errors import refused
from workflows.models import Itinerary, Visit
from workflows.procedures import StationKind


def note(walk: Walk, verb: str, *, reason: str = "", **facts: Any) -> None:
    """One line in the journal: which station was left for which."""
    record(
        actor=walk.actor,
        verb=f"workflows.{verb}",
        subject=walk.itinerary,
        organisation_id=walk.document.organisation_id,
        document_id=walk.document.pk,
        at=walk.at,
        reason=reason,
        facts={"to": walk.station.label if walk.station else None, **facts},
    )


def submit_draft(
    *,
    actor: Actor,
    document: Document,
    at: datetime,
    file: bytes | None = None,
    name: str = "",
    message: str = "",
    seen: int | None = None,
) -> None:
    """Send the draft on from the desk; what was changed since becomes the next round. `seen` is the round on their page.

    Who: the holder of the drafting turn. Refused: blockers before the next station, no text, a round was written since
    ("round_moved"). Announces moved. The text is read before any lock is taken.
    """
    ready = _read_ahead(actor, document, file, name, seen, StationKind.DRAFT)
    _submit_draft(actor=actor, document=document, ready=ready, message=message, seen=seen, at=at)


@act
def _submit_draft(
    *, actor: Actor, document: Document, ready: NextRound | None, message: str, seen: int | None, at: datetime
) -> None:
    walk = walk_on(actor=actor, document=document, at=at)
    walk.must_stand_at(StationKind.DRAFT)
    walk.must_serve()
    _new_round(walk, ready, message, seen)
    walk.must_pass_gates()
    _leave_desk(walk, "submit_draft", message)


def submit_revision(
    *,
    actor: Actor,
    document: Document,
    at: datetime,
    file: bytes | None = None,
    name: str = "",
    message: str = "",
    seen: int | None = None,
) -> None:
    """Send the revised draft on, with every opinion and comment answered. `seen` is the round on their page.

    Who: the holder of the revising turn. Refused: opinions without an answer, blockers, a round was written since
    ("round_moved"). Announces moved. The text is read before any lock is taken.
    """
    ready = _read_ahead(actor, document, file, name, seen, StationKind.REVISE)
    _submit_revision(actor=actor, document=document, ready=ready, message=message, seen=seen, at=at)


@act
def _submit_revision(
    *, actor: Actor, document: Document, ready: NextRound | None, message: str, seen: int | None, at: datetime
) -> None:
    walk = walk_on(actor=actor, document=document, at=at)
    walk.must_stand_at(StationKind.REVISE)
    walk.must_serve()
    _new_round(walk, ready, message, seen)
    unanswered = unanswered_count(walk.document)
    if unanswered:
        raise refused("opinions_unanswered", count=unanswered)
    walk.must_pass_gates()
    _leave_desk(walk, "submit_revision", message)


def _read_ahead(
    actor: Actor, document: Document, file: bytes | None, name: str, seen: int | None, kind: StationKind
) -> NextRound | None:
    """Read what the drafter changed, if the document stands at that station. Only the drafter changes the text."""
    stands_here = Visit.objects.filter(itinerary__document=document, left_at__isnull=True, kind=kind).exists()
    if not stands_here or actor.is_system:
        return None
    fresh = Document.objects.select_related("organisation", "round").get(pk=document.pk)
    if file is not None:
        require_drafter(actor, fresh)  # another holder of the turn sends on what is there, and brings no file
    if not can_edit(actor.user, fresh):
        return None
    return prepare_round(actor=actor, document=fresh, file=file, name=name, seen=seen)


def _new_round(walk: Walk, ready: NextRound | None, message: str, seen: int | None) -> None:
    """Another holder of the turn than the drafter sends on what is there, if it is what they saw."""
    if seen is not None and walk.document.round is not None and walk.document.round.ordinal != seen:
        raise refused("round_moved")
    if ready is not None:
        submit_round(actor=walk.actor, document=walk.document, prepared=ready, note=message[:300], at=walk.at)


def _leave_desk(walk: Walk, verb: str, message: str) -> None:
    label, ordinal = (
        walk.station.label if walk.station else "",
        walk.document.round.ordinal if walk.document.round else 0,
    )
    walk.go_on(reason=message)
    note(walk, verb, reason=message, **{"from": label, "round": ordinal})


@act
def pass_check(*, actor: Actor, document: Document, at: datetime, message: str = "") -> None:
    """The form is right: on to the next station.

    Who: the holder of the checking turn. Refused: blockers before the next station. Announces moved.
    """
    walk = walk_on(actor=actor, document=document, at=at)
    walk.must_stand_at(StationKind.CHECK)
    walk.must_serve()
    walk.must_pass_gates()
    confirm_findings_seen(actor=actor, document=walk.document, gate="R", at=at)
    label = walk.station.label if walk.station else ""
    walk.go_on(reason=message)
    note(walk, "pass_check", reason=message, **{"from": label})


@act
def sign(*, actor: Actor, document: Document, at: datetime) -> Signing:
    """Approve the text that will be issued and send it to be numbered.

    Who: the holder of the signing turn, or their delegate, with authority on that day. Refused: blockers of gate S.
    Announces document_signed, moved.
    """
    walk = walk_on(actor=actor, document=document, at=at)
    walk.must_stand_at(StationKind.SIGN)
    walk.must_serve()
    signing = sign_document(actor=actor, document=walk.document, at=at)
    walk.go_on()
    note(walk, "sign", signing=signing.pk)
    return signing


def number(*, actor: Actor, document: Document, at: datetime) -> IssuedPaper:
    """Give the number, freeze paper and recipients, and let the route send it out.

    Who: the holder of the numbering turn. Refused: a recipient line unclear, not signed, blockers of gate N.
    Announces document_issued, moved. The paper is rendered before any lock is taken.
    """
    stands_here = Visit.objects.filter(
        itinerary__document=document, left_at__isnull=True, kind=StationKind.NUMBER
    ).exists()
    prepared = None
    if stands_here and not actor.is_system and can(actor.principal, Perm.ASSIGN_NUMBER, document.organisation_id):
        prepared = prepare_issue(Document.objects.select_related("organisation").get(pk=document.pk), at)
    return _number(actor=actor, document=document, prepared=prepared, at=at)


@act
def _number(*, actor: Actor, document: Document, prepared: Prepared | None, at: datetime) -> IssuedPaper:
    walk = walk_on(actor=actor, document=document, at=at)
    walk.must_stand_at(StationKind.NUMBER)
    walk.must_serve()
    walk.lock_process()
    if not recipients_ready(walk.document):
        raise refused("recipients_unclear")
    freeze_recipients(actor=actor, document=walk.document, at=at)
    paper = issue_document(actor=actor, document=walk.document, prepared=prepared, at=at)
    walk.go_on()
    note(walk, "number", number=paper.number, symbol=paper.symbol)
    return paper


#: What `pass_station` does at a station that one person holds.
PASSES: dict[StationKind, Callable[..., Any]] = {
    StationKind.DRAFT: submit_draft,
    StationKind.CHECK: pass_check,
    StationKind.REVISE: submit_revision,
    StationKind.SIGN: sign,
    StationKind.NUMBER: number,
}


def pass_station(*, actor: Actor, document: Document, at: datetime) -> Any:
    """Do what the document's present station asks of one person, whichever it is; rounds are left by their own end."""
    itinerary = Itinerary.objects.filter(document=document).first()
    station = itinerary.station if itinerary else None
    if station is None:
        raise refused("not_under_way")
    if station.kind not in PASSES:
        raise refused("elsewhere", label=station.label)
    return PASSES[station.kind](actor=actor, document=document, at=at)
