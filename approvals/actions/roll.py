"""Freezing a roll: who is asked, as they stand on the day of the opening, and by which membership."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from approvals.errors import refused
from documents.actions.access import grant_accesses
from documents.models import Access, Document
from orgs.models import Body, Membership, Organisation, User
from orgs.queries import SeatHolder, with_authority


@dataclass(frozen=True, slots=True)
class RollEntry:
    """One entitled person. `membership_id` is the seat in a body whose authority theirs rests on; None if none does."""

    user_id: int
    name: str
    position: str = ""
    unit: str = ""
    membership_id: int | None = None


def freeze(
    roll: Iterable[Any], *, organisation: Organisation, body: Body | None, document: Document, at: datetime
) -> list[RollEntry]:
    """Return the roll as rows, one per person, who can see the document from now on.

    Raises ValidationError if it is empty.

    `roll` holds `orgs.queries.SeatHolder`s, RollEntries, or (user, name, position, unit).
    """
    people: dict[int, RollEntry] = {}
    for entry in map(_entry, roll):
        people.setdefault(entry.user_id, entry)
    if not people:
        raise refused("empty_roll")
    held = Membership.objects.filter(with_authority(localdate(at)), user__in=list(people))
    held = held.filter(body=body) if body else held.filter(body__organisation=organisation)
    memberships: dict[int, int] = {}
    for user_id, pk in held.order_by("rank", "pk").values_list("user_id", "pk"):
        memberships.setdefault(user_id, pk)
    grant_accesses(document=document, why=Access.Why.SEAT, at=at, user_ids=list(people))
    return [
        RollEntry(entry.user_id, entry.name, entry.position, entry.unit, memberships.get(entry.user_id))
        for entry in people.values()
    ]


def _entry(person: RollEntry | SeatHolder | tuple[User, str, str, str]) -> RollEntry:
    if isinstance(person, RollEntry):
        return person
    if isinstance(person, tuple):
        user, name, position, unit = person
        return RollEntry(user.pk, name, position, unit)
    return RollEntry(person.user.pk, person.name, person.position, person.unit)
