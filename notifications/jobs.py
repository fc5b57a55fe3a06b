"""The outbox: what is to be told outside the database. The row is the truth, a worker is only a hand.

An item is leased before it is tried, so two workers never try it at once and a killed worker's item comes free again;
after a failure it waits longer each time. A handler may be called twice for one item and must bear it. Kinds that may
wait for the world outside (a mail server) or take long have lanes of their own: each lane tries one item at a time.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import F, Max, Q, QuerySet

from database.rows import insert_if_absent
from notifications.models import OutboxItem, OutboxKind

logger = logging.getLogger(__name__)

Handler = Callable[[dict[str, Any], str, datetime], None]  # payload, key, at
LEASE = timedelta(minutes=5)  # a worker renews it while it is at the item
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(hours=6)
KEPT = timedelta(days=30)


#: After how long an item is given up for this time, unless its handler says otherwise.
LIMIT = timedelta(minutes=10)


class Handling(NamedTuple):
    """How a kind of items is handled: by what, beside what else, and after how long it is given up for this time."""

    handler: Handler
    lane: str = "work"
    limit: timedelta = LIMIT


_handlings: dict[str, Handling] = {}
_every_minute: dict[str, Callable[[datetime], object]] = {}
#: Set when a transaction of this process put something into the outbox: an embedded worker's lanes need not wait.
sleepers: set[Event] = set()


def handles(kind: str, lane: str = "work", limit: timedelta = LIMIT) -> Callable[[Handler], Handler]:
    """Make a function the handler of a kind of outbox items; `lane` and `limit` as in Handling."""

    def register(function: Handler) -> Handler:
        _handlings[kind] = Handling(function, lane, limit)
        return function

    return register


def lanes() -> set[str]:
    return {handling.lane for handling in _handlings.values()}


def every_minute(job: Callable[[datetime], object], name: str = "") -> Callable[[datetime], object]:
    """Have a worker call `job(at)` once a minute; called in an AppConfig's `ready`. It must bear being called twice."""
    _every_minute[name or f"{job.__module__}.{job.__qualname__}"] = job
    return job


def enqueue(*, kind: str, payload: dict[str, Any], at: datetime, key: str | None = None) -> None:
    """Put one item into the outbox, in the transaction of the act. A key that is there already adds nothing."""
    insert_if_absent(OutboxItem(kind=kind, payload=payload, key=key, created_at=at, next_attempt_at=at))
    transaction.on_commit(wake)


def wake() -> None:
    """Let the embedded worker's lanes look now."""
    for sleeper in tuple(sleepers):
        sleeper.set()


def run_due(now: datetime, limit: int = 20) -> int:
    """Try what is due in any lane, at most `limit` items; returns how many were tried."""
    for count in range(limit):
        item = lease_next(now)
        if item is None:
            return count
        carry_out(item, now)
    return limit


def lease_next(now: datetime, lane: str = "") -> OutboxItem | None:
    """Take the next item that is due in a lane (in any, without one) for `LEASE`.

    On PostgreSQL several workers skip each other's rows, on SQLite one writes at a time. A kind that nobody here handles
    is left to a newer worker.
    """
    kinds = [kind for kind, handling in _handlings.items() if lane in ("", handling.lane)]
    due = OutboxItem.objects.filter(
        Q(leased_until__isnull=True) | Q(leased_until__lt=now),
        kind__in=kinds,
        done_at__isnull=True,
        next_attempt_at__lte=now,
    ).order_by("next_attempt_at", "pk")
    if not due.exists():  # a look without a write lock: the usual case
        return None
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        item = due.first()
        if item is not None:
            OutboxItem.objects.filter(pk=item.pk).update(leased_until=now + LEASE, attempts=F("attempts") + 1)
            item.attempts += 1
    return item


def carry_out(item: OutboxItem, now: datetime) -> None:
    """Call the handler of a leased item, and write how it ended."""
    try:
        _handlings[item.kind].handler(item.payload, item.key or f"outbox:{item.pk}", now)
    except Exception as problem:
        give_back(item, now, repr(problem))
    else:
        _leased(item).update(leased_until=None, done_at=now, last_error="")


def give_back(item: OutboxItem, now: datetime, problem: str) -> None:
    """Try a leased item again later: the more often it failed, the later."""
    wait = min(FIRST_WAIT * 2 ** min(item.attempts - 1, 20), LONGEST_WAIT)
    logger.warning("outbox item %s (%s) failed, next try in %s: %s", item.pk, item.kind, wait, problem)
    _leased(item).update(leased_until=None, next_attempt_at=now + wait, last_error=problem[:300])


def renew(item: OutboxItem, now: datetime) -> None:
    """Lengthen the lease of an item that is still being tried."""
    _leased(item).update(leased_until=now + LEASE)


def limit_of(item: OutboxItem) -> timedelta:
    return _handlings[item.kind].limit


def _leased(item: OutboxItem) -> QuerySet[OutboxItem]:
    """Return the row, as long as nobody else took it: each lease counts one attempt."""
    return OutboxItem.objects.filter(
        pk=item.pk, attempts=item.attempts, leased_until__isnull=False, done_at__isnull=True
    )


def enqueue_minute(now: datetime) -> datetime:
    """Put the tick of this minute into the outbox; of several workers, one writes it and one runs it. Returns the minute."""
    minute = now.replace(second=0, microsecond=0)
    enqueue(kind=OutboxKind.MINUTE, payload={}, at=minute, key=_key_of(minute))
    return minute


def last_minute(now: datetime) -> datetime | None:
    """When the minute's jobs last ended, within the hour."""
    minutes = [now.replace(second=0, microsecond=0) - timedelta(minutes=ago) for ago in range(60)]
    ended = OutboxItem.objects.filter(key__in=[_key_of(minute) for minute in minutes], done_at__isnull=False)
    last: datetime | None = ended.aggregate(last=Max("done_at"))["last"]
    return last


def _key_of(minute: datetime) -> str:
    return f"{OutboxKind.MINUTE}:{minute.isoformat()}"


@handles(OutboxKind.MINUTE, lane="minute")
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
    done.filter(kind=OutboxKind.MINUTE, done_at__lt=at - timedelta(hours=1)).delete()
    done.filter(done_at__lt=at - KEPT).delete()
