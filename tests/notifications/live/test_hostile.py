"""What no page sends through its socket: it is closed or ignored, nothing is logged as a fault, and the others live on."""

import asyncio
import json
import random
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async

from notifications.live import push
from notifications.live.frames import MOST_LETTERS
from notifications.live.hub import HUB, MOST_TOPICS
from notifications.live.sockets import CLOSE_NONSENSE

from ..conftest import make_document
from .test_sockets import _own_hub, connection, cookie_of, leave, listening, opened

_ = _own_hub
pytestmark = pytest.mark.django_db(transaction=True)

CLOSED: list[dict[str, Any]] = [
    {"bytes": b"\x00\xff" * 100},
    {"bytes": b'{"subscribe": ["document:1"]}'},
    {},
    {"text": ""},
    {"text": "a" * 1_000_000},
    {"text": "[" * 10_000 + "]" * 10_000},
    {"text": '{"subscribe":' + "[" * 8_000 + "]" * 8_000 + "}"},
    {"text": '{"subscribe": ["a"], "since": 1e400}'},
    {"text": '{"subscribe": ["a"], "since": "1"}'},
    {"text": '{"subscribe": [1, null]}'},
    {"text": '{"subscribe": {"document:1": true}}'},
    {"text": '{"unsubscribe": "document:1"}'},
    {"text": json.dumps({"subscribe": [f"document:{number}" for number in range(10_000)]})},
    {"text": '"\ud800"'},
]
IGNORED = [
    "{}",
    '{"subscribe": null, "unsubscribe": []}',
    '{"since": -1}',
    '{"cursor": ' + "9" * 23 + "}",
    '{"subscribe": ["document:²", "document:-1", "document:'
    + "9" * 23
    + '", "document:1\\u0000", "\\ud800", "", ":"]}',
    '{"subscribe": ["user:1e400", "organisation:", "nothing:1", "document:1:2", "document: 1", "document:0001-01-01"]}',
    json.dumps({"subscribe": ["x" * (MOST_LETTERS - 20)]}),
    '{"unsubscribe": ["document:1", "document:1", "\\u0000"], "more": {"nested": [1e400, NaN]}}',
    '{"subscribe": ["document:1"], "subscribe": ["a"], "since": ' + "9" * 300 + "}",
]


@pytest.fixture
def watched(house: SimpleNamespace, caplog: pytest.LogCaptureFixture) -> Callable[..., None]:
    """A page that listens, beside those that misbehave; at the end it still hears, and no fault is in the log."""
    caplog.set_level("DEBUG")
    topic, session = f"document:{make_document(house, ['- UBND tỉnh;']).pk}", cookie_of(house.clerk)

    def run(misbehave: Callable[[str, str], Awaitable[None]]) -> None:
        async def story() -> None:
            other = await opened(session, subscribe=[topic])
            await asyncio.wait_for(listening(topic), 5)
            await misbehave(session, topic)
            await sync_to_async(push)([topic], "ballot")
            assert json.loads((await other.receive_output(5))["text"])["topic"] == topic
            await leave(other)

        async_to_sync(story)()
        assert not HUB.sockets
        assert not [record for record in caplog.records if record.exc_info or record.levelname in ("ERROR", "CRITICAL")]

    return run


def test_a_frame_that_no_page_sends_closes_only_its_own_socket(watched: Callable[..., None]) -> None:
    async def misbehave(session: str, topic: str) -> None:
        for frame in CLOSED:
            page = connection(session)
            await page.send_input({"type": "websocket.connect"})
            assert (await page.receive_output(5))["type"] == "websocket.accept"
            await page.send_input({"type": "websocket.receive", **frame})
            assert await page.receive_output(5) == {"type": "websocket.close", "code": CLOSE_NONSENSE}, str(frame)[:80]
            await page.wait(5)

    watched(misbehave)


def test_a_topic_that_does_not_exist_is_ignored_and_the_socket_serves_on(watched: Callable[..., None]) -> None:
    async def misbehave(session: str, topic: str) -> None:
        page = await opened(session)
        for frame in IGNORED:
            await page.send_input({"type": "websocket.receive", "text": frame})
        await page.send_input({"type": "websocket.receive", "text": json.dumps({"subscribe": [topic], "since": 0})})
        assert json.loads((await page.receive_output(30))["text"])["topic"] == topic
        await leave(page)

    watched(misbehave)


def test_ten_thousand_topics_in_small_frames_fill_no_socket(watched: Callable[..., None]) -> None:
    async def misbehave(session: str, topic: str) -> None:
        page = await opened(session)
        nobodys = 1_000_000_000  # no document of any test has such an id
        for first in range(nobodys, nobodys + 10_000, MOST_TOPICS):
            topics = [f"document:{number}" for number in range(first, first + MOST_TOPICS)]
            await page.send_input({"type": "websocket.receive", "text": json.dumps({"subscribe": topics})})
        await page.send_input({"type": "websocket.receive", "text": json.dumps({"subscribe": [topic], "since": 0})})
        assert json.loads((await page.receive_output(60))["text"])["topic"] == topic
        assert max(len(socket.topics) for socket in HUB.sockets) <= MOST_TOPICS
        await leave(page)

    watched(misbehave)


def test_rapid_coming_and_going_leaves_nothing_behind(watched: Callable[..., None]) -> None:
    async def misbehave(session: str, topic: str) -> None:
        pages, draw = [await opened(session) for _page in range(3)], random.Random(9)
        for _step in range(300):
            frame = {draw.choice(["subscribe", "unsubscribe"]): [topic] * draw.randint(1, 5)}
            await draw.choice(pages).send_input({"type": "websocket.receive", "text": json.dumps(frame)})
        for page in pages:
            await page.send_input({"type": "websocket.receive", "text": json.dumps({"unsubscribe": [topic]})})
        for page in pages:
            await leave(page)
        assert len(HUB._by_topic[topic]) == 1

    watched(misbehave)
