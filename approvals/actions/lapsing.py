"""A seat whose holder leaves office lapses: what was done by right stays, what comes later is refused."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate

from approvals import events
from approvals.actions.journal import announce, note
from approvals.actions.locks import lock
from approvals.actions.sign_offs import end, judge, whose_turn
from approvals.models import Ballot, OpinionRound, OpinionSeat, Seat, SignOff, SignOffSeat
from audit.actions import act
from audit.actor import Actor
from orgs.models import Membership
from orgs.queries import with_authority


@act
def lapse_seats(*, actor: Actor, membership_id: int, at: datetime) -> int:
    """End the seats in open rounds, ballots and sign-offs that rest on a membership which is over; how many.

    Who: the system, told by the organisations that a membership ended. A person who holds authority in the same body by
    another membership keeps the seat. Announces seat_lapsed for each, and sign_off_decided where the rest decides it.
    """
    membership = Membership.objects.get(pk=membership_id)
    held = Membership.objects.filter(
        with_authority(localdate(at)), user_id=membership.user_id, body_id=membership.body_id
    )
    if held.exists():
        return 0
    lapsed = _lapse_opinion_seats(actor, membership_id, at) + _lapse_ballot_seats(actor, membership_id, at)
    open_seats = SignOffSeat.objects.filter(
        membership_id=membership_id, lapsed_at=None, sign_off__outcome="", decision=""
    ).select_related("sign_off")
    for seat in open_seats.order_by("sign_off__document_id"):
        lapsed += _lapse_sign_off_seat(actor, seat, at)
    return lapsed


@act
def lapse_sign_off_seats(*, actor: Actor, sign_off: SignOff, user_ids: Iterable[int], at: datetime) -> int:
    """End the undecided seats of these people in an approval: their office or their account is over; how many.

    Who: the system, asked by the route, which knows by which office they sat. Announces seat_lapsed for each, and
    sign_off_decided where the rest decides it.
    """
    if not actor.is_system:
        raise PermissionDenied
    seats = SignOffSeat.objects.filter(sign_off=sign_off, user__in=list(user_ids), lapsed_at=None, decision="")
    return sum(_lapse_sign_off_seat(actor, seat, at) for seat in seats.select_related("sign_off").order_by("place"))


def _lapse_opinion_seats(actor: Actor, membership_id: int, at: datetime) -> int:
    seats = list(
        OpinionSeat.objects.filter(membership_id=membership_id, lapsed_at=None, round__closed_at=None).select_related(
            "round"
        )
    )
    for seat in seats:
        OpinionSeat.objects.filter(pk=seat.pk).update(lapsed_at=at)
        _tell(actor, seat, seat.round, "opinion", [], at)
    return len(seats)


def _lapse_ballot_seats(actor: Actor, membership_id: int, at: datetime) -> int:
    seats = list(
        Seat.objects.filter(
            membership_id=membership_id,
            lapsed_at=None,
            ballot__closed_at=None,
            ballot__annulled_at=None,
        ).select_related("ballot")
    )
    for seat in seats:
        Seat.objects.filter(pk=seat.pk).update(lapsed_at=at)
        _tell(actor, seat, seat.ballot, "ballot", [], at)
    return len(seats)


def _lapse_sign_off_seat(actor: Actor, seat: SignOffSeat, at: datetime) -> int:
    sign_off = lock(SignOff, seat.sign_off, seat.sign_off.document_id)
    if sign_off.outcome or not SignOffSeat.objects.filter(pk=seat.pk, decision="").update(lapsed_at=at):
        return 0
    outcome = judge(sign_off, list(sign_off.seats.all()))
    _tell(actor, seat, sign_off, "sign_off", whose_turn(sign_off), at)
    if outcome != "open":
        end(actor, sign_off, outcome, "Không còn ai giữ ghế." if outcome == "unserved" else "", at)
    return 1


def _tell(
    actor: Actor,
    seat: OpinionSeat | Seat | SignOffSeat,
    of: OpinionRound | Ballot | SignOff,
    kind: str,
    next_user_ids: list[int],
    at: datetime,
) -> None:
    note(actor=actor, verb="lapse_seat", subject=seat, of=of, at=at, name=seat.name, user=seat.user_id)
    announce(
        events.seat_lapsed,
        actor=actor,
        of=of,
        at=at,
        kind=kind,
        round_id=of.pk,
        user_id=seat.user_id,
        next_user_ids=next_user_ids,
    )
