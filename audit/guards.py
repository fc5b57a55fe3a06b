"""The triggers by which the journal's table refuses UPDATE, DELETE and TRUNCATE: do they stand, and putting them back.

A migration that rebuilds the table on SQLite takes them away without a word, and so may a restore or an intruder. They are
put in by a migration, asked for by `manage.py check --database default`, by `verify_journal` and each night, and put back
at the end of every `migrate`.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from django.apps import AppConfig
from django.core.checks import CheckMessage, Warning
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate
from django.utils.translation import gettext as _

log = logging.getLogger(__name__)

TABLE = "audit_journalentry"
MESSAGE = "the journal is append-only"
FUNCTION = "audit_append_only"
BODY = f" BEGIN RAISE EXCEPTION '{MESSAGE}'; END "

_SQLITE = {
    f"{TABLE}_no_{kind}": f"CREATE TRIGGER {TABLE}_no_{kind} BEFORE {kind.upper()} ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    for kind in ("update", "delete")
}
_POSTGRESQL = {
    f"{TABLE}_no_{kind}": f"CREATE OR REPLACE TRIGGER {TABLE}_no_{kind} BEFORE {events} ON {TABLE} "
    f"FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()"
    for kind, events in (("update", "UPDATE"), ("delete", "DELETE OR TRUNCATE"))
}
#: pg_trigger.tgtype: before (2), for each statement (no 1), and DELETE 8, UPDATE 16, TRUNCATE 32.
_TYPES = {f"{TABLE}_no_update": 2 + 16, f"{TABLE}_no_delete": 2 + 8 + 32}


def missing_guards(using: str = "default") -> list[str]:
    """Name the triggers that are not there, are switched off, or do something else. None are asked of a database
    that has no journal yet."""
    connection = connections[using]
    if TABLE not in connection.introspection.table_names():
        return []
    return _missing_in_sqlite(connection) if connection.vendor == "sqlite" else _missing_in_postgresql(connection)


def _missing_in_sqlite(connection: BaseDatabaseWrapper) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [TABLE])
        found = {name: sql.replace('"', "") for name, sql in cursor.fetchall()}  # renaming a table quotes its name
    return [name for name, sql in _SQLITE.items() if found.get(name) != sql]


def _missing_in_postgresql(connection: BaseDatabaseWrapper) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname, tgtype FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
            "WHERE tgrelid = %s::regclass AND tgenabled IN ('O', 'A') AND tgqual IS NULL AND tgattr = '' "
            "AND proname = %s AND prosrc = %s",
            [TABLE, FUNCTION, BODY],
        )
        found = dict(cursor.fetchall())
    return [name for name in _POSTGRESQL if found.get(name) != _TYPES[name]]


def put_back(names: Sequence[str], using: str = "default") -> None:
    """Install these triggers, in the place of whatever bears their name."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in names:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                cursor.execute(_SQLITE[name])
            return
        cursor.execute(f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $${BODY}$$")
        for name in names:
            cursor.execute(_POSTGRESQL[name])
            cursor.execute(f"ALTER TABLE {TABLE} ENABLE TRIGGER {name}")


def watch_migrations(app: AppConfig) -> None:
    post_migrate.connect(_after_migrate, sender=app, dispatch_uid="audit.guards")


def _after_migrate(*, using: str, plan: object = None, **kwargs: object) -> None:
    """`flush` says "migrated" too, without a plan: it has emptied the tables, and the guards are none of its business."""
    names = [] if plan is None else missing_guards(using)
    if names:
        put_back(names, using)
        log.warning("The journal's guards were not there and have been put back: %s", ", ".join(names))


def check_guards(databases: Sequence[str] | None = None, **kwargs: object) -> list[CheckMessage]:
    """Warn of missing guards; no error.

    `migrate` asks the checks before it begins, and is what puts the triggers back.
    """
    return [
        Warning(
            _("Nhật ký trong cơ sở dữ liệu “%(name)s” đang thiếu chốt chống sửa, xóa: %(missing)s.")
            % {"name": using, "missing": ", ".join(names)},
            hint=_("Tìm xem ai đã gỡ chốt, rồi chạy manage.py migrate để đặt lại."),
            id="audit.W001",
        )
        for using in databases or ()
        if (names := missing_guards(using))
    ]
