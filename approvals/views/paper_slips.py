"""Paper slips of a ballot: given out by the convenor, counted by the tellers whom the convenor appoints."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from approvals import actions
from approvals.queries import visible_ballot
from approvals.queries.paper_slips import countable
from approvals.views.convening import PAGE
from audit.requests import perform_action
from web.typed import number_in, ticked


@require_POST
def give(request: HttpRequest, pk: int) -> HttpResponse:
    ballot, done = visible_ballot(request.user, pk), _("Đã ghi việc phát phiếu giấy.")
    outcome = perform_action(request, actions.give_paper_slips, ballot=ballot, user_ids=ticked(request, "user"))
    outcome.tell(request, done)
    return redirect(PAGE, pk)


@require_POST
def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Appoint two tellers, or others in their place."""
    ballot, done = visible_ballot(request.user, pk), _("Đã cử người kiểm phiếu.")
    given: dict[str, Any] = {"user_ids": ticked(request, "teller"), "reason": request.POST.get("reason", "")}
    perform_action(request, actions.appoint_tellers, ballot=ballot, **given).tell(request, done)
    return redirect(PAGE, pk)


@require_POST
def count(request: HttpRequest, pk: int) -> HttpResponse:
    """Take what this teller counted; a field left empty is none."""
    ballot, done = visible_ballot(request.user, pk), _("Đã ghi kết quả kiểm phiếu giấy của đồng chí.")
    typed = {key: request.POST.get(f"count-{key}", "") for key in countable(ballot)}
    counts = {key: count for key, value in typed.items() if (count := number_in(value)) is not None}
    perform_action(request, actions.enter_paper_count, ballot=ballot, counts=counts).tell(request, done)
    return redirect(PAGE, pk)
