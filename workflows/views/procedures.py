"""Quy trình: each as a drawn line of stations in words; changed as a new version, with soundness as form errors."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from audit.queries.row_history import latest_rows
from audit.requests import Performed, actor_of, perform_action, rows_asked_for
from orgs.models import Organisation
from orgs.people import AnyUser
from orgs.permissions import Perm, can, require
from orgs.queries import ancestors
from orgs.working import PAGE_KEY, organisations_of, page_organisation
from workflows import actions
from workflows.models import Procedure, ProcedureVersion
from workflows.procedure_forms import ProcedureForm, StationFormSet, initial_of, stations_of
from workflows.procedures import Problem, Station, in_words, soundness
from workflows.procedures.catalogue import PLAN
from workflows.queries.procedures import procedure_histories, under_way, versions_of
from workflows.queries.stepper import names


def _walked_by(organisation: Organisation) -> QuerySet[Procedure]:
    """Return the procedures of an organisation, and those given to it from above."""
    above = Q(organisation__in=ancestors(organisation), applies_below=True)
    mine = Procedure.objects.filter(Q(organisation=organisation) | above)
    return mine.select_related("organisation").order_by("retired_at", "pk")


def _readable(user: AnyUser, pk: int) -> Procedure:
    """Return a procedure that one of the person's organisations walks, or that they administer; Http404 otherwise."""
    found = get_object_or_404(Procedure.objects.select_related("organisation"), pk=pk)
    own = organisations_of(user, timezone.localdate())
    if found.organisation in own or can(user, Perm.ADMINISTER, found.organisation_id):
        return found
    if found.applies_below and any(found.organisation in ancestors(organisation) for organisation in own):
        return found
    raise Http404


@require_GET
def procedures(request: HttpRequest) -> HttpResponse:
    organisation = page_organisation(request)
    found = _walked_by(organisation) if organisation else Procedure.objects.none()
    context = {
        "organisation": organisation,
        "procedures": [_row(procedure) for procedure in found.prefetch_related("versions")],
        "can_edit": organisation is not None and can(request.user, Perm.ADMINISTER, organisation),
        "new_url": f"{reverse('workflows:procedure_new')}?{PAGE_KEY}={organisation.pk if organisation else ''}",
    }
    return render(request, "workflows/procedures.html", context)


def _row(procedure: Procedure) -> dict[str, Any]:
    version = next(iter(procedure.versions.all()), None)
    return {
        "url": procedure.get_absolute_url(),
        "name": procedure.name,
        "types": types_in_words(procedure),
        "version": version.number if version else 0,
        "under_way": under_way(procedure),
        "stations": [{"kind": s.kind.value, "label": s.label} for s in version.route] if version else [],
        "retired": procedure.retired_at is not None,
    }


def types_in_words(procedure: Procedure) -> str:
    types = ", ".join(procedure.type_codes) or _("mọi loại văn bản")
    pattern = (
        _("{types} của các đơn vị dưới {organisation}") if procedure.applies_below else _("{types} của {organisation}")
    )
    return pattern.format(types=types, organisation=procedure.organisation)


@require_GET
def procedure(request: HttpRequest, pk: int, number: int | None = None) -> HttpResponse:
    """One version (default: the present one) as a line of stations."""
    found = _readable(request.user, pk)
    versions = versions_of(found)
    shown = next((version for version in versions if number in (None, version.number)), None)
    if shown is None:
        raise Http404
    newest = versions[0]
    context = {
        "name": found.name,
        "version": shown.number,
        "current": shown.pk == newest.pk and found.retired_at is None,
        "applies": _applies(found, versions),
        "stations": lines(shown.route),
        "versions": [_version(found, version, newest) for version in versions],
        "next_version": newest.number + 1,
        "edit_url": _edit_url(request, found),
        "rows": latest_rows(histories) if (histories := procedure_histories(request.user, found)) else None,
        "rows_url": reverse("workflows:procedure_history", args=[pk]),
    }
    return render(request, "workflows/procedure.html", context)


