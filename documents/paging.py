"""Pages by key, not by number: any depth costs the same.

A page is cut by a range predicate on one ordering column, and ties are parted by the primary key. Written with OR the
same costs several times as much; OFFSET grows with the depth.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import DateField, DateTimeField, Field, IntegerField, Model, QuerySet
from django.db.models.expressions import RawSQL

from web.typed import day_in, moment_in, number_in

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
    """Return the opaque key of a row: its ordering value and its primary key."""
    value = getattr(row, column)
    text = value.isoformat() if isinstance(value, date | datetime) else str(value)
    return base64.urlsafe_b64encode(f"{text}|{row.pk}".encode()).decode().rstrip("=")


def _parse(key: str | None, kind: type[Field[Any, Any]]) -> tuple[Any, int] | None:
    """(ordering value, primary key) of a key; None, which is the first page, if it says none of the column's kind."""
    try:
        said = base64.urlsafe_b64decode((key or "") + "=" * (-len(key or "") % 4)).decode()
    except ValueError:
        return None
    text, _, pk = said.rpartition("|")
    value, number = READ[kind](text), number_in(pk)
    return None if value is None or number is None else (value, number)


#: How the ordering value of a key is read, by the kind of the column.
READ: dict[type[Field[Any, Any]], Callable[[str], Any]] = {
    DateTimeField: moment_in,
    DateField: day_in,
    IntegerField: number_in,
}


def _kind(rows: QuerySet[Any], column: str) -> type[Field[Any, Any]]:
    """Of which kind the values of a column are, annotated or of the table."""
    annotated = rows.query.annotations.get(column)
    field = annotated.output_field if annotated is not None else rows.model._meta.get_field(column)
    return next(kind for kind in READ if isinstance(field, kind))


def page(
    rows: QuerySet[Any],
    *,
    column: str,
    after: str | None = None,
    before: str | None = None,
    size: int = PAGE,
    total: int | None = None,
    falling: bool = True,
) -> Page:
    """Return the first `size` rows by (`column`, pk), those after a key, or those before it. One query.

    `column` is a time, a day or a number, annotated or of the table; `falling` puts the newest first. Bad keys give the first page.
    """
    cut = _Cut.of(_kind(rows, column), column, after, before, size, falling)
    return cut.page(list(cut.apply(rows)), total)


def page_of_parts(
    rows: QuerySet[Any],
    parts: Sequence[QuerySet[Any]],
    *,
    column: str,
    after: str | None = None,
    before: str | None = None,
    size: int = PAGE,
    total: int | None = None,
) -> Page:
    """Return a page of the union of `parts`, read as `rows` says (select_related and the like). One query.

    Each part is cut to the page by its own index before they are put together.
    """
    cut = _Cut.of(_kind(rows, column), column, after, before, size, falling=True)
    pieces = _compiled(cut.apply(part) for part in parts)
    if not pieces:
        return cut.page([], total)
    chosen = rows.filter(pk__in=RawSQL(*_union(pieces)))
    return cut.page(list(chosen.order_by(*cut.order)[: size + 1]), total)


def count_of_parts(parts: Sequence[QuerySet[Any]], up_to: int) -> int | None:
    """How many rows the union of `parts` has; None beyond `up_to`. One query, and no part is read further than that.

    The first part is counted by itself before: where it alone has too many, as with wide rights, the union is not made.
    """
    pieces = _compiled(part.order_by()[: up_to + 1] for part in parts)
    if not pieces:
        return 0
    sql, params = _union(pieces)
    whole = f"(SELECT COUNT(*) FROM ({sql}) AS whole)"
    if len(pieces) > 1:
        first, of_first = pieces[0]
        whole = f"CASE WHEN (SELECT COUNT(*) FROM ({first}) AS one) > {up_to:d} THEN {up_to + 1:d} ELSE {whole} END"
        params = [*of_first, *params]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {whole}", params)
        (count,) = cursor.fetchone()
    return count if count <= up_to else None


def _compiled(parts: Iterable[QuerySet[Any]]) -> list[tuple[str, Sequence[Any]]]:
    """Compile the statement for the primary keys of each queryset, without those that are surely empty."""
    pieces: list[tuple[str, Sequence[Any]]] = []
    for part in parts:
        try:
            pieces.append(part.values("pk").query.sql_with_params())
        except EmptyResultSet:
            continue
    return pieces


def _union(pieces: Sequence[tuple[str, Sequence[Any]]]) -> tuple[str, list[Any]]:
    """One statement for the keys of several."""
    numbered = (f"SELECT * FROM ({sql}) AS part_{number}" for number, (sql, _) in enumerate(pieces))
    return " UNION ".join(numbered), [value for _, params in pieces for value in params]


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where a page begins and which way it is read."""

    column: str
    size: int
    falling: bool
    back: tuple[Any, int] | None
    start: tuple[Any, int] | None

    @classmethod
    def of(
        cls, kind: type[Field[Any, Any]], column: str, after: str | None, before: str | None, size: int, falling: bool
    ) -> _Cut:
        back = _parse(before, kind)
        return cls(column, size, falling, back, None if back else _parse(after, kind))

    @property
    def order(self) -> tuple[str, str]:
        sign = "-" if self.falling != bool(self.back) else ""
        return f"{sign}{self.column}", f"{sign}pk"

    def apply(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        key = self.back or self.start
        if key is not None:
            (value, pk), side = key, "lte" if self.falling != bool(self.back) else "gte"
            ties = {self.column: value, "pk__gte" if side == "lte" else "pk__lte": pk}
            rows = rows.filter(**{f"{self.column}__{side}": value}).exclude(**ties)
        return rows.order_by(*self.order)[: self.size + 1]

    def page(self, found: list[Any], total: int | None) -> Page:
        more, found = len(found) > self.size, found[: self.size]
        if self.back:
            found.reverse()
        has_previous, has_next = (more, True) if self.back else (self.start is not None, more)
        return Page(
            rows=found,
            previous=key_of(found[0], self.column) if found and has_previous else None,
            next=key_of(found[-1], self.column) if found and has_next else None,
            total=total,
        )
