"""Whom the demo offers to enter as."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from orgs.models import Organisation, Role, RoleAssignment
from orgs.roles import in_force


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody to enter the demo as."""

    username: str
    name: str
    title: str
    organisation: str


#: The demo's doors: (level, role) in the order of the document's way.
_DEMO_DOORS = [
    (Organisation.Level.PROVINCE, Role.DRAFTER),
    (Organisation.Level.PROVINCE, Role.FORMAT_CHECKER),
    (Organisation.Level.PROVINCE, Role.CHIEF_OF_OFFICE),
    (Organisation.Level.PROVINCE, Role.COMMITTEE_MEMBER),
    (Organisation.Level.PROVINCE, Role.SECRETARY),
    (Organisation.Level.PROVINCE, Role.STANDING_SECRETARIAT),
    (Organisation.Level.PROVINCE, Role.CLERK),
    (Organisation.Level.PROVINCE, Role.AUDITOR),
    (Organisation.Level.PROVINCE, Role.ORGANISATION_ADMIN),
    (Organisation.Level.COMMUNE, Role.DRAFTER),
    (Organisation.Level.COMMUNE, Role.SECRETARY),
    (Organisation.Level.COMMUNE, Role.CLERK),
    (Organisation.Level.DEPARTMENT, Role.RECIPIENT),
]


def demo_people(on: date) -> list[DemoPerson]:
    """One person for each door of the demo; nobody twice, those with the fewest roles there first. Two queries."""
    held = list(
        RoleAssignment.objects.filter(in_force(on), user__is_active=True)
        .select_related("user", "organisation")
        .order_by("organisation__position_in_level", "pk")
    )
    count = Counter((row.user_id, row.organisation_id) for row in held)
    taken: set[int] = set()
    people = []
    for level, role in _DEMO_DOORS:
        found = [
            row for row in held if row.role == role and row.organisation.level == level and row.user_id not in taken
        ]
        if not found:
            continue
        row = min(found, key=lambda row: count[row.user_id, row.organisation_id])
        taken.add(row.user_id)
        people.append(DemoPerson(row.user.username, str(row.user), row.get_role_display(), row.organisation.short_name))
    return people
