"""What somebody should know before they send a document on: what cannot be helped once it has arrived."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from approvals.queries.ballots import few_voters
from documents.models import Document
from workflows.assignees import roll
from workflows.models import Itinerary
from workflows.procedures import Station, StationKind, next_station
from workflows.transition import facts_of


def secret_ballot_of_few(document: Document, at: datetime) -> str:
    """Return a warning if the ballot that comes next is secret and its roll of today too short to keep it so.

    Else "".
    """
    station = _opened_next(document)
    if station is None or station.kind is not StationKind.BALLOT or not station.rule.secret:
        return ""
    warning = few_voters(len(roll(document, station, localdate(at))))
    return _("Tiếp theo là biểu quyết kín. {warning}").format(warning=warning) if warning else ""


def _opened_next(document: Document) -> Station | None:
    """Return the station that the next act opens: the following one, or the present one again if it is held."""
    itinerary: Itinerary | None = getattr(document, "itinerary", None)
    if itinerary is None or not itinerary.is_active or itinerary.station is None:
        return None
    if itinerary.visits.filter(left_at__isnull=True, held_at__isnull=False).exists():
        return itinerary.station
    place = next_station(itinerary.route, itinerary.position, facts_of(document))
    return None if place is None else itinerary.route[place]
