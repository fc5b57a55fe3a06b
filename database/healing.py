"""Rows that were written before a constraint was, made to keep it: a step of the migration that brings the constraint."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Q

log = logging.getLogger(__name__)

#: What stands where a reason or a paper's number should, and nobody wrote one.
UNSAID = "(không ghi)"


def heal(*wrongs: tuple[str, Q, dict[str, Any] | None]) -> Callable[[Any, BaseDatabaseSchemaEditor], None]:
    """For RunPython: of each model ("app.Model") give the rows that match these values, in this order, and log how many.

    Rows with no values to give are deleted; a value may be a function of the models. It writes no history: what stood
    there is to be read in the history already.
    """

    def run(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for label, wrong, right in wrongs:
            rows = apps.get_model(label)._base_manager.using(schema_editor.connection.alias).filter(wrong)
            # no row history: what stood there is to be read in it already
            healed = rows.delete()[0] if right is None else rows.update(**_values(right, apps))
            if healed:
                log.warning("%s: %d rows were %s", label, healed, "deleted" if right is None else f"given {right}")
        settle(schema_editor)

    return run


def _values(right: dict[str, Any], apps: StateApps) -> dict[str, Any]:
    return {name: value(apps) if callable(value) else value for name, value in right.items()}


def settle(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Ask what is asked at the commit now: PostgreSQL alters no table about which a question is still open."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")
