"""Columns, indexes and constraints made right wherever they are not: a migration that was edited after it had run somewhere
left databases behind that differ from what it says now. From then on none is edited (tests/config/test_migrations.py).

For migrations only: models and schema come from the migration's own state, and nothing is done where all is right.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.utils import CursorWrapper
from django.db.migrations.state import StateApps
from django.db.models import Index, Model

Existing = dict[str, dict[str, Any]]  # by name, as Django's introspection tells them


def make_right(app_label: str) -> Callable[[Any, BaseDatabaseSchemaEditor], None]:
    """For RunPython: let every table of the app have the columns, indexes and constraints of its model, and no other index."""

    def make(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for model in apps.get_app_config(app_label).get_models(include_auto_created=True):
            if model._meta.managed and not model._meta.proxy:
                _add_columns(model, schema_editor)
                _add_constraints(model, schema_editor)
                _exchange_indexes(model, schema_editor)

    return make


def _add_columns(model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> None:
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {schema_editor.quote_name(model._meta.db_table)} LIMIT 0")
        there = {column[0] for column in cursor.description}
    for field in model._meta.local_concrete_fields:
        if field.column not in there:
            schema_editor.add_field(model, field)


def _add_constraints(model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> None:
    existing = _existing(model, schema_editor)
    for constraint in model._meta.constraints:
        if constraint.name not in existing:
            schema_editor.add_constraint(model, constraint)


def _exchange_indexes(model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> None:
    existing = _existing(model, schema_editor)
    wanted = {index.name: index for index in model._meta.indexes}
    of_fields = _of_fields(model, schema_editor)
    unique = {constraint.name for constraint in model._meta.constraints}
    for name, found in existing.items():
        if not found["index"] or found["unique"] or found["primary_key"] or name in unique or name in of_fields:
            continue
        if name not in wanted or not _is_same(wanted[name], found, model):
            schema_editor.execute(f"DROP INDEX {schema_editor.quote_name(name)}")
    left = _existing(model, schema_editor)
    for name, index in wanted.items():
        if name not in left:
            schema_editor.add_index(model, index)
    for name, statement in of_fields.items():
        if name not in left:
            schema_editor.execute(statement)


def _of_fields(model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> dict[str, Any]:
    """Return the statements of the indexes that fields bring (foreign keys, db_index), by the index's name."""
    statements = [
        statement
        for field in model._meta.local_fields
        for statement in schema_editor._field_indexes_sql(model, field)  # type: ignore[attr-defined]  # not public
    ]
    return {str(statement.parts["name"]).strip('"'): statement for statement in statements}


def _is_same(index: Index, found: dict[str, Any], model: type[Model]) -> bool:
    wanted: list[Any] = [model._meta.get_field(name) for name, _order in index.fields_orders]
    orders = [order or "ASC" for _name, order in index.fields_orders]
    return bool(found["columns"] == [field.column for field in wanted] and found["orders"] == orders)


def _existing(model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> Existing:
    connection, table = schema_editor.connection, model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            return _existing_on_sqlite(cursor, table)
        found: Any = connection.introspection.get_constraints(cursor, table)
        existing: Existing = found
        return existing


def _existing_on_sqlite(cursor: CursorWrapper, table: str) -> Existing:
    """Django's own introspection stumbles over some CHECKs here (sqlparse), and only names and columns are needed."""
    cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = %s", [table])
    (text,) = cursor.fetchone()
    found: Existing = {name: {"index": False} for name in re.findall(r'CONSTRAINT "(\w+)"', text)}
    for _, name, unique, origin, _ in cursor.execute(f"PRAGMA index_list('{table}')").fetchall():
        keys = [row for row in cursor.execute(f"PRAGMA index_xinfo('{name}')").fetchall() if row[5]]
        found[name] = {
            "index": True,
            "unique": bool(unique),
            "primary_key": origin == "pk",
            "columns": [row[2] for row in keys],
            "orders": ["DESC" if row[3] else "ASC" for row in keys],
        }
    return found
