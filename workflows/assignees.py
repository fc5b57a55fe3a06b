"""Which organisation and which people a station means for a document."""

from __future__ import annotations

from datetime import date

from documents.models import Document
from orgs.models import Organisation, Role, User
from orgs.queries import SeatHolder, holders_of_role, members_with_authority, parent_of
from workflows.procedures import Station, Whose


def acting_organisation(document: Document, station: Station) -> Organisation:
    """Return the organisation whose role or body acts.

    The document's own, the one above it, or the one that is named.
    """
    who = station.who
    if who.of is Whose.PARENT:
        return parent_of(document.organisation) or document.organisation
    if who.of is Whose.NAMED and who.organisation_id is not None:
        named: Organisation = Organisation.objects.get(pk=who.organisation_id)
        return named
    return document.organisation


def roll(document: Document, station: Station, on: date) -> list[SeatHolder]:
    """Return the people asked at a round or an approval.

    Members of the body with authority that day, or holders of the role.
    """
    organisation = acting_organisation(document, station)
    if station.who.body:
        return members_with_authority(organisation, station.who.body, on)
    return [
        SeatHolder(user, str(user), str(Role(station.who.role).label), "", rank)
        for rank, user in enumerate(holders_of_role(organisation, station.who.role, on), start=1)
    ]


def administrators(organisation: Organisation, on: date) -> list[User]:
    """Those who can give a role to somebody: of the organisation, else of the nearest one above that has any."""
    node: Organisation | None = organisation
    while node is not None:
        found = holders_of_role(node, Role.ORGANISATION_ADMIN, on)
        if found:
            return found
        node = node.parent
    return []
