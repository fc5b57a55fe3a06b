"""Where a document stands."""

from __future__ import annotations

from django.db.models import QuerySet

from audit.actor import Actor
from database.prepared import prepared
from orgs.models import User
from workflows.kinds import StationKind
from workflows.models import Itinerary, Visit


def active_itinerary(document_id: int) -> Itinerary | None:
    """Return the route that the document walks now; None before its start and after its end. One query."""
    return next(iter(_active(document_id)), None)


@prepared
def _active(document_id: int) -> QuerySet[Itinerary]:
    return Itinerary.objects.filter(document_id=document_id, state=Itinerary.State.ACTIVE)


def stands_at(document_id: int, kind: StationKind) -> bool:
    """Whether the document's open visit is at a station of that kind; asked before any lock is taken."""
    return Visit.objects.filter(itinerary__document=document_id, left_at__isnull=True, kind=kind).exists()


def involved_in(itinerary: Itinerary, *, but: Actor) -> list[User]:
    """Return the drafter and those who let the document pass so far, but not whoever acts now."""
    visits = itinerary.visits.filter(outcome="passed")
    passed = {visit.left_by_id for visit in visits if visit.left_by_id is not None}
    people = passed | {itinerary.document.drafter_id}
    return list(User.objects.filter(pk__in=people, is_active=True).exclude(pk=but.user_id))
