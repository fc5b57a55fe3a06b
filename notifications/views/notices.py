"""The bell: one's own notices."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from audit.requests import actor_of
from documents.paging import page
from notifications.actions import mark_notices_read
from notifications.queries import notices_of, unread_notices


@require_GET
def notice_list(request: HttpRequest) -> HttpResponse:
    shown = page(
        notices_of(request.user), column="created_at", after=request.GET.get("after"), before=request.GET.get("before")
    )
    return render(request, "notifications/notices.html", {"page": shown, "unread": unread_notices(request.user)})


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    mark_notices_read(actor=actor_of(request), at=timezone.now())
    return redirect("notifications:notices")


@require_GET
def open_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Go where a notice leads; to have followed it is to have read it."""
    notice = get_object_or_404(notices_of(request.user), pk=notice_id)
    mark_notices_read(actor=actor_of(request), at=timezone.now(), ids=[notice.pk])
    inside = url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None)
    return redirect(notice.url if notice.url and inside else "notifications:notices")
