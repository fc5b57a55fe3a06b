"""Break the database's constraints on purpose: each refuses its row, and says which one it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

OURS = ("audit", "orgs", "documents", "approvals", "notifications", "workflows")

#: A good row of each model.
Rows = Mapping[type[models.Model], models.Model]
#: The constraint, and what makes a good row break it: values, or functions of the good rows.
Breach = tuple[str, dict[str, Any]]


def constraints() -> dict[str, tuple[type[models.Model], models.BaseConstraint]]:
    """Every constraint of the house, by its name."""
    ours = [model for model in apps.get_models() if model._meta.app_label in OURS]
    return {rule.name: (model, rule) for model in ours for rule in model._meta.constraints}


def by_model(rows: Iterable[models.Model]) -> Rows:
    return {type(row): row for row in rows}


def assert_refused(rows: Rows, name: str, changes: Mapping[str, Any]) -> None:
    """A uniqueness is broken by a second row like the first, anything else by changing the row, or with "pk" by a second."""
    model, rule = constraints()[name]
    values = {field: value(rows) if callable(value) else value for field, value in changes.items()}
    write = _add if isinstance(rule, models.UniqueConstraint) or "pk" in values else _change
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        write(rows[model], values)
    assert _named(refused.value) == (name if connection.vendor == "postgresql" else _on_sqlite(model, rule))


def _add(row: models.Model, values: Mapping[str, Any]) -> None:
    type(row)._base_manager.bulk_create([again(row, values)])


def _change(row: models.Model, values: Mapping[str, Any]) -> None:
    type(row)._base_manager.filter(pk=row.pk).update(**values)


def again(row: models.Model, values: Mapping[str, Any], model: type[models.Model] | None = None) -> models.Model:
    """Return a second row like this one, with these values; of an older state of its model if that is handed in."""
    kind = model or type(row)
    fields = [field for field in kind._meta.concrete_fields if not field.primary_key and not field.generated]
    second = kind(**{field.attname: getattr(row, field.attname) for field in fields})
    for name, value in values.items():
        setattr(second, name, value)
    return second


@contextmanager
def without(*names: str) -> Iterator[None]:
    """Inside, rows may break these CHECKs, as before they were there or by an intruder with all rights; in a transaction."""
    sqlite, found = connection.vendor == "sqlite", constraints()
    with connection.cursor() as cursor:
        if sqlite:
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for name in names:
                cursor.execute(f'ALTER TABLE {found[name][0]._meta.db_table} DROP CONSTRAINT "{name}"')
        try:
            yield
        finally:
            if sqlite:
                cursor.execute("PRAGMA ignore_check_constraints = OFF")


def _named(error: IntegrityError) -> str:
    if connection.vendor == "postgresql":
        return str(getattr(error.__cause__, "diag").constraint_name)  # noqa: B009
    return str(error).partition(" constraint failed: ")[2]


def _on_sqlite(model: type[models.Model], rule: models.BaseConstraint) -> str:
    """SQLite tells of a uniqueness its columns alone."""
    if not isinstance(rule, models.UniqueConstraint):
        return rule.name
    columns = [getattr(model._meta.get_field(name), "column") for name in rule.fields]  # noqa: B009
    return ", ".join(f"{model._meta.db_table}.{column}" for column in columns)
