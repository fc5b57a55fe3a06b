"""Commits on SQLite: in line for the lock, on the disk before anybody is told, one sync for all who wait."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from database.sqlite.base import LogSync

pytestmark = pytest.mark.sqlite


def write(key: str) -> None:
    Session.objects.create(session_key=key, session_data="", expire_date=timezone.now())


def level() -> int:
    """SQLite's `synchronous`: 1 is NORMAL, 2 is FULL."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        return cursor.fetchone()[0]


@pytest.fixture
def at_sync(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], None]]:
    """Call what the test gives at each sync of a log."""
    seen: list[Callable[[], None]] = []
    monkeypatch.setattr(os, "fsync", lambda fd: [look() for look in seen])
    return seen


@pytest.mark.django_db(transaction=True)
def test_commit_is_on_the_disk_before_it_is_told(at_sync: list[Callable[[], None]]) -> None:
    order: list[str] = []
    at_sync.append(lambda: order.append("synced"))
    with transaction.atomic():
        write("one")
        transaction.on_commit(lambda: order.append("told"))
        assert order == []
    assert order == ["synced", "told"]


@pytest.mark.django_db(transaction=True)
def test_another_writer_commits_while_the_first_waits_for_the_disk(at_sync: list[Callable[[], None]]) -> None:
    """The write lock is not held over the sync: a second transaction runs to its end inside the first one's."""
    held: list[bool] = []

    def commit_and_close() -> None:
        commit_alone("beside")
        connection.close()

    def write_beside() -> None:
        if not held:
            held.append(True)
            other = threading.Thread(target=commit_and_close)
            other.start()
            while not Session.objects.filter(pk="beside").exists():
                assert other.is_alive(), "the other writer ended without a row"

    at_sync.append(write_beside)
    commit_alone("first")
    assert Session.objects.filter(pk__in=["first", "beside"]).count() == 2


def commit_alone(key: str) -> None:
    with transaction.atomic():
        write(key)


@pytest.mark.django_db(transaction=True)
def test_statements_outside_a_transaction_are_synced_by_sqlite() -> None:
    assert level() == 2
    with transaction.atomic():
        assert level() == 1
    assert level() == 2
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        1 / 0  # noqa: B018 - leaves the transaction by a rollback
    assert level() == 2


@pytest.mark.django_db(transaction=True)
def test_commit_that_the_disk_refused_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(fd: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OperationalError, match="could not be brought to the disk"):
        commit_alone("lost?")
    monkeypatch.undo()
    commit_alone("next")  # and the lock is free


def test_commits_that_come_while_a_sync_runs_share_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "log"
    log.touch()
    sync, syncs = LogSync(str(log)), []
    begun, go_on = threading.Event(), threading.Event()

    def slow(fd: int) -> None:
        syncs.append(fd)
        begun.set()
        assert go_on.wait(30)

    monkeypatch.setattr(os, "fsync", slow)
    first = threading.Thread(target=sync.wait)
    first.start()
    assert begun.wait(30)
    others = [threading.Thread(target=sync.wait) for _ in range(20)]
    for other in others:
        other.start()
    while sync._asked < 21:  # all have asked
        pass
    go_on.set()
    for thread in (first, *others):
        thread.join(30)
    assert len(syncs) == 2


def test_log_that_sqlite_took_away_needs_no_sync(tmp_path: Path) -> None:
    LogSync(str(tmp_path / "gone")).wait()
