"""`/ws/`: a page subscribes to topics and is told to look again.

In: `{"subscribe": ["document:12"], "since": n}`, `{"unsubscribe": [...]}`. Out: `{"topic", "what", "n"}`. `since` is the
last `n` that the page has seen (or the one it was drawn at): whatever changed after it is told at once.
Plain ASGI: no task, queue or channel of its own for a socket that is quiet.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from channels.db import database_sync_to_async
from django.conf import settings

from notifications.live import wire
from notifications.live.frames import Frame, Nonsense, read_frame
from notifications.live.hub import CLOSE_LOGIN, HUB, Socket, offer_all
from notifications.live.protocol import EXTENSION
from notifications.live.topics import allowed, logged_in
from web.asgi import Receive, Send

logger = logging.getLogger(__name__)
RECHECK = 120.0  # seconds between two looks at whether a page is still logged in and may hear its topics
CLOSE_NONSENSE = 4400


async def socket_application(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Serve one page's socket until it goes."""
    await receive()  # websocket.connect
    user_id, session = await database_sync_to_async(_log_in)(scope)
    if scope["path"] != "/ws/" or user_id is None:
        await send({"type": "websocket.close", "code": CLOSE_LOGIN})
        return
    start(asyncio.get_running_loop())
    await send({"type": "websocket.accept"})
    socket = Socket(send, user_id, session, scope.get("extensions", {}).get(EXTENSION, {}).get("write"))
    socket.recheck_at = asyncio.get_running_loop().time() + RECHECK * random.uniform(0.5, 1.5)
    HUB.add(socket)
    scope.clear()  # a page listens for hours: headers, session and user need not stay in memory
    try:
        await _hear(socket, receive, send)
    except asyncio.CancelledError:
        if not socket.closed:  # the server is going down; a page that stalled or logged out only goes
            raise
    finally:
        HUB.remove(socket)


def _log_in(scope: dict[str, Any]) -> tuple[int | None, str]:
    """Return the id of who is logged in, and the key of their session, which is read here, in a thread."""
    return getattr(scope.get("user"), "pk", None), getattr(scope.get("session"), "session_key", None) or ""


def _heard(socket: Socket, topics: Iterable[str]) -> set[str] | None:
    """Those of the topics that the page may hear now; None if nobody is logged in by its session any more."""
    user = logged_in(socket.user_id, socket.session)
    return None if user is None else allowed(user, topics)


async def _hear(socket: Socket, receive: Receive, send: Send) -> None:
    while True:
        event = await receive()
        if event["type"] == "websocket.disconnect" or socket.closed:
            return
        try:
            asked = read_frame(event.get("text"))
        except Nonsense:
            await send({"type": "websocket.close", "code": CLOSE_NONSENSE})
            return
        await _answer(socket, asked)


async def _answer(socket: Socket, asked: Frame) -> None:
    if asked.unsubscribe:
        HUB.unlisten(socket, asked.unsubscribe)
    wanted = asked.subscribe
    if not wanted:
        return
    heard = await database_sync_to_async(_heard)(socket, wanted)
    if socket.closed:
        return
    if heard is None:
        _end(socket)
        return
    new = HUB.listen(socket, [topic for topic in wanted if topic in heard])
    if asked.since is not None:
        for topic, what, number in HUB.missed(new, asked.since):
            offer_all([socket], topic, what, number)


_started: dict[asyncio.AbstractEventLoop, list[asyncio.Task[None]]] = {}


def start(loop: asyncio.AbstractEventLoop) -> None:
    """Begin to listen for this process (once per event loop): the subscription and the look at rights."""
    HUB.start(loop)
    if loop in _started:
        return
    _started[loop] = [loop.create_task(_recheck())]
    if settings.REDIS_URL:
        _started[loop].append(loop.create_task(wire.listen()))


def stop(loop: asyncio.AbstractEventLoop) -> None:
    for task in _started.pop(loop, []):
        task.cancel()


async def _recheck() -> None:
    """Close pages that take nothing; ask again, every few minutes for each or when told to, what it may still hear."""
    loop = asyncio.get_running_loop()
    while True:
        with suppress(TimeoutError):
            await asyncio.wait_for(HUB.wake.wait(), RECHECK / 24)
        HUB.wake.clear()
        for socket in list(HUB.sockets):
            socket.close_if_stalled(loop.time())
        for socket in [socket for socket in HUB.sockets if socket.recheck_at <= loop.time()]:
            socket.recheck_at = loop.time() + RECHECK
            await recheck(socket)


async def recheck(socket: Socket) -> None:
    """End a socket whose session is over; take from it the topics that its person may no longer hear."""
    try:
        heard = await database_sync_to_async(_heard)(socket, set(socket.topics))
    except Exception:
        logger.exception("could not ask again what a page may hear")
        return
    if heard is None:
        _end(socket)
    else:
        HUB.unlisten(socket, socket.topics - heard)


def _end(socket: Socket) -> None:
    HUB.remove(socket)  # from here on it hears nothing, however long the closing takes
    socket.end()
