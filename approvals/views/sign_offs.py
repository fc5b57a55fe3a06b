"""One seat of a sign-off: the text, who has decided what, and approve, return or a bút phê."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from approvals import actions
from approvals.forms import DecisionForm
from approvals.models import SignOff
from approvals.queries import current_sign_off, grounds_of, rule_of, seat_for, seats_shown, visible_sign_off
from audit.requests import perform_action
from audit.sent_forms import key_of, was_done
from documents.queries import sheet_view, worked_on_document


@require_GET
def sign_off(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, visible_sign_off(request.user, pk))


@require_GET
def document_sign_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the document's present sign-off, in one step from a notice or the workspace."""
    document = worked_on_document(request.user, pk)
    shown = current_sign_off(document)
    if shown is None:
        raise Http404
    shown.document = document
    return _page(request, shown)


def _page(request: HttpRequest, shown: SignOff, error: str = "") -> HttpResponse:
    seats = seats_shown(shown)
    held = seat_for(request.user, shown, seats, timezone.now())
    context = {
        "sign_off": shown,
        "document_title": str(shown.document),
        "round_label": _("lần dự thảo %(n)d") % {"n": shown.draft_round.ordinal},
        "rule_sentence": rule_of(shown),
        "seats": seats,
        "mine": held.seat if held else None,
        "for_whom": held.actor.on_behalf_of if held else None,
        "post_url": reverse("approvals:sign_off_decide", args=[shown.pk]),
        "read_url": reverse("workflows:document", args=[shown.document_id]),
        "back_url": reverse("workflows:document", args=[shown.document_id]),
        "document": shown.document,
        "sheet": sheet_view(shown.document, ordinal=shown.draft_round.ordinal).sheet,
        "grounds": grounds_of(request.user, shown.document),
        "error": error,
    }
    return render(request, "approvals/sign_off.html", context, status=422 if error else 200)


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve or return, in one's own seat or the one delegated."""
    shown = visible_sign_off(request.user, pk)
    origin = request.META.get("REMOTE_ADDR", "")
    held = seat_for(request.user, shown, seats_shown(shown), timezone.now(), origin=origin)
    form = DecisionForm(request.POST)
    if was_done(request.user.pk or 0, key_of(request)):
        return redirect("workflows:document", shown.document_id)
    if held is None:
        if shown.seats.filter(user_id=request.user.pk or 0).exists():
            return _page(
                request, shown, error=_("Chưa ghi nhận: chưa đến lượt của đồng chí, hoặc lượt này đã có ý kiến.")
            )
        raise PermissionDenied
    if not form.is_valid():
        return _page(request, shown, error=_("Chưa ghi nhận: bút phê dài quá 5.000 chữ. Hãy rút gọn rồi gửi lại."))
    actor = replace(held.actor, form=key_of(request))
    outcome = perform_action(request, actions.decide, actor=actor, form=form, sign_off=shown)
    if outcome.refusal is not None:
        return _page(request, shown, error=_("Chưa ghi nhận. {why}").format(why=outcome.why))
    messages.success(request, _("Đã ghi ý kiến của đồng chí."))
    return redirect("workflows:document", shown.document_id)
