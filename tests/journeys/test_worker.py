"""Real workers, a mail server that accepts and is silent, SIGTERM and SIGKILL: nothing stops and nothing is lost."""

from __future__ import annotations

import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from django.db.models import QuerySet
from django.utils import timezone
from pytest_django import Settings

from notifications import jobs
from notifications.models import OutboxItem
from tests.journeys.processes import Processes
from tests.journeys.test_many_processes import distributed
from tests.notifications import conftest
from tests.servers import until

house = conftest.house
pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def silent_mail_server() -> Iterator[tuple[Any, Callable[[], None]]]:
    """Takes connections and never says a word; `reached()` waits until somebody is there."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(60)
        guests = []
        yield server.getsockname()[1], lambda: guests.append(server.accept()[0])
        for guest in guests:
            guest.close()


def letters() -> QuerySet[OutboxItem]:
    return OutboxItem.objects.filter(kind="letter").order_by("pk")


def test_a_silent_mail_server_holds_no_deadline_up_and_a_worker_ends_after_the_letter_at_hand(
    house: SimpleNamespace, processes: Processes
) -> None:
    distributed(house)
    with silent_mail_server() as (port, reached):
        processes.environment |= {"EMAIL_URL": f"smtp://127.0.0.1:{port}", "EMAIL_TIMEOUT": "600"}
        worker = processes.worker()
        reached()  # the worker is at a letter, and stays there
        until(lambda: OutboxItem.objects.filter(kind="minute", done_at__isnull=False).exists())
        until(lambda: OutboxItem.objects.filter(kind="nightly", done_at__isnull=False).exists())
        assert letters().filter(leased_until__isnull=False).count() == 1
        worker.send_signal(signal.SIGTERM)
        with pytest.raises(subprocess.TimeoutExpired):
            worker.wait(0.5)  # it is still at the letter
    assert worker.wait(60) == 0
    tried = letters().get(attempts=1)
    assert "SMTPServerDisconnected" in tried.last_error
    assert tried.leased_until is None
    assert letters().filter(attempts=0).count() == 1  # the next one was not begun


def test_a_silent_mail_server_is_given_up_after_the_time_out(house: SimpleNamespace, settings: Settings) -> None:
    distributed(house)
    jobs.run_due(timezone.now(), limit=1)  # one item for each letter
    with silent_mail_server() as (port, _):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 0.2
        jobs.run_due(timezone.now(), limit=1)
    assert "timed out" in letters().get(attempts=1).last_error


def test_a_worker_killed_in_a_letter_leaves_one_lease_and_loses_nothing(
    house: SimpleNamespace, processes: Processes
) -> None:
    distributed(house)
    with silent_mail_server() as (port, reached):
        processes.environment |= {"EMAIL_URL": f"smtp://127.0.0.1:{port}", "EMAIL_TIMEOUT": "600"}
        worker = processes.worker()
        reached()
        until(lambda: OutboxItem.objects.filter(kind="nightly", done_at__isnull=False).exists())
        worker.kill()
        worker.wait()
    assert letters().get(leased_until__isnull=False).attempts == 1
    letters().update(leased_until=timezone.now() - jobs.LEASE)  # the time that the lease takes to end
    processes.environment["EMAIL_URL"] = f"filemail:///{processes.letters}"
    processes.worker()
    until(lambda: not letters().filter(done_at__isnull=True).exists())
    written = "".join(file.read_text() for file in processes.letters.iterdir())
    assert written.count("Message-ID: <letter.") == letters().count() == 2
