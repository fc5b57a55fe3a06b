"""What the frame asks for by itself, and the page that says that something failed."""

from __future__ import annotations

import sys

from django.conf import settings
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines, loader
from django.views.decorators.http import require_GET

from config.components import components


@require_GET
def counts(request: HttpRequest) -> HttpResponse:
    """Send the numbers of the navigation and the bell, to be swapped where they stand."""
    return render(request, "_counts.html")


@require_GET
def component_page(request: HttpRequest) -> HttpResponse:
    """Show every component with its inputs and samples; the demo's alone."""
    if not settings.DEMO:
        raise Http404
    django = engines["django"]
    shown = []
    for one in components():
        drawing = django.from_string(one.source) if one.source else loader.get_template(one.template)
        shown.append((one, [drawing.render(sample, request) for sample in one.samples]))
    return render(request, "components.html", {"shown": shown})


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500, or 503 where the database could not be had in time: that passes.

    Nothing of the page needs the database.
    """
    if isinstance(sys.exception(), OperationalError):
        answer = HttpResponse(loader.render_to_string("503.html"), status=503)
        answer["Retry-After"] = "10"
        return answer
    return HttpResponse(loader.render_to_string("500.html"), status=500)
