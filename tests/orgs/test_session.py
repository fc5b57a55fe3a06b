"""Coming in: password, lock-out, the demo's one-click door, languages."""

import pytest
from django.urls import NoReverseMatch, reverse

from orgs.models import User

PASSWORD = "sông-Lam-chảy-xuôi"


@pytest.fixture(autouse=True)
def _lead_home(settings):
    settings.LOGIN_REDIRECT_URL = "profile"


@pytest.fixture
def an(db):
    return User.objects.create_user("an", email="an@lamgiang.example", password=PASSWORD, full_name="Trịnh Bình An")


def log_in(client, password):
    return client.post(reverse("login"), {"username": "an", "password": password}, REMOTE_ADDR="10.0.0.1")


def test_the_right_password_opens(client, an):
    assert log_in(client, PASSWORD).status_code == 302
    assert client.session["_auth_user_id"] == str(an.pk)


def test_five_wrong_passwords_lock_the_account_out_even_with_the_right_one(client, an):
    for _ in range(5):
        answer = log_in(client, "sai-mật-khẩu")
    assert answer.status_code == 429
    assert log_in(client, PASSWORD).status_code == 429
    assert "_auth_user_id" not in client.session


def test_somebody_elses_mistakes_lock_nobody_out_from_another_address(client, an):
    for _ in range(5):
        log_in(client, "sai-mật-khẩu")
    answer = client.post(reverse("login"), {"username": "an", "password": PASSWORD}, REMOTE_ADDR="10.0.0.2")
    assert answer.status_code == 302


def test_every_page_asks_for_a_log_in(client, db):
    answer = client.get(reverse("profile"))
    assert answer.status_code == 302
    assert reverse("login") in answer["Location"]


def test_logging_out_takes_a_post(client, an):
    client.force_login(an)
    assert client.get(reverse("logout")).status_code == 405
    assert client.post(reverse("logout")).status_code == 302
    assert "_auth_user_id" not in client.session


def test_the_one_click_door_does_not_exist_outside_the_demo(client, an):
    with pytest.raises(NoReverseMatch):
        reverse("demo_login")


@pytest.mark.urls("tests.orgs.demo_urls")
class TestDemoDoor:
    def test_it_opens_in_the_demo(self, client, an, settings):
        settings.DEMO = True
        client.post(reverse("demo_login"), {"username": "an"})
        assert client.session["_auth_user_id"] == str(an.pk)

    def test_it_stays_shut_when_the_demo_is_off(self, client, an, settings):
        settings.DEMO = False
        assert client.post(reverse("demo_login"), {"username": "an"}).status_code == 404

    def test_it_leads_only_to_our_own_pages(self, client, an, settings):
        settings.DEMO = True
        answer = client.post(reverse("demo_login"), {"username": "an", "next": "https://elsewhere.example/"})
        assert "elsewhere" not in answer["Location"]

    def test_it_never_opens_a_superusers_account(self, client, an, settings):
        settings.DEMO = True
        User.objects.filter(pk=an.pk).update(is_superuser=True)
        assert client.post(reverse("demo_login"), {"username": "an"}).status_code == 404


def test_the_language_is_switched_before_logging_in(client, db):
    answer = client.post(reverse("set_language"), {"language": "en", "next": reverse("login")})
    assert answer.status_code == 302
    assert client.cookies["django_language"].value == "en"
