"""Bàn làm việc: what waits for me?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from notifications.models import Delivery
from notifications.queries import received_by
from orgs.permissions import Perm, organisation_ids
from web.typed import number_in
from workflows.models import Turn
from workflows.queries import Counts
from workflows.queries import workspace as read
from workflows.views.rows import followed_row, turn_row

RECEIVED = 4
MOST_TURNS = 100_000


@require_GET
def workspace(request: HttpRequest) -> HttpResponse:
    now, tab = timezone.now(), request.GET.get("tab", "")
    found = read(request.user, now, tab, number_in(request.GET.get("after"), most=MOST_TURNS) or 0)
    context: dict[str, Any] = {
        "lead": lead(found.counts, now),
        "can_draft": bool(organisation_ids(request.user, Perm.DRAFT)),
        "tabs": tabs(found.counts, tab),
        "rows": [turn_row(turn, done=tab == "done") for turn in found.turns],
        "page": {"shown": len(found.turns), "total": None, "previous": None, "next": found.more},
        "following": [followed_row(document, now) for document in found.followed],
        "received": [received_row(delivery) for delivery in received_by(request.user)[:RECEIVED]],
    }
    mark_first(context["rows"])
    return render(request, "workflows/workspace.html", context)


def lead(counts: Counts, now: datetime) -> str:
    """Chủ nhật, 22/11/2026 · 5 việc đang chờ, 1 việc quá hạn."""
    days = [_("Thứ Hai"), _("Thứ Ba"), _("Thứ Tư"), _("Thứ Năm"), _("Thứ Sáu"), _("Thứ Bảy"), _("Chủ nhật")]
    here = timezone.localtime(now)
    words = ngettext("%(n)d việc đang chờ", "%(n)d việc đang chờ", counts.waiting) % {"n": counts.waiting}
    if counts.overdue:
        words += ", " + ngettext("%(n)d việc quá hạn", "%(n)d việc quá hạn", counts.overdue) % {"n": counts.overdue}
    return f"{days[here.weekday()]}, {here:%d/%m/%Y} · {words}"


def tabs(counts: Counts, current: str) -> list[dict[str, Any]]:
    home = reverse("workflows:workspace")
    found = [
        ("", _("Chờ tôi xử lý"), counts.waiting, ""),
        ("soon", _("Sắp hết hạn"), counts.soon, "amber"),
        ("overdue", _("Quá hạn"), counts.overdue, "red"),
        ("done", _("Đã xử lý"), None, ""),
    ]
    return [
        {
            "label": label,
            "url": f"{home}?tab={key}" if key else home,
            "count": n,
            "current": key == current,
            "tone": tone,
        }
        for key, label, n, tone in found
    ]


def mark_first(rows: list[dict[str, Any]]) -> None:
    """Only one button of a page is filled: a vote first, else the first row."""
    if rows:
        first = next((row for row in rows if row["key"] == Turn.Act.VOTE), rows[0])
        first["primary"] = True


def received_row(delivery: Delivery) -> dict[str, Any]:
    paper = getattr(delivery.document, "paper", None)
    number = f"{paper.number}-{paper.symbol}" if paper else ""
    purpose = delivery.get_purpose_display() if delivery.purpose else ""
    return {
        "title": delivery.document.subject,
        "url": delivery.get_absolute_url(),
        "meta": " · ".join(part for part in (number, str(purpose)) if part),
        "unread": delivery.read_at is None,
    }
