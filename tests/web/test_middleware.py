"""What no page sends is refused at the door, whatever part of a request it stands in, and nothing else is."""

from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from web.middleware import RefuseUnreadable, keep_nothing
from web.typed import MOST

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
READABLE = WORDS.filter(lambda words: "\x00" not in words)


def verdict(request: HttpRequest, **kwargs: Any) -> str | type[BadRequest] | type[Http404]:
    """What the door makes of a request: "in", or the refusal."""
    door = RefuseUnreadable(lambda request: HttpResponse("in"))
    try:
        door(request)
        door.process_view(request, None, (), kwargs)
    except (BadRequest, Http404) as refused:
        return type(refused)
    return "in"


def requests_with(name: str, value: str) -> Iterator[HttpRequest]:
    """The same words in each part that a view reads."""
    make = RequestFactory()
    yield make.get("/", {name: value})
    yield make.get("/", {"a": ["x", value]})
    yield make.post("/", {name: value})
    yield make.post("/", {"a": ["x", value]})
    yield make.post(f"/?{name}", {"a": "x"}, query_params={name: value})


@given(READABLE, READABLE)
def test_words_that_can_be_kept_come_in(name: str, value: str) -> None:
    name = "".join(letter for letter in name if letter.isalnum()) or "x"
    assert {verdict(request) for request in requests_with(name, value)} == {"in"}


@given(READABLE, st.integers(0, 30))
def test_nul_is_refused_in_a_value_and_in_a_name(words: str, place: int) -> None:
    spoilt = words[:place] + "\x00" + words[place:]
    assert {verdict(request) for request in requests_with("a", spoilt)} == {BadRequest}
    assert verdict(RequestFactory().get("/", {spoilt: "x"})) is BadRequest


def test_nul_is_refused_in_an_address_and_in_a_cookie() -> None:
    make = RequestFactory()
    assert verdict(make.get("/van-ban/%00/")) is BadRequest
    make.cookies = SimpleCookie({"django_language": "vi\x00"})
    assert verdict(make.get("/")) is BadRequest


@given(st.integers())
def test_an_address_with_a_number_that_no_row_has_is_not_found(number: int) -> None:
    assert verdict(RequestFactory().get("/"), pk=number) == (Http404 if number > MOST else "in")


def form_in(charset: str) -> HttpRequest:
    return RequestFactory().generic("POST", "/", b"a=b", f"application/x-www-form-urlencoded; charset={charset}")


@pytest.mark.parametrize(
    "charset", ["utf-16", "utf-7", "latin-1", "idna", "rot13", "unicode_escape", "zip", "punycode"]
)
def test_another_encoding_than_that_of_the_pages_is_refused(charset: str) -> None:
    assert verdict(form_in(charset)) is BadRequest


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", "no-such-charset", "²", "9" * 5_000, ""])
def test_the_pages_own_encoding_comes_in_and_so_does_one_that_does_not_exist(charset: str) -> None:
    sent = form_in(charset)
    assert verdict(sent) == "in"
    assert sent.POST["a"] == "b"


def test_an_answer_is_kept_by_nobody_unless_it_says_that_it_is_for_everybody() -> None:
    def answer(said: str) -> str:
        made = HttpResponse(headers={"Cache-Control": said} if said else {})
        return keep_nothing(lambda request: made)(RequestFactory().get("/"))["Cache-Control"]

    assert answer("") == answer("max-age=600") == "private, no-store"
    assert answer("public, max-age=600") == "public, max-age=600"
