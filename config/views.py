"""What the frame asks for by itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET


@require_GET
def counts(request: HttpRequest) -> HttpResponse:
    """The numbers of the navigation and the bell, to be swapped where they stand."""
    return render(request, "_counts.html")
