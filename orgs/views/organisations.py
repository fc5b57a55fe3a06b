"""The tree of organisations and a unit's page; who administers it changes it from there."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from audit.queries.row_history import latest_rows
from audit.requests import rows_asked_for
from orgs.models import Organisation
from orgs.permissions import may_administer
from orgs.queries import (
    ancestors,
    bodies_of,
    counts_in_words,
    delegations_of,
    organisation_histories,
    role_lines,
    search_organisations,
    tree_page,
)


def organisations(request: HttpRequest) -> HttpResponse:
    """Show the tree, or what a search finds in it."""
    words, today = request.GET.get("q", "").strip(), localdate()
    context = {"q": words, "counts": counts_in_words(today)}
    if words:
        context["found"] = search_organisations(words)  # type: ignore[assignment]
    else:
        context["roots"] = tree_page(today)  # type: ignore[assignment]
    return render(request, "orgs/organisations.html", context)


def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: its bodies, members with dates of authority, roles, delegations, units below, what it succeeded."""
    unit = get_object_or_404(Organisation.objects.select_related("successor", "parent"), pk=pk)
    today = localdate()
    administers = may_administer(request.user, unit)
    return render(
        request,
        "orgs/organisation.html",
        {
            "organisation": unit,
            "ancestors": ancestors(unit),
            "bodies": bodies_of(unit, today),
            "roles": role_lines(unit, today),
            "delegations": delegations_of(unit, today),
            "aliases": unit.aliases.all(),
            "children": Organisation.objects.without_tree_fields().filter(parent=unit),
            "predecessors": unit.predecessors.all(),
            "terms": unit.terms.all(),
            "can_administer": administers,
            "edit_url": reverse("orgs:organisation_edit", args=[pk]) if administers else "",
            "rows": latest_rows(histories) if (histories := organisation_histories(request.user, unit)) else None,
            "rows_url": reverse("orgs:organisation_history", args=[pk]),
        },
    )


@require_GET
def organisation_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Who changed what of a unit and its people. 404 for who may not read it."""
    unit = get_object_or_404(Organisation.objects.select_related("parent"), pk=pk)
    histories = organisation_histories(request.user, unit)
    if not histories:
        raise Http404
    back_url = reverse("orgs:organisation", args=[pk])
    context = {"rows": rows_asked_for(request, histories), "about": unit.short_name, "back_url": back_url}
    return render(request, "audit/rows.html", context)
