"""Giving an opinion, commenting on a passage, and what the convenor of a round does."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from approvals import actions
from approvals.forms import CommentForm, LaterForm, OpinionForm, ReasonForm
from approvals.models import Comment, Opinion, OpinionFile, OpinionRound
from approvals.permissions import can_answer, can_convene, can_read_all_opinions
from approvals.queries import current_round, visible_round
from approvals.queries.forewarning import forewarnings
from approvals.queries.opinions import tally_of
from approvals.queries.units import by_unit
from audit.requests import perform_action
from documents.queries import worked_on_document
from web.files import name_as_given, stored_to_keep

#: Where every button of a round leads back to.
PAGE = "approvals:opinion_watch"


@require_http_methods(["GET", "POST"])
def opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """My opinion on a draft round: the form, and what it is sent to."""
    return _opinion(request, visible_round(request.user, pk))


@require_http_methods(["GET", "POST"])
def document_opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the document's present round, in one step from a notice or the workspace."""
    document = worked_on_document(request.user, pk)
    round = current_round(document)
    if round is None:
        raise Http404
    round.document = document
    return _opinion(request, round)


def _opinion(request: HttpRequest, round: OpinionRound) -> HttpResponse:
    if not can_answer(request.user, round) and request.method == "GET":
        return redirect(PAGE, round.pk)
    mine = Opinion.objects.filter(seat__round=round, seat__user_id=request.user.pk or 0, superseded_at=None).first()
    form = OpinionForm(request.POST or None, request.FILES or None, initial=_initial(mine))
    if request.method == "POST" and form.is_valid():
        outcome = perform_action(request, actions.give_opinion, form=form, round=round)
        if outcome.refusal is None:
            return redirect(round)
        _blame(form, outcome.refusal)
    context = {
        "round": round,
        "form": form,
        "mine": mine,
        "document_title": str(round.document),
        "round_label": _("lần dự thảo %(n)d") % {"n": round.draft_round.ordinal},
        "post_url": round.get_absolute_url(),
        "read_url": reverse("workflows:document", args=[round.document_id]),
        "back_url": reverse("workflows:document", args=[round.document_id]),
    }
    return render(request, "approvals/opinion.html", context, status=422 if form.errors else 200)


def _blame(form: OpinionForm, error: ValidationError) -> None:
    """Say beside the field what is missing, or above the form that the answer did not count, and why."""
    if error.code == "text_needed":
        form.add_error("text", error)
    else:
        form.add_error(None, _("Ý kiến này KHÔNG được ghi nhận. {why}").format(why=" ".join(error.messages)))


def _initial(mine: Opinion | None) -> dict[str, str]:
    return {} if mine is None else {"answer": mine.answer, "text": mine.text}


@require_GET
def watch(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the convenor's page of a round: who has answered, how, by unit."""
    round = visible_round(request.user, pk)
    seats = list(round.seats.order_by("pk").prefetch_related("opinions__files"))
    used = [(seat.unit, seat.answered_at is not None) for seat in seats]
    convenes = can_convene(request.user, round.organisation_id)
    open_to_me = can_read_all_opinions(request.user, round)
    context = {
        "round": round,
        "document_title": str(round.document),
        "back_url": reverse("workflows:document", args=[round.document_id]),
        "answered": sum(answered for _unit, answered in used),
        "total": len(seats),
        "missing": [seat.name for seat in seats if seat.answered_at is None and seat.lapsed_at is None],
        "units": by_unit(used),
        "seats": [answered for _unit, answered in used],
        "answers": tally_of(round) if open_to_me else [],
        "open_to_me": open_to_me,
        "can_convene": convenes,
        "resolutions_url": reverse("approvals:resolutions", args=[round.document_id]),
        "warnings": forewarnings(round.document, timezone.now()) if convenes and round.is_open else [],
    }
    return render(request, "approvals/opinion_watch.html", context)


@require_POST
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    round, form = visible_round(request.user, pk), LaterForm(request.POST)
    perform_action(request, actions.extend_opinion_round, form=form, round=round).tell(request, _("Đã gia hạn."))
    return redirect(PAGE, pk)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    round = visible_round(request.user, pk)
    perform_action(request, actions.close_opinion_round, round=round).tell(request, _("Đã kết thúc lấy ý kiến."))
    return redirect(PAGE, pk)


@require_POST
def annul(request: HttpRequest, pk: int) -> HttpResponse:
    round, form = visible_round(request.user, pk), ReasonForm(request.POST)
    outcome = perform_action(request, actions.annul_opinion_round, form=form, round=round)
    outcome.tell(request, _("Đã hủy đợt lấy ý kiến."))
    return redirect(PAGE, pk)


@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    round = visible_round(request.user, pk)
    perform_action(request, actions.remind, round=round).tell(request, _("Đã nhắc những người chưa cho ý kiến."))
    return redirect(PAGE, pk)


@require_GET
def file(request: HttpRequest, pk: int) -> FileResponse:
    """Send a file that came with an opinion to whoever may read the opinion."""
    kept = get_object_or_404(OpinionFile.objects.select_related("opinion__seat__round"), pk=pk)
    round = visible_round(request.user, kept.opinion.seat.round_id)
    if kept.opinion.seat.user_id != request.user.pk and not can_read_all_opinions(request.user, round):
        raise Http404
    return stored_to_keep(kept.file.open("rb"), name_as_given(kept.name))


@require_POST
def comment_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a remark on a passage of the document's current round."""
    document = worked_on_document(request.user, pk)
    if document.round is not None:
        form = CommentForm(request.POST)
        outcome = perform_action(request, actions.write_comment, form=form, draft_round=document.round)
        outcome.tell(request, _("Đã gửi góp ý."))
    return redirect(f"{reverse('workflows:document', args=[pk])}#opinions")


@require_POST
def comment_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    comment = get_object_or_404(Comment, pk=pk)
    worked_on_document(request.user, comment.document_id)
    perform_action(request, actions.withdraw_comment, comment=comment).tell(request, _("Đã rút góp ý."))
    return redirect(f"{reverse('workflows:document', args=[comment.document_id])}#opinions")
