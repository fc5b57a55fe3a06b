"""Once a day: dates take effect, what nobody holds is found, every chain of the journal is verified, ended sessions go.

And SQLite looks at its tables.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils.timezone import localdate

from audit.actor import SYSTEM
from audit.sent_forms import forget_old
from audit.verification import check_all
from documents.actions import follow_names
from notifications.jobs import enqueue, handles
from notifications.models import OutboxKind
from orgs.actions import sync_roles
from workflows.actions.accesses import follow_accesses
from workflows.actions.looking_after import look_after_all
from workflows.queries.positions import disagreements

log = logging.getLogger(__name__)

#: A night that was missed is made up for.
NAMES = timedelta(days=7)


def ask_for_the_day(at: datetime) -> None:
    """Put the day's work into the outbox; called every minute, so a server that slept at midnight catches up."""
    enqueue(kind=OutboxKind.VACANCIES, payload={}, at=at, key=f"{OutboxKind.VACANCIES}:{localdate(at).isoformat()}")
    enqueue(kind=OutboxKind.NIGHTLY, payload={}, at=at, key=f"{OutboxKind.NIGHTLY}:{localdate(at).isoformat()}")


@handles(OutboxKind.VACANCIES, lane="night", limit=timedelta(hours=1))
def _vacancies(payload: dict[str, Any], key: str, at: datetime) -> None:
    """Find what the dates of the night left without a holder, and what an upgrade found stuck."""
    sync_roles(actor=SYSTEM, at=at)
    look_after_all(at)
    follow_accesses(at=at)


@handles(OutboxKind.NIGHTLY, lane="night", limit=timedelta(hours=6))
def _nightly(payload: dict[str, Any], key: str, at: datetime) -> None:
    follow_names(since=at - NAMES)
    check_all(at)
    forget_old(at)
    SessionStore.clear_expired()
    know_the_tables()
    check_positions()


def check_positions() -> int:
    """Log every record that disagrees with its document's itinerary; return how many do. Nothing is mended unasked."""
    found = list(disagreements())
    for disagreement in found:
        log.error("check_positions: %s", disagreement)
    return len(found)


def know_the_tables() -> None:
    """Let SQLite's planner know what lies in the tables: lists are read by other indexes at 100 rows than at 100,000.

    PostgreSQL does so by itself. A thousand rows of each index tell enough; it takes milliseconds.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 1000")
            cursor.execute("ANALYZE")
