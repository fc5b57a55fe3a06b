"""The hub and its sockets, in an event loop without a server."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from typing import Any, Never

from notifications.live import hub as hub_module
from notifications.live.clock import now_us
from notifications.live.hub import MOST_TOPICS, Hub, Socket


class Wire:
    """What a page's connection took; it can be made to take nothing."""

    def __init__(self) -> None:
        self.taken: list[Any] = []
        self.open = asyncio.Event()
        self.open.set()

    async def send(self, message: dict[str, Any]) -> None:
        await self.open.wait()
        self.taken.append(json.loads(message["text"]))


def page(hub: Hub, *topics: str) -> tuple[Socket, Wire]:
    wire = Wire()
    socket = Socket(wire.send, user_id=1, session="one")
    socket.task = None
    hub.add(socket)
    hub.listen(socket, topics)
    return socket, wire


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def run(story: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(story())


def test_only_the_pages_of_a_topic_hear_it() -> None:
    async def story() -> None:
        hub = Hub()
        _, mine = page(hub, "document:1")
        _, other = page(hub, "document:2")
        hub.deliver([("document:1", "ballot", 5)])
        await settle()
        assert mine.taken == [{"topic": "document:1", "what": "ballot", "n": 5}]
        assert other.taken == []

    run(story)


def test_what_waits_for_a_slow_page_falls_together() -> None:
    async def story() -> None:
        hub = Hub()
        _, slow = page(hub, "document:1")
        slow.open.clear()
        for number in range(100):
            hub.deliver([("document:1", "ballot", number)])
            await asyncio.sleep(0)
        slow.open.set()
        await settle()
        assert [message["n"] for message in slow.taken] == [0, 99]

    run(story)


def test_a_stalled_page_holds_up_nobody_and_is_closed() -> None:
    async def story() -> None:
        hub = Hub()
        stalled, wire = page(hub, "document:1")
        _, quick = page(hub, "document:1")
        wire.open.clear()
        hub.deliver([("document:1", "ballot", 1)])
        await settle()
        assert len(quick.taken) == 1
        now = asyncio.get_running_loop().time()
        assert not stalled.close_if_stalled(now)
        assert stalled.close_if_stalled(now + hub_module.STALLED + 1)
        assert stalled.closed
        await settle()
        hub.deliver([("document:1", "ballot", 2)])
        await settle()
        assert wire.taken == []

    run(story)


def test_a_page_whose_connection_broke_is_not_written_to_again() -> None:
    async def story() -> None:
        hub = Hub()

        async def broken(message: dict[str, Any]) -> Never:
            raise OSError

        socket = Socket(broken, user_id=1, session="one")
        hub.add(socket)
        hub.listen(socket, ["document:1"])
        hub.deliver([("document:1", "ballot", 1)])
        await settle()
        assert socket.closed

    run(story)


def test_a_page_that_was_away_hears_what_it_missed() -> None:
    async def story() -> None:
        hub = Hub()
        start = now_us()
        hub._known_since = start - 10_000_000
        hub.deliver([("document:1", "ballot", start)])
        assert hub.missed(["document:1", "document:2"], start - 1) == [("document:1", "missed", start)]
        assert hub.missed(["document:1"], start + 3_000_000) == []

    run(story)


def test_a_page_older_than_the_memory_looks_at_everything() -> None:
    async def story() -> None:
        hub = Hub()
        missed = hub.missed(["document:1", "document:2"], now_us() - 3_600_000_000)
        assert [topic for topic, _, _ in missed] == ["document:1", "document:2"]

    run(story)


def test_a_broken_subscription_makes_every_page_look_again() -> None:
    async def story() -> None:
        hub = Hub()
        _, wire = page(hub, "document:1")
        hub.forget_what_was()
        await settle()
        assert [message["what"] for message in wire.taken] == ["missed"]

    run(story)


def test_a_page_may_listen_to_so_many_topics_and_leaves_nothing_behind() -> None:
    async def story() -> None:
        hub = Hub()
        socket, _ = page(hub)
        assert len(hub.listen(socket, [f"document:{n}" for n in range(MOST_TOPICS + 50)])) == MOST_TOPICS
        hub.remove(socket)
        assert not hub._by_topic
        assert not hub.sockets

    run(story)


def open_page(hub: Hub, takes: bool = True) -> tuple[Socket, Any]:
    """A page whose server offers to write frames; `wire.frames` is what it wrote."""
    wire: Any = Wire()
    wire.frames, wire.takes = [], takes

    def write_frame(frame: bytes) -> bool:
        if wire.takes:
            wire.frames.append(frame)
        return wire.takes

    socket = Socket(wire.send, user_id=1, session="one", write_frame=write_frame)
    hub.add(socket)
    hub.listen(socket, ["document:1"])
    return socket, wire


def test_one_frame_is_built_for_all_pages_and_written_at_once() -> None:
    async def story() -> None:
        hub = Hub()
        wires = [open_page(hub)[1] for _ in range(3)]
        hub.deliver([("document:1", "ballot", 5)])
        (frame,) = {id(frame): frame for wire in wires for frame in wire.frames}.values()
        payload = b'{"topic":"document:1","what":"ballot","n":5}'
        assert frame == bytes([0x81, len(payload)]) + payload
        await settle()
        assert all(wire.taken == [] for wire in wires)

    run(story)


def test_page_that_takes_no_frame_is_waited_for_and_gets_no_later_message_before() -> None:
    async def story() -> None:
        hub = Hub()
        _, wire = open_page(hub, takes=False)
        wire.open.clear()
        hub.deliver([("document:1", "ballot", 1)])
        wire.takes = True
        hub.deliver([("document:1", "opinions", 2)])
        assert wire.frames == []
        wire.open.set()
        await settle()
        assert [message["n"] for message in wire.taken] == [1, 2]
        hub.deliver([("document:1", "ballot", 3)])
        assert len(wire.frames) == 1

    run(story)


def test_closed_page_is_written_no_frame() -> None:
    async def story() -> None:
        hub = Hub()
        socket, wire = open_page(hub)
        socket.closed = True
        hub.deliver([("document:1", "ballot", 1)])
        await settle()
        assert wire.frames == []
        assert wire.taken == []

    run(story)
