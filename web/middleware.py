"""What holds for every request and every answer."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from web.typed import MOST

Answer = Callable[[HttpRequest], HttpResponseBase]


class RefuseUnreadable:
    """Answer 400 to what no page sends and no database keeps, 404 to an address that no row can have.

    NUL, in whatever part of a request: PostgreSQL keeps no text that holds it. Another encoding than UTF-8: some are no
    encodings of text at all. A number in an address that is larger than any row's. It stands before all other middleware.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Look at what other middleware reads too: address, encoding and cookies."""
        encoding = request.encoding
        if encoding is not None and codecs.lookup(encoding).name != "utf-8":
            raise BadRequest
        if _holds_nul([request.path, *request.COOKIES.values()]):
            raise BadRequest
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: dict[str, Any]) -> None:
        """Look at the rest once the address is known."""
        if any(isinstance(value, int) and value > MOST for value in kwargs.values()):
            raise Http404
        for part in (request.GET, request.POST):
            if any(_holds_nul([name, *values]) for name, values in part.lists()):
                raise BadRequest


def _holds_nul(texts: list[str]) -> bool:
    return any("\x00" in text for text in texts)


def keep_nothing(get_response: Answer) -> Answer:
    """Let no browser or proxy keep what a view answers: after the log-out, "back" shows nothing.

    Static files do not come this way; a view whose answer is for everybody says `public` itself.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if "public" not in response.get("Cache-Control", ""):
            response["Cache-Control"] = "private, no-store"
        return response

    return answer
