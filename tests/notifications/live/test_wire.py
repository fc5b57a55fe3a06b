"""Between the processes: a Redis that is restarted, or falls silent, leaves no page stale."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from notifications.live import publishing, wire
from notifications.live.hub import HUB, Socket
from tests.servers import RedisServer, redis_server

pytestmark = pytest.mark.redis_server
TOPIC = "document:1"


class Page:
    """A page of this process; `heard` is what its socket was told."""

    def __init__(self) -> None:
        self.heard: asyncio.Queue[str] = asyncio.Queue()
        self.socket = Socket(self.take, user_id=1, session="one")
        HUB.add(self.socket)
        HUB.listen(self.socket, [TOPIC])

    async def take(self, message: dict[str, Any]) -> None:
        await self.heard.put(json.loads(message["text"])["what"])

    async def hears(self, what: str) -> None:
        while await asyncio.wait_for(self.heard.get(), 30) != what:
            pass


@pytest.fixture
def redis(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[RedisServer]:
    monkeypatch.setattr(wire, "PAUSE", 0.05)
    with redis_server(tmp_path) as server:
        settings.REDIS_URL = server.url
        yield server


def run(story: Callable[[Page], Awaitable[None]]) -> None:
    async def whole() -> None:
        HUB.start(asyncio.get_running_loop())
        listening = asyncio.create_task(wire.listen())
        page = Page()
        try:
            await page.hears("missed")  # so the subscription stands
            await story(page)
        finally:
            listening.cancel()
            HUB.remove(page.socket)
            HUB.loop = None

    asyncio.run(whole())


def test_a_restart_of_redis_makes_every_page_look_again_and_hear_again(
    redis: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    async def story(page: Page) -> None:
        await asyncio.to_thread(redis.kill)
        publishing._publish([TOPIC], "ballot")  # reaches nobody
        await asyncio.to_thread(redis.start)
        await page.hears("missed")
        publishing._publish([TOPIC], "receipts")
        await page.hears("receipts")
        assert HUB.hears_others

    with caplog.at_level(logging.WARNING):
        run(story)
    assert "every page looks again" in caplog.text


def test_a_connection_that_redis_ends_is_noticed_though_redis_lives(redis: RedisServer) -> None:
    async def story(page: Page) -> None:
        wire._publisher(redis.url).client_kill_filter(_type="pubsub")
        await page.hears("missed")

    run(story)


def test_a_redis_that_is_silent_is_noticed(redis: RedisServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "SILENCE", 0.1)
    monkeypatch.setattr(wire, "PATIENCE", 0.5)

    async def story(page: Page) -> None:
        redis.freeze()
        while HUB.hears_others:
            await asyncio.sleep(0.05)
        await asyncio.to_thread(redis.kill)
        await asyncio.to_thread(redis.start)
        await page.hears("missed")

    run(story)


def test_a_quiet_redis_is_asked_and_believed(redis: RedisServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "SILENCE", 0.01)

    async def story(page: Page) -> None:
        await asyncio.sleep(0.3)
        assert HUB.hears_others
        assert page.heard.empty()

    run(story)


def test_a_push_that_failed_is_logged(redis: RedisServer, caplog: pytest.LogCaptureFixture) -> None:
    redis.kill()
    with caplog.at_level(logging.ERROR):
        publishing._publish([TOPIC], "ballot")
        wire._speaker.submit(int).result(30)  # so what was said before has been tried
    assert f"push of ballot to {TOPIC} failed" in caplog.text
