"""Who is not logged in is told so where they are; a log-in leads to pages only; forms that were taken are named."""

import inspect
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from approvals.models import Comment
from config.middleware import CONFIRMED
from documents.models import Document
from orgs.models import User
from orgs.pages import _others
from tests.approvals.conftest import House

TOKEN = "a-token-of-one-form"


@pytest.fixture
def house(db: None) -> House:
    return House()


def test_a_page_leads_to_the_log_in_and_back(client: Client, db: None) -> None:
    answer = client.get("/du-thao/?q=a", headers={"sec-fetch-mode": "navigate"})
    assert answer["Location"] == "/dang-nhap/?next=/du-thao/%3Fq%3Da"


@pytest.mark.parametrize(
    "headers",
    [{"hx-request": "true"}, {"x-autosave": "1"}, {"sec-fetch-mode": "cors"}, {"sec-fetch-mode": "same-origin"}],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_panel_or_a_script_is_told_and_gets_no_page(
    client: Client, db: None, method: str, headers: dict[str, str]
) -> None:
    answer = getattr(client, method)("/van-ban/1/lo-trinh/", headers=headers)
    assert answer.status_code == 401
    assert "Phiên làm việc đã hết" in answer.content.decode()
    assert "<form" not in answer.content.decode()


def test_an_act_without_a_session_leads_back_to_the_page_it_was_sent_from(client: Client, db: None) -> None:
    page = "http://testserver/van-ban/1/?x=1"
    answer = client.post("/van-ban/1/gop-y/", {"text": "Ý"}, headers={"referer": page})
    assert answer["Location"] == "/dang-nhap/?next=/van-ban/1/%3Fx%3D1"
    for referer in ("http://elsewhere.example/van-ban/1/", "http://testserver/van-ban/1/luu/", ""):
        answer = client.post("/van-ban/1/gop-y/", {"text": "Ý"}, headers={"referer": referer})
        assert answer["Location"] == "/dang-nhap/?next=/"


@pytest.mark.parametrize(
    ("target", "led"),
    [
        ("/van-ban/1/", "/van-ban/1/"),
        ("/du-thao/?q=a", "/du-thao/?q=a"),
        ("/van-ban/1/luu/", "/"),
        ("/van-ban/1/lo-trinh/", "/"),
        ("/dang-xuat/", "/"),
        ("/ws/", "/"),
        ("//elsewhere.example/", "/"),
        ("https://elsewhere.example/van-ban/1/", "/"),
        ("/\\elsewhere.example", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_a_log_in_leads_to_pages_only(client: Client, db: None, target: str, led: str) -> None:
    User.objects.create_user("an", email="an@example.org", password="sông-Lam-chảy-xuôi", full_name="Trịnh Bình An")
    given = {"username": "an", "password": "sông-Lam-chảy-xuôi", "next": target}
    assert client.post(reverse("orgs:login"), given)["Location"] == led


def routes(resolver: URLResolver | None = None) -> Iterator[tuple[URLPattern, str]]:
    """Every route with its whole name."""
    resolver = resolver or get_resolver()
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.app_name != "admin":
                yield from routes(pattern)
        else:
            yield pattern, f"{resolver.app_name}:{pattern.name}" if resolver.app_name else pattern.name


def methods(view: Any) -> list[str] | None:
    while view is not None:
        try:
            allowed = inspect.getclosurevars(view).nonlocals.get("request_method_list")
        except TypeError:
            allowed = None
        if allowed is not None:
            return allowed
        view = getattr(view, "__wrapped__", None)
    return None


def test_every_route_that_is_no_page_is_named_so() -> None:
    fetched = set()
    for template in (settings.BASE_DIR / "templates").rglob("*.html"):
        fetched |= set(re.findall(r"""hx-(?:get|post)="{% url '([\w:]+)'""", template.read_text()))
    pages_too = {"notifications:recipients_panel"}  # answers its part to htmx, a page to a browser
    for route, name in routes():
        acts = methods(route.callback) == ["POST"]
        is_file = re.search(r"\.(pdf|docx|json|zip)$|<str:kind>|tep", str(route.pattern))
        if acts or is_file or name in fetched - pages_too:
            assert name in _others, name


def test_a_form_of_a_page_before_another_log_in_is_told_and_not_done(house: House) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(house.members[0])
    url = reverse("approvals:comment_new", args=[house.document.pk])
    page = strict.post(url, {"text": "Ý", "csrfmiddlewaretoken": "x" * 32})
    assert (page.status_code, "vẫn được giữ trên máy này" in page.content.decode()) == (403, True)
    part = strict.post(url, {"text": "Ý"}, headers={"hx-request": "true"})
    assert (part.status_code, Comment.objects.count()) == (401, 0)


def test_a_remark_sent_twice_is_one_and_both_answers_say_it_was_taken(client: Client, house: House) -> None:
    client.force_login(house.drafter)
    url, form = (
        reverse("approvals:comment_new", args=[house.document.pk]),
        {"text": "Ghi rõ loại cây", "form_token": TOKEN},
    )
    for _ in range(2):
        answer = client.post(url, form)
        assert answer.cookies[CONFIRMED].value.split(".")[-1] == TOKEN
    assert Comment.objects.count() == 1
    client.post(url, form | {"text": "Một ý khác"})  # back, changed, sent again
    assert Comment.objects.count() == 2


def test_a_form_that_was_refused_is_not_confirmed(client: Client, house: House) -> None:
    Document.objects.update(status="issued")
    client.force_login(house.drafter)
    answer = client.post(
        reverse("approvals:comment_new", args=[house.document.pk]), {"text": "Muộn", "form_token": TOKEN}, follow=False
    )
    assert CONFIRMED not in answer.cookies
    page = client.get(answer["Location"].split("#")[0], follow=True).content.decode()
    assert "Chưa ghi nhận. Văn bản đang ở trạng thái" in page
