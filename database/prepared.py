"""Queries with their SQL built once, for what every act reads under a lock.

Django builds the SQL of a query anew each time, which costs several times its execution. A prepared query runs the SQL
that Django itself compiled the first time, with new values (docs/decisions/0009-prepared-statements.md). `database.rows` does
the same for writing.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, ParamSpec, TypeVar

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func, Model, QuerySet, Value
from django.db.models.query import ModelIterable, get_related_populators
from django.db.models.sql.compiler import SQLCompiler

P = ParamSpec("P")
R = TypeVar("R")


def prepared(build: Callable[P, QuerySet[Any, R]]) -> Callable[P, list[R]]:
    """Make a function that returns a queryset into one that returns its rows, compiled at its first call.

    Its arguments, given by position, are values (int, str, date, datetime) that go into the query as they are: it may not
    look at them. A list of ids is one value (`id_list`, `AnyOf`). `select_related`, `select_for_update` and `values_list`
    work as ever; prefetching and annotations do not. Raises TypeError for None.
    """
    return _prepare(build, "")


def prepared_locking(
    *, own: type[Model], shared: type[Model]
) -> Callable[[Callable[P, QuerySet[Any, R]]], Callable[P, list[R]]]:
    """Make a prepared query whose rows of `own` are for us alone until the commit, and those of `shared` stand still.

    Not `select_for_update`: the ORM has no FOR SHARE, and one lock for all tables of a query.
    """
    clause = f'FOR SHARE OF "{shared._meta.db_table}" FOR NO KEY UPDATE OF "{own._meta.db_table}"'
    return functools.partial(_prepare, clause=clause)


def _prepare(build: Callable[P, QuerySet[Any, R]], clause: str) -> Callable[P, list[R]]:
    query = _Query(build, clause)

    @functools.wraps(build)
    def rows(*args: P.args, **kwargs: P.kwargs) -> list[R]:
        if kwargs:
            raise TypeError(f"{build.__name__} takes its values by position.")
        return query.rows(args)

    return rows


def id_list(ids: Iterable[int]) -> str:
    """Write ids as the one value that `AnyOf` reads: the SQL of a prepared query is the same however many there are."""
    return json.dumps(sorted(ids))


class AnyOf(Func):
    """The ids of an `id_list`, in a query: `filter(user_id__in=AnyOf(ids))`."""

    def __init__(self, ids: str) -> None:
        super().__init__(Value(ids))

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: object) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template="SELECT value FROM json_each(%(expressions)s)")

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: object
    ) -> tuple[str, Any]:
        ids = "SELECT jsonb_array_elements_text((%(expressions)s)::jsonb)::bigint"
        return self.as_sql(compiler, connection, template=ids)


class _Query:
    """One query in the SQL of each kind of database that it was run on."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], locking: str) -> None:
        self._build = build
        self._locking = locking
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, values: Sequence[Any]) -> list[Any]:
        compiled = self._compiled.get(connection.vendor)
        if compiled is None:
            compiled = self._compiled[connection.vendor] = _Compiled.of(self._build, values, self._locking)
        return compiled.rows([_adapted(value) for value in values])


#: For each type of value one that no query holds by itself: it is recognised among the parameters of the compiled SQL.
_MARKS: dict[type, Callable[[int], Any]] = {
    int: lambda place: 2_000_111_000 + place,
    str: lambda place: f"\ue000{place}",
    date: lambda place: date(1111, 1, 1 + place),
    datetime: lambda place: datetime(1111, 1, 1, 1, place, tzinfo=UTC),
}


def _mark(value: object, place: int) -> Any:
    kind = next((kind for kind in (int, str, datetime, date) if isinstance(value, kind)), None)
    if kind is None:
        raise TypeError(f"A prepared query takes numbers, words and times, not {value!r}.")
    return _MARKS[kind](place)


def _adapted(value: object) -> Any:
    """Return the value as the database's driver takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    if value is None:
        raise TypeError("A prepared query cannot compare with None: say isnull in the query.")
    return str(value) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class _Compiled:
    """The SQL of a query, where its values go, and how its rows are read."""

    sql: str
    parameters: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]  # (index among the parameters, index among the values)
    compiler: SQLCompiler
    converters: dict[int, Any]
    shape: _Shape | None  # None: rows stay tuples

    @classmethod
    def of(cls, build: Callable[..., QuerySet[Any]], values: Sequence[Any], locking: str) -> _Compiled:
        marks = [_mark(value, place) for place, value in enumerate(values)]
        queryset = build(*marks)
        compiler = queryset.query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        if locking and connection.features.has_select_for_update:
            sql = f"{sql} {locking}"
        adapted = [_adapted(mark) for mark in marks]
        places = [(at, adapted.index(value)) for at, value in enumerate(parameters) if value in adapted]
        if {place for _, place in places} != set(range(len(marks))):
            raise TypeError("A prepared query must use each of its values as it is.")
        return cls(
            sql=sql,
            parameters=tuple(parameters),
            places=tuple(places),
            compiler=compiler,
            converters=compiler.get_converters([expression for expression, _, _ in compiler.select]),
            shape=_Shape.of(compiler) if issubclass(queryset._iterable_class, ModelIterable) else None,
        )

    def rows(self, values: Sequence[Any]) -> list[Any]:
        parameters = list(self.parameters)
        for at, place in self.places:
            parameters[at] = values[place]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, parameters)
            found: Any = cursor.fetchall()
        if self.converters:
            found = self.compiler.apply_converters(found, self.converters)
        return [self.shape.instance(row) for row in found] if self.shape else [tuple(row) for row in found]


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a row becomes a model instance with those that it selects beside it: as Django's ModelIterable does it."""

    model: type[Model]
    columns: slice
    names: list[str]
    related: list[Any]

    @classmethod
    def of(cls, compiler: SQLCompiler) -> _Shape:
        info, select = compiler.klass_info, compiler.select
        columns = slice(info["select_fields"][0], info["select_fields"][-1] + 1)
        names = [expression.target.attname for expression, _, _ in select[columns]]
        related = get_related_populators(info, select, connection.alias)  # type: ignore[call-arg]  # the stubs are of 6.0
        return cls(info["model"], columns, names, related)

    def instance(self, row: Sequence[Any]) -> Model:
        made = self.model.from_db(connection.alias, self.names, row[self.columns])
        for populator in self.related:
            populator.populate(row, made)
        return made
