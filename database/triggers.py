"""Triggers: what a CHECK cannot say because it is asked of several tables, said to the database all the same.

An app's `guards.py` names its own. They are put up after each `migrate`; on SQLite a migration that remakes a table which
they stand on or read takes them down first (`taken_down`), because the table is gone for a moment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connections, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


@dataclass(frozen=True, slots=True)
class Trigger:
    """Refuse an event ("UPDATE OF a, b ON table") of a row for which `when` is true, with this message.

    `first` is what PostgreSQL does before it looks.
    """

    name: str
    event: str
    when: str
    message: str
    first: str = ""

    def statements(self, vendor: str) -> list[str]:
        """Return what puts it up, in place of an older one."""
        table = self.event.rsplit(" ", 1)[1]
        name, rule = f"{table}_{self.name}", f"BEFORE {self.event}"
        if vendor == "postgresql":
            body = (
                f"BEGIN {self.first} IF {self.when} THEN RAISE EXCEPTION '{self.message}' "
                "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END"
            )
            return [
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$",
                f"CREATE OR REPLACE TRIGGER {name} {rule} FOR EACH ROW EXECUTE FUNCTION {name}()",
            ]
        return [
            f"DROP TRIGGER IF EXISTS {name}",
            f"CREATE TRIGGER {name} {rule} WHEN {self.when} BEGIN SELECT RAISE(ABORT, '{self.message}'); END",
        ]


def put_up(using: str, triggers: Iterable[Trigger]) -> None:
    """Put these triggers up, in place of what stands there."""
    vendor = connections[using].vendor
    with transaction.atomic(using), connections[using].cursor() as cursor:
        for trigger in triggers:
            for statement in trigger.statements(vendor):
                cursor.execute(statement)


def taken_down(*tables: str) -> Callable[[Any, BaseDatabaseSchemaEditor], None]:
    """For RunPython: take the triggers of these tables away on SQLite; the end of `migrate` puts them back."""

    def run(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        if schema_editor.connection.vendor != "sqlite":
            return
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'")
            for name, table in cursor.fetchall():
                if table in tables:
                    cursor.execute(f'DROP TRIGGER "{name}"')

    return run
