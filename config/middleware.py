"""What holds for every request: who is not logged in is never given a log-in page in place of a panel, and a form that was
taken is confirmed to the page that keeps its text."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure

from audit.sent_forms import key_of, token_of, was_done
from orgs.pages import is_page, sent_from

#: The cookie in which a page finds the tokens of the forms that were taken; static/js/autosave.js empties it.
CONFIRMED = "form_done"
MOST = 5


def is_navigation(request: HttpRequest) -> bool:
    """Whether the browser will show the answer as a page: not what htmx or a script asked for."""
    by_script = "HX-Request" in request.headers or "X-Autosave" in request.headers
    return not by_script and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"


def session_over() -> HttpResponse:
    """For a script: the page says so in a dialog and keeps what was typed."""
    words = _("Phiên làm việc đã hết nên việc vừa gửi chưa được ghi. Hãy đăng nhập lại.")
    return HttpResponse(words, status=401, content_type="text/plain; charset=utf-8")


class SignInRequired(LoginRequiredMiddleware):
    """Django's, for pages; a panel, an autosave or a pushed look gets 401. The log-in leads back to a page, never to an act."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]) -> Any:
        if not is_navigation(request):
            return session_over()
        here = request.get_full_path() if request.method == "GET" else sent_from(request)
        return redirect_to_login(here if is_page(here, request) else "/", self.get_login_url(view_func))


def old_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return a form of a page that was drawn before somebody logged in again. Its text is still kept in the browser."""
    return csrf_failure(request, reason) if is_navigation(request) else session_over()


class ConfirmForm(MiddlewareMixin):
    """Tell the browser which form was taken: by its token, once the act is committed, also on a resend."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        token = token_of(request) if request.method == "POST" else ""
        user = getattr(request, "user", None) if token else None
        if user is not None and user.is_authenticated and was_done(user.pk, key_of(request)):
            tokens = [*request.COOKIES.get(CONFIRMED, "").split(".")[-MOST + 1 :], token]
            response.set_cookie(
                CONFIRMED, ".".join(filter(None, tokens)), max_age=3600, samesite="Lax", secure=request.is_secure()
            )
        return response


def stream_by_parts(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """Let a file leave part by part under ASGI, where Django would first read all of it into memory."""

    def answer(request: HttpRequest) -> Any:
        response = get_response(request)
        if isinstance(request, ASGIRequest) and isinstance(response, StreamingHttpResponse):
            content = response.streaming_content
            if isinstance(content, Iterator):
                response.streaming_content = _parts(content)
        return response

    return answer


async def _parts(content: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Read each part in a thread, so that a slow disk keeps no other request waiting."""
    while (part := await sync_to_async(lambda: next(content, None))()) is not None:
        yield part
