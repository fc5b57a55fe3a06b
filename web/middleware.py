"""What holds for every request and every answer."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]


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
