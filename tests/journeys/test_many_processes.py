"""More than one machine in small: two web processes and a worker over PostgreSQL and Redis.

An act on one web process is heard on a page of the other; a worker that is killed loses nothing.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import signal
from collections.abc import Callable
from contextlib import closing
from types import SimpleNamespace
from typing import Any

import pytest
import websockets
from django.utils import timezone
from pytest_django import Settings
from websockets.typing import Origin

from audit.actor import SYSTEM, Actor
from documents.models import Document
from notifications import jobs
from notifications.actions import distribute, freeze_recipients, resolve_recipients
from notifications.models import OutboxItem
from orgs.models import User
from tests.journeys.processes import CSRF, Processes, alone, session_of, until
from tests.notifications import conftest
from tests.notifications.conftest import NOW, issue, make_document

house = conftest.house
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def cookie_of(user: User) -> str:
    return f"sessionid={session_of(user)}; csrftoken={CSRF}"


def post(port: int, path: str, cookie: str) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as client:
        client.request("POST", path, headers={"Cookie": cookie, "X-CSRFToken": CSRF, "Content-Length": "0"})
        return client.getresponse().status


def distributed(house: SimpleNamespace) -> Document:
    document = make_document(house, ["- Đoàn cấp xã (t/h);", "- Thường trực Tỉnh đoàn;"])
    by = Actor.of(house.clerk)
    resolve_recipients(actor=SYSTEM, document=document, at=NOW)
    freeze_recipients(actor=by, document=document, at=NOW)
    distribute(actor=by, document=issue(house, document), at=timezone.now())
    return document


async def heard(port: int, cookie: str, topic: str, act: Callable[[], object], what: str) -> dict[str, Any]:
    """Open a page's socket on one process, wait until it listens, act, and return the first message of that kind."""
    uri = f"ws://127.0.0.1:{port}/ws/"
    headers = {"Cookie": cookie}
    async with websockets.connect(uri, origin=Origin(f"http://127.0.0.1:{port}"), additional_headers=headers) as page:
        await page.send(json.dumps({"subscribe": [topic], "since": 0}))
        assert json.loads(await asyncio.wait_for(page.recv(), 60))["what"] == "missed"  # so it listens
        await asyncio.to_thread(alone, act)
        while True:
            message = json.loads(await asyncio.wait_for(page.recv(), 60))
            if message["what"] == what:
                return message


def test_an_act_on_one_process_is_heard_on_a_page_of_the_other(house: SimpleNamespace, processes: Processes) -> None:
    document = distributed(house)
    one, other = processes.web(), processes.web()
    delivery = document.deliveries.get(organisation=house.communes[0])
    clerks, receivers = cookie_of(house.clerk), cookie_of(house.receiver)
    path = f"/van-ban-nhan/buoc/{delivery.pk}/accepted/"
    message = asyncio.run(
        heard(other, clerks, f"document:{document.pk}", lambda: post(one, path, receivers), "receipts")
    )
    assert message["topic"] == f"document:{document.pk}"
    delivery.refresh_from_db()
    assert delivery.accepted_at


def test_a_new_document_reaches_the_page_of_its_addressee_on_any_process(
    house: SimpleNamespace, processes: Processes, settings: Settings
) -> None:
    port = processes.web()
    topic = f"user:{house.receiver.pk}"
    message = asyncio.run(heard(port, cookie_of(house.receiver), topic, lambda: distributed(house), "received"))
    assert message["topic"] == topic


def test_a_killed_worker_loses_nothing(house: SimpleNamespace, processes: Processes) -> None:
    first = processes.worker()
    document = distributed(house)
    until(lambda: OutboxItem.objects.filter(kind="letter").exists())
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    OutboxItem.objects.filter(done_at__isnull=True, leased_until__isnull=False).update(
        leased_until=timezone.now() - jobs.LEASE  # the time that a lease takes to end
    )
    processes.worker()
    processes.worker()
    until(lambda: not OutboxItem.objects.filter(done_at__isnull=True).exists())
    people = {user.email for user in (house.members[0], house.members[1])}
    written = "".join(file.read_text() for file in processes.letters.iterdir())
    assert all(f"To: {address}" in written for address in people)
    assert document.deliveries.filter(user__isnull=False).count() == len(people)
