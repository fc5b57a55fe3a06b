"""Report a late station to whoever leads those that should have acted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from audit.actions import act
from orgs.models import Organisation, Role, User
from orgs.queries import holders_of_role, parent_of
from workflows.actions.late import still_here, waiting_people, wake_convenors
from workflows.actions.notices import escalate, remind
from workflows.actions.noting import note
from workflows.actions.turns import role_turn
from workflows.models import Turn, Visit
from workflows.transition import Transition

#: Whom a late station is reported to: who leads those that should have acted.
SUPERIOR: dict[str, Role] = {
    Role.DRAFTER: Role.CHIEF_OF_OFFICE,
    Role.FORMAT_CHECKER: Role.CHIEF_OF_OFFICE,
    Role.CLERK: Role.CHIEF_OF_OFFICE,
    Role.CHIEF_OF_OFFICE: Role.SECRETARY,
    Role.DEPUTY_SECRETARY: Role.SECRETARY,
    Role.STANDING_SECRETARIAT: Role.SECRETARY,
}


@act
def escalate_station(*, visit: Visit, at: datetime) -> None:
    """Report a late station to its superior, who gets a turn to see to it; the holders keep theirs. The system's verb."""
    here = still_here(visit, at)
    if here is None:
        return
    transition, visit = here
    late = waiting_people(visit, at)
    wake_convenors(visit)
    found = _superior(transition, {person.pk for person in late}, at)
    if found is not None:
        organisation, superior, others = found
        role_turn(transition.stay, Turn.Act.CONVENE, organisation, superior)
        escalate(others, transition.document, visit, at=at)
    remind(waiting_people(visit, at), transition.document, visit, at=at)
    visit.escalated_at = at
    visit.save(update_fields=["escalated_at"])
    note(transition, "escalate", label=visit.label, superior=str(found[1]) if found else "")


def _superior(transition: Transition, late: set[int], at: datetime) -> tuple[Organisation, Role, list[User]] | None:
    """Return the nearest one above the station who is somebody else than those who are late, with the people.

    None up to the top.
    """
    on = timezone.localdate(at)
    for organisation, role in _ladder(transition.organisation(), transition.stay.station.who.role):
        others = [person for person in holders_of_role(organisation, role, on) if person.pk not in late]
        if others:
            return organisation, role, others
    return None


def _ladder(organisation: Organisation, role: str) -> Iterator[tuple[Organisation, Role]]:
    """Who leads whoever has the role, in the organisation; then the secretaries of those above it."""
    rung: Role | None = SUPERIOR.get(role, Role.SECRETARY if role != Role.SECRETARY else None)
    while rung is not None:
        yield organisation, rung
        rung = SUPERIOR.get(rung)
    above = parent_of(organisation)
    while above is not None:
        yield above, Role.SECRETARY
        above = parent_of(above)
