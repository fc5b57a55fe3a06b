"""The convenor's page of a ballot, its result, and the papers that come of it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from approvals import actions
from approvals.forms import LaterForm, MeetingForm, ReasonForm, TextForm
from approvals.models import Ballot
from approvals.papers import tally_record
from approvals.permissions import can_convene
from approvals.queries import (
    annulled_before,
    choices_of,
    current_ballot,
    result_shown,
    turnout_of,
    visible_ballot,
    warnings_of,
)
from approvals.queries.ballots import name_of
from approvals.queries.paper_slips import paper_shown
from approvals.queries.sealing import sealed_shown
from approvals.rules.codes import spaced
from approvals.rules.publication import published_text
from approvals.views.paper import answer_with
from audit.requests import perform_action
from documents.queries import worked_on_document
from documents.states import BEFORE_ISSUE, WRITING_WINNER
from orgs.people import AnyUser
from web.files import JSON, file_name, to_keep
from web.typed import ticked

#: Where every button of a ballot leads back to.
PAGE = "approvals:ballot_watch"


@require_GET
def watch(request: HttpRequest, pk: int) -> HttpResponse:
    """Turnout while it is open, the result once it is closed."""
    return _watch(request, visible_ballot(request.user, pk))


@require_GET
def document_convene(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead the convenor to what they watch over now: the ballot, the opinion round, or the document itself."""
    document = worked_on_document(request.user, pk)
    open_round = document.opinion_rounds.filter(closed_at=None).first()
    if open_round is not None:
        return redirect("approvals:opinion_watch", open_round.pk)
    ballot = current_ballot(document)
    return redirect("workflows:document", pk) if ballot is None else _watch(request, ballot)


def _watch(request: HttpRequest, ballot: Ballot) -> HttpResponse:
    turnout = turnout_of(ballot, request.user)
    convenes = can_convene(request.user, ballot.organisation_id)
    context = {
        "ballot": ballot,
        "document_title": str(ballot.document),
        "back_url": reverse("workflows:document", args=[ballot.document_id]),
        "voted": turnout.voted,
        "total": turnout.total,
        "seats": turnout.seats,
        "quorum_needed": turnout.quorum_needed,
        "quorum_met": turnout.quorum_met,
        "units": turnout.units,
        "missing": len(turnout.missing),
        "missing_names": turnout.missing if convenes else [],
        "present": turnout.present,
        "mine": turnout.mine,
        "roll": ballot.seats.order_by("pk") if convenes and ballot.session and ballot.is_open else [],
        "reminded_at": ballot.reminded_at,
        "without_slip": ballot.seats.filter(voted=False, on_paper=False, lapsed_at=None) if convenes else [],
        "paper": paper_shown(request.user, ballot, convenes=convenes),
        "sealed": sealed_shown(request.user, ballot),
        "options": choices_of(ballot),
        "result": result_shown(ballot),
        "can_convene": convenes,
        "warnings": warnings_of(ballot, turnout.total) if convenes or ballot.result else [],
        "annulled": annulled_before(ballot),
        "follow_up": _follow_up(ballot),
        "may_dissent": turnout.mine is not None and _takes_dissent(ballot, request.user),
        "dissents": ballot.dissents.select_related("author"),
        "remarks": ballot.remarks.select_related("author"),
        **_urls(ballot),
    }
    return render(request, "approvals/ballot_watch.html", context)


def _takes_dissent(ballot: Ballot, user: AnyUser) -> bool:
    """Whether a member may still have a dissent recorded; each records one."""
    after = ballot.closed_at is not None and ballot.document.status in BEFORE_ISSUE
    return after and not ballot.dissents.filter(author_id=user.pk).exists()


def _urls(ballot: Ballot) -> dict[str, str]:
    acts = (
        "extend",
        "close",
        "annul",
        "remind",
        "meeting",
        "present",
        "dissent",
        "remark",
        "paper",
        "count",
        "tellers",
    )
    return {f"{act}_url": reverse(f"approvals:ballot_{act}", args=[ballot.pk]) for act in acts}


def _follow_up(ballot: Ballot) -> dict[str, Any]:
    """Return what came after.

    The ballot that followed, what the meeting decided, or whether that is still to be entered.
    """
    following = Ballot.objects.filter(follows=ballot).first()
    decision = getattr(ballot, "meeting_decision", None)
    undecided = ballot.closed_at is not None and ballot.outcome != Ballot.Outcome.DECIDED
    before_committee = ballot.document.status in WRITING_WINNER
    texts = {option["key"]: option["text"] for option in ballot.options}
    return {
        "following": following,
        "decision": decision,
        "decision_text": texts.get(decision.choice, "") if decision else "",
        "open": undecided and before_committee and decision is None and not ballot.is_overtaken,
    }


