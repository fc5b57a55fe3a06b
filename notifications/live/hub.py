"""One hub per web process: a registry of sockets by topic, and a bounded outbox for each socket.

Everything here runs in the server's event loop. One message for a topic is encoded once, whoever hears it, and where the
server lets us (`live.protocol`) its frame is written at once, without a task for each socket. What waits for a slow
socket falls together by (topic, what), so an outbox never grows beyond the topics that its page listens to; a socket that
takes nothing for `STALLED` seconds is closed, and nobody else waits for it.
"""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress

from notifications.live.clock import now_us
from notifications.live.protocol import frame_of

Item = tuple[str, str, int]  # topic, what, n
Send = Callable[[dict[str, object]], Awaitable[None]]
WriteFrame = Callable[[bytes], bool]

STALLED = 20.0  # seconds
MOST_TOPICS = 200  # that one page may listen to
MOST_REMEMBERED = 50_000  # topics whose last change a hub remembers
CLOSING = 5.0  # seconds that a page has to take the word that its socket ends
CLOSE_LOGIN = 4401
#: A message for this process, not for a page: look again at once whether this person's pages may still listen.
ACCOUNT = "account:"
#: Clocks of two machines may differ by this much; a page that asks what it missed is told rather too much.
SLACK = 2_000_000  # microseconds


class Socket:
    """One page's connection: what it listens to and what waits to be written to it."""

    __slots__ = (
        "_pending",
        "_send",
        "_waits_since",
        "_write_frame",
        "_writer",
        "closed",
        "recheck_at",
        "session",
        "task",
        "topics",
        "user_id",
    )

    def __init__(self, send: Send, user_id: int, session: str, write_frame: WriteFrame | None = None) -> None:
        self._send = send
        self._write_frame = write_frame  # False from it: the page takes nothing now
        self.user_id = user_id
        self.session = session  # the key of the log-in that it was opened by, and ends with
        self.topics: set[str] = set()
        self.closed = False
        self.recheck_at = 0.0
        self._pending: dict[tuple[str, str], str] = {}
        self._writer: asyncio.Task[None] | None = None
        self._waits_since = 0.0
        self.task = (
            asyncio.current_task()
        )  # the one that serves the page; cancelled when the page takes nothing any more

    def offer(self, key: tuple[str, str], text: str, frame: bytes) -> None:
        """Write a message (as text, and built into a frame) now, or once the socket takes it, in place of an older one."""
        idle = self._writer is None and not self.closed
        if idle and self._write_frame is not None and self._write_frame(frame):
            return
        self._pending[key] = text
        if idle:
            loop = asyncio.get_running_loop()
            self._waits_since = loop.time()
            self._writer = loop.create_task(self._write())

    async def _write(self) -> None:
        send, loop = self._send, asyncio.get_running_loop()
        try:
            while self._pending and not self.closed:
                batch, self._pending = self._pending, {}
                for text in batch.values():
                    await send({"type": "websocket.send", "text": text})
                self._waits_since = loop.time()
        except (OSError, RuntimeError, asyncio.CancelledError):
            self.closed = True
        finally:
            self._writer = None

    def end(self) -> None:
        """Close a page's socket, because whoever opened it is no longer logged in; nobody waits until it takes that."""
        self._drop()
        self._writer = asyncio.get_running_loop().create_task(self._say_that_it_ends())

    async def _say_that_it_ends(self) -> None:
        with suppress(OSError, RuntimeError, TimeoutError):
            await asyncio.wait_for(self._send({"type": "websocket.close", "code": CLOSE_LOGIN}), CLOSING)
        if self.task is not None:
            self.task.cancel()

    def _drop(self) -> None:
        self.closed = True
        self._pending.clear()
        if self._writer is not None:
            self._writer.cancel()

    def close_if_stalled(self, now: float) -> bool:
        """Give up a page that has taken nothing for `STALLED` seconds: its outbox goes, its connection is dropped."""
        if self._writer is None or now - self._waits_since < STALLED:
            return False
        self._drop()
        if self.task is not None:
            self.task.cancel()
        return True


