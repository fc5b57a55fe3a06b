"""What the system does with a station that is late: remind, tell the superior, or skip it where the procedure allows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actions import act
from audit.actor import SYSTEM
from orgs.models import Organisation, Role, User
from orgs.queries import holders_of_role, parent_of
from workflows.actions.completing import note
from workflows.actions.notices import escalate, remind
from workflows.actions.rounds import annul_rounds
from workflows.actions.turns import role_turn
from workflows.actions.walking import Walk, walk_on
from workflows.errors import refused
from workflows.models import Turn, Visit
from workflows.procedures import Overdue

#: Whom a late station is reported to: who leads those that should have acted.
SUPERIOR: dict[str, Role] = {
    Role.DRAFTER: Role.CHIEF_OF_OFFICE,
    Role.FORMAT_CHECKER: Role.CHIEF_OF_OFFICE,
    Role.CLERK: Role.CHIEF_OF_OFFICE,
    Role.CHIEF_OF_OFFICE: Role.SECRETARY,
    Role.DEPUTY_SECRETARY: Role.SECRETARY,
    Role.STANDING_SECRETARIAT: Role.SECRETARY,
}


def _still_here(visit: Visit, at: datetime) -> tuple[Walk, Visit] | None:
    """The walk under its lock, if the document has not moved since the tick looked."""
    walk = walk_on(actor=SYSTEM, document=visit.itinerary.document, at=at)
    now = walk.visit
    return (walk, now) if now.pk == visit.pk else None


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
    """A late round waits for its convenor, who alone can close it or give it more time."""
    visit.turns.filter(closed_at__isnull=True, watching=True).update(watching=False)


@act
def remind_station(*, visit: Visit, at: datetime, late: bool = False) -> None:
    """Remind those who are to act: once before it is due, once after. The system's verb."""
    here = _still_here(visit, at)
    if here is None:
        return
    walk, visit = here
    if late:
        visit.escalated_at = at
        wake_convenors(visit)
    remind(waiting_people(visit, at), walk.document, visit, at=at)
    visit.reminded_at = at
    visit.save(update_fields=["reminded_at", "escalated_at"])
    note(walk, "remind", label=visit.label, late=late)


@act
def escalate_station(*, visit: Visit, at: datetime) -> None:
    """Report a late station to its superior, who gets a turn to see to it; the holders keep theirs. The system's verb."""
    here = _still_here(visit, at)
    if here is None:
        return
    walk, visit = here
    late = waiting_people(visit, at)
    wake_convenors(visit)
    found = _superior(walk, {person.pk for person in late}, at)
    if found is not None:
        organisation, superior, others = found
        role_turn(walk, visit, Turn.Act.CONVENE, organisation, superior)
        escalate(others, walk.document, visit, at=at)
    remind(waiting_people(visit, at), walk.document, visit, at=at)
    visit.escalated_at = at
    visit.save(update_fields=["escalated_at"])
    note(walk, "escalate", label=visit.label, superior=str(found[1]) if found else "")


def _superior(walk: Walk, late: set[int], at: datetime) -> tuple[Organisation, Role, list[User]] | None:
    """The nearest one above the station who is somebody else than those who are late, with the people; None up to the top."""
    on = timezone.localdate(at)
    for organisation, role in _ladder(walk.organisation(), walk.itinerary.route[walk.itinerary.position].who.role):
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


@act
def skip_station(*, visit: Visit, at: datetime) -> None:
    """Go past a late station that the procedure allows to be skipped: never a ballot, approval, signature or number.

    The system's verb. Refused: the station may not be skipped, or a blocker lies before the next one.
    """
    here = _still_here(visit, at)
    if here is None:
        return
    walk, visit = here
    station = walk.itinerary.route[visit.position]
    if station.on_overdue is not Overdue.SKIP:
        raise refused("not_skippable")
    walk.must_pass_gates()
    reason = _("Quá hạn, hệ thống bỏ qua theo quy trình.")
    annul_rounds(walk, reason=reason)
    walk.skip(reason)
    note(walk, "skip", reason=reason, label=visit.label)
