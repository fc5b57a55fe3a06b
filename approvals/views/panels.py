"""The panels of the document page that this app owns: refetched alone when their topic is heard."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from approvals.queries import opinions_shown
from approvals.queries.panels import ballot_shown
from documents.queries import Reading, worked_on_document


@require_GET
def opinions_panel(request: HttpRequest, pk: int) -> HttpResponse:
    document = worked_on_document(request.user, pk)
    return render(request, "approvals/_opinions_panel.html", opinions_shown(Reading(request.user, document)))


@require_GET
def ballot_panel(request: HttpRequest, pk: int) -> HttpResponse:
    document = worked_on_document(request.user, pk)
    return render(request, "approvals/_ballot_panel.html", ballot_shown(Reading(request.user, document)))
