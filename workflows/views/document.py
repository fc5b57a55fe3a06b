"""The document page: what does it say, who has it, what next? The first paint holds everything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from documents.models import Document, Status
from documents.panels import panels_for
from documents.permissions import can_edit, works_on
from documents.queries import (
    Reading,
    clarified_choices,
    issued_paper,
    notes_for,
    sheet_view,
    visible_document,
    worked_on_document,
)
from documents.states import BEFORE_SIGNING, WRITING
from documents.structure.profiles import issuable_types
from orgs.models import User
from workflows.models import Itinerary, Procedure, Visit
from workflows.procedures import StationKind, return_place, return_places
from workflows.queries import acts_for, holder_words, stepper
from workflows.queries.acts import ASSIGN_DIALOG, Act, Acts
from workflows.queries.forewarning import secret_ballot_of_few
from workflows.queries.procedures import procedures_for
from workflows.queries.vacancies import drafters_of


@dataclass(frozen=True, slots=True)
class Tab:
    """One panel of the margin, drawn; its own view is asked to refetch it alone afterwards."""

    key: str
    label: str
    html: SafeString
    count: int | None = None


@require_GET
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the whole page to whoever works on the document; lead whoever received it to the paper."""
    found = visible_document(request.user, pk)
    if not works_on(request.user, found):
        return redirect("notifications:received_document", pk)
    reading = Reading(request.user, found)
    shown = drawn(request, reading)
    context = {
        "title": found.subject,
        "back_url": reverse("workflows:drafts"),
        "back_label": _("Dự thảo"),
        "view": sheet_view(found, notes=notes_for(reading)) if found.round else None,
        "panels": shown,
        "opened": opened(found, shown),
        **head(request, found),
        **comment_link(found),
    }
    return render(request, "workflows/document.html", context)


@require_GET
def moved_parts(request: HttpRequest, pk: int) -> HttpResponse:
    """Status, acts, notice and dialogs, when the document has moved under an open page."""
    found = worked_on_document(request.user, pk)
    reading = Reading(request.user, found)
    counts = [(panel.key, panel.count(reading)) for panel in panels_for(reading) if panel.count]
    context = {**head(request, found), "counts": counts}
    return render(request, "workflows/_moved.html", context)


def head(request: HttpRequest, found: Document) -> dict[str, Any]:
    """Return what the page says of the document's state, and what this reader may do."""
    now = timezone.now()
    return {
        "document": found,
        "paper": issued_paper(found),
        "round_label": _("Lần {n}").format(n=found.round.ordinal) if found.round else "",
        "notice": notice(found),
        **asked(request, found),
        **route(found, now),
        **offered(request, found, acts_for(request.user, found, now)),
    }


