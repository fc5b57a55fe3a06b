"""A log-in ends when its person has done nothing for SESSION_COOKIE_AGE: each thing done begins the time anew."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest
from django.http.response import HttpResponseBase

NOTED = "done_at"
#: Written at most so often: a page's every look must not write to the database.
EVERY = 5 * 60  # seconds


def keep_log_in(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Lengthen the session of a person who does something. What an open page fetches by itself is not doing."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        now = int(time.time())
        if (
            "X-Look" not in request.headers
            and SESSION_KEY in request.session
            and now - request.session.get(NOTED, 0) >= EVERY
        ):
            request.session[NOTED] = now
        return get_response(request)

    return answer
