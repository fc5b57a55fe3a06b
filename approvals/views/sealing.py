"""A sealed ballot in the browser: a teller's key, a voter's slip, its opening. The work is done by static/js/sealing.js."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from approvals import actions
from approvals.models import Ballot, Teller
from approvals.queries import visible_ballot
from approvals.queries.sealing import teller_of
from approvals.views.acting import attempt, press
from approvals.views.convening import PAGE
from audit.requests import actor_of


@require_http_methods(["GET", "POST"])
def key(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a key and keep its file; the public half is sent."""
    ballot, teller = _of_teller(request, pk)
    if request.method == "POST":
        done, given = _("Đã nhận khóa của đồng chí. Hãy giữ kín tệp khóa tới khi mở phiếu."), request.POST
        return press(request, PAGE, pk, actions.give_key, done, ballot=ballot, public_key=given.get("public_key", ""))
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
        attempt(request, actions.open_slips, done, ballot=ballot, opened=opened)
        return redirect(PAGE, pk)
    if ballot.ended_at is None or not ballot.is_open or ballot.opening_place() != teller.place:
        return redirect(PAGE, pk)
    slips = actions.slips_to_open(ballot)
    return render(request, "approvals/opening.html", {**_page(ballot), "teller": teller, "slips": slips})


@require_POST
def cast(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a sealed slip; the page itself shows the code, which is not known here."""
    ballot = visible_ballot(request.user, pk)
    given = {name: request.POST.get(name, "") for name in ("sealed", "sealed_to")}
    try:
        changed = actions.cast_sealed_slip(actor=actor_of(request), ballot=ballot, at=timezone.now(), **given)
    except ValidationError as error:
        late = error.code in {"closed", "annulled"}
        why = _("Phiếu này KHÔNG được tính. {why}") if late else "{why}"
        return JsonResponse({"error": why.format(why=" ".join(error.messages))}, status=409 if late else 422)
    return JsonResponse({"changed": changed})


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
    """What the browser sent; nothing if it is no list."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return []
    return found if isinstance(found, list) else []
