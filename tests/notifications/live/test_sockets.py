"""`/ws/` as the server serves it: who may hear what, and a push from an act on another thread."""

import asyncio
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from config.asgi import application
from documents.actions import grant_access
from documents.models import Access
from notifications.live import push, sockets
from notifications.live.hub import HUB
from notifications.live.topics import allowed, logged_in
from orgs.models import RoleAssignment, User

from ..conftest import NOW, make_document


def cookie_of(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key


def connection(session: str = "", origin: str = "http://localhost") -> ApplicationCommunicator:
    headers = [(b"host", b"localhost"), (b"origin", origin.encode())]
    if session:
        headers.append((b"cookie", f"sessionid={session}".encode()))
    return ApplicationCommunicator(
        application, {"type": "websocket", "path": "/ws/", "headers": headers, "query_string": b"", "subprotocols": []}
    )


async def opened(session: str, **asked: Any) -> ApplicationCommunicator:
    page = connection(session)
    await page.send_input({"type": "websocket.connect"})
    assert (await page.receive_output(5))["type"] == "websocket.accept"
    await page.send_input({"type": "websocket.receive", "text": json.dumps(asked)})
    return page


async def listening(topic: str, by: int = 1) -> None:
    while len(HUB._by_topic.get(topic, ())) < by:
        await asyncio.sleep(0.01)


async def leave(page: ApplicationCommunicator) -> None:
    await page.send_input({"type": "websocket.disconnect", "code": 1000})
    await page.wait(5)


@pytest.fixture(autouse=True)
def _own_hub(settings: Settings) -> Iterator[None]:
    settings.REDIS_URL = ""
    yield
    HUB.loop = None
    sockets._started.clear()


def test_nobody_hears_anything_without_logging_in(db: None) -> None:
    async def story() -> None:
        page = connection()
        await page.send_input({"type": "websocket.connect"})
        assert (await page.receive_output(5))["type"] == "websocket.close"

    async_to_sync(story)()


def test_another_site_may_not_open_a_socket(db: None) -> None:
    async def story() -> None:
        page = connection(origin="https://elsewhere.example")
        await page.send_input({"type": "websocket.connect"})
        assert (await page.receive_output(5))["type"] == "websocket.close"

    async_to_sync(story)()


@pytest.mark.django_db(transaction=True)
def test_a_push_of_another_thread_reaches_the_page_after_the_commit(house: SimpleNamespace) -> None:
    document = make_document(house, ["- UBND tỉnh;"])
    topic = f"document:{document.pk}"
    session = cookie_of(house.clerk)

    def act(fails: bool) -> None:
        with transaction.atomic():
            push([topic], "ballot")
            if fails:
                transaction.set_rollback(True)

    async def story() -> None:
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
def test_a_page_drawn_before_a_change_hears_of_it_when_it_subscribes(house: SimpleNamespace) -> None:
    document = make_document(house, ["- UBND tỉnh;"])
    topic = f"document:{document.pk}"
    session = cookie_of(house.clerk)

    async def story() -> None:
        page = await opened(session, subscribe=[topic], since=0)
        assert json.loads((await page.receive_output(5))["text"])["what"] == "missed"
        await leave(page)

    async_to_sync(story)()


@pytest.mark.django_db(transaction=True)
def test_nonsense_closes_the_socket(house: SimpleNamespace) -> None:
    session = cookie_of(house.clerk)

    async def story() -> None:
        page = connection(session)
        await page.send_input({"type": "websocket.connect"})
        await page.receive_output(5)
        await page.send_input({"type": "websocket.receive", "text": "not json"})
        assert (await page.receive_output(5))["type"] == "websocket.close"
        await page.wait(5)

    async_to_sync(story)()


def test_topics_are_ones_own_documents_and_organisations(house: SimpleNamespace) -> None:
    document = make_document(house, ["- UBND tỉnh;"])
    mine = {f"document:{document.pk}", f"user:{house.clerk.pk}", f"organisation:{house.tinh.pk}"}
    others = {
        f"user:{house.drafter.pk}",
        f"organisation:{house.centre.pk}",
        "document:999999",
        "document:x",
        "secret:1",
    }
    assert allowed(house.clerk, mine | others) == mine
    assert allowed(house.outsider, mine) == set()


def test_a_guessed_document_is_heard_only_once_access_is_given(house: SimpleNamespace) -> None:
    document = make_document(house, ["- UBND tỉnh;"])
    topic = f"document:{document.pk}"
    assert allowed(house.outsider, [topic]) == set()
    grant_access(document=document, why=Access.Why.SEAT, at=NOW, user=house.outsider)
    assert allowed(house.outsider, [topic]) == {topic}


def test_topics_are_few_queries(house: SimpleNamespace, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    topics = [f"document:{n}" for n in range(100)] + [f"organisation:{n}" for n in range(100)]
    allowed(house.clerk, topics)
    with django_assert_max_num_queries(4):
        allowed(house.clerk, topics)


def test_who_may_no_longer_log_in_is_not_logged_in(house: SimpleNamespace) -> None:
    session = cookie_of(house.clerk)
    assert logged_in(house.clerk.pk, session) == house.clerk
    assert logged_in(house.drafter.pk, session) is None
    house.clerk.is_active = False
    house.clerk.save()
    assert logged_in(house.clerk.pk, session) is None


def test_a_session_that_expired_is_no_log_in(house: SimpleNamespace) -> None:
    session = cookie_of(house.clerk)
    Session.objects.filter(pk=session).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert logged_in(house.clerk.pk, session) is None


def log_out(client: Client, user: User, session: str) -> None:
    client.post(reverse("orgs:logout"))


def change_the_password_elsewhere(client: Client, user: User, session: str) -> None:
    user.set_password("Tu-dinh-huong-2027")
    user.save()


def switch_the_account_off(client: Client, user: User, session: str) -> None:
    user.is_active = False
    user.save()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ending", [log_out, change_the_password_elsewhere, switch_the_account_off])
def test_a_socket_ends_at_once_with_its_log_in(
    house: SimpleNamespace, client: Client, ending: Callable[..., Any]
) -> None:
    user = User.objects.get(pk=house.clerk.pk)
    client.force_login(user)
    session = client.session.session_key

    async def story() -> None:
        page = await opened(session, subscribe=[f"user:{user.pk}"])
        await asyncio.wait_for(listening(f"user:{user.pk}"), 5)
        await sync_to_async(ending)(client, user, session)
        message = await page.receive_output(5)
        assert message == {"type": "websocket.close", "code": 4401}
        assert not HUB.sockets
        await page.wait(5)

    async_to_sync(story)()


@pytest.mark.django_db(transaction=True)
def test_the_other_log_ins_of_a_person_go_on(house: SimpleNamespace, client: Client) -> None:
    user = User.objects.get(pk=house.clerk.pk)
    client.force_login(user)
    elsewhere, topic = cookie_of(user), f"user:{user.pk}"

    async def story() -> None:
        ended = await opened(client.session.session_key, subscribe=[topic])
        kept = await opened(elsewhere, subscribe=[topic])
        await asyncio.wait_for(listening(topic, by=2), 5)
        await sync_to_async(log_out)(client, user, "")
        assert (await ended.receive_output(5))["type"] == "websocket.close"
        await sync_to_async(push)([topic], "notices")
        assert json.loads((await kept.receive_output(5))["text"])["what"] == "notices"
        await leave(kept)

    async_to_sync(story)()


@pytest.mark.django_db(transaction=True)
def test_a_log_in_that_ended_unnoticed_ends_the_socket_at_the_next_look(house: SimpleNamespace) -> None:
    session, topic = cookie_of(house.clerk), f"user:{house.clerk.pk}"

    async def story() -> None:
        page = await opened(session, subscribe=[topic])
        await asyncio.wait_for(listening(topic), 5)
        await Session.objects.filter(pk=session).aupdate(expire_date=timezone.now() - timedelta(seconds=1))
        await sockets.recheck(next(iter(HUB.sockets)))
        assert (await page.receive_output(5))["code"] == 4401
        await page.wait(5)

    async_to_sync(story)()


@pytest.mark.django_db(transaction=True)
def test_a_page_that_asks_for_more_after_its_log_in_ended_is_closed(house: SimpleNamespace) -> None:
    session = cookie_of(house.clerk)

    async def story() -> None:
        page = connection(session)
        await page.send_input({"type": "websocket.connect"})
        await page.receive_output(5)
        await Session.objects.filter(pk=session).aupdate(expire_date=timezone.now() - timedelta(seconds=1))
        await page.send_input({"type": "websocket.receive", "text": json.dumps({"subscribe": ["user:1"]})})
        assert (await page.receive_output(5))["code"] == 4401
        await page.wait(5)

    async_to_sync(story)()


@pytest.mark.django_db(transaction=True)
def test_a_page_loses_its_topics_with_the_right(house: SimpleNamespace) -> None:
    document = make_document(house, ["- UBND tỉnh;"])
    topic = f"document:{document.pk}"
    session = cookie_of(house.clerk)

    def take_right_away() -> None:
        RoleAssignment.objects.filter(user=house.clerk).delete()
        house.clerk.groups.clear()

    async def story() -> None:
        page = await opened(session, subscribe=[topic])
        await asyncio.wait_for(listening(topic), 5)
        await sync_to_async(take_right_away)()
        await sockets.recheck(next(iter(HUB.sockets)))
        assert topic not in HUB._by_topic
        await leave(page)

    async_to_sync(story)()
