from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Max, QuerySet
from django.utils.translation import gettext as _

from documents.models import NumberSeries, RegisterEntry
from documents.rules import written_number
from orgs.models import Organisation
from orgs.searching import found_by


@dataclass(frozen=True, slots=True)
class Tab:
    """A series as a tab of the register: its type, its period, and whether its run is whole ("01–245: đủ")."""

    label: str
    url: str
    count: int
    current: bool
    run: str
    whole: bool


def series_of(organisation: Organisation) -> QuerySet[Any]:
    """Return an organisation's number series; `entry_count` equals `last` when no number is missing."""
    return (
        NumberSeries.objects.filter(organisation=organisation, last__gt=0)
        .annotate(entry_count=Count("entries"), newest=Max("entries__issued_on"))
        .order_by("-period", "type_code")
    )


def series_tabs(series: list[Any], chosen: str, address: str) -> list[Tab]:
    """Return the tabs of the register: all (at `address`, which has a query), then one per series."""
    total = sum(one.entry_count for one in series)
    tabs = [Tab(_("Tất cả"), address, total, not chosen, "", all(one.entry_count == one.last for one in series))]
    for one in series:
        run = f"{written_number(1)}–{written_number(one.last)}"
        label = f"{one.type_code} · {one.period}"
        url = f"{address}&{urlencode({'day': one.pk})}"
        tabs.append(Tab(label, url, one.entry_count, str(one.pk) == chosen, run, one.entry_count == one.last))
    return tabs


def register_entries(
    organisation: Organisation, series_id: int | None = None, words: str = ""
) -> QuerySet[RegisterEntry]:
    """Lines of the outgoing register; `words` are looked for in subject, number and recipients."""
    entries = RegisterEntry.objects.filter(series__organisation=organisation).select_related("document", "series")
    if series_id:
        entries = entries.filter(series_id=series_id)
    return found_by(entries, words)
