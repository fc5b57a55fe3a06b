"""`/healthz`: this process lives. `/readyz`: it can work, or 503 and what is wrong.

Asked by machines, so before anything else: no log-in, host name, HTTPS or session is needed. Cheap: `/healthz` asks
nothing, `/readyz` three questions of the database and one of Redis. Neither says more than what anybody may know.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from redis.exceptions import RedisError

from notifications.jobs import last_minute
from notifications.live import wire
from notifications.live.hub import HUB

logger = logging.getLogger(__name__)
PATHS = ("/healthz", "/readyz")
#: A worker runs the minute's jobs each minute; so old is the last run when something is wrong.
OLDEST_TICK = 180  # seconds


def answer_health(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer the two addresses; hand on everything else."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.path not in PATHS:
            return get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
        wrong = problems() if request.path == "/readyz" else {}
        return JsonResponse(
            {"ok": not wrong, "problems": wrong},
            status=503 if wrong else 200,
            headers={"Cache-Control": "no-store"},
            json_dumps_params={"ensure_ascii": False},
        )

    return answer


def problems() -> dict[str, str]:
    """Return what keeps this process from working, by part; empty if nothing does."""
    wrong = {}
    try:
        if unapplied := _unapplied():
            wrong["migrations"] = f"{unapplied} migrations are not applied: run manage.py migrate"
        elif late := _worker_is_late():
            wrong["worker"] = late
    except Error as problem:
        logger.warning("/readyz: the database does not answer: %s", problem)
        wrong["database"] = "the database does not answer"
    if settings.REDIS_URL and (silent := _redis_is_silent()):
        wrong["redis"] = silent
    return wrong


def _unapplied() -> int:
    applied = MigrationRecorder(connection).applied_migrations()
    return sum(leaf not in applied for leaf in _leaves())


@cache
def _leaves() -> list[tuple[str, str]]:
    """Return the last migration of each app, as they lie on the disk of this version."""
    leaves: list[tuple[str, str]] = MigrationLoader(None).graph.leaf_nodes()
    return leaves


def _worker_is_late() -> str:
    last = last_minute(timezone.now())
    if last is None:
        return "no worker has run the minute's jobs within the hour"
    age = int((timezone.now() - last).total_seconds())
    return f"the minute's jobs last ran {age} seconds ago" if age > OLDEST_TICK else ""


def _redis_is_silent() -> str:
    try:
        wire.ask()
    except RedisError as problem:
        logger.warning("/readyz: Redis does not answer: %s", problem)
        return "Redis does not answer: pages are not live"
    if HUB.loop is not None and HUB.loop.is_running() and not HUB.hears_others:
        return "this process hears no live messages"
    return ""
