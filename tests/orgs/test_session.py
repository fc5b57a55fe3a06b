"""Coming in: password, lock-out, the one door, how long a log-in lasts, the demo's one-click door, languages."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django import Settings

from config.idle import EVERY, NOTED
from orgs.models import User
from tests.responses import Response

PASSWORD = "sông-Lam-chảy-xuôi"


@pytest.fixture(autouse=True)
def _lead_home(settings: Settings) -> None:
    settings.LOGIN_REDIRECT_URL = "orgs:profile"


@pytest.fixture
def an(db: None) -> User:
    return User.objects.create_user("an", email="an@lamgiang.example", password=PASSWORD, full_name="Trịnh Bình An")


def log_in(client: Client, password: str) -> Response:
    return client.post(reverse("orgs:login"), {"username": "an", "password": password}, REMOTE_ADDR="10.0.0.1")


def test_the_right_password_opens(client: Client, an: User) -> None:
    assert log_in(client, PASSWORD).status_code == 302
    assert client.session["_auth_user_id"] == str(an.pk)


def test_five_wrong_passwords_lock_the_account_out_even_with_the_right_one(client: Client, an: User) -> None:
    for _ in range(5):
        answer = log_in(client, "sai-mật-khẩu")
    assert answer.status_code == 429
    assert log_in(client, PASSWORD).status_code == 429
    assert "_auth_user_id" not in client.session


def test_somebody_elses_mistakes_lock_nobody_out_from_another_address(client: Client, an: User) -> None:
    for _ in range(5):
        log_in(client, "sai-mật-khẩu")
    answer = client.post(reverse("orgs:login"), {"username": "an", "password": PASSWORD}, REMOTE_ADDR="10.0.0.2")
    assert answer.status_code == 302


def fail(client: Client, times: int, username: str = "an", address: str = "10.0.0.1") -> Response:
    for _ in range(times):
        answer = client.post(
            reverse("orgs:login"), {"username": username, "password": "sai-mật-khẩu"}, REMOTE_ADDR=address
        )
    return answer


def test_an_account_is_locked_after_twenty_mistakes_wherever_they_come_from(client: Client, an: User) -> None:
    for number in range(20):
        fail(client, 1, address=f"10.0.1.{number}")
    assert fail(client, 1, address="10.0.2.1").status_code == 429
    answer = client.post(reverse("orgs:login"), {"username": "an", "password": PASSWORD}, REMOTE_ADDR="10.0.2.2")
    assert answer.status_code == 429


def test_strangers_lock_nobody_out_at_an_address_that_the_person_came_from_lately(client: Client, an: User) -> None:
    log_in(client, PASSWORD)
    client.logout()
    for number in range(20):
        fail(client, 1, address=f"10.0.1.{number}")
    assert log_in(client, PASSWORD).status_code == 302


def test_an_address_is_locked_after_fifty_mistakes_whosever_account_it_tries(client: Client, an: User) -> None:
    for number in range(25):
        fail(client, 2, username=f"canbo{number}")
    assert fail(client, 1, username="an").status_code == 429
    assert fail(client, 1, username="an", address="10.0.0.2").status_code == 200


def test_a_right_password_forgives_ones_own_mistakes_only(client: Client, an: User) -> None:
    User.objects.create_user("ba", password=PASSWORD, full_name="Hoàng Ba")
    fail(client, 4, username="ba")
    fail(client, 4)
    assert log_in(client, PASSWORD).status_code == 302
    client.logout()
    assert fail(client, 4).status_code == 200
    assert fail(client, 1, username="ba").status_code == 429


def test_a_wrong_old_password_on_ones_own_page_counts_like_one_at_the_door(client: Client, an: User) -> None:
    client.force_login(an)
    fields = {"act": "password", "new_password1": "núi-Hồng-xanh-mãi", "new_password2": "núi-Hồng-xanh-mãi"}
    for _ in range(4):
        answer = client.post(reverse("orgs:profile"), fields | {"old_password": "đoán-mò"}, REMOTE_ADDR="10.0.0.1")
        assert answer.status_code == 422
        assert "Mật khẩu cũ không đúng" in answer.content.decode()
    answer = client.post(reverse("orgs:profile"), fields | {"old_password": "đoán-mò"}, REMOTE_ADDR="10.0.0.1")
    assert answer.status_code == 429
    answer = client.post(reverse("orgs:profile"), fields | {"old_password": PASSWORD}, REMOTE_ADDR="10.0.0.1")
    assert answer.status_code == 429
    an.refresh_from_db()
    assert an.check_password(PASSWORD)


def test_the_right_old_password_lets_choose_a_new_one(client: Client, an: User) -> None:
    client.force_login(an)
    new = "núi-Hồng-xanh-mãi"
    fields = {"act": "password", "old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post(reverse("orgs:profile"), fields).status_code == 302
    an.refresh_from_db()
    assert an.check_password(new)


def test_the_administration_has_no_log_in_page_of_its_own(client: Client, an: User) -> None:
    answer = client.get("/quan-tri/", follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("orgs:login"))
    assert "next=/quan-tri/" in answer.redirect_chain[-1][0]
    assert client.post("/quan-tri/login/", {"username": "an", "password": PASSWORD}).status_code == 302
    assert "_auth_user_id" not in client.session


def test_the_administration_refuses_who_is_logged_in_but_not_its_own(client: Client, an: User) -> None:
    client.force_login(an)
    assert client.get("/quan-tri/", follow=True).status_code == 403


def test_an_administrator_comes_in_by_the_one_door_and_changes_the_password_on_the_own_page(
    client: Client, an: User
) -> None:
    User.objects.filter(pk=an.pk).update(is_staff=True, is_superuser=True)
    answer = client.post(
        reverse("orgs:login"), {"username": "an", "password": PASSWORD, "next": "/quan-tri/"}, follow=True
    )
    assert answer.status_code == 200
    assert answer.request["PATH_INFO"] == "/quan-tri/"
    assert client.get("/quan-tri/password_change/")["Location"] == reverse("orgs:profile")


class TestIdle:
    """A log-in ends after SESSION_COOKIE_AGE without a thing done."""

    @pytest.fixture
    def session(self, client: Client, an: User) -> Callable[[int], None]:
        client.force_login(an)
        client.get(reverse("orgs:profile"))

        def age(seconds: int) -> None:
            """As if the last thing had been done so long ago."""
            store = client.session
            store[NOTED] -= seconds
            store.save()
            row = Session.objects.get()
            row.expire_date -= timedelta(seconds=seconds)
            row.save()

        return age

    def test_it_goes_on_while_something_is_done(
        self, client: Client, session: Callable[[int], None], settings: Settings
    ) -> None:
        session(settings.SESSION_COOKIE_AGE - 60)
        assert client.get(reverse("orgs:profile")).status_code == 200
        session(settings.SESSION_COOKIE_AGE - 60)
        assert client.get(reverse("orgs:profile")).status_code == 200

    def test_it_ends_when_nothing_was_done(
        self, client: Client, session: Callable[[int], None], settings: Settings
    ) -> None:
        session(settings.SESSION_COOKIE_AGE + 1)
        assert reverse("orgs:login") in client.get(reverse("orgs:profile"))["Location"]

    def test_what_an_open_page_fetches_by_itself_does_not_lengthen_it(
        self, client: Client, session: Callable[[int], None]
    ) -> None:
        session(EVERY + 1)
        before = Session.objects.get().expire_date
        client.get(reverse("frame_counts"), headers={"X-Look": "1"})
        assert Session.objects.get().expire_date == before
        client.get(reverse("frame_counts"))
        assert Session.objects.get().expire_date > before

    def test_it_is_written_once_in_a_while_only(self, client: Client, session: Callable[[int], None]) -> None:
        before = Session.objects.get().expire_date
        client.get(reverse("orgs:profile"))
        assert Session.objects.get().expire_date == before


def test_every_page_asks_for_a_log_in(client: Client, db: None) -> None:
    answer = client.get(reverse("orgs:profile"))
    assert answer.status_code == 302
    assert reverse("orgs:login") in answer["Location"]


def test_logging_out_takes_a_post(client: Client, an: User) -> None:
    client.force_login(an)
    assert client.get(reverse("orgs:logout")).status_code == 405
    assert client.post(reverse("orgs:logout")).status_code == 302
    assert "_auth_user_id" not in client.session


def test_the_one_click_door_does_not_exist_outside_the_demo(client: Client, an: User) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("orgs:demo_login")


@pytest.mark.urls("tests.orgs.demo_urls")
class TestDemoDoor:
    def test_it_opens_in_the_demo(self, client: Client, an: User, settings: Settings) -> None:
        settings.DEMO = True
        client.post(reverse("orgs:demo_login"), {"username": "an"})
        assert client.session["_auth_user_id"] == str(an.pk)

    def test_it_stays_shut_when_the_demo_is_off(self, client: Client, an: User, settings: Settings) -> None:
        settings.DEMO = False
        assert client.post(reverse("orgs:demo_login"), {"username": "an"}).status_code == 404

    def test_it_leads_only_to_our_own_pages(self, client: Client, an: User, settings: Settings) -> None:
        settings.DEMO = True
        answer = client.post(reverse("orgs:demo_login"), {"username": "an", "next": "https://elsewhere.example/"})
        assert "elsewhere" not in answer["Location"]

    def test_it_never_opens_a_superusers_account(self, client: Client, an: User, settings: Settings) -> None:
        settings.DEMO = True
        User.objects.filter(pk=an.pk).update(is_superuser=True)
        assert client.post(reverse("orgs:demo_login"), {"username": "an"}).status_code == 404


def test_the_language_is_switched_before_logging_in(client: Client, db: None) -> None:
    answer = client.post(reverse("orgs:set_language"), {"language": "en", "next": reverse("orgs:login")})
    assert answer.status_code == 302
    assert client.cookies["django_language"].value == "en"


@pytest.mark.parametrize("target", ["abc", "9" * 19, "²", "login"])
def test_whatever_stands_as_the_next_page_the_switch_answers(client: Client, an: User, target: str) -> None:
    client.force_login(an)
    assert client.post(reverse("orgs:switch_organisation"), {"organisation": "²", "next": target}).status_code == 302
