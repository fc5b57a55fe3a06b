"""The servers that `benchmarks.sockets` compares: our hub, `websockets.broadcast`, channels' groups. One per process.

Each line on stdin says how many messages to send to everybody; the hub also understands "stall".
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from typing import Any

import django
import uvicorn
import uvloop
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.layers import get_channel_layer
from django.conf import settings
from websockets.asyncio.server import broadcast as send_all
from websockets.asyncio.server import serve as listen

from benchmarks.sockets import TEXT

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from notifications.live import sockets  # noqa: E402 - Django must be set up before this imports models
from notifications.live.hub import HUB  # noqa: E402


async def lines() -> Any:
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        yield line.decode().strip()


def serve(application: Any, port: int, ws: str = "auto") -> None:
    uvicorn.run(
        application,
        port=port,
        log_config=None,
        ws=ws,
        ws_per_message_deflate=False,
        ws_ping_interval=None,
        backlog=8192,
    )


async def fill() -> int:
    """Write more to the pages of a second topic than the system's buffers hold; how many pages the hub waits for."""
    for number in range(80):
        HUB.deliver([("document:2", f"{number:03d}" + "x" * 100_000, 1)])
    await asyncio.sleep(2)
    return sum(page._writer is not None for page in HUB.sockets)


def hub(port: int) -> None:
    sockets._heard = lambda socket, topics: set(topics)

    async def push() -> None:
        async for line in lines():
            if line == "stall":
                print(await fill(), flush=True)
                continue
            for number in range(int(line)):
                HUB.deliver([("document:1", f"w{number:03d}", 1_700_000_000_000_000)])
                await asyncio.sleep(0)

    async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await receive()
            sockets.start(asyncio.get_running_loop())
            application.task = asyncio.create_task(push())  # type: ignore[attr-defined]
            await send({"type": "lifespan.startup.complete"})
            await receive()
            return
        await sockets.socket_application({**scope, "user": type("U", (), {"pk": 1})()}, receive, send)

    serve(application, port, ws="notifications.live.protocol:LiveProtocol")


def broadcast(port: int) -> None:

    async def main() -> None:
        connections: set[Any] = set()

        async def handle(connection: Any) -> None:
            connections.add(connection)
            try:
                async for _ in connection:
                    pass
            finally:
                connections.discard(connection)

        async with listen(handle, "127.0.0.1", port, compression=None, ping_interval=None):
            async for line in lines():
                for number in range(int(line)):
                    send_all(connections, TEXT % number)
                    await asyncio.sleep(0)

    uvloop.run(main())  # as uvicorn does


def channels(port: int) -> None:

    redis = os.environ.get("BENCH_REDIS_URL", "redis://127.0.0.1:6379/8")
    settings.CHANNEL_LAYERS = {
        "default": {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [redis]}}
    }

    class Page(AsyncWebsocketConsumer):
        async def connect(self) -> None:
            await self.channel_layer.group_add("document.1", self.channel_name)
            await self.accept()

        async def look(self, event: dict[str, Any]) -> None:
            await self.send(text_data=event["text"])

    async def push() -> None:
        async for line in lines():
            for number in range(int(line)):
                await get_channel_layer().group_send("document.1", {"type": "look", "text": TEXT % number})

    page = Page.as_asgi()

    async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await receive()
            application.task = asyncio.create_task(push())  # type: ignore[attr-defined]
            await send({"type": "lifespan.startup.complete"})
            await receive()
            return
        await page(scope, receive, send)

    serve(application, port)


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    {"hub": hub, "broadcast": broadcast, "channels": channels}[sys.argv[1]](int(sys.argv[2]))
