"""Between the processes: what one of them says on the Redis channel, every web process's hub hears.

Redis forgets who listened when it restarts, and a message that nobody heard is gone. So a web process keeps one
subscription of its own, notices when it breaks or falls silent, begins it again, and then lets every page look again.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from redis import Redis
from redis.asyncio import Redis as AsyncRedis
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry as AsyncRetry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from notifications.live.hub import HUB, Item

logger = logging.getLogger(__name__)
PATIENCE = 5.0  # seconds that Redis may take to answer
SILENCE = 10.0  # seconds without a message after which Redis is asked whether it is still there
PAUSE = 1.0  # seconds until a subscription that broke is begun again

#: One thread says everything, in order: an act never waits for Redis.
_speaker = ThreadPoolExecutor(1, thread_name_prefix="pushes")


def say(items: Iterable[Item]) -> Future[None]:
    """Tell every web process; the future fails with a RedisError where Redis could not be told."""
    return _speaker.submit(_publish, settings.REDIS_URL, json.dumps(list(items)))


def _publish(address: str, text: str) -> None:
    _publisher(address).publish(_channel(address), text)


@cache
def _publisher(address: str) -> Redis:
    """Return the connection of the thread that speaks.

    Tried twice, for the first try may meet a connection that has ended.
    """
    return Redis.from_url(
        address, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, retry=Retry(NoBackoff(), 1)
    )


def ask() -> None:
    """Ask Redis whether it is there. Raises RedisError if it does not answer within two seconds."""
    with Redis.from_url(
        settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2, retry=Retry(NoBackoff(), 0)
    ) as client:
        client.ping()


def _channel(address: str) -> str:
    """Return the channel's name: Redis's channels know no databases, so it names the one of the address."""
    return f"trinhky:{urlsplit(address).path.strip('/') or 0}:live"


async def listen() -> None:
    """Hand what is said to this process's hub, for ever; whenever the subscription begins anew, every page looks again."""
    while True:
        try:
            await _listen_until_it_breaks(settings.REDIS_URL)
        except (RedisError, OSError) as problem:
            logger.warning("no live messages from Redis, trying again; every page looks again then: %s", problem)
        finally:
            HUB.hears_others = False
        await asyncio.sleep(PAUSE)


async def _listen_until_it_breaks(address: str) -> None:
    # No retries: the client would renew the subscription by itself, and nobody would know that messages were lost.
    client = AsyncRedis.from_url(address, socket_connect_timeout=PATIENCE, retry=AsyncRetry(NoBackoff(), 0))
    async with client, client.pubsub() as subscription:
        await subscription.subscribe(_channel(address))
        while True:
            message = await _next(subscription)
            if message["type"] == "subscribe":
                HUB.hears_others = True
                HUB.forget_what_was()
            elif message["type"] == "message":
                HUB.deliver([(topic, what, number) for topic, what, number in json.loads(message["data"])])


async def _next(subscription: PubSub) -> dict[str, Any]:
    """Return the next message, or the answer to our question whether Redis is there.

    Raises TimeoutError if it is silent.
    """
    message: dict[str, Any] | None = await subscription.get_message(timeout=SILENCE)
    if message:
        return message
    await subscription.ping()
    message = await subscription.get_message(timeout=PATIENCE)
    if message:
        return message
    raise TimeoutError(f"Redis has not answered for {PATIENCE:.0f} seconds")