@require_POST
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    ballot, form = visible_ballot(request.user, pk), LaterForm(request.POST)
    perform_action(request, actions.extend_ballot, form=form, ballot=ballot).tell(request, _("Đã gia hạn."))
    return redirect(PAGE, pk)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    ballot = visible_ballot(request.user, pk)
    done = _("Đã kết thúc bỏ phiếu.") if ballot.sealed else _("Đã đóng và kiểm phiếu.")
    perform_action(request, actions.close_ballot, ballot=ballot).tell(request, done)
    return redirect(PAGE, pk)


@require_POST
def annul(request: HttpRequest, pk: int) -> HttpResponse:
    ballot, form = visible_ballot(request.user, pk), ReasonForm(request.POST)
    perform_action(request, actions.annul_ballot, form=form, ballot=ballot).tell(request, _("Đã hủy cuộc biểu quyết."))
    return redirect(PAGE, pk)


@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    ballot = visible_ballot(request.user, pk)
    perform_action(request, actions.remind, round=ballot).tell(request, _("Đã nhắc những người chưa bỏ phiếu."))
    return redirect(PAGE, pk)


@require_POST
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    ballot, form = visible_ballot(request.user, pk), MeetingForm(request.POST)
    done = _("Đã ghi quyết định của hội nghị.")
    perform_action(request, actions.enter_meeting_decision, form=form, ballot=ballot).tell(request, done)
    return redirect(PAGE, pk)


@require_POST
def present(request: HttpRequest, pk: int) -> HttpResponse:
    """Record who attends: the users ticked."""
    ballot, done = visible_ballot(request.user, pk), _("Đã ghi danh sách có mặt.")
    perform_action(request, actions.mark_present, ballot=ballot, present=ticked(request, "present")).tell(request, done)
    return redirect(PAGE, pk)


@require_POST
def dissent(request: HttpRequest, pk: int) -> HttpResponse:
    ballot, form = visible_ballot(request.user, pk), TextForm(request.POST)
    perform_action(request, actions.record_dissent, form=form, ballot=ballot).tell(request, _("Đã ghi ý kiến bảo lưu."))
    return redirect(PAGE, pk)


@require_POST
def remark(request: HttpRequest, pk: int) -> HttpResponse:
    ballot, form = visible_ballot(request.user, pk), TextForm(request.POST)
    perform_action(request, actions.write_remark, form=form, ballot=ballot).tell(request, _("Đã ghi ý kiến khác."))
    return redirect(PAGE, pk)


@require_GET
def slips(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the slips as they were published, by code: everybody finds their own."""
    ballot = _closed(request, pk)
    published = ballot.result["published"]
    context = {
        "ballot": ballot,
        "slips": [_slip_shown(slip) for slip in published["ballots"]],
        "back_url": reverse("approvals:ballot_watch", args=[pk]),
        "publication_url": reverse("approvals:ballot_publication", args=[pk]),
    }
    return render(request, "approvals/slips.html", context)


def _slip_shown(slip: dict[str, Any]) -> dict[str, Any]:
    """Return a published slip with its code in groups and its choice in words."""
    choice = slip["choice"] if isinstance(slip["choice"], list) else [slip["choice"]]
    return {**slip, "shown": spaced(slip["code"]), "named": ", ".join(map(name_of, choice))}


@require_GET
def publication(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the file for `manage.py recount`."""
    ballot = _closed(request, pk)
    return to_keep(
        published_text(ballot.result["published"]), file_name(f"Biểu quyết {pk} {ballot.document}", "json"), JSON
    )


@require_GET
def minutes(request: HttpRequest, pk: int, kind: str = "html") -> HttpResponse:
    """Show the biên bản kiểm phiếu: on screen, as Word or PDF."""
    ballot = _closed(request, pk)
    return answer_with(
        request,
        tally_record(ballot),
        kind=kind,
        at=ballot.closed_at or timezone.now(),
        organisation=ballot.organisation,
        name=f"Biên bản kiểm phiếu {pk} {ballot.document}",
        back_url=reverse("approvals:ballot_watch", args=[pk]),
        file_url=lambda file_kind: reverse("approvals:ballot_minutes_file", args=[pk, file_kind]),
    )


def _closed(request: HttpRequest, pk: int) -> Any:
    ballot = visible_ballot(request.user, pk)
    if ballot.result is None:
        raise Http404
    return ballot
