"""The findings in the margin: what is wrong, where, and the repair in one click."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from audit.requests import actor_of
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
    try:
        waive_finding(
            actor=actor_of(request),
            document=document,
            code=code,
            passage_sha256=passage,
            reason=reason,
            at=timezone.now(),
        )
    except ValidationError as error:
        return _panel(request, document, problem=error, asked=(code, passage))
    return _panel(request, document)


@require_POST
def findings_repair(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept repairs, one or many, as the next round."""
    document = worked_on_document(request.user, pk)
    actor = actor_of(request)
    try:
        apply_repairs(actor=actor, document=document, ids=request.POST.getlist("repair"), at=timezone.now())
    except ValidationError as error:
        return _panel(request, document, problem=error)
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
