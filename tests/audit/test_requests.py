"""What a view does with a person's act: as whom, when, once, and what is said of it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Never

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import timezone

from audit.actions import act
from audit.actor import Actor
from audit.models import SentForm
from audit.requests import FORM_INVALID, Performed, actor_of, perform_action
from orgs.models import User
from tests.audit.conftest import rename

TOKEN = "a-token-of-one-form"


class NameForm(forms.Form):
    name = forms.CharField(label="Tên", max_length=5)


@pytest.fixture
def request_of(rf: RequestFactory, an: User) -> Callable[..., HttpRequest]:
    def build(**content: Any) -> HttpRequest:
        request: Any = rf.post("/x/", content, REMOTE_ADDR="10.0.0.7")
        request.user = an
        request._messages = Kept()
        return request

    return build


class Kept(list[Any]):
    """Where Django's messages go, as the session would keep them."""

    def add(self, level: int, message: Any, extra_tags: str = "") -> None:
        self.append((level, message))


def refuse(*, actor: Actor, at: datetime, **given: Any) -> Never:
    raise ValidationError("Một.", code="late")


def levels_and_words(request: HttpRequest) -> list[tuple[int, str]]:
    said: Any = get_messages(request)
    return [(level, str(words)) for level, words in said]


def test_the_person_of_the_request_acts_now_from_where_they_are(
    request_of: Callable[..., HttpRequest], an: User
) -> None:
    seen = {}
    outcome = perform_action(request_of(), lambda **given: seen.update(given) or "done", text="x")
    actor, at = seen["actor"], seen["at"]
    assert (actor.user, actor.origin, actor.form) == (an, "10.0.0.7", "")
    assert timezone.now() - at < timedelta(minutes=1)
    assert seen["text"] == "x"
    assert outcome == Performed(result="done")


def test_somebody_may_act_for_another(request_of: Callable[..., HttpRequest], an: User) -> None:
    boss = User.objects.create(username="boss", full_name="Sếp", email="boss@lamgiang.example")
    request = request_of()
    actor = actor_of(request, on_behalf_of=boss, delegation_id=3)
    assert perform_action(request, lambda *, actor, at: actor, actor=actor).result == actor
    assert (actor.user, actor.principal, actor.delegation_id) == (an, boss, 3)


def test_a_refusal_comes_back_with_its_code_and_its_sentences(request_of: Callable[..., HttpRequest]) -> None:
    outcome = perform_action(request_of(), refuse)
    assert (outcome.result, outcome.code, outcome.why) == (None, "late", "Một.")
    several: Performed[None] = Performed(refusal=ValidationError(["Một.", "Hai."]))
    assert (several.code, several.why) == ("", "Một. Hai.")
    assert (Performed().code, Performed().why) == ("", "")


def test_who_may_not_is_answered_by_django(request_of: Callable[..., HttpRequest]) -> None:
    def forbid(**given: Any) -> Never:
        raise PermissionDenied("không")

    with pytest.raises(PermissionDenied):
        perform_action(request_of(), forbid)


def test_what_the_form_says_is_given_to_the_action(request_of: Callable[..., HttpRequest]) -> None:
    request = request_of(name="Bình")
    assert perform_action(request, lambda **given: given["name"], form=NameForm(request.POST)).result == "Bình"


def test_an_invalid_form_is_not_performed_and_its_faults_are_named(request_of: Callable[..., HttpRequest]) -> None:
    request = request_of(name="quá dài rồi")
    outcome = perform_action(request, lambda **_: pytest.fail("performed"), form=NameForm(request.POST))
    assert outcome.code == FORM_INVALID
    assert outcome.why.startswith("Tên: ")
    outcome.tell(request, "Đã ghi.")
    assert levels_and_words(request) == [(40, outcome.why)]


def test_the_next_page_says_what_was_done_or_why_not(request_of: Callable[..., HttpRequest]) -> None:
    request = request_of()
    Performed().tell(request, "Đã ghi.")
    refusal: Performed[None] = Performed(refusal=ValidationError("Muộn rồi."))
    refusal.tell(request, "Đã ghi.")
    refusal.tell(request, "Đã ghi.", refused="{why}")
    assert levels_and_words(request) == [(25, "Đã ghi."), (40, "Chưa ghi nhận. Muộn rồi."), (40, "Muộn rồi.")]


def test_a_form_that_is_sent_again_gives_the_row_of_the_first_time(
    request_of: Callable[..., HttpRequest], an: User
) -> None:
    @act
    def create(*, actor: Actor, at: datetime) -> User:
        return User.objects.create(username="moi", full_name="Mới", email="moi@lamgiang.example")

    first, second = (perform_action(request_of(form_token=TOKEN), create) for _ in range(2))
    assert first == second
    assert User.objects.filter(username="moi").count() == 1


def test_a_form_that_is_sent_again_is_not_performed_even_as_another_act(
    request_of: Callable[..., HttpRequest], an: User
) -> None:
    given: dict[str, Any] = {"user": an, "name": "Một"}
    assert perform_action(request_of(form_token=TOKEN), rename, **given) == Performed()
    assert perform_action(request_of(form_token=TOKEN), refuse) == Performed()
    assert SentForm.objects.count() == 1


def test_an_act_without_its_form_is_performed_each_time(request_of: Callable[..., HttpRequest], an: User) -> None:
    calls = []
    for _ in range(2):
        perform_action(request_of(form_token=TOKEN), lambda **_: calls.append(1), actor=Actor.of(an))
    assert len(calls) == 2
