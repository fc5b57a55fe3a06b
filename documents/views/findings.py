"""The findings in the margin: what is wrong, where, and the repair in one click."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from audit.requests import perform_action
from documents.actions import apply_repairs, waive_finding
from documents.models import Document
from documents.queries import Reading, worked_on_document
from documents.queries.margin import findings_panel as shown


@require_GET
def findings_panel(request: HttpRequest, pk: int) -> HttpResponse:
    return _panel(request, worked_on_document(request.user, pk))


@require_POST
def finding_waive(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a blocker pass, with its reason."""
    document = worked_on_document(request.user, pk)
    code, passage, reason = (request.POST.get(name, "") for name in ("code", "passage", "reason"))
    outcome = perform_action(
        request, waive_finding, document=document, code=code, passage_sha256=passage, reason=reason
    )
    return _panel(request, document, outcome.refusal, asked=(code, passage) if outcome.refusal else None)


@require_POST
def findings_repair(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept repairs, one or many, as the next round."""
    document = worked_on_document(request.user, pk)
    outcome = perform_action(request, apply_repairs, document=document, ids=request.POST.getlist("repair"))
    if outcome.refusal:
        return _panel(request, document, outcome.refusal)
    response = _panel(request, worked_on_document(request.user, pk))
    response["HX-Trigger"] = "sheet-changed"
    return response


def _panel(
    request: HttpRequest,
    document: Document,
    problem: ValidationError | None = None,
    asked: tuple[str, str] | None = None,
) -> HttpResponse:
    context = {**shown(Reading(request.user, document)), "problem": problem, "asked": asked}
    return render(request, "documents/_findings.html", context)
