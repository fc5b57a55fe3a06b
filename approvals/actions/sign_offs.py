"""Sign-offs: opened on a draft round, decided seat by seat, judged by their rule."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from approvals import events
from approvals.actions.journal import announce, note
from approvals.actions.locks import lock, lock_document
from approvals.actions.roll import RollEntry, freeze
from approvals.actions.terms import SignOffTerms
from approvals.errors import refused
from approvals.models import SignOff, SignOffSeat
from approvals.permissions import require_convenor_or_system, require_seat
from approvals.rules.sign_offs import Place, on_turn, verdict
from audit.actions import act
from audit.actor import Actor
from audit.history import stamped
from documents.models import Document, DraftRound
from orgs.actions import use_delegation
from orgs.models import Body, Delegation, Membership, Organisation
from orgs.queries import with_authority


@act
def open_sign_off(
    *,
    actor: Actor,
    document: Document,
    draft_round: DraftRound,
    organisation: Organisation,
    roll: Iterable[Any],
    terms: SignOffTerms,
    at: datetime,
    body: Body | None = None,
) -> SignOff:
    """Lay a draft round before a roll for approval.

    Who: holders of `convene`, or the route that arrived at an approval station. Refused: another sign-off of the document
    is open, an empty roll. Announces sign_off_opened with those whose turn it is.
    """
    require_convenor_or_system(actor, organisation.pk)
    lock_document(document.pk)
    if SignOff.objects.filter(document=document, outcome="").exists():
        raise refused("already_open")
    sign_off = SignOff(
        document=document,
        draft_round=draft_round,
        organisation=organisation,
        body=body,
        rule=terms.rule,
        in_order=terms.in_order,
        delegable=terms.delegable,
        opened_at=at,
        due_at=terms.due_at,
    )
    stamped(sign_off, actor=actor, at=at).save()
    entries = freeze(roll, organisation=organisation, body=body, document=document, at=at)
    _seat(actor, sign_off, entries, at)
    return sign_off


def _seat(actor: Actor, sign_off: SignOff, entries: list[RollEntry], at: datetime) -> None:
    SignOffSeat.objects.bulk_create(
        SignOffSeat(
            sign_off=sign_off,
            user_id=entry.user_id,
            name=entry.name,
            position=entry.position,
            membership_id=entry.membership_id,
            place=place,
        )
        for place, entry in enumerate(entries, start=1)
    )
    facts: dict[str, Any] = {
        "rule": str(sign_off.rule),
        "in_order": sign_off.in_order,
        "seats": len(entries),
        "round": sign_off.draft_round.ordinal,
    }
    note(actor=actor, verb="open_sign_off", subject=sign_off, of=sign_off, at=at, **facts)
    first = whose_turn(sign_off)
    announce(
        events.sign_off_opened,
        actor=actor,
        of=sign_off,
        at=at,
        sign_off_id=sign_off.pk,
        user_ids=first,
        due_at=sign_off.due_at,
    )


@act
def decide(*, actor: Actor, sign_off: SignOff, decision: str, note: str, at: datetime) -> SignOff:
    """Approve or return, with or without a bút phê that travels with the document.

    Who: the holder of a seat with authority on that day, or their delegate for approvals where the sign-off allows it.
    Refused: over, another's turn first, decided already, the text changed since, a return without words.
    Announces seat_decided, and sign_off_decided when the rule is met or can no longer be.
    """
    require_seat_of(actor, sign_off)
    document = sign_off.document_id
    sign_off = lock(SignOff, sign_off, document)
    seats = list(sign_off.seats.select_related("membership"))
    seat = next(seat for seat in seats if seat.user_id == actor.principal.pk)
    basis = _basis(actor, sign_off, at)
    if seat.decision:
        raise refused("seat_decided")
    if sign_off.outcome:
        raise refused("sign_off_over")
    if seat.lapsed_at is not None or not _has_authority(seat, sign_off, at):
        raise refused("no_authority")
    if Document.objects.values_list("round_id", flat=True).get(pk=document) != sign_off.draft_round_id:
        raise refused("round_changed")
    if seats.index(seat) not in on_turn(places(seats), in_order=sign_off.in_order):
        raise refused("not_on_turn")
    if decision not in SignOffSeat.Decision.values or (decision == "returned" and not note.strip()):
        raise refused("note_needed")
    seat.decision, seat.note, seat.decided_at = decision, note.strip(), at
    seat.decided_by, seat.basis = actor.user, basis
    seat.save(update_fields=["decision", "note", "decided_at", "decided_by", "basis"])
    outcome = judge(sign_off, seats)
    _tell_seat(actor, sign_off, seat, at)
    if outcome != "open":
        end(actor, sign_off, outcome, "", at)
    return sign_off


def require_seat_of(actor: Actor, sign_off: SignOff) -> None:
    """Raise PermissionDenied unless the actor, or the person they stand in for, has a seat."""
    principal = actor.principal
    held = principal is not None and sign_off.seats.filter(user_id=principal.pk).exists()
    require_seat(Actor(user=actor.user), held=held)


def _basis(actor: Actor, sign_off: SignOff, at: datetime) -> str:
    """Return the written basis of a delegation acted under; empty in person.

    Raises PermissionDenied without one in force.
    """
    if actor.on_behalf_of is None:
        return ""
    require_seat(Actor(user=actor.user), held=sign_off.delegable)
    scope = Delegation.Scope.APPROVE
    return use_delegation(actor=actor, organisation_id=sign_off.organisation_id, scope=scope, at=at).basis


def _has_authority(seat: SignOffSeat, sign_off: SignOff, at: datetime) -> bool:
    today = localdate(at)
    if seat.membership is None or seat.membership.has_authority(today):
        return True
    body_id = sign_off.body_id or seat.membership.body_id
    return Membership.objects.filter(with_authority(today), user_id=seat.user_id, body_id=body_id).exists()


def places(seats: list[SignOffSeat]) -> list[Place]:
    return [Place(seat.place, seat.decision, seat.lapsed_at is not None) for seat in seats]


def whose_turn(sign_off: SignOff) -> list[int]:
    """Return the users who may decide now; nobody once it is over."""
    if sign_off.outcome:
        return []
    seats = list(sign_off.seats.all())
    return [seats[index].user_id for index in on_turn(places(seats), in_order=sign_off.in_order)]


def _tell_seat(actor: Actor, sign_off: SignOff, seat: SignOffSeat, at: datetime) -> None:
    note(
        actor=actor,
        verb="decide",
        subject=seat,
        of=sign_off,
        at=at,
        reason=seat.note,
        decision=str(seat.decision),
        basis=seat.basis,
    )
    announce(
        events.seat_decided,
        actor=actor,
        of=sign_off,
        at=at,
        sign_off_id=sign_off.pk,
        seat_id=seat.pk,
        user_id=seat.user_id,
        decision=str(seat.decision),
        next_user_ids=whose_turn(sign_off),
    )


def judge(sign_off: SignOff, seats: list[SignOffSeat]) -> str:
    """Set the outcome, if there is one now: approved, returned, unserved; otherwise open."""
    outcome = verdict(sign_off.rule, places(seats))
    if outcome != "open":
        sign_off.outcome = SignOff.Ending.ANNULLED if outcome == "unserved" else outcome
    return outcome


def end(actor: Actor, sign_off: SignOff, outcome: str, reason: str, at: datetime) -> None:
    sign_off.decided_at, sign_off.end_reason = at, reason[:300]
    stamped(sign_off, actor=actor, at=at, reason=reason).save(update_fields=["outcome", "decided_at", "end_reason"])
    seats = list(sign_off.seats.all())
    remarks = [{"name": seat.name, "decision": seat.decision, "note": seat.note} for seat in seats if seat.decision]
    note(actor=actor, verb="end_sign_off", subject=sign_off, of=sign_off, at=at, reason=reason, outcome=outcome)
    announce(
        events.sign_off_decided,
        actor=actor,
        of=sign_off,
        at=at,
        sign_off_id=sign_off.pk,
        outcome=outcome,
        reason=reason,
        remarks=remarks,
        approver_ids=[seat.user_id for seat in seats if seat.decision == SignOffSeat.Decision.APPROVED],
    )


@act
def annul_sign_off(*, actor: Actor, sign_off: SignOff, reason: str, at: datetime) -> SignOff:
    """Call an open sign-off off because its document goes back, changes or is cancelled; what was decided stays readable.

    Who: holders of `convene`, or the route. Refused: no reason. A second time does nothing. Announces sign_off_decided.
    """
    require_convenor_or_system(actor, sign_off.organisation_id)
    sign_off = lock(SignOff, sign_off, sign_off.document_id)
    if sign_off.outcome:
        return sign_off
    if not reason.strip():
        raise refused("reason_needed")
    sign_off.outcome = SignOff.Ending.ANNULLED
    end(actor, sign_off, "annulled", reason, at)
    return sign_off
