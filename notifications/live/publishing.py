"""From an act to the sockets of every web process."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from concurrent.futures import Future
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from notifications.live import wire
from notifications.live.clock import now_us
from notifications.live.hub import ACCOUNT, HUB, Item

logger = logging.getLogger(__name__)


def cursor() -> int:
    """Now, as the number that messages carry: microseconds since 1970. A page keeps the one it was drawn at."""
    return now_us()


def push(topics: Iterable[str], what: str) -> None:
    """Tell whoever listens to these topics to look again, after the commit; at once outside a transaction.

    `what` names the sort of thing that changed ("ballot", "receipts"). From any thread of any process. Never raises: a
    page that misses it sees the change when it looks next.
    """
    wanted = list(dict.fromkeys(topics))
    if wanted:
        transaction.on_commit(lambda: _publish(wanted, what), robust=True)


def push_to_people(rows: QuerySet[Any], what: str, *, column: str = "user_id") -> None:
    """Push to the people of these rows, who are looked up after the commit."""

    def publish() -> None:
        _publish([f"user:{pk}" for pk in rows.order_by().values_list(column, flat=True)], what)

    transaction.on_commit(publish, robust=True)


def look_at_log_ins(user_id: int) -> None:
    """Close, after the commit, the sockets of a person who is no longer logged in; take topics that they may not hear."""
    push([f"{ACCOUNT}{user_id}"], "rights")


def _publish(topics: list[str], what: str) -> None:
    number = cursor()
    items: list[Item] = [(topic, what, number) for topic in topics]
    if settings.REDIS_URL:
        wire.say(items).add_done_callback(lambda said: _log_failure(said, topics, what))
    elif HUB.loop is not None and HUB.loop.is_running():
        HUB.loop.call_soon_threadsafe(HUB.deliver, items)


def _log_failure(said: Future[None], topics: list[str], what: str) -> None:
    """Log a push that reached nobody. The pages look again when their processes hear Redis again."""
    if problem := said.exception():
        logger.error("push of %s to %s failed: %s", what, ", ".join(topics[:5]), problem)
