"""Paper slips of a ballot: given out by the convenor, counted by the tellers whom the convenor appoints."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from approvals import actions
from approvals.queries import visible_ballot
from approvals.queries.paper_slips import countable
from approvals.views.acting import press, ticked
from approvals.views.convening import PAGE
from web.typed import number_in


@require_POST
def give(request: HttpRequest, pk: int) -> HttpResponse:
    ballot, done = visible_ballot(request.user, pk), _("Đã ghi việc phát phiếu giấy.")
    return press(request, PAGE, pk, actions.give_paper_slips, done, ballot=ballot, user_ids=ticked(request, "user"))


@require_POST
def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Appoint two tellers, or others in their place."""
    ballot, done = visible_ballot(request.user, pk), _("Đã cử người kiểm phiếu.")
    given: dict[str, Any] = {"user_ids": ticked(request, "teller"), "reason": request.POST.get("reason", "")}
    return press(request, PAGE, pk, actions.appoint_tellers, done, ballot=ballot, **given)


@require_POST
def count(request: HttpRequest, pk: int) -> HttpResponse:
    """What this teller counted; a field left empty is none."""
    ballot, done = visible_ballot(request.user, pk), _("Đã ghi kết quả kiểm phiếu giấy của đồng chí.")
    typed = {key: request.POST.get(f"count-{key}", "") for key in countable(ballot)}
    counts = {key: count for key, value in typed.items() if (count := number_in(value)) is not None}
    return press(request, PAGE, pk, actions.enter_paper_count, done, ballot=ballot, counts=counts)
