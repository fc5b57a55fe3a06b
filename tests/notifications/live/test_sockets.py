"""`/ws/` as the server serves it: who may hear what, and a push from an act on another thread."""

import asyncio
import json

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction

from config.asgi import application
from documents.actions import grant_access
from documents.models import Access
from notifications.live import push, sockets
from notifications.live.hub import HUB
from notifications.live.topics import allowed
from orgs.models import RoleAssignment

from ..conftest import NOW, make_document


def cookie_of(user):
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key


def connection(session="", origin="http://localhost"):
    headers = [(b"host", b"localhost"), (b"origin", origin.encode())]
    if session:
        headers.append((b"cookie", f"sessionid={session}".encode()))
    return ApplicationCommunicator(
        application, {"type": "websocket", "path": "/ws/", "headers": headers, "query_string": b"", "subprotocols": []}
    )


async def opened(session, **asked):
    page = connection(session)
    await page.send_input({"type": "websocket.connect"})
    assert (await page.receive_output(5))["type"] == "websocket.accept"
    await page.send_input({"type": "websocket.receive", "text": json.dumps(asked)})
    return page


async def listening(topic):
    while topic not in HUB._by_topic:
        await asyncio.sleep(0.01)


async def leave(page):
    await page.send_input({"type": "websocket.disconnect", "code": 1000})
    await page.wait(5)


@pytest.fixture(autouse=True)
def _own_hub(settings):
    settings.REDIS_URL = ""
    yield
    HUB.loop = None
    sockets._started.clear()


def test_nobody_hears_anything_without_logging_in(db):
    async def story():
        page = connection()
        await page.send_input({"type": "websocket.connect"})
        assert (await page.receive_output(5))["type"] == "websocket.close"

    async_to_sync(story)()


def test_another_site_may_not_open_a_socket(db):
    async def story():
        page = connection(origin="https://elsewhere.example")
        await page.send_input({"type": "websocket.connect"})
        assert (await page.receive_output(5))["type"] == "websocket.close"

    async_to_sync(story)()


@pytest.mark.django_db(transaction=True)
def test_a_push_of_another_thread_reaches_the_page_after_the_commit(house):
    document = make_document(house, ["- UBND tỉnh;"])
    topic = f"document:{document.pk}"
    session = cookie_of(house.clerk)

    def act(fails):
        with transaction.atomic():
            push([topic], "ballot")
            if fails:
                transaction.set_rollback(True)

    async def story():
        page = await opened(session, subscribe=[topic])
        await asyncio.wait_for(listening(topic), 5)
        await sync_to_async(act)(True)
        await sync_to_async(act)(False)
        message = json.loads((await page.receive_output(5))["text"])
        assert (message["topic"], message["what"]) == (topic, "ballot")
        assert await page.receive_nothing(0.05)
        await leave(page)

    async_to_sync(story)()
    assert not HUB.sockets


@pytest.mark.django_db(transaction=True)
def test_a_page_drawn_before_a_change_hears_of_it_when_it_subscribes(house):
    document = make_document(house, ["- UBND tỉnh;"])
    topic = f"document:{document.pk}"
    session = cookie_of(house.clerk)

    async def story():
        page = await opened(session, subscribe=[topic], since=0)
        assert json.loads((await page.receive_output(5))["text"])["what"] == "missed"
        await leave(page)

    async_to_sync(story)()


@pytest.mark.django_db(transaction=True)
def test_nonsense_closes_the_socket(house):
    session = cookie_of(house.clerk)

    async def story():
        page = connection(session)
        await page.send_input({"type": "websocket.connect"})
        await page.receive_output(5)
        await page.send_input({"type": "websocket.receive", "text": "not json"})
        assert (await page.receive_output(5))["type"] == "websocket.close"
        await page.wait(5)

    async_to_sync(story)()


def test_topics_are_ones_own_documents_and_organisations(house):
    document = make_document(house, ["- UBND tỉnh;"])
    mine = {f"document:{document.pk}", f"user:{house.clerk.pk}", f"organisation:{house.tinh.pk}"}
    others = {
        f"user:{house.drafter.pk}",
        f"organisation:{house.centre.pk}",
        "document:999999",
        "document:x",
        "secret:1",
    }
    assert allowed(house.clerk.pk, mine | others) == mine
    assert allowed(house.outsider.pk, mine) == set()


def test_a_guessed_document_is_heard_only_once_access_is_given(house):
    document = make_document(house, ["- UBND tỉnh;"])
    topic = f"document:{document.pk}"
    assert allowed(house.outsider.pk, [topic]) == set()
    grant_access(document=document, why=Access.Why.SEAT, at=NOW, user=house.outsider)
    assert allowed(house.outsider.pk, [topic]) == {topic}


def test_topics_are_few_queries(house, django_assert_max_num_queries):
    topics = [f"document:{n}" for n in range(100)] + [f"organisation:{n}" for n in range(100)]
    allowed(house.clerk.pk, topics)
    with django_assert_max_num_queries(5):
        allowed(house.clerk.pk, topics)


def test_who_may_no_longer_log_in_hears_nothing(house):
    house.clerk.is_active = False
    house.clerk.save()
    assert allowed(house.clerk.pk, [f"user:{house.clerk.pk}"]) == set()


@pytest.mark.django_db(transaction=True)
def test_a_page_loses_its_topics_with_the_right(house):
    document = make_document(house, ["- UBND tỉnh;"])
    topic = f"document:{document.pk}"
    session = cookie_of(house.clerk)

    def take_right_away():
        RoleAssignment.objects.filter(user=house.clerk).delete()
        house.clerk.groups.clear()

    async def story():
        page = await opened(session, subscribe=[topic])
        await asyncio.wait_for(listening(topic), 5)
        await sync_to_async(take_right_away)()
        await sockets.recheck(next(iter(HUB.sockets)))
        assert topic not in HUB._by_topic
        await leave(page)

    async_to_sync(story)()
