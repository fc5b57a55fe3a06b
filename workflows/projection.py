"""A document's status is a projection of its itinerary. This is the only place that writes it."""

from __future__ import annotations

from datetime import datetime

from audit.actor import Actor
from documents.actions import set_status
from documents.models import Document, Status
from workflows.kinds import KINDS, WRITING
from workflows.models import Itinerary


def status_of(itinerary: Itinerary, *, returned: bool = False) -> Status:
    """Return what the itinerary says the document's status is. `returned`: it came to where it stands by a return."""
    if itinerary.state == Itinerary.State.CANCELLED:
        return Status.CANCELLED
    station = itinerary.station
    if station is None:
        return Status.DISTRIBUTED
    if returned and station.kind in WRITING:
        return Status.RETURNED
    return Status(KINDS[station.kind].status)


def project(document: Document, itinerary: Itinerary, *, actor: Actor, at: datetime, returned: bool = False) -> None:
    """Write the status that the itinerary says."""
    set_status(actor=actor, document=document, status=status_of(itinerary, returned=returned), at=at)
