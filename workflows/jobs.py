"""The minute tick: what is due or overdue, through the same actions as a person. Each document in its own transaction."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from approvals.actions import close_ballot, close_opinion_round
from approvals.models import Ballot, OpinionRound
from audit.actor import SYSTEM
from workflows.actions.escalating import escalate_station
from workflows.actions.reminding import remind_station
from workflows.actions.skipping import skip_station
from workflows.models import Itinerary, Visit
from workflows.procedures import Overdue, StationKind
from workflows.procedures.calendar import next_working_day, remind_from
from workflows.queries import active_itinerary

log = logging.getLogger(__name__)


def tick(at: datetime) -> dict[str, int]:
    """Close what is over, remind of what is nearly, escalate or skip what is late. Returns how many of each.

    Safe to run twice, or in two places at once: every step asks again under the lock, and a failure holds only its own
    document.
    """
    return {
        "opinions": _each(_due_rounds(at), lambda round: close_opinion_round(actor=SYSTEM, round=round, at=at)),
        "ballots": _each(_due_ballots(at), lambda ballot: close_ballot(actor=SYSTEM, ballot=ballot, at=at)),
        "overdue": _each(_overdue(at), lambda visit: _late(visit, at)),
        "reminded": _each(_nearly_due(at), lambda visit: remind_station(visit=visit, at=at)),
    }


def _each(rows: Iterable[Any], step: Callable[[Any], Any]) -> int:
    done = 0
    for row in rows:
        try:
            step(row)
            done += 1
        except ValidationError as refusal:  # it moved meanwhile, or waits for a person: asked again in a minute
            log.info("tick: %s %s: %s", type(row).__name__, row.pk, refusal)
        except Exception:  # one document's trouble must not hold the others
            log.exception("tick: %s %s", type(row).__name__, row.pk)
    return done


def _due_rounds(at: datetime) -> list[OpinionRound]:
    due = OpinionRound.objects.filter(closed_at__isnull=True, annulled_at__isnull=True, closes_at__lte=at)
    return [round for round in due if _closes_itself(round.document_id, StationKind.OPINION)]


def _due_ballots(at: datetime) -> list[Ballot]:
    due = Ballot.objects.filter(closed_at__isnull=True, annulled_at__isnull=True, closes_at__lte=at)
    return [ballot for ballot in due if _closes_itself(ballot.document_id, StationKind.BALLOT)]


def _closes_itself(document_id: int, kind: StationKind) -> bool:
    """Whether a round ends at its deadline: as its station says; one that belongs to no station does."""
    itinerary = active_itinerary(document_id)
    station = itinerary.station if itinerary else None
    return station is None or station.kind is not kind or station.on_overdue is Overdue.CLOSE


def _open_visits() -> Any:
    return Visit.objects.filter(left_at__isnull=True, itinerary__state=Itinerary.State.ACTIVE).select_related(
        "itinerary"
    )


def _overdue(at: datetime) -> list[Visit]:
    return list(_open_visits().filter(due_at__lte=at, escalated_at__isnull=True, held_at__isnull=True))


def _nearly_due(at: datetime) -> list[Visit]:
    """Those whose reminder is due: on the working day before."""
    latest = next_working_day(timezone.localdate(at))
    near = _open_visits().filter(reminded_at__isnull=True, due_at__gt=at, due_at__date__lte=latest)
    return [
        visit for visit in near if visit.due_at and visit.due_at > visit.arrived_at and remind_from(visit.due_at) <= at
    ]


def _late(visit: Visit, at: datetime) -> None:
    """Do what the station says happens when it is overdue; rounds that close were closed above."""
    station = visit.itinerary.route[visit.position]
    if station.on_overdue is Overdue.SKIP:
        try:
            skip_station(visit=visit, at=at)
        except ValidationError:  # a blocker lies before the next station: people must see to it
            remind_station(visit=visit, at=at, late=True)
    elif station.on_overdue is Overdue.ESCALATE:
        escalate_station(visit=visit, at=at)
    else:
        remind_station(visit=visit, at=at, late=True)
