"""From an act to the sockets of every web process."""

from __future__ import annotations

import asyncio
import functools
import logging
from collections.abc import Iterable
from threading import Thread
from typing import Any

from channels.layers import get_channel_layer
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from notifications.live.clock import now_us
from notifications.live.hub import ACCOUNT, HUB, Item

logger = logging.getLogger(__name__)
#: The one group that every web process is in; the hub of each parts its messages by topic.
GROUP = "live"
PATIENCE = 5.0  # seconds that a worker or a command waits for the channel layer to take a message


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
    """The same for the people of these rows, who are looked up after the commit."""

    def publish() -> None:
        _publish([f"user:{pk}" for pk in rows.order_by().values_list(column, flat=True)], what)

    transaction.on_commit(publish, robust=True)


def look_at_log_ins(user_id: int) -> None:
    """Close, after the commit, the sockets of a person who is no longer logged in; take topics that they may not hear."""
    push([f"{ACCOUNT}{user_id}"], "rights")


def _publish(topics: list[str], what: str) -> None:
    number = cursor()
    items: list[Item] = [(topic, what, number) for topic in topics]
    loop = HUB.loop if HUB.loop is not None and HUB.loop.is_running() else None
    try:
        if not settings.REDIS_URL:
            if loop is not None:
                loop.call_soon_threadsafe(HUB.deliver, items)
        elif loop is not None:
            asyncio.run_coroutine_threadsafe(_send(items), loop)
        else:
            asyncio.run_coroutine_threadsafe(_send(items), _own_loop()).result(PATIENCE)
    except Exception:
        logger.exception("push of %s to %d topics failed", what, len(topics))


async def _send(items: list[Item]) -> None:
    await get_channel_layer().group_send(GROUP, {"type": "live", "items": items})


@functools.cache
def _own_loop() -> asyncio.AbstractEventLoop:
    """The loop of a process that serves no pages (a worker, a command); it keeps the connection to the channel layer."""
    loop = asyncio.new_event_loop()
    Thread(target=loop.run_forever, name="pushes", daemon=True).start()
    return loop
