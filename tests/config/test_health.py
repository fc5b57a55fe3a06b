"""`/healthz`, `/readyz`, the page of a database that is busy, and what a refusal leaves in the log."""

import logging
from datetime import timedelta
from pathlib import Path
from typing import Any, Never

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from config import health
from config.logs import RefusalsInOneLine
from notifications import jobs
from notifications.models import OutboxItem
from tests.responses import Response
from tests.servers import redis_server


@pytest.fixture
def running(db: None, settings: Settings) -> None:
    """A worker has just run the minute; no Redis is set."""
    settings.REDIS_URL = ""
    jobs.enqueue_minute(timezone.now())
    OutboxItem.objects.update(done_at=timezone.now())


def problems(answer: Response) -> Any:
    return answer.json()["problems"]


def test_a_living_process_says_so_without_a_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"ok": True, "problems": {}}
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Type"] == "application/json"


def test_a_probe_needs_no_log_in_no_host_name_and_no_https(client: Client, running: None, settings: Settings) -> None:
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["trinhky.example.vn"], True
    assert client.get("/readyz", headers={"host": "10.0.0.7:8001"}).status_code == 200
    assert client.get("/healthz", headers={"host": "10.0.0.7:8001"}).status_code == 200
    assert client.post("/readyz").status_code == 405


def test_ready_takes_few_queries(
    client: Client, running: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    health._leaves()
    with django_assert_max_num_queries(4):
        assert client.get("/readyz").json()["ok"]


def test_not_ready_without_a_database(client: Client, running: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def dead(*args: Any, **kwargs: Any) -> Never:
        raise OperationalError("connection refused: secret-host")

    with monkeypatch.context() as broken:
        broken.setattr(connection, "cursor", dead)
        answer, lives = client.get("/readyz"), client.get("/healthz")
    assert answer.status_code == 503
    assert "database" in problems(answer)
    assert "secret-host" not in answer.content.decode()
    assert lives.status_code == 200


def test_not_ready_before_its_migrations(client: Client, running: None) -> None:
    MigrationRecorder(connection).record_unapplied("notifications", dict(health._leaves())["notifications"])
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "migrate" in problems(answer)["migrations"]


def test_not_ready_when_no_worker_runs(client: Client, running: None) -> None:
    OutboxItem.objects.update(done_at=timezone.now() - timedelta(minutes=10))
    assert "600 seconds ago" in problems(client.get("/readyz"))["worker"]
    OutboxItem.objects.all().delete()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "no worker" in problems(answer)["worker"]


@pytest.mark.redis_server
def test_not_ready_without_redis_where_redis_is_set(
    client: Client, running: None, settings: Settings, tmp_path: Path
) -> None:
    with redis_server(tmp_path) as server:
        settings.REDIS_URL = server.url
        assert client.get("/readyz").status_code == 200
        server.kill()
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "redis" in problems(answer)


def test_a_database_that_gives_no_connection_in_time_is_a_503_with_a_sentence(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*args: Any, **kwargs: Any) -> Never:
        raise OperationalError("couldn't get a connection after 5.00 sec")

    client.raise_request_exception = False
    monkeypatch.setattr("django.contrib.auth.middleware.get_user", busy)
    answer = client.get("/khung/dem/")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "10"
    assert "Hãy thử lại sau ít giây" in answer.content.decode()


def test_another_fault_stays_a_500(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **kwargs: Any) -> Never:
        raise ValueError

    client.raise_request_exception = False
    monkeypatch.setattr("django.contrib.auth.middleware.get_user", broken)
    answer = client.get("/khung/dem/")
    assert answer.status_code == 500
    assert "Hệ thống gặp lỗi" in answer.content.decode()


@pytest.mark.parametrize(("fault", "lines"), [(PermissionDenied("không có quyền"), 1), (ValueError("lỗi"), 5)])
def test_a_refusal_is_one_line_in_the_log_and_a_fault_its_traceback(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch, fault: ValueError | PermissionDenied, lines: int
) -> None:
    def view(*args: Any, **kwargs: Any) -> Never:
        raise fault

    shown = []
    handler = logging.Handler()
    monkeypatch.setattr(handler, "emit", lambda record: shown.append(handler.format(record)))
    handler.addFilter(RefusalsInOneLine())
    logger = logging.getLogger("django.request")
    monkeypatch.setattr(logger, "handlers", [handler])
    monkeypatch.setattr(logger, "level", logging.WARNING)
    client.raise_request_exception = False
    monkeypatch.setattr("django.contrib.auth.middleware.get_user", view)
    client.get("/khung/dem/")
    (line,) = shown
    assert "/khung/dem/" in line
    assert len(line.splitlines()) >= lines
    assert ("Traceback" in line) is (lines > 1)


def test_the_console_has_that_filter(settings: Settings) -> None:
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["refusals"]
