"""Rows written as `save()` would write them, with the SQL built once per model.

For what every act writes under a lock (docs/decisions/0009-prepared-statements.md). Values are prepared by Django's own fields;
no signals are sent and no history is written: that is said explicitly (`audit.history.change`).
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.models import Field, Model

Fields = list[Any]  # of django.db.models.Field
#: So many rows a statement; the statement for each number of rows is kept.
MOST = 500


def insert(*rows: Model) -> None:
    """INSERT rows of one model, and set their keys.

    Not `bulk_create`: it builds its SQL anew each time and opens a savepoint.
    """
    for start in range(0, len(rows), MOST):
        _insert(rows[start : start + MOST])


def _insert(rows: Sequence[Model]) -> None:
    sql, fields = _insertion(type(rows[0]), len(rows))
    values = [value for row in rows for value in _values(row, fields, add=True)]
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} RETURNING {_quoted(rows[0]._meta.pk.column)}", values)
        keys = cursor.fetchall()
    for row, (key,) in zip(rows, keys, strict=True):
        row.pk = key
        row._state.adding, row._state.db = False, connection.alias


def insert_if_absent(row: Model) -> bool:
    """INSERT a row unless a constraint says that it is there already; True if it was written. Its key is not set.

    Not `bulk_create(ignore_conflicts=True)`: it does not say whether the row was written.
    """
    sql, fields = _insertion(type(row), 1)
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} ON CONFLICT DO NOTHING", _values(row, fields, add=True))
        return bool(cursor.rowcount)


def insert_or_replace(row: Model, *, unique: tuple[str, ...], names: tuple[str, ...]) -> None:
    """INSERT a row, or write these fields of the one that has the same unique ones. Its key is not set.

    Not `bulk_create(update_conflicts=True)`: it builds its SQL anew each time and opens a savepoint.
    """
    changes = ", ".join(f"{column} = excluded.{column}" for column in _columns(type(row), names))
    sql, fields = _insertion(type(row), 1)
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} {_on_conflict(type(row), unique)} {changes}", _values(row, fields, add=True))


def insert_or_increment(row: Model, *, unique: tuple[str, ...], name: str) -> tuple[int, int]:
    """INSERT a row, or add one to a field of the one that has the same unique ones: (its key, the field's value).

    The row stays locked until the commit, so none of the numbers is lost or doubled. Not `bulk_create`: what it writes
    over a conflicting row cannot depend on that row.
    """
    (column,), table = _columns(type(row), (name,)), _quoted(type(row)._meta.db_table)
    sql, fields = _insertion(type(row), 1)
    key = _quoted(type(row)._meta.pk.column)
    with connection.cursor() as cursor:
        cursor.execute(
            f"{sql} {_on_conflict(type(row), unique)} {column} = {table}.{column} + 1 RETURNING {key}, {column}",
            _values(row, fields, add=True),
        )
        pk, value = cursor.fetchone()
    return pk, value


def _on_conflict(model: type[Model], unique: tuple[str, ...]) -> str:
    return f"ON CONFLICT ({', '.join(_columns(model, unique))}) DO UPDATE SET"


def _columns(model: type[Model], names: tuple[str, ...]) -> list[str]:
    fields: Fields = [model._meta.get_field(name) for name in names]
    return [_quoted(field.column) for field in fields]


def update(row: Model, *names: str) -> None:
    """UPDATE these fields of a row by its key. Raises DatabaseError if it is gone.

    Not `save(update_fields=…)`: it builds its SQL anew each time and sends signals.
    """
    run_on_one(row, *changing(row, names))


def changing(row: Model, names: tuple[str, ...]) -> tuple[str, list[Any]]:
    """Return the UPDATE of these fields, and its values."""
    sql, fields = _change(type(row), names)
    return sql, [*_values(row, fields, add=False), row.pk]


def run_on_one(row: Model, sql: str, values: list[Any]) -> None:
    """Run a statement that must write one row; DatabaseError if it is gone. Not the ORM: the statement is the caller's."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        if cursor.rowcount != 1:
            raise DatabaseError(f"{type(row).__name__} {row.pk} is gone: nothing was changed.")


def _values(row: Model, fields: Fields, *, add: bool) -> list[Any]:
    """Return what Django's own fields would save."""
    database = connections[DEFAULT_DB_ALIAS]
    return [field.get_db_prep_save(field.pre_save(row, add), database) for field in fields]


@functools.lru_cache(maxsize=1_000)
def _insertion(model: type[Model], count: int) -> tuple[str, Fields]:
    """Return the statement for so many rows, and the fields whose values it takes.

    Not those that the database fills.
    """
    fields = [field for field in model._meta.concrete_fields if not field.generated and not _is_automatic(field)]
    columns = ", ".join(_quoted(field.column) for field in fields)
    line = f"({', '.join(['%s'] * len(fields))})"
    return f"INSERT INTO {_quoted(model._meta.db_table)} ({columns}) VALUES {', '.join([line] * count)}", fields


@functools.cache
def _change(model: type[Model], names: tuple[str, ...]) -> tuple[str, Fields]:
    fields: Fields = [model._meta.get_field(name) for name in names]
    columns = ", ".join(f"{_quoted(field.column)} = %s" for field in fields)
    table, key = _quoted(model._meta.db_table), _quoted(model._meta.pk.column)
    return f"UPDATE {table} SET {columns} WHERE {key} = %s", fields


def _is_automatic(field: Field[Any, Any]) -> bool:
    return bool(field.primary_key) and field.get_internal_type().endswith("AutoField")


def _quoted(name: str | None) -> str:
    """Quote a column or table as both databases do."""
    return f'"{name}"'
