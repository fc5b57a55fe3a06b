"""Where a document stands."""

from __future__ import annotations

from django.db.models import QuerySet

from database.prepared import prepared
from workflows.models import Itinerary


def active_itinerary(document_id: int) -> Itinerary | None:
    """The route that the document walks now; None before its start and after its end. One query."""
    return next(iter(_active(document_id)), None)


@prepared
def _active(document_id: int) -> QuerySet[Itinerary]:
    return Itinerary.objects.filter(document_id=document_id, state=Itinerary.State.ACTIVE)
