"""The directory of a day, read from the rows.

Three queries for the organisations and their names, one more for each organisation whose people are asked for; none per
recipient.
"""

from __future__ import annotations

from datetime import date

from notifications.directory import Directory, Entry, Seat
from orgs.models import Membership, Organisation, OrganisationAlias, User
from orgs.queries import with_authority


def directory_of(home: Organisation, on: date) -> Directory:
    """Return everything that can be addressed from `home` on the day `on`."""
    rows = Organisation.objects.order_by().values_list(
        "id",
        "name",
        "short_name",
        "level",
        "parent_id",
        "successor_id",
        "on_paper",
        "valid_from",
        "valid_to",
        "position_in_level",
    )
    entries = {
        pk: Entry(pk, name, short_name, level, parent, successor, on_paper, _is_open(begins, ends, on), position)
        for pk, name, short_name, level, parent, successor, on_paper, begins, ends, position in rows
    }
    return Directory(home.pk, entries, OrganisationAlias.objects.values_list("organisation_id", "text"), SeatsOf(on))


def _is_open(valid_from: date, valid_to: date | None, on: date) -> bool:
    return valid_from <= on and (valid_to is None or on <= valid_to)


class SeatsOf:
    """The people of the house who have authority on a day, read once for each organisation."""

    def __init__(self, on: date) -> None:
        self.on = on
        self._seats: dict[int, list[Seat]] = {}

    def seats(self, organisation: int) -> list[Seat]:
        """Return the seats of an organisation's bodies, in order of rank (HD20 8.1b)."""
        if organisation not in self._seats:
            rows = (
                Membership.objects.filter(
                    with_authority(self.on), body__organisation_id=organisation, user__is_active=True
                )
                .order_by("rank", "pk")
                .values_list("user_id", "user__full_name", "position", "body__kind", "body__name", "term__number")
            )
            self._seats[organisation] = [Seat(*row[:5], row[5] or "") for row in rows]
        return self._seats[organisation]

    def people(self, full_name: str) -> list[tuple[int, str]]:
        """Return the active people of exactly that name."""
        return list(User.objects.filter(full_name=full_name, is_active=True).values_list("id", "full_name")[:5])
