"""INSERT … SELECT: many rows made from rows in one statement, so that the number of queries does not grow with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.models import Field, ForeignObjectRel, Model, QuerySet, Value


def insert_from(model: type[Model], source: QuerySet[Any], columns: Mapping[str, Any]) -> int:
    """Insert one row of `model` for each row of `source`; returns how many. Rows that a constraint forbids are left out.

    `columns` maps the model's field names to expressions over `source`, or to plain values. No signals, no history.
    """
    expressions = {
        f"column_{name}": value
        if hasattr(value, "resolve_expression")
        else Value(value, output_field=_field(model, name))
        for name, value in columns.items()
    }
    rows = source.order_by().annotate(**expressions).values(*expressions)
    sql, parameters = rows.query.sql_with_params()
    quote = connection.ops.quote_name
    fields = [model._meta.get_field(name) for name in columns]
    names = ", ".join(quote(str(getattr(field, "column"))) for field in fields)  # noqa: B009
    made = ", ".join(_typed(quote(alias), field) for alias, field in zip(expressions, fields, strict=True))
    # "WHERE true" parts SELECT … from ON CONFLICT, which SQLite's parser would take for a join.
    statement = (
        f"INSERT INTO {quote(model._meta.db_table)} ({names}) "
        f"SELECT {made} FROM ({sql}) AS made WHERE true ON CONFLICT DO NOTHING"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return int(cursor.rowcount)


def _typed(column: str, field: Field[Any, Any] | ForeignObjectRel) -> str:
    """PostgreSQL takes a parameter inside a subquery for text: it is told the column's type."""
    return f"CAST({column} AS {field.db_type(connection)})" if connection.vendor == "postgresql" else column


def _field(model: type[Model], name: str) -> Any:
    field = model._meta.get_field(name)
    return getattr(field, "target_field", field)