class Hub:
    """The sockets of this process."""

    def __init__(self) -> None:
        self.loop: asyncio.AbstractEventLoop | None = None
        self.hears_others = False  # what other processes say; only with Redis
        self.wake = asyncio.Event()  # set: some sockets are to be looked at before their time
        self.sockets: set[Socket] = set()
        self._by_topic: dict[str, set[Socket]] = {}
        self._last: OrderedDict[str, int] = OrderedDict()
        self._known_since = now_us()

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Take the loop that the sockets live in; other threads hand messages over to it."""
        if self.loop is not loop:
            self.loop = loop
            self.wake = asyncio.Event()
            self.sockets.clear()
            self._by_topic.clear()

    def add(self, socket: Socket) -> None:
        self.sockets.add(socket)

    def listen(self, socket: Socket, topics: Iterable[str]) -> list[str]:
        """Register a socket for topics that it may hear; returns those that are new, no more than a page may have."""
        new = [topic for topic in topics if topic not in socket.topics][: MOST_TOPICS - len(socket.topics)]
        for topic in new:
            socket.topics.add(topic)
            self._by_topic.setdefault(topic, set()).add(socket)
        return new

    def unlisten(self, socket: Socket, topics: Iterable[str]) -> None:
        for topic in list(topics):
            socket.topics.discard(topic)
            listeners = self._by_topic.get(topic)
            if listeners is not None:
                listeners.discard(socket)
                if not listeners:
                    del self._by_topic[topic]

    def remove(self, socket: Socket) -> None:
        socket.closed = True
        self.unlisten(socket, socket.topics)
        self.sockets.discard(socket)

    def deliver(self, items: Iterable[Item]) -> None:
        """Offer each message to the sockets of its topic, and remember when the topic last changed."""
        for topic, what, number in items:
            if topic.startswith(ACCOUNT):
                self._look_at(int(topic.removeprefix(ACCOUNT)))
                continue
            self._last[topic] = number
            self._last.move_to_end(topic)
            listeners = self._by_topic.get(topic)
            if not listeners:
                continue
            offer_all(listeners, topic, what, number)
        while len(self._last) > MOST_REMEMBERED:
            _, self._known_since = self._last.popitem(last=False)

    def _look_at(self, user_id: int) -> None:
        """Put the look at a person's sockets forward to now."""
        for socket in self.sockets:
            if socket.user_id == user_id:
                socket.recheck_at = 0.0
        self.wake.set()

    def missed(self, topics: Iterable[str], since: int) -> list[Item]:
        """Return what a page that last looked at `since` has missed.

        Everything it asks for, if that is before our memory.
        """
        since -= SLACK
        now = now_us()
        if since < self._known_since:
            return [(topic, "missed", now) for topic in topics]
        return [(topic, "missed", self._last[topic]) for topic in topics if self._last.get(topic, 0) > since]

    def forget_what_was(self) -> None:
        """After a broken subscription: messages were lost, so every page looks again, and its rights are asked again."""
        self._known_since = now_us()
        for topic, listeners in self._by_topic.items():
            offer_all(listeners, topic, "missed", self._known_since)
        for socket in self.sockets:
            socket.recheck_at = 0.0
        self.wake.set()


def offer_all(sockets: Iterable[Socket], topic: str, what: str, number: int) -> None:
    """Offer one message to sockets; it is encoded and built into a frame once."""
    text = encode(topic, what, number)
    frame = frame_of(text)
    for socket in tuple(sockets):
        socket.offer((topic, what), text, frame)


def encode(topic: str, what: str, number: int) -> str:
    return json.dumps({"topic": topic, "what": what, "n": number}, separators=(",", ":"))


HUB = Hub()
