"""The checks of an organisation's drafts: what each asks, on which rule it stands, and what the office made of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from audit.queries.row_history import latest_rows
from audit.requests import perform_action, rows_asked_for
from documents.actions import set_check, unset_check
from documents.errors import refused
from documents.forms import CheckForm
from documents.queries.checks import ListedCheck, check_histories, listed_checks
from documents.structure.profiles import HD29, PROFILES
from orgs.models import Organisation
from orgs.permissions import may_administer
from orgs.working import PAGE_KEY, page_organisation


def checks(request: HttpRequest) -> HttpResponse:
    """Show all checks by their rules; carry out the change that an administrator sent."""
    organisation = _organisation(request)
    groups = listed_checks(organisation)
    sent, problem = None, ""
    if request.method == "POST":
        row = next((row for _rule, rows in groups for row in rows if row.code == request.POST.get("check")), None)
        if row is None:
            problem = str(refused("check_unknown").message)
        elif _changed(request, organisation, row, sent := CheckForm(request.POST, row=row)):
            messages.success(request, _("Đã ghi. Các lần dự thảo sau theo mức mới; lần đã ghi giữ nguyên."))
            return redirect(f"{_address('documents:checks', organisation)}#{row.code}")
    lines = [(rule, [_line(row, sent) for row in rows]) for rule, rows in groups]
    context = {
        "organisation": organisation,
        "book": PROFILES.get(organisation.profile, HD29).title,
        "groups": lines,
        "set": [line for _rule, group in lines for line in group if line["check"].setting],
        "may_set": may_administer(request.user, organisation),
        "problem": problem,
        "rows": latest_rows(histories) if (histories := check_histories(request.user, organisation)) else None,
        "rows_url": _address("documents:checks_history", organisation),
    }
    return render(request, "documents/checks.html", context, status=422 if sent or problem else 200)


@require_GET
def checks_history(request: HttpRequest) -> HttpResponse:
    """Who set what of an organisation's checks. 404 for who may not read it."""
    organisation = _organisation(request)
    histories = check_histories(request.user, organisation)
    if not histories:
        raise Http404
    about = _("Kiểm tra thể thức của {organisation}").format(organisation=organisation)
    context = {
        "rows": rows_asked_for(request, histories),
        "about": about,
        "back_url": _address("documents:checks", organisation),
    }
    return render(request, "audit/rows.html", context)


def _organisation(request: HttpRequest) -> Organisation:
    organisation = page_organisation(request)
    if organisation is None:
        raise Http404
    return organisation


def _address(name: str, organisation: Organisation) -> str:
    return f"{reverse(name)}?{PAGE_KEY}={organisation.pk}"


def _changed(request: HttpRequest, organisation: Organisation, row: ListedCheck, form: CheckForm) -> bool:
    """Whether the check was set, or what was set undone; a refusal stands in the form."""
    if not form.is_valid():
        return False
    about: dict[str, Any] = {"organisation": organisation, "code": row.code, "reason": form.cleaned_data["reason"]}
    severity = form.cleaned_data["severity"]
    if severity == CheckForm.UNSET:
        refusal = perform_action(request, unset_check, **about).refusal
    else:
        refusal = perform_action(request, set_check, severity=severity, **about).refusal
    if refusal:
        form.add_error(None, refusal)
    return refusal is None


def _line(row: ListedCheck, sent: CheckForm | None) -> dict[str, Any]:
    """Return a check with its form; the one that was sent and not carried out keeps what was typed."""
    mine = sent if sent is not None and sent.row.code == row.code else None
    return {"check": row, "form": mine or CheckForm(row=row), "open": mine is not None}
