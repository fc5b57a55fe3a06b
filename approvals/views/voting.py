"""The member's pages of a ballot: the form, and the receipt that answers a vote."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from approvals import actions
from approvals.actions.voting import Receipt
from approvals.models import Ballot
from approvals.queries import choices_of, current_ballot, rule_sentence, turnout_of, visible_ballot
from approvals.queries.ballots import Turnout, moment, questions_after, reading_url
from approvals.queries.sealing import sealing_inputs
from approvals.rules.codes import new_draw, spaced
from audit.actor import Actor
from audit.requests import perform_action
from documents.queries import worked_on_document
from web.typed import number_in


@require_GET
def ballot(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the voting form to whoever has a seat.

    Lead everybody else, and after the close everyone, to the other page.
    """
    shown = visible_ballot(request.user, pk)
    return _form_or_result(request, shown)


@require_GET
def document_ballot(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the document's present ballot, in one step from a notice or the workspace."""
    shown = current_ballot(worked_on_document(request.user, pk))
    if shown is None:
        raise Http404
    return _form_or_result(request, shown)


def _form_or_result(request: HttpRequest, shown: Ballot) -> HttpResponse:
    turnout = turnout_of(shown, request.user)
    locked = shown.sealed and len(shown.keys()) != 2
    if turnout.mine is None or locked or not shown.takes_votes or timezone.now() >= shown.closes_at:
        return redirect("approvals:ballot_watch", shown.pk)
    return _form(request, shown, turnout)


def _form(
    request: HttpRequest, ballot: Ballot, turnout: Turnout, error: str = "", draw: str = "", late: bool = False
) -> HttpResponse:
    mine = turnout.mine
    context = {
        "ballot": ballot,
        "document_title": str(ballot.document),
        "round_label": _("lần dự thảo %(n)d") % {"n": ballot.draft_round.ordinal},
        "options": choices_of(ballot),
        "kind": ballot.kind,
        "places": range(1, len(ballot.options) + 1),
        "rule_sentence": rule_sentence(ballot, turnout.total),
        "draw": draw or new_draw(),
        "voted": mine is not None and mine.voted and ballot.secret,
        "changes": mine is not None and mine.voted,
        "cast_url": reverse("approvals:ballot_cast", args=[ballot.pk]),
        "questions_after": questions_after(ballot),
        "read_url": reading_url(ballot),
        "back_url": reverse("workflows:document", args=[ballot.document_id]),
        "error": error,
        "late": late,
    }
    if ballot.sealed:
        given = {
            "until": moment(ballot.closes_at),
            "seal_url": reverse("approvals:ballot_cast_sealed", args=[ballot.pk]),
        }
        return render(request, "approvals/ballot_sealed.html", {**context, **given, **sealing_inputs(ballot)})
    return render(request, "approvals/ballot.html", context, status=409 if late else 422 if error else 200)


@require_POST
@sensitive_post_parameters()
@sensitive_variables()
def ballot_cast(request: HttpRequest, pk: int) -> HttpResponse:
    """Cast or change a slip. The answer is the receipt itself: a redirect would have to keep the code somewhere."""
    shown = visible_ballot(request.user, pk)
    if shown.sealed:  # its form sends another address a sealed slip; what came here is not looked at
        return redirect("approvals:ballot", pk)
    draw, code = request.POST.get("draw", ""), request.POST.get("code", "")

    def cast(*, actor: Actor, at: datetime) -> Receipt:
        choice = _choice(request, shown)
        return actions.cast_slip(actor=actor, ballot=shown, choice=choice, draw=draw, code=code, at=at)

    outcome = perform_action(request, cast, actor=_voter(request))
    turnout = turnout_of(shown, request.user)
    if outcome.result is None:
        late = outcome.code in {"closed", "annulled"}
        why = _("Phiếu này KHÔNG được tính. {why}") if late else "{why}"
        return _form(request, shown, turnout, error=why.format(why=outcome.why), draw=draw, late=late)
    return _receipt(request, shown, outcome.result, turnout)


def _receipt(request: HttpRequest, shown: Ballot, receipt: Receipt, turnout: Turnout) -> HttpResponse:
    context = {
        "ballot": shown,
        "code": spaced(receipt.code),
        "changed": receipt.changed,
        "until": moment(shown.closes_at),
        "turnout": turnout.voted,
        "total": turnout.total,
        "home_url": reverse("workflows:workspace"),
    }
    return render(request, "approvals/receipt.html", context)


def _voter(request: HttpRequest) -> Actor:
    """Without the form that was sent: what a slip's form said is kept nowhere, and its code makes a resend one slip."""
    return Actor.of(request.user, origin=request.META.get("REMOTE_ADDR", ""))


def _choice(request: HttpRequest, ballot: Ballot) -> Any:
    """Return what the form says: one key, several, or a ranking. Raises ValidationError if nothing was chosen."""
    chosen = request.POST.getlist("choice")
    if ballot.kind == Ballot.Method.RANK:
        chosen = [*chosen, *_ranked(request, ballot)]
    if not chosen:
        raise ValidationError(_("Đồng chí chưa chọn. Hãy chọn một phương án, hoặc phiếu trắng."), code="nothing")
    if chosen == ["blank"]:
        return "blank"
    if "blank" in chosen:
        words = _("Phiếu trắng thì không chọn phương án nào. Hãy bỏ dấu ở phiếu trắng hoặc ở các phương án.")
        raise ValidationError(words, code="blank_and_more")
    return chosen if ballot.kind in (Ballot.Method.APPROVE_SEVERAL, Ballot.Method.RANK) else chosen[0]


def _ranked(request: HttpRequest, ballot: Ballot) -> list[str]:
    """Return the options in the order of their places; none if two have the same place."""
    places = {option["key"]: request.POST.get(f"place-{option['key']}", "") for option in ballot.options}
    ranked = {key: place for key, typed in places.items() if (place := number_in(typed)) is not None}
    return sorted(ranked, key=lambda key: ranked[key]) if len(set(ranked.values())) == len(ranked) else []
