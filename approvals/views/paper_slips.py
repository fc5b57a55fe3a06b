"""Paper slips of a ballot: given out by the convenor, entered by the tellers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from approvals import actions
from approvals.queries import visible_ballot
from approvals.queries.paper_slips import countable
from approvals.views.acting import attempt


@require_POST
def give(request: HttpRequest, pk: int) -> HttpResponse:
    ballot = visible_ballot(request.user, pk)
    people = {int(value) for value in request.POST.getlist("user") if value.isdecimal()}
    attempt(request, actions.give_paper_slips, _("Đã ghi việc phát phiếu giấy."), ballot=ballot, user_ids=people)
    return redirect("ballot_watch", pk)


@require_POST
def count(request: HttpRequest, pk: int) -> HttpResponse:
    """What this teller counted; a field left empty is none."""
    ballot = visible_ballot(request.user, pk)
    typed = {key: request.POST.get(f"count-{key}", "") for key in countable(ballot)}
    counts = {key: int(value) for key, value in typed.items() if value.isdecimal()}
    done = _("Đã ghi kết quả kiểm phiếu giấy của đồng chí.")
    attempt(request, actions.enter_paper_count, done, ballot=ballot, counts=counts)
    return redirect("ballot_watch", pk)
