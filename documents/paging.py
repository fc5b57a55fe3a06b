"""Pages by key, not by number: any depth costs the same.

A page is cut by a range predicate on one ordering column, and ties are parted by the primary key. Written with OR the
same costs several times as much; OFFSET grows with the depth.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model, QuerySet

PAGE = 50


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of one page, and the keys of the pages before and after it (None where there is none)."""

    rows: list[Any]
    previous: str | None
    next: str | None
    total: int | None = None

    @property
    def shown(self) -> int:
        return len(self.rows)


def key_of(row: Model, column: str) -> str:
    """The opaque key of a row: its ordering value and its primary key."""
    value = getattr(row, column)
    text = value.isoformat() if isinstance(value, date | datetime) else str(value)
    return base64.urlsafe_b64encode(f"{text}|{row.pk}".encode()).decode().rstrip("=")


def _parse(key: str | None, sample: str) -> tuple[Any, int] | None:
    if not key:
        return None
    try:
        text, pk = base64.urlsafe_b64decode(key + "=" * (-len(key) % 4)).decode().rsplit("|", 1)
        value = datetime.fromisoformat(text) if sample == "DateTimeField" else text
        return value, int(pk)
    except (ValueError, binascii.Error, UnicodeDecodeError):
        return None  # a key that somebody cut short: the first page


def page(
    rows: QuerySet[Any],
    *,
    column: str,
    after: str | None = None,
    before: str | None = None,
    size: int = PAGE,
    total: int | None = None,
) -> Page:
    """The newest `size` rows by (`column`, pk) descending, those after a key, or those before it. One query.

    Bad keys give the first page.
    """
    sample = rows.model._meta.get_field(column).get_internal_type()
    back = _parse(before, sample)
    start = None if back else _parse(after, sample)
    if back:
        value, pk = back
        rows = rows.filter(**{f"{column}__gte": value}).exclude(**{column: value, "pk__lte": pk}).order_by(column, "pk")
    else:
        rows = rows.order_by(f"-{column}", "-pk")
        if start:
            value, pk = start
            rows = rows.filter(**{f"{column}__lte": value}).exclude(**{column: value, "pk__gte": pk})
    found = list(rows[: size + 1])
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    has_previous, has_next = (more, True) if back else (bool(start), more)
    return Page(
        rows=found,
        previous=key_of(found[0], column) if found and has_previous else None,
        next=key_of(found[-1], column) if found and has_next else None,
        total=total,
    )
