"""The outbox: what is to be told outside the database. The row is the truth, a worker is only a hand.

An item is leased before it is tried, so two workers never try it at once and a killed worker's item comes free again;
after a failure it waits longer each time. A handler may be called twice for one item and must bear it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q

from audit.rows import insert_if_absent
from notifications.models import OutboxItem

logger = logging.getLogger(__name__)

Handler = Callable[[dict[str, Any], str, datetime], None]  # payload, key, at
LEASE = timedelta(minutes=5)
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(hours=6)
KEPT = timedelta(days=30)

_handlers: dict[str, Handler] = {}
_every_minute: dict[str, Callable[[datetime], object]] = {}
#: Set when a transaction of this process put something into the outbox: an embedded worker need not wait for its poll.
wake = Event()


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Make a function the handler of a kind of outbox items."""

    def register(function: Handler) -> Handler:
        _handlers[kind] = function
        return function

    return register


def every_minute(job: Callable[[datetime], object], name: str = "") -> Callable[[datetime], object]:
    """Have a worker call `job(at)` once a minute; called in an AppConfig's `ready`. It must bear being called twice."""
    _every_minute[name or f"{job.__module__}.{job.__qualname__}"] = job
    return job


def enqueue(*, kind: str, payload: dict[str, Any], at: datetime, key: str | None = None) -> None:
    """Put one item into the outbox, in the transaction of the act. A key that is there already adds nothing."""
    insert_if_absent(OutboxItem(kind=kind, payload=payload, key=key, created_at=at, next_attempt_at=at))
    transaction.on_commit(wake.set)


def run_due(now: datetime, limit: int = 20) -> int:
    """Try what is due, at most `limit` items; returns how many were tried."""
    items = _lease(now, limit)
    for item in items:
        _try(item, now)
    return len(items)


def _lease(now: datetime, limit: int) -> list[OutboxItem]:
    """Take items for `LEASE`; on PostgreSQL several workers skip each other's rows, on SQLite one writes at a time."""
    due = OutboxItem.objects.filter(
        Q(leased_until__isnull=True) | Q(leased_until__lt=now), done_at__isnull=True, next_attempt_at__lte=now
    ).order_by("next_attempt_at", "pk")
    if not due.exists():  # a look without a write lock: the usual case
        return []
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        items = list(due[:limit])
        OutboxItem.objects.filter(pk__in=[item.pk for item in items]).update(
            leased_until=now + LEASE, attempts=F("attempts") + 1
        )
    return items


def _try(item: OutboxItem, now: datetime) -> None:
    mine = OutboxItem.objects.filter(pk=item.pk, leased_until=now + LEASE, done_at__isnull=True)
    try:
        _handlers[item.kind](item.payload, item.key or f"outbox:{item.pk}", now)
    except Exception as problem:
        wait = min(FIRST_WAIT * 2 ** min(item.attempts, 20), LONGEST_WAIT)
        logger.warning("outbox item %s (%s) failed, next try in %s: %r", item.pk, item.kind, wait, problem)
        mine.update(leased_until=None, next_attempt_at=now + wait, last_error=repr(problem)[:300])
    else:
        mine.update(leased_until=None, done_at=now, last_error="")


def enqueue_minute(now: datetime) -> None:
    """Put the tick of this minute into the outbox; of several workers, one writes it and one runs it."""
    minute = now.replace(second=0, microsecond=0)
    enqueue(kind="minute", payload={}, at=minute, key=f"minute:{minute.isoformat()}")


@handles("minute")
def _minute(payload: dict[str, Any], key: str, at: datetime) -> None:
    """Call everything that asked for it; one that fails does not hold up the others."""
    for name, job in list(_every_minute.items()):
        try:
            job(at)
        except Exception:
            logger.exception("the minute job %s failed", name)
    _sweep(at)


def _sweep(at: datetime) -> None:
    """Ticks are of no interest after an hour, other done items after a month."""
    done = OutboxItem.objects.filter(done_at__isnull=False)
    done.filter(kind="minute", done_at__lt=at - timedelta(hours=1)).delete()
    done.filter(done_at__lt=at - KEPT).delete()
