"""The document page: what does it say, who has it, what next? The first paint holds everything."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, resolve, reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from documents.models import Document, Status
from documents.permissions import can_edit, works_on
from documents.queries import findings_of, issued_paper, notes_for, sheet_view, visible_document, worked_on_document
from documents.states import BEFORE_SIGNING
from documents.structure.profiles import issuable_types
from orgs.models import User
from workflows.models import Itinerary, Procedure, Visit
from workflows.procedures import Kind, return_place, return_places
from workflows.queries import acts_for, holder_words, stepper
from workflows.queries.acts import ASSIGN_DIALOG, Act, Acts
from workflows.queries.forewarning import secret_ballot_of_few
from workflows.queries.procedures import procedures_for
from workflows.queries.vacancies import drafters_of


@dataclass(frozen=True, slots=True)
class Panel:
    """One tab of the margin: drawn by the app that owns it, refetched alone afterwards."""

    key: str
    label: str
    html: SafeString
    count: int | None = None


@require_GET
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole page for whoever works on the document; whoever received it is led to the paper."""
    found = visible_document(request.user, pk)
    if not works_on(request.user, found):
        return redirect("received-document", pk)
    findings = findings_of(found)
    shown = panels(request, found, len(findings))
    context = {
        "title": found.subject,
        "back_url": reverse("drafts"),
        "back_label": _("Dự thảo"),
        "view": sheet_view(found, notes=notes_for(request.user, found, findings)) if found.round else None,
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
    context = {**head(request, found), "finding_count": len(findings_of(found))}
    return render(request, "workflows/_moved.html", context)


def head(request: HttpRequest, found: Document) -> dict[str, Any]:
    """What the page says of the document's state, and what this reader may do."""
    now = timezone.now()
    return {
        "document": found,
        "paper": issued_paper(found),
        "round_label": _("Lần {n}").format(n=found.round.ordinal) if found.round else "",
        "notice": notice(found),
        **route(found, now),
        **offered(request, found, acts_for(request.user, found, now)),
    }


@require_GET
def route_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """The line of stations alone, refetched when the document moves."""
    found = worked_on_document(request.user, pk)
    return render(request, "workflows/_route.html", {"document": found, **route(found, timezone.now())})


def route(found: Document, now: Any) -> dict[str, Any]:
    if not hasattr(found, "itinerary"):
        return {"stations": [], "holder": _("Văn bản chưa được đưa vào quy trình.")}
    steps = stepper(found, now)
    return {"stations": steps, "holder": holder_words(found, steps, now)}


def notice(found: Document) -> dict[str, Any] | None:
    """What a reader must know first: why it came back, or that it is no more."""
    if found.status not in (Status.RETURNED, Status.CANCELLED) or not hasattr(found, "itinerary"):
        return None
    ended = found.itinerary.visits.filter(outcome__in=(Visit.Outcome.RETURNED, Visit.Outcome.CANCELLED))
    last = ended.select_related("left_by").order_by("-pk").first()
    if last is None:
        return None
    who = str(last.left_by) if last.left_by else _("Hệ thống")
    pattern = _("{who} trả lại: {reason}") if found.status == Status.RETURNED else _("{who} hủy văn bản: {reason}")
    icon = "arrow-back-up" if found.status == Status.RETURNED else "ban"
    return {"tone": "amber", "icon": icon, "text": pattern.format(who=who, reason=last.reason)}


#: Acts that send the document on, or open its station again.
SENDING = frozenset({"submit", "pass", "ask_again"})


def offered(request: HttpRequest, found: Document, acts: Acts) -> dict[str, Any]:
    """The buttons and the dialogs that they open."""
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
        "revising": bool(itinerary and itinerary.station and itinerary.station.kind is Kind.REVISE),
        "returns": _returns(itinerary),
        "drafters": _drafters(found) if any(act.dialog == ASSIGN_DIALOG for act in shown) else [],
        "forewarning": secret_ballot_of_few(found, timezone.now()) if following and following.key in SENDING else "",
    }


def _drafters(found: Document) -> list[User]:
    """Those who may be given the drafting, but for whoever has it."""
    everybody = drafters_of(found.organisation, timezone.localdate())
    return [user for user in everybody if user.pk != found.drafter_id]


def _returns(itinerary: Itinerary | None) -> list[dict[str, Any]]:
    """The stations that a return may lead to, the usual one marked."""
    if itinerary is None or itinerary.station is None:
        return []
    usual = return_place(itinerary.route, itinerary.position)
    places = return_places(itinerary.route, itinerary.position)
    return [{"place": p, "label": itinerary.route[p].label, "usual": p == usual} for p in places]


def comment_link(found: Document) -> dict[str, Any]:
    """Remarks on passages are taken by `approvals`; while it has no page for them there is no button."""
    url = address("comment_new", found.pk)
    return {"can_comment": bool(url) and found.status in BEFORE_SIGNING, "comment_url": url}


def address(name: str, pk: int) -> str:
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:
        return ""


def panels(request: HttpRequest, found: Document, finding_count: int) -> list[Panel]:
    """The tabs of the margin, each drawn by its own app's view. A panel that this reader may not see is left out."""
    known = (
        ("opinions", _("Ý kiến"), ("opinions_panel", "opinions-panel"), None),
        ("findings-tab", _("Kiểm tra"), ("findings_panel",), finding_count),
        ("ballot", _("Biểu quyết"), ("ballot_panel", "ballot-panel"), None),
        ("recipients", _("Nơi nhận"), ("recipients_panel", "recipients-panel"), None),
        ("citations", _("Viện dẫn"), ("citations_panel",), None),
        ("history", _("Lịch sử"), ("history_panel", "history-panel"), None),
    )
    found_panels = []
    for key, label, names, count in known:
        html = next((drawn for name in names if (drawn := _drawn(request, name, found.pk))), None)
        if html is not None:
            found_panels.append(Panel(key, label, html, count))
    return found_panels


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


def opened(found: Document, shown: list[Panel]) -> str:
    """The key of the tab that is open at first."""
    station = found.itinerary.station if hasattr(found, "itinerary") else None
    wanted = "ballot" if station and station.kind is Kind.BALLOT else LOOKED_FOR.get(Status(found.status), "")
    keys = [panel.key for panel in shown]
    return wanted if wanted in keys else next(iter(keys), "")


def _for_a_part(request: HttpRequest) -> HttpRequest:
    """The request as a panel's own refetch would make it: views that are a page too answer their part alone."""
    inner = copy(request)
    inner.htmx = True  # type: ignore[attr-defined]
    return inner


def _drawn(request: HttpRequest, name: str, pk: int) -> SafeString | None:
    """What the panel's own view answers for this request; None if there is no such view, or not for this reader."""
    url = address(name, pk)
    if not url:
        return None
    match = resolve(url)
    try:
        response = match.func(_for_a_part(request), *match.args, **match.kwargs)
    except (Http404, PermissionDenied):
        return None
    if response.status_code != 200:
        return None
    drawn: SafeString = mark_safe(response.content.decode())
    return drawn  # drawn and escaped by that view's template
