"""A form that is sent twice does its act once, gives back what came of it, and is another form when something else is sent."""

import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import RequestFactory

from audit.actor import Actor
from audit.models import JournalEntry, SentForm
from audit.sent_forms import forget_old, key_of, was_done
from documents import actions
from documents.models import Document
from tests.documents.conftest import NOW, PLAN, office  # noqa: F401 - fixture

TOKEN = "a-token-of-one-form"


def sent(content: dict[str, str] | None = None, files: Iterable[tuple[str, Any]] = (), token: str = TOKEN) -> str:
    request = RequestFactory().post("/x/", {"form_token": token, **(content or {}), **dict(files)})
    return key_of(request)


def by_form(office: SimpleNamespace, key: str = "k" * 64) -> Actor:  # noqa: F811
    return replace(office.drafter, form=key)


def bring_in(office: SimpleNamespace, actor: Actor) -> Document:  # noqa: F811
    return actions.import_draft(actor=actor, organisation=office.tinh, text=PLAN, at=NOW)


def test_the_second_sending_gives_back_what_came_of_the_first(office: SimpleNamespace) -> None:  # noqa: F811
    first, second = (bring_in(office, by_form(office)) for _ in range(2))
    assert first == second
    assert Document.objects.count() == 1
    assert JournalEntry.objects.filter(verb="documents.import").count() == 1
    assert was_done(office.drafter.user_id, "k" * 64)


def test_another_form_or_another_person_or_no_form_is_another_act(office: SimpleNamespace) -> None:  # noqa: F811
    for actor in (by_form(office), by_form(office, "l" * 64), office.drafter, office.drafter):
        bring_in(office, actor)
    assert Document.objects.count() == 4


def test_an_act_that_was_refused_may_be_sent_again(office: SimpleNamespace) -> None:  # noqa: F811
    document = bring_in(office, office.drafter)
    actor = replace(office.chief, form="k" * 64)
    for _ in range(2):
        with pytest.raises(ValidationError):
            actions.waive_finding(actor=actor, document=document, code="x", passage_sha256="", reason="", at=NOW)
    assert not SentForm.objects.exists()


def test_what_is_sent_makes_the_form(db: None) -> None:
    assert sent({"text": "một"}) == sent({"text": "một"}) != sent({"text": "hai"})
    assert sent({"text": "một"}) != sent({"text": "một"}, token="a-token-of-another-form")
    assert sent(token="short") == sent(token="") == ""

    def file(words: bytes) -> list[tuple[str, SimpleUploadedFile]]:
        return [("file", SimpleUploadedFile("a.txt", words))]

    assert sent(files=file(b"abc")) == sent(files=file(b"abc")) != sent(files=file(b"abd"))


def test_old_forms_are_forgotten(office: SimpleNamespace) -> None:  # noqa: F811
    bring_in(office, by_form(office))
    assert forget_old(NOW + timedelta(days=29)) == 0
    assert forget_old(NOW + timedelta(days=31)) == 1


@pytest.mark.django_db(transaction=True)
def test_sent_twice_at_once_it_makes_one_row(office: SimpleNamespace) -> None:  # noqa: F811
    together = threading.Barrier(2)

    def send() -> int:
        together.wait()
        try:
            return bring_in(office, by_form(office)).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        made = [pool.submit(send) for _ in range(2)]
        assert len({one.result() for one in made}) == 1
    assert Document.objects.count() == 1
