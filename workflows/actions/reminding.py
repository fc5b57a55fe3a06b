"""Remind those who are to act at a station that is nearly due, or late."""

from __future__ import annotations

from datetime import datetime

from audit.actions import act
from workflows.actions.late import still_here, waiting_people, wake_convenors
from workflows.actions.notices import remind
from workflows.actions.noting import note
from workflows.models import Visit


@act
def remind_station(*, visit: Visit, at: datetime, late: bool = False) -> None:
    """Remind those who are to act: once before it is due, once after. The system's verb."""
    here = still_here(visit, at)
    if here is None:
        return
    transition, visit = here
    if late:
        visit.escalated_at = at
        wake_convenors(visit)
    remind(waiting_people(visit, at), transition.document, visit, at=at)
    visit.reminded_at = at
    visit.save(update_fields=["reminded_at", "escalated_at"])
    note(transition, "remind", label=visit.label, late=late)
