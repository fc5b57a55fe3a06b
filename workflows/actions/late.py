"""What every act on a late station asks first."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from audit.actor import SYSTEM
from orgs.models import User
from orgs.queries import holders_of_role
from workflows.models import Visit
from workflows.transition import Transition, transition_of


def still_here(visit: Visit, at: datetime) -> tuple[Transition, Visit] | None:
    """Lock the route and return it with the stay, if the document has not moved since the tick looked."""
    transition = transition_of(actor=SYSTEM, document=visit.itinerary.document, at=at)
    now = transition.visit
    return (transition, now) if now.pk == visit.pk else None


def waiting_people(visit: Visit, at: datetime) -> list[User]:
    """Everybody whose turn it is at this stay, but for those who only watch over it."""
    turns = visit.turns.filter(closed_at__isnull=True, watching=False).select_related("user")
    people: dict[int, User] = {}
    for turn in turns:
        for person in (
            [turn.user] if turn.user else holders_of_role(turn.organisation_id or 0, turn.role, timezone.localdate(at))
        ):
            people[person.pk] = person
    return list(people.values())


def wake_convenors(visit: Visit) -> None:
    """Wake the convenors of late rounds, who alone can close them or give them more time."""
    visit.turns.filter(closed_at__isnull=True, watching=True).update(watching=False)
