"""Coming in and going out. The demo's one-click door exists only where settings.DEMO is on."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, resolve_url
from django.utils.decorators import method_decorator
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from orgs.models import User
from orgs.pages import is_page
from orgs.queries import demo_people
from orgs.working import PAGE_KEY, SESSION_KEY
from web.typed import number_in


@method_decorator(login_not_required, name="dispatch")
class Login(LoginView):
    """The log-in page; in the demo with a button for each role."""

    redirect_authenticated_user = True

    def get_redirect_url(self, request: HttpRequest | None = None) -> str:
        """Return the page that the log-in came from; never an act, a part of a page, or somebody else's."""
        target = super().get_redirect_url()
        return target if is_page(target, self.request) else ""

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        people = demo_people(localdate()) if settings.DEMO else []
        return super().get_context_data(**kwargs, demo_people=people)


@login_not_required
@require_POST
def demo_login(request: HttpRequest) -> HttpResponse:
    """Enter as a demo person without a password; 404 outside the demo."""
    if not settings.DEMO:
        raise Http404
    user = get_object_or_404(User, username=request.POST.get("username", ""), is_active=True, is_superuser=False)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return HttpResponseRedirect(_next_page(request))


@require_POST
def switch_organisation(request: HttpRequest) -> HttpResponse:
    """Work for another of the person's organisations; a foreign one is ignored when it is next asked for."""
    chosen = number_in(request.POST.get("organisation"))
    if chosen is not None:
        request.session[SESSION_KEY] = chosen
    return HttpResponseRedirect(_without_organisation(_next_page(request)))


def _without_organisation(address: str) -> str:
    """Return the page as it is for whichever organisation is worked for, not for the one that its address named."""
    parts = urlsplit(address)
    kept = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if key != PAGE_KEY]
    return urlunsplit(parts._replace(query=urlencode(kept)))


def _next_page(request: HttpRequest) -> str:
    """Where a form asked to go on to, if it is a page of ours; else the workspace."""
    target = request.POST.get("next", "")
    if is_page(target, request):
        return target
    return resolve_url(settings.LOGIN_REDIRECT_URL)
