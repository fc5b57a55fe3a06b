"""What the page of a sign-off shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from approvals.actions.sign_offs import places
from approvals.models import OpinionRound, SignOff, SignOffSeat
from approvals.permissions import can_read_answers
from approvals.queries.ballots import current_ballot
from approvals.queries.resolutions import groups_of, progress_of
from approvals.queries.verdict import verdict_shown
from approvals.rules.sign_offs import on_turn
from audit.actor import Actor
from documents.models import Document
from documents.queries import worked_on_document
from orgs.models import Delegation
from orgs.people import AnyUser
from orgs.queries import delegations_for


@dataclass(frozen=True, slots=True)
class HeldSeat:
    """The seat that a person may decide now, and for whom if it is another's."""

    seat: SignOffSeat
    actor: Actor


def visible_sign_off(user: AnyUser, pk: int) -> SignOff:
    """Return the sign-off if the person works on its document; Http404 otherwise."""
    sign_off = SignOff.objects.select_related("draft_round", "organisation").filter(pk=pk).first()
    if sign_off is None:
        raise Http404
    sign_off.document = worked_on_document(user, sign_off.document_id)
    return sign_off


def current_sign_off(document: Document) -> SignOff | None:
    """Return the sign-off under way, else the last one."""
    rows = SignOff.objects.filter(document=document).select_related("draft_round", "organisation")
    return rows.order_by("-pk").first()


def seats_shown(sign_off: SignOff) -> list[SignOffSeat]:
    return list(sign_off.seats.select_related("decided_by"))


def seat_for(
    user: AnyUser, sign_off: SignOff, seats: list[SignOffSeat], at: datetime, origin: str = ""
) -> HeldSeat | None:
    """Return the seat that `user` may decide now: their own, else one whose holder delegated approvals to them."""
    if sign_off.outcome:
        return None
    waiting = [seats[index] for index in on_turn(places(seats), in_order=sign_off.in_order)]
    for seat in waiting:
        if seat.user_id == user.pk:
            return HeldSeat(seat, Actor.of(user, origin=origin))
    if not sign_off.delegable:
        return None
    given = delegations_for(user, sign_off.organisation_id, Delegation.Scope.APPROVE, localdate(at))
    delegations = {delegation.delegator_id: delegation for delegation in given}
    for seat in waiting:
        if seat.user_id in delegations:
            delegation = delegations[seat.user_id]
            return HeldSeat(
                seat,
                Actor.of(user, on_behalf_of=delegation.delegator, origin=origin, delegation_id=delegation.pk),
            )
    return None


def rule_of(sign_off: SignOff) -> str:
    """Return the rule in words."""
    words = {
        SignOff.Required.ANY: _("Một người duyệt là đủ."),
        SignOff.Required.ALL: _("Tất cả cùng duyệt; một người trả lại là trả lại."),
        SignOff.Required.MAJORITY: _("Quá nửa số người còn giữ ghế duyệt."),
    }[SignOff.Required(sign_off.rule)]
    return f"{words} {_('Theo thứ tự.')}" if sign_off.in_order else words


def grounds_of(user: AnyUser, document: Document) -> list[dict[str, str]]:
    """Return what the committee has said and decided so far: who approves reads it beside the text."""
    found = []
    if can_read_answers(user, document) and OpinionRound.objects.filter(document=document).exists():
        remarks = progress_of(groups_of(document))
        found.append(
            {
                "icon": "messages",
                "title": _("Bảng tổng hợp tiếp thu, giải trình ý kiến"),
                "meta": _("%(done)d/%(total)d ý kiến đã trả lời") % {"done": remarks.done, "total": remarks.total}
                if remarks.total
                else _("Không có ý kiến phải trả lời"),
                "url": reverse("approvals:answers", args=[document.pk]),
            }
        )
    ballot = current_ballot(document)
    if ballot is not None and ballot.result is not None:
        found.append(
            {
                "icon": "scale",
                "title": _("Kết quả biểu quyết"),
                "meta": verdict_shown(ballot),
                "url": ballot.get_absolute_url(),
            }
        )
    return found
