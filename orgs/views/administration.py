"""Changing who is who in a unit: one page, one form per act."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from audit.requests import perform_action
from orgs.forms import ACTS, ActForm
from orgs.models import Organisation
from orgs.permissions import may_administer


def organisation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show every act's form; carry out the one that was sent (its name in `act`). 404 for who does not administer it."""
    unit = get_object_or_404(Organisation, pk=pk)
    if not may_administer(request.user, unit):
        raise Http404
    sent = request.POST.get("act", "")
    forms: dict[str, ActForm] = {
        name: form(request.POST if name == sent else None, organisation=unit, prefix=name)
        for name, form in ACTS.items()
    }
    if sent in forms and _carried_out(request, forms[sent]):
        messages.success(request, _("Đã ghi. Quyền của người liên quan đã thay đổi theo."))
        return redirect("orgs:organisation_edit", pk=pk)
    context = {"organisation": unit, "forms": forms, "sent": sent}
    return render(request, "orgs/organisation_edit.html", context, status=422 if sent else 200)


def _carried_out(request: HttpRequest, form: ActForm) -> bool:
    """Whether the act was done; a rule's refusal stands in the form."""
    if not form.is_valid():
        return False
    outcome = perform_action(request, form.carry_out)
    if outcome.refusal:
        form.add_error(None, outcome.refusal)
    return outcome.refusal is None
