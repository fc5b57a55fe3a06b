"""Văn bản nhận: what was sent to a person or to the organisations whose mail they receive."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from audit.requests import Performed, actor_of, perform_action
from documents.paging import page
from documents.queries import received_document
from documents.rendering.sheet import lay_out
from documents.structure.tree import Draft
from notifications.actions import acknowledge, pass_on
from notifications.actions.receipts import STEPS
from notifications.models import Delivery, Purpose
from notifications.permissions import deliveries_of
from notifications.queries import received_by
from notifications.queries.receipts import departments_of
from orgs.models import Organisation
from orgs.permissions import Perm, organisation_ids
from orgs.searching import found_by
from web.typed import number_in

FILTERS = {
    "": Q(),
    "chua-xem": Q(read_at__isnull=True),
    "can-lam": Q(purpose__in=[Purpose.ACT, Purpose.COORDINATE], done_at__isnull=True),
    "xong": Q(done_at__isnull=False),
}


def _labels() -> dict[str, str]:
    return {"": _("Tất cả"), "chua-xem": _("Chưa xem"), "can-lam": _("Cần thực hiện"), "xong": _("Đã hoàn thành")}


@require_GET
def received_list(request: HttpRequest) -> HttpResponse:
    chosen = request.GET.get("loc", "") if request.GET.get("loc", "") in FILTERS else ""
    # What a recipient may look in is the line of the register, not who drafted the paper.
    found_in = "document__register_entry__search_text"
    rows = found_by(received_by(request.user).filter(FILTERS[chosen]), request.GET.get("q", ""), found_in)
    shown = page(rows, column="sent_at", after=request.GET.get("after"), before=request.GET.get("before"), size=30)
    unread = deliveries_of(request.user).filter(read_at__isnull=True).count()
    tabs = [
        {
            "label": label,
            "url": f"?loc={key}" if key else "?",
            "current": key == chosen,
            "count": unread if key == "chua-xem" else None,
        }
        for key, label in _labels().items()
    ]
    topics = " ".join(
        [f"user:{request.user.pk}", *(f"organisation:{pk}" for pk in organisation_ids(request.user, Perm.RECEIVE))]
    )
    context = {"page": shown, "tabs": tabs, "unread": unread, "topics": topics, "chosen": chosen}
    return render(request, "notifications/received_list.html", context)


@require_GET
def open_received(request: HttpRequest, document_id: int) -> HttpResponse:
    """Show the sheet of a received document; opening it is the receipt "read"."""
    document = received_document(request.user, document_id)
    mine = list(received_by(request.user).filter(document=document))
    if not mine or not hasattr(document, "paper"):
        raise Http404
    if "prefetch" not in request.headers.get("Sec-Purpose", ""):
        for delivery in mine:
            acknowledge(actor=actor_of(request), delivery=delivery, step="read", at=timezone.now())
    own = next((delivery for delivery in mine if delivery.user_id == request.user.pk), mine[0])
    context = {
        "document": document,
        "delivery": own,
        "deliveries": mine,
        "sheet": lay_out(Draft.from_json(document.paper.tree), mark=""),
        "steps": _steps(own),
        "departments": departments_of(own, request.user, timezone.localdate()),
        "works": own.purpose not in (Purpose.INFORM, Purpose.REPORT),
    }
    return render(request, "notifications/received_document.html", context)


def _steps(delivery: Delivery) -> list[dict[str, object]]:
    """Return the stations of a receipt, as the page draws them."""
    labels = {"received": _("Đã nhận"), "read": _("Đã xem"), "accepted": _("Nhận việc"), "done": _("Hoàn thành")}
    works = delivery.purpose not in (Purpose.INFORM, Purpose.REPORT)
    shown = STEPS if works else {step: STEPS[step] for step in ("received", "read")}
    return [{"label": labels[step], "at": getattr(delivery, column)} for step, column in shown.items()]


@require_POST
def take_step(request: HttpRequest, delivery_id: int, step: str) -> HttpResponse:
    delivery = get_object_or_404(deliveries_of(request.user).select_related("document"), pk=delivery_id)
    if step not in STEPS:
        raise Http404
    return _show(request, delivery, perform_action(request, acknowledge, delivery=delivery, step=step))


@require_POST
def pass_it_on(request: HttpRequest, delivery_id: int) -> HttpResponse:
    delivery = get_object_or_404(deliveries_of(request.user).select_related("document"), pk=delivery_id)
    to = get_object_or_404(Organisation, pk=number_in(request.POST.get("to")))
    note = request.POST.get("note", "").strip()[:300]
    return _show(request, delivery, perform_action(request, pass_on, delivery=delivery, to=to, note=note))


def _show(request: HttpRequest, delivery: Delivery, outcome: Performed[Any]) -> HttpResponse:
    """Go back to the document, which says why nothing was recorded, if so."""
    if outcome.refusal:
        messages.error(request, outcome.why)
    return redirect(delivery)
