"""The web process: pages, sockets, and (embedded) the worker."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from functools import partial
from typing import Any, cast

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
pages = get_asgi_application()

from channels.auth import AuthMiddlewareStack  # noqa: E402 - Django must be set up before these import models
from channels.routing import ProtocolTypeRouter  # noqa: E402
from channels.security.websocket import AllowedHostsOriginValidator  # noqa: E402
from django.conf import settings  # noqa: E402

from config import health  # noqa: E402
from notifications.live import sockets  # noqa: E402
from notifications.worker import Worker  # noqa: E402
from web.asgi import Application, Receive, Send  # noqa: E402


async def lifespan(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Take the loop for pushes from other threads; run the worker beside the pages where the settings say so."""
    worker = Worker() if settings.EMBEDDED_WORKER else None
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            gc.freeze()  # a full collection of what Django loaded stops everybody for 0.1 s
            sockets.start(asyncio.get_running_loop())
            if worker is not None:
                worker.start()
            await send({"type": "lifespan.startup.complete"})
        else:
            sockets.stop(asyncio.get_running_loop())
            if worker is not None:
                await asyncio.to_thread(worker.stop)
            await send({"type": "lifespan.shutdown.complete"})
            return


#: More than any form may send: two files of 20 MB, which are refused with a sentence, and what is typed beside them.
MOST_SENT = 48 * 1024 * 1024  # bytes


def in_line(application: Application, most: int) -> Application:
    """At most so many requests at once, each with its thread and its database connection; the others wait their turn.

    A request takes its place once all of it is here, so that one that is sent slowly keeps nobody waiting. Who asks whether
    the process lives is answered at once.
    """
    lines: dict[asyncio.AbstractEventLoop, asyncio.Semaphore] = {}

    async def serve(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["path"] in health.PATHS:
            await application(scope, receive, send)
            return
        line = lines.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(most))
        async with AsyncExitStack() as place:
            await application(scope, _all_of_it(receive, send, partial(place.enter_async_context, line)), send)

    return serve


def _all_of_it(receive: Receive, send: Send, then: Callable[[], Awaitable[object]]) -> Receive:
    """`receive`, which waits for `then` when it has the last of the request; one of more than MOST_SENT gets 413 and no more."""
    size, here = 0, False

    async def receive_part() -> dict[str, Any]:
        nonlocal size, here
        message: dict[str, Any] = await receive()
        if here or message["type"] != "http.request":
            return message
        size += len(message.get("body", b""))
        if size > MOST_SENT:
            await send({"type": "http.response.start", "status": 413, "headers": [(b"content-length", b"0")]})
            await send({"type": "http.response.body"})
            return {"type": "http.disconnect"}
        if not message.get("more_body", False):
            here = True
            await then()
        return message

    return receive_part


application = ProtocolTypeRouter(
    {
        "http": in_line(cast(Application, pages), settings.REQUESTS_AT_ONCE),
        "websocket": AllowedHostsOriginValidator(AuthMiddlewareStack(sockets.socket_application)),
        "lifespan": lifespan,
    }
)
