"""The web process takes so many requests at once, and no more database connections than that."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from config import asgi
from config.asgi import in_line

LAST = {"type": "http.request", "body": b"", "more_body": False}


def coming(*messages: dict[str, object]) -> Callable[[], Awaitable[dict[str, object]]]:
    """A `receive` that gives these, then nothing more."""
    waiting = list(messages)

    async def receive() -> Any:
        return waiting.pop(0) if waiting else await asyncio.Event().wait()

    return receive


def test_requests_beyond_the_most_wait_in_line_and_are_all_served() -> None:
    running, most, served = 0, 0, []

    async def page(
        scope: dict[str, Any],
        receive: Callable[[], Awaitable[dict[str, Any]]],
        send: Callable[[dict[str, Any]], Awaitable[None]],
    ) -> None:
        nonlocal running, most
        await receive()
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1
        served.append(scope["n"])

    async def story() -> None:
        line = in_line(page, 3)
        await asyncio.gather(*(line({"n": n, "path": "/"}, coming(LAST), None) for n in range(20)))

    asyncio.run(story())
    assert most == 3
    assert sorted(served) == list(range(20))


def test_request_that_is_sent_slowly_keeps_nobody_waiting() -> None:
    served = []

    async def page(
        scope: dict[str, Any],
        receive: Callable[[], Awaitable[dict[str, Any]]],
        send: Callable[[dict[str, Any]], Awaitable[None]],
    ) -> None:
        while (await receive())["more_body"]:
            pass
        served.append(scope["path"])

    async def story() -> None:
        line: Any = in_line(page, 1)
        begun = {"type": "http.request", "body": b"name=", "more_body": True}
        slow = [asyncio.create_task(line({"path": f"/{n}"}, coming(begun), None)) for n in range(3)]
        await asyncio.sleep(0)
        await asyncio.wait_for(line({"path": "/quick"}, coming(LAST), None), 10)
        for task in slow:
            task.cancel()

    asyncio.run(story())
    assert served == ["/quick"]


def test_request_without_an_end_is_refused_before_it_fills_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asgi, "MOST_SENT", 10)
    read, sent = [], []

    async def page(
        scope: dict[str, Any],
        receive: Callable[[], Awaitable[dict[str, Any]]],
        send: Callable[[dict[str, Any]], Awaitable[None]],
    ) -> None:
        while (message := await receive())["type"] == "http.request":
            read.append(message["body"])

    async def send(message: Any) -> None:
        sent.append(message)

    more = {"type": "http.request", "body": b"12345678", "more_body": True}
    line: Any = in_line(page, 1)
    asyncio.run(line({"path": "/"}, coming(more, more, more), send))
    assert read == [b"12345678"]
    assert sent[0]["status"] == 413
