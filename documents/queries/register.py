from __future__ import annotations

from django.db.models import Count, Max, QuerySet

from documents.models import NumberSeries, RegisterEntry
from orgs.models import Organisation


def series_of(organisation: Organisation) -> QuerySet[NumberSeries]:
    """The number series of an organisation, with how many numbers each holds: `entry_count` equals `last` when none is missing."""
    return (
        NumberSeries.objects.filter(organisation=organisation, last__gt=0)
        .annotate(entry_count=Count("entries"), newest=Max("entries__issued_on"))
        .order_by("-period", "type_code")
    )


def register_page(organisation: Organisation, series_id: int | None = None) -> QuerySet[RegisterEntry]:
    """Lines of the outgoing register, newest first."""
    entries = RegisterEntry.objects.filter(series__organisation=organisation).select_related("document", "series")
    if series_id:
        entries = entries.filter(series_id=series_id)
    return entries.order_by("-issued_on", "-id")