@require_GET
def procedure_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Who changed what of a procedure: its name, its types, whether it is used. 404 for who may not read it."""
    found = _readable(request.user, pk)
    histories = procedure_histories(request.user, found)
    if not histories:
        raise Http404
    back_url = reverse("workflows:procedure", args=[pk])
    context = {"rows": rows_asked_for(request, histories), "about": found.name, "back_url": back_url}
    return render(request, "audit/rows.html", context)


def _edit_url(request: HttpRequest, found: Procedure) -> str:
    allowed = can(request.user, Perm.ADMINISTER, found.organisation_id) and found.retired_at is None
    return reverse("workflows:procedure_edit", args=[found.pk]) if allowed else ""


def _applies(found: Procedure, versions: list[Any]) -> str:
    parts = [_("Áp dụng cho: {types}").format(types=types_in_words(found))]
    for version in versions:
        if version.under_way:
            words = ngettext(
                "%(n)d văn bản đang đi theo bản %(v)d", "%(n)d văn bản đang đi theo bản %(v)d", version.under_way
            )
            parts.append(words % {"n": version.under_way, "v": version.number})
    return " · ".join(parts) + ". " + _("Sửa quy trình không đụng tới văn bản đang xử lý.")


def _version(found: Procedure, version: Any, newest: ProcedureVersion) -> dict[str, Any]:
    return {
        "number": version.number,
        "url": reverse("workflows:procedure_version", args=[found.pk, version.number]),
        "at": version.published_at,
        "by": version.published_by,
        "note": version.note,
        "under_way": version.under_way,
        "current": version.pk == newest.pk,
    }


def lines(stations: tuple[Station, ...], problems: list[Problem] | None = None) -> list[dict[str, Any]]:
    """Each station in words: who, rule, due, when it applies, where a return goes, and what is wrong with it."""
    called = names()
    named = {s.who.organisation_id for s in stations if s.who.organisation_id}
    organisations = dict(Organisation.objects.filter(pk__in=named).values_list("pk", "short_name"))
    found = []
    for place, station in enumerate(stations):
        words = in_words(station, called, organisations.get(station.who.organisation_id or 0, ""), _)
        found.append(
            {
                "kind": station.kind.value,
                "label": station.label,
                "who": words.who,
                "rule": words.rule,
                "due": words.due,
                "condition": words.condition,
                "return_to": None if station.return_to is None else station.return_to + 1,
                "problems": [p.message for p in problems or [] if p.station == place],
            }
        )
    return found


def edit_procedure(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the stations as a form; what is sound becomes the next version."""
    found = _readable(request.user, pk)
    require(actor_of(request), Perm.ADMINISTER, found.organisation_id)
    current = found.current
    return _edit(request, found.organisation, found, current.route if current else PLAN.stations)


def new_procedure(request: HttpRequest) -> HttpResponse:
    organisation = page_organisation(request)
    if organisation is None:
        raise Http404
    require(actor_of(request), Perm.ADMINISTER, organisation)
    return _edit(request, organisation, None, PLAN.stations)


def _edit(
    request: HttpRequest, organisation: Organisation, found: Procedure | None, stations: tuple[Station, ...]
) -> HttpResponse:
    about = ProcedureForm(request.POST or None, initial=_about(found))
    forms: Any = StationFormSet(request.POST or None, initial=initial_of(stations), prefix="station")
    problems: list[Problem] = []
    if request.method == "POST" and about.is_valid() and forms.is_valid():
        wanted = stations_of(forms)
        problems = soundness(wanted, _)
        forms.blame(problems)
        if not problems:
            outcome = _publish(request, organisation, found, about.cleaned_data, wanted)
            if outcome.result is not None:
                messages.success(
                    request, _("Đã ban hành bản mới của quy trình. Văn bản đang xử lý vẫn đi theo bản cũ.")
                )
                return redirect(outcome.result)
            about.add_error(None, outcome.why)
    whole = [problem.message for problem in problems if problem.station is None]
    context = {"procedure": found, "organisation": organisation, "about": about, "forms": forms, "problems": whole}
    return render(request, "workflows/procedure_edit.html", context)


def _about(found: Procedure | None) -> dict[str, Any]:
    if found is None:
        return {}
    return {"name": found.name, "type_codes": ", ".join(found.type_codes), "applies_below": found.applies_below}


def _publish(
    request: HttpRequest,
    organisation: Organisation,
    found: Procedure | None,
    data: dict[str, Any],
    stations: list[Station],
) -> Performed[Procedure]:
    """Publish the procedure's next version, or a new procedure; return it, or the refusal."""
    if found is None:
        given = {name: data[name] for name in ("name", "type_codes", "applies_below")}
        return perform_action(request, actions.create_procedure, organisation=organisation, stations=stations, **given)
    given = {"procedure": found, "stations": stations, "note": data["note"]}
    refusal = perform_action(request, actions.publish_version, **given).refusal
    return Performed(refusal=refusal) if refusal else Performed(result=found)
