"""Nơi nhận of a document: how each line is understood, the clerk's answers, and the receipts after it went out."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from audit.requests import Performed, perform_action
from documents.models import Document
from documents.queries import worked_on_document
from documents.visibility import is_worked_on_by
from notifications.actions import add_alias, choose_reading, confirm_line, resolve_recipients, send_on_paper
from notifications.models import RecipientLine
from notifications.queries import Receipts, receipts_of
from notifications.queries.margin import table_context
from notifications.queries.receipts import PARTS, states_of
from notifications.queries.recipients import organisations_like
from orgs.models import Organisation
from orgs.permissions import Perm, can
from web.typed import number_in, numbers_in


def _line(request: HttpRequest, line_id: int) -> RecipientLine:
    """Return a line of a document that this person works on; whether they may answer is asked by the action."""
    lines = RecipientLine.objects.filter(is_worked_on_by(request.user, document="document"))
    return get_object_or_404(lines.select_related("document__organisation", "document__round"), pk=line_id)


def _table(request: HttpRequest, document: Document, **more: object) -> HttpResponse:
    return render(request, "notifications/_recipients.html", {**table_context(document, request.user), **more})


@require_GET
def panel(request: HttpRequest, document_id: int) -> HttpResponse:
    document = worked_on_document(request.user, document_id)
    if request.htmx:  # type: ignore[attr-defined]
        return _table(request, document)
    return render(request, "notifications/recipients.html", table_context(document, request.user))


@require_POST
def resolve(request: HttpRequest, document_id: int) -> HttpResponse:
    document = worked_on_document(request.user, document_id)
    return _answer(request, document, perform_action(request, resolve_recipients, document=document))


@require_POST
def choose(request: HttpRequest, line_id: int) -> HttpResponse:
    line = _line(request, line_id)
    number = number_in(request.POST.get("reading"))
    outcome = perform_action(request, choose_reading, line=line, index=-1 if number is None else number)
    return _answer(request, line.document, outcome)


@require_POST
def confirm(request: HttpRequest, line_id: int) -> HttpResponse:
    line = _line(request, line_id)
    return _answer(request, line.document, perform_action(request, confirm_line, line=line))


@require_POST
def paper(request: HttpRequest, line_id: int) -> HttpResponse:
    line = _line(request, line_id)
    return _answer(request, line.document, perform_action(request, send_on_paper, line=line))


@require_POST
def alias(request: HttpRequest, line_id: int) -> HttpResponse:
    line = _line(request, line_id)
    chosen = list(Organisation.objects.filter(pk__in=numbers_in(request.POST.getlist("to"))))
    outcome = perform_action(request, add_alias, line=line, name=request.POST.get("name", ""), organisations=chosen)
    return _answer(request, line.document, outcome)


@require_GET
def find(request: HttpRequest, line_id: int) -> HttpResponse:
    """Organisations to choose from for an unknown name, as ticks of the form."""
    line = _line(request, line_id)
    found = organisations_like(request.GET.get("q", ""), line.document.organisation, timezone.localdate())
    return render(request, "notifications/_found.html", {"found": found, "q": request.GET.get("q", "").strip()})


def _answer(request: HttpRequest, document: Document, outcome: Performed[Any]) -> HttpResponse:
    """Show the table as it is now; a refusal stands above it."""
    return _table(request, document, error=outcome.why) if outcome.refusal else _table(request, document)


@require_GET
def receipts(request: HttpRequest, document_id: int) -> HttpResponse:
    """Who has received and read it; for those who read the issuer's documents."""
    document = worked_on_document(request.user, document_id)
    if not can(request.user, Perm.READ_DOCUMENTS, document.organisation_id):
        raise PermissionDenied
    part = request.GET.get("loc", "") if request.GET.get("loc", "") in PARTS else ""
    counts = receipts_of(document)
    context = {
        "document": document,
        "receipts": counts,
        "deliveries": list(states_of(document, part)[:1000]),
        "chips": _chips(counts, part),
    }
    return render(request, "notifications/receipts.html", context)


def _chips(counts: Receipts, part: str) -> list[dict[str, object]]:
    shown = {
        "": (_("Tất cả"), counts.sent + counts.paper),
        "chua-xem": (_("Chưa xem"), counts.sent - counts.read),
        "da-xem": (_("Đã xem"), counts.read),
        "hoan-thanh": (_("Hoàn thành"), counts.done),
        "ban-giay": (_("Bản giấy"), counts.paper),
    }
    return [
        {"label": label, "count": count, "url": f"?loc={key}" if key else "?", "current": key == part}
        for key, (label, count) in shown.items()
        if count or not key
    ]
