"""Row histories (simple-history) that say who and when as the act does, not as the web request happened to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from django.db import connection, models
from simple_history.models import HistoricalRecords
from simple_history.utils import get_history_model_for_model

from audit.actions import reason_of_the_act, shortened
from audit.actor import Actor
from database.rows import changing, run_on_one, update

M = TypeVar("M", bound=models.Model)


class ChangedValues(HistoricalRecords):
    """A history without a row for a write of excluded fields alone, as each log-in writes `last_login`."""

    def post_save(
        self,
        instance: models.Model,
        created: bool,
        using: str | None = None,
        *,
        update_fields: Iterable[str] | None = None,
        **kwargs: object,
    ) -> None:
        """Write a row of history unless nothing that it keeps was written."""
        if created or update_fields is None or set(update_fields) - set(self.excluded_fields):
            super().post_save(instance, created, using=using, update_fields=update_fields, **kwargs)


def stamped(row: M, *, actor: Actor, at: datetime, reason: str = "") -> M:
    """Mark a row so that its next save writes its history with the act's person, time and reason. Returns the row."""
    row._history_user = actor.user  # type: ignore[attr-defined]  # simple-history looks for the three on the row
    row._history_date = at  # type: ignore[attr-defined]  # the same
    row._change_reason = shortened(reason)  # type: ignore[attr-defined]  # the same
    return row


def change(row: models.Model, *names: str, actor: Actor, at: datetime) -> None:
    """Write these fields of a row (database.rows) and keep it in its history; on PostgreSQL in one round trip."""
    if connection.vendor != "postgresql":
        update(row, *names)  # row history: by the next line
        write_past(row, actor=actor, at=at)
        return
    sql, values = changing(row, names)
    run_on_one(
        row, f"WITH now AS ({sql} RETURNING *) {_copying(type(row), 'now')}", [*values, *_stamp(actor, at, reason="")]
    )


def write_past(row: models.Model, *, actor: Actor, at: datetime, reason: str = "") -> None:
    """Keep a changed row in its history as it now stands in the database, by one INSERT … SELECT.

    For a row that was changed by SQL of one's own: such a change tells simple-history nothing.
    """
    meta = row._meta
    sql = f'{_copying(type(row), meta.db_table)} WHERE "{meta.pk.column}" = %s'
    run_on_one(row, sql, [*_stamp(actor, at, reason), row.pk])


def _stamp(actor: Actor, at: datetime, reason: str) -> list[Any]:
    return [connection.ops.adapt_datetimefield_value(at), shortened(reason or reason_of_the_act()), actor.user_id]


@cache
def _copying(model: type[models.Model], source: str) -> str:
    history = get_history_model_for_model(model)
    columns = ", ".join(f'"{field.column}"' for field in history.tracked_fields)
    return (
        f'INSERT INTO "{history._meta.db_table}" '
        f"({columns}, history_type, history_date, history_change_reason, history_user_id) "
        f"SELECT {columns}, '~', %s, %s, %s FROM \"{source}\""
    )
