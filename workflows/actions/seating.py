"""Keep the turns of a round with its seats: who has used theirs, who has none any more, whose turn it is next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from database.turns import close_turn
from orgs.models import User
from workflows.actions.concluding import transition_at
from workflows.actions.turns import people_turns
from workflows.kinds import StationKind
from workflows.models import Turn, Visit


def close_seat_turn(
    document_id: int, act: Turn.Act, user_id: int, by_id: int | None, outcome: str, at: datetime
) -> None:
    """Close the turn of a seat. Every vote comes through here, so it is said to the database directly."""
    close_turn(document_id, str(act), user_id, by_id=by_id, outcome=outcome, at=at)


def end_voting(document_id: int, at: datetime) -> None:
    """Close every turn to vote: sealed slips wait for their tellers."""
    voting = Turn.objects.filter(document_id=document_id, act=Turn.Act.VOTE, closed_at__isnull=True)
    voting.update(closed_at=at, outcome="over")


def seat_next(document_id: int, kind: StationKind, act: Turn.Act, user_ids: Iterable[int], at: datetime) -> None:
    """Open turns for those whose turn it is now: the next in an order of approvals, the tellers of a ballot."""
    transition = transition_at(document_id, kind, at)
    if transition is None:
        return
    waiting = transition.visit.turns.filter(closed_at__isnull=True, act=act)
    people = set(user_ids) - set(waiting.values_list("user_id", flat=True))
    people_turns(transition.stay, act, User.objects.filter(pk__in=people))


def extend_station(document_id: int, closes_at: datetime) -> None:
    """Give the round's station, and everybody who is asked there, more time."""
    visits = Visit.objects.filter(itinerary__document_id=document_id, left_at__isnull=True)
    visits.update(due_at=closes_at, reminded_at=None, escalated_at=None)
    Turn.objects.filter(visit__in=visits, closed_at__isnull=True).update(due_at=closes_at)
