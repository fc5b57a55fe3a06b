"""Take the schema back to an earlier migration and forward again, with rows in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps.registry import Apps
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor

from approvals import guards as ballot_guards
from documents import guards
from tests.constraints import Rows, again

#: A model, what is wrong in a row of it, and what the migration makes of that.
Healing = tuple[type[models.Model], dict[str, Any], dict[str, Any]]


@contextmanager
def earlier(app: str, migration: str) -> Iterator[Apps]:
    """Inside, the schema is that of the migration and the models are its; afterwards both are the newest again."""
    target = [(app, migration)]
    MigrationExecutor(connection).migrate(target)
    try:
        yield MigrationExecutor(connection).loader.project_state(target).apps
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
        guards.install(connection.alias)
        ballot_guards.install(connection.alias)


def assert_healed(rows: Rows, app: str, before: str, healings: Iterable[Healing]) -> None:
    """Rows like the good ones, but wrong, are written in the schema of `before`; the newest makes them right."""
    made = []
    with earlier(app, before) as apps:
        for model, wrong, right in healings:
            old = apps.get_model(model._meta.label)
            computed = {field: value for field, value in wrong.items() if hasattr(value, "resolve_expression")}
            plain = {
                field: value(rows) if callable(value) else value
                for field, value in wrong.items()
                if field not in computed
            }
            (row,) = old._base_manager.bulk_create([again(rows[model], plain, old)])
            if computed:
                old._base_manager.filter(pk=row.pk).update(**computed)
            made.append((model, row.pk, right))
    for model, pk, right in made:
        row = model._base_manager.get(pk=pk)
        assert {field: getattr(row, field) for field in right} == right, (model, right)
