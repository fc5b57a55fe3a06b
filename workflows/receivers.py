"""What the floors below decided moves documents on. Registered in WorkflowsConfig.ready; acts as the system."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals import events as approvals_events
from audit.actor import Actor
from orgs import events as orgs_events
from orgs.models import RoleAssignment
from orgs.roles import in_force
from workflows.actions.accesses import follow_accesses
from workflows.actions.concluding import (
    conclude_ballot,
    conclude_meeting,
    conclude_opinions,
    conclude_sign_off,
    hold_called_off,
)
from workflows.actions.looking_after import affected, look_after
from workflows.actions.seating import close_seat_turn, end_voting, extend_station, seat_next
from workflows.kinds import StationKind
from workflows.models import Itinerary, Turn

TURN_OF_ROUND = {"opinion": Turn.Act.OPINION, "ballot": Turn.Act.VOTE, "sign_off": Turn.Act.APPROVE}


# ── rounds ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@receiver(approvals_events.ballot_closed)
def ballot_closed(
    sender: object, *, document_id: int, ballot_id: int, outcome: str, at: datetime, **facts: object
) -> None:
    conclude_ballot(
        document_id=document_id,
        ballot_id=ballot_id,
        outcome=outcome,
        winner=str(facts.get("winner") or ""),
        winner_text=str(facts.get("winner_text") or ""),
        sentence=str(facts.get("sentence") or ""),
        at=at,
    )


@receiver(approvals_events.meeting_decision_entered)
def meeting_decided(sender: object, *, document_id: int, ballot_id: int, at: datetime, **facts: object) -> None:
    choice, reason = str(facts.get("choice_text") or ""), str(facts.get("reason") or "")
    conclude_meeting(document_id=document_id, ballot_id=ballot_id, choice=choice, reason=reason, at=at)


@receiver(approvals_events.ballot_annulled)
def ballot_annulled(
    sender: object, *, document_id: int, ballot_id: int, actor: Actor, at: datetime, **facts: object
) -> None:
    """Hold the station, unless the route itself called the ballot off: then the document is on its way elsewhere."""
    if not actor.is_system:
        words = _("Biểu quyết bị hủy: {reason}").format(reason=facts["reason"])
        hold_called_off(document_id=document_id, kind=StationKind.BALLOT, reason=words, at=at, ballot=ballot_id)


@receiver(approvals_events.opinion_round_closed)
def opinions_closed(
    sender: object,
    *,
    document_id: int,
    round_id: int,
    actor: Actor,
    answered: int,
    asked: int,
    at: datetime,
    **facts: object,
) -> None:
    """Go on, or hold the station if the round was called off, but not by the route itself."""
    if not facts.get("annulled"):
        conclude_opinions(document_id=document_id, round_id=round_id, answered=answered, asked=asked, at=at)
    elif not actor.is_system:
        words = _("Lấy ý kiến bị hủy: {reason}").format(reason=facts["reason"])
        hold_called_off(document_id=document_id, kind=StationKind.OPINION, reason=words, at=at, round=round_id)


@receiver(approvals_events.sign_off_decided)
def sign_off_decided(
    sender: object,
    *,
    document_id: int,
    sign_off_id: int,
    outcome: str,
    remarks: Iterable[dict[str, Any]],
    at: datetime,
    **facts: object,
) -> None:
    conclude_sign_off(
        document_id=document_id,
        sign_off_id=sign_off_id,
        outcome=outcome,
        remarks=remarks,
        reason=str(facts.get("reason") or ""),
        at=at,
    )


# ── seats ───────────────────────────────────────────────────────────────────────────────────────────────────────────
@receiver(approvals_events.slip_cast)
def slip_cast(sender: object, *, document_id: int, user_id: int, at: datetime, **facts: object) -> None:
    close_seat_turn(document_id, Turn.Act.VOTE, user_id, user_id, "done", at)


@receiver(approvals_events.opinion_given)
def opinion_given(sender: object, *, document_id: int, user_id: int, at: datetime, **facts: object) -> None:
    close_seat_turn(document_id, Turn.Act.OPINION, user_id, user_id, "done", at)


@receiver(approvals_events.voting_ended)
def voting_ended(sender: object, *, document_id: int, at: datetime, **facts: object) -> None:
    """Sealed slips wait for their tellers: nobody has a vote to cast any more."""
    end_voting(document_id, at)


@receiver(approvals_events.count_asked)
def count_asked(sender: object, *, document_id: int, user_ids: Iterable[int], at: datetime, **facts: object) -> None:
    """Open turns for the tellers of paper slips until they have counted."""
    seat_next(document_id, StationKind.BALLOT, Turn.Act.COUNT, user_ids, at)


@receiver(approvals_events.count_entered)
def count_entered(sender: object, *, document_id: int, done_ids: Iterable[int], at: datetime, **facts: object) -> None:
    for user_id in done_ids:
        close_seat_turn(document_id, Turn.Act.COUNT, user_id, user_id, "done", at)


@receiver(approvals_events.tellers_appointed)
def tellers_replaced(
    sender: object, *, document_id: int, dismissed_ids: Iterable[int], at: datetime, **facts: object
) -> None:
    """Who was replaced has nothing to count any more."""
    for user_id in dismissed_ids:
        close_seat_turn(document_id, Turn.Act.COUNT, user_id, None, "over", at)


@receiver(approvals_events.seat_decided)
def seat_decided(
    sender: object,
    *,
    document_id: int,
    user_id: int,
    actor: Actor,
    decision: str,
    next_user_ids: Iterable[int],
    at: datetime,
    **facts: object,
) -> None:
    close_seat_turn(document_id, Turn.Act.APPROVE, user_id, actor.user_id, decision, at)
    seat_next(document_id, StationKind.APPROVE, Turn.Act.APPROVE, next_user_ids, at)


@receiver(approvals_events.seat_lapsed)
def seat_lapsed(
    sender: object,
    *,
    document_id: int,
    user_id: int,
    at: datetime,
    kind: str,
    next_user_ids: Iterable[int] = (),
    **facts: object,
) -> None:
    """Whoever left the body has no turn any more."""
    close_seat_turn(document_id, TURN_OF_ROUND[kind], user_id, None, "lapsed", at)
    if kind == "sign_off":
        seat_next(document_id, StationKind.APPROVE, Turn.Act.APPROVE, next_user_ids, at)


# ── deadlines ───────────────────────────────────────────────────────────────────────────────────────────────────────
@receiver([approvals_events.opinion_round_extended, approvals_events.ballot_extended])
def extended(sender: object, *, document_id: int, closes_at: datetime, **facts: object) -> None:
    """Give everybody who is asked the time that the round was given."""
    extend_station(document_id, closes_at)


# ── people ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@receiver(
    [
        orgs_events.role_assigned,
        orgs_events.role_ended,
        orgs_events.membership_added,
        orgs_events.membership_ratified,
        orgs_events.membership_ended,
    ]
)
def person_came_or_left(sender: object, *, user_id: int, organisation_id: int, at: datetime, **facts: object) -> None:
    """Give a station that nobody can serve any more to the administrator as well; take back one that somebody can.

    What the person may still read is asked last, of the turns and seats that this leaves.
    """
    on = timezone.localdate(at)
    look_after(affected(user_id=user_id, organisation_ids=[organisation_id], on=on), at)
    follow_accesses(at=at, user_ids=[user_id])


@receiver(orgs_events.account_changed)
def account_changed(sender: object, *, user_id: int, at: datetime, **facts: object) -> None:
    """Who is switched off holds nothing, whatever their roles and seats say; who is switched on again, does."""
    on = timezone.localdate(at)
    held = RoleAssignment.objects.filter(in_force(on), user=user_id).values_list("organisation_id", flat=True)
    look_after(affected(user_id=user_id, organisation_ids=held, on=on), at)
    follow_accesses(at=at, user_ids=[user_id])


@receiver(approvals_events.seat_lapsed)
def seat_gone(sender: object, *, user_id: int, at: datetime, **facts: object) -> None:
    """Whoever lost their last seat in a document reads it no more."""
    follow_accesses(at=at, user_ids=[user_id])


@receiver([orgs_events.delegation_granted, orgs_events.delegation_revoked])
def delegation_changed(sender: object, *, delegate_id: int, at: datetime, **facts: object) -> None:
    """Let a delegate see what they may approve or sign, as long as they may."""
    follow_accesses(at=at, user_ids=[delegate_id])


@receiver(orgs_events.organisation_closed)
def organisation_closed(sender: object, *, organisation_id: int, at: datetime, **facts: object) -> None:
    """Leave what a closed organisation still had under way to those above it; its offices end with it."""
    under_way = Itinerary.objects.filter(state=Itinerary.State.ACTIVE, document__organisation=organisation_id)
    look_after(under_way.values_list("document_id", flat=True), at)
    people = RoleAssignment.objects.filter(organisation=organisation_id).values_list("user", flat=True)
    follow_accesses(at=at, user_ids=set(people))
