"""A sealed ballot in the browser: a teller's key, a voter's slip, its opening. The work is done by static/js/sealing.js."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from approvals import actions
from approvals.models import Ballot, Teller
from approvals.queries import visible_ballot
from approvals.queries.sealing import teller_of
from approvals.views.convening import PAGE
from audit.requests import perform_action


@require_http_methods(["GET", "POST"])
def key(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a key and keep its file; the public half is sent."""
    ballot, teller = _of_teller(request, pk)
    if request.method == "POST":
        done, given = _("Đã nhận khóa của đồng chí. Hãy giữ kín tệp khóa tới khi mở phiếu."), request.POST
        outcome = perform_action(request, actions.give_key, ballot=ballot, public_key=given.get("public_key", ""))
        outcome.tell(request, done)
        return redirect(PAGE, pk)
    if not ballot.takes_votes or teller.public_key:
        return redirect(PAGE, pk)
    return render(request, "approvals/key.html", _page(ballot))


@require_http_methods(["GET", "POST"])
def opening(request: HttpRequest, pk: int) -> HttpResponse:
    """Take this teller's layer off the slips, in the browser, and hand in what comes out."""
    ballot, teller = _of_teller(request, pk)
    if request.method == "POST":
        opened = _list(request.POST.get("opened", ""))
        done = _("Đã nhận các phiếu đồng chí mở.")
        perform_action(request, actions.open_slips, ballot=ballot, opened=opened).tell(request, done)
        return redirect(PAGE, pk)
    if ballot.ended_at is None or not ballot.is_open or ballot.opening_place() != teller.place:
        return redirect(PAGE, pk)
    slips = actions.slips_to_open(ballot)
    return render(request, "approvals/opening.html", {**_page(ballot), "teller": teller, "slips": slips})


@require_POST
def cast(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a sealed slip; the page itself shows the code, which is not known here."""
    ballot = visible_ballot(request.user, pk)
    sealed, sealed_to = request.POST.get("sealed", ""), request.POST.get("sealed_to", "")
    outcome = perform_action(request, actions.cast_sealed_slip, ballot=ballot, sealed=sealed, sealed_to=sealed_to)
    if outcome.refusal is not None:
        late = outcome.code in {"closed", "annulled"}
        why = _("Phiếu này KHÔNG được tính. {why}") if late else "{why}"
        return JsonResponse({"error": why.format(why=outcome.why)}, status=409 if late else 422)
    return JsonResponse({"changed": outcome.result})


def _of_teller(request: HttpRequest, pk: int) -> tuple[Ballot, Teller]:
    ballot = visible_ballot(request.user, pk)
    teller = teller_of(request.user, ballot)
    if teller is None or not ballot.sealed:
        raise PermissionDenied(_("Chỉ hai người kiểm phiếu được cử mới vào trang này. Hãy hỏi người điều hành."))
    return ballot, teller


def _page(ballot: Ballot) -> dict[str, Any]:
    return {
        "ballot": ballot,
        "document_title": str(ballot.document),
        "back_url": reverse("approvals:ballot_watch", args=[ballot.pk]),
    }


def _list(text: str) -> list[Any]:
    """Return what the browser sent; nothing if it is no list."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return []
    return found if isinstance(found, list) else []