@require_GET
def route_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the line of stations alone, refetched when the document moves."""
    found = worked_on_document(request.user, pk)
    return render(request, "workflows/_route.html", {"document": found, **route(found, timezone.now())})


def route(found: Document, now: datetime) -> dict[str, Any]:
    if not hasattr(found, "itinerary"):
        return {"stations": [], "holder": _("Văn bản chưa được đưa vào quy trình.")}
    steps = stepper(found, now)
    return {"stations": steps, "holder": holder_words(found, steps, now)}


def notice(found: Document) -> dict[str, Any] | None:
    """Return what a reader must know first: why it came back, or that it is no more."""
    if found.status not in (Status.RETURNED, Status.CANCELLED) or not hasattr(found, "itinerary"):
        return None
    ended = found.itinerary.visits.filter(outcome__in=(Visit.Exit.RETURNED, Visit.Exit.CANCELLED))
    last = ended.select_related("left_by").order_by("-pk").first()
    if last is None:
        return None
    who = str(last.left_by) if last.left_by else _("Hệ thống")
    pattern = _("{who} trả lại: {reason}") if found.status == Status.RETURNED else _("{who} hủy văn bản: {reason}")
    icon = "arrow-back-up" if found.status == Status.RETURNED else "ban"
    return {"tone": "amber", "icon": icon, "text": pattern.format(who=who, reason=last.reason)}


def asked(request: HttpRequest, found: Document) -> dict[str, Any]:
    """Return what only the drafter can tell of the text, while they may still tell it."""
    at_desk = found.status in WRITING
    return {
        "asked": [clarified for clarified in clarified_choices(found) if at_desk and clarified.is_asked],
        "may_answer": at_desk and can_edit(request.user, found),
    }


#: Acts that send the document on, or open its station again.
SENDING = frozenset({"submit", "pass", "ask_again"})


def offered(request: HttpRequest, found: Document, acts: Acts) -> dict[str, Any]:
    """Return the buttons and the dialogs that they open."""
    following, more = acts.next, list(acts.more)
    itinerary: Itinerary | None = getattr(found, "itinerary", None)
    choices: list[Procedure] = []
    types: dict[str, str] = {}
    if itinerary is None and can_edit(request.user, found):
        following = Act("start", _("Đưa vào quy trình"), "route", dialog="start-dialog")
        choices = procedures_for(found.organisation, found.type_code)
        if not choices:
            known = issuable_types(found.organisation.profile)
            types = {code: name for code, name in known.items() if procedures_for(found.organisation, code)}
    shown = [act for act in (following, *more) if act is not None and act.dialog]
    return {
        "next_act": following,
        "more_acts": more,
        "dialogs": [f"workflows/_{act.dialog.replace('-', '_')}.html" for act in shown],
        "procedures": choices,
        "types": types,
        "on_behalf_of": following.on_behalf_of if following else None,
        "revising": bool(itinerary and itinerary.station and itinerary.station.kind is StationKind.REVISE),
        "returns": _returns(itinerary),
        "drafters": _drafters(found) if any(act.dialog == ASSIGN_DIALOG for act in shown) else [],
        "forewarning": secret_ballot_of_few(found, timezone.now()) if following and following.key in SENDING else "",
    }


def _drafters(found: Document) -> list[User]:
    """Those who may be given the drafting, but for whoever has it."""
    everybody = drafters_of(found.organisation, timezone.localdate())
    return [user for user in everybody if user.pk != found.drafter_id]


def _returns(itinerary: Itinerary | None) -> list[dict[str, Any]]:
    """Return the stations that a return may lead to, the usual one marked."""
    if itinerary is None or itinerary.station is None:
        return []
    usual = return_place(itinerary.route, itinerary.position)
    places = return_places(itinerary.route, itinerary.position)
    return [{"place": p, "label": itinerary.route[p].label, "usual": p == usual} for p in places]


def comment_link(found: Document) -> dict[str, Any]:
    """Where a remark on a passage is sent, and whether remarks are still taken."""
    return {
        "can_comment": found.status in BEFORE_SIGNING,
        "comment_url": reverse("approvals:comment_new", args=[found.pk]),
    }


def drawn(request: HttpRequest, reading: Reading) -> list[Tab]:
    """Return the tabs of the margin, each from its panel's own template."""
    return [
        Tab(
            panel.key,
            str(panel.label),
            render_to_string(panel.template, panel.context(reading), request),
            panel.count(reading) if panel.count else None,
        )
        for panel in panels_for(reading)
    ]


#: What a reader of a document at that status looks for first in the margin.
LOOKED_FOR = {
    Status.DRAFTING: "findings-tab",
    Status.RETURNED: "findings-tab",
    Status.FORMAT_CHECK: "findings-tab",
    Status.AWAITING_NUMBER: "recipients",
    Status.ISSUED: "recipients",
    Status.DISTRIBUTED: "recipients",
    Status.RECALLED: "history",
    Status.CANCELLED: "history",
}


def opened(found: Document, shown: list[Tab]) -> str:
    """Return the key of the tab that is open at first."""
    station = found.itinerary.station if hasattr(found, "itinerary") else None
    wanted = "ballot" if station and station.kind is StationKind.BALLOT else LOOKED_FOR.get(Status(found.status), "")
    keys = [panel.key for panel in shown]
    return wanted if wanted in keys else next(iter(keys), "")
