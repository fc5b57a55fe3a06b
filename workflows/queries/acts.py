"""What a person may do on a document now: the one next act, and the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from approvals.queries import unanswered_count
from documents.models import Document, IssuedPaper
from documents.permissions import can_edit
from orgs.models import User
from orgs.people import AnyUser
from workflows.assignees import acting_organisation
from workflows.kinds import ASKING, WRITING
from workflows.models import Itinerary, Turn
from workflows.permissions import may_convene, may_reassign, may_serve, represented
from workflows.procedures import return_places


@dataclass(frozen=True, slots=True)
class Act:
    """A button: a page (`url`) or a dialog on this page (its id). `on_behalf_of` names the person stood in for."""

    key: str
    label: str
    icon: str
    url: str = ""
    dialog: str = ""
    danger: bool = False
    on_behalf_of: Any = None


ASSIGN_DIALOG = "assign-dialog"
#: Turns of those who see to it that others act; one's own work comes first.
OVERSEEING = (Turn.Act.CONVENE, Turn.Act.APPOINT)


@dataclass(frozen=True, slots=True)
class Acts:
    next: Act | None
    more: list[Act]
    serving: bool


def acts_for(user: AnyUser, document: Document, at: datetime) -> Acts:
    """The acts of `user` on the document. No right is given by this: every action asks again."""
    itinerary: Itinerary | None = getattr(document, "itinerary", None)
    if itinerary is None or not itinerary.is_active or itinerary.station is None:
        return Acts(None, [], serving=False)
    turns = Turn.objects.filter(document=document, closed_at__isnull=True).select_related(
        "organisation", "user", "visit"
    )
    mine, delegator = _mine(user, list(turns), at)
    own = None if mine is None else _act_of(mine, document, delegator)
    more = _others(user, document, itinerary, mine)
    return Acts(own, more, serving=mine is not None)


def _mine(user: AnyUser, turns: list[Turn], at: datetime) -> tuple[Turn | None, Any]:
    """The person's own turn first, one that only watches last, then one they stand in for."""
    for turn in sorted(turns, key=lambda turn: (turn.watching, turn.act in OVERSEEING, turn.user_id is None)):
        if may_serve(user, turn, at):
            return turn, None
    for turn in turns:
        delegation = represented(user, turn, at)
        if delegation is not None:
            return turn, delegation.delegator
    return None, None


def _act_of(turn: Turn, document: Document, delegator: User | None) -> Act | None:
    """The button for a turn."""
    act = Turn.Act(turn.act)
    if act is Turn.Act.NUMBER:
        return Act("number", _("Cấp số và phát hành"), "hash", url=reverse("workflows:number", args=[document.pk]))
    dialogs = {
        Turn.Act.DRAFT: Act("submit", _("Trình"), "send", dialog="submit-dialog"),
        Turn.Act.REVISE: Act("submit", _("Trình bản chỉnh lý"), "send", dialog="submit-dialog"),
        Turn.Act.CHECK: Act("pass", _("Đạt thể thức"), "clipboard-check", dialog="pass-dialog"),
        Turn.Act.SIGN: Act("sign", _("Ký"), "signature", dialog="sign-dialog", on_behalf_of=delegator),
    }
    if act is Turn.Act.REVISE and (left := unanswered_count(document)):
        url = reverse("approvals:resolutions", args=[document.pk])
        return Act("resolve", _("Trả lời {n} góp ý").format(n=left), "messages", url=url)
    if act in dialogs:
        return dialogs[act]
    if act is Turn.Act.APPOINT:
        return _appoint(turn)
    pages = {
        Turn.Act.OPINION: ("opinion", _("Cho ý kiến của tôi"), "messages"),
        Turn.Act.VOTE: ("ballot", _("Bỏ phiếu"), "checkbox"),
        Turn.Act.APPROVE: ("approval", _for(delegator) or _("Duyệt hoặc trả lại"), "user-check"),
        Turn.Act.COUNT: ("convene", _("Kiểm phiếu"), "list-check"),
        Turn.Act.CONVENE: ("convene", _("Điều hành"), "adjustments"),
    }
    if act not in pages:
        return None
    name, label, icon = pages[act]
    if act is Turn.Act.CONVENE:
        if turn.visit.held_at is not None:
            return Act("ask_again", _("Quyết định bước tiếp"), icon, dialog="held-dialog")
        if turn.visit.kind not in ASKING:
            return None  # a late station: the superior presses, returns or cancels
    return Act(name, label, icon, url=page_of(name, document.pk), on_behalf_of=delegator)


def _appoint(turn: Turn) -> Act:
    """Find somebody: another drafter for a desk, somebody for a role or a body on the organisation's page elsewhere."""
    if turn.visit.kind in WRITING:
        return _assign()
    url = reverse("orgs:organisation_edit", args=[turn.organisation_id])
    return Act("appoint", _("Bố trí người"), "user-plus", url=url)


def _assign() -> Act:
    return Act("assign", _("Giao người soạn khác"), "user-edit", dialog=ASSIGN_DIALOG)


def _for(delegator: User | None) -> str:
    """The label for who approves in another's place: without the name it looks as if one's own act had not counted."""
    return _("Duyệt thay đồng chí {name}").format(name=delegator) if delegator else ""


#: Where a round is served: the names of pages in `approvals`.
PAGES = {
    "opinion": "approvals:document_opinion",
    "ballot": "approvals:document_ballot",
    "approval": "approvals:document_sign_off",
    "convene": "approvals:document_convene",
}


def page_of(name: str, document_id: int) -> str:
    """The page that serves a round's turn."""
    return reverse(PAGES[name], args=[document_id])


def _others(user: AnyUser, document: Document, itinerary: Itinerary, mine: Turn | None) -> list[Act]:
    station = itinerary.station
    assert station is not None
    organisations = {document.organisation_id, acting_organisation(document, station).pk}
    convenes = any(may_convene(user, pk) for pk in organisations)
    drafter = can_edit(user, document)
    more = []
    if drafter and station.kind in WRITING:
        more.append(
            Act("edit", _("Sửa nội dung"), "pencil", url=reverse("workflows:document_edit", args=[document.pk]))
        )
    holds = mine is not None and mine.act not in OVERSEEING and station.kind not in ASKING
    if (holds or convenes) and return_places(itinerary.route, itinerary.position):
        more.append(Act("return", _("Trả lại"), "arrow-back-up", dialog="return-dialog"))
    appoints = mine is not None and mine.act == Turn.Act.APPOINT
    if appoints and convenes and mine is not None and mine.visit.held_at is not None:
        more.append(Act("ask_again", _("Quyết định bước tiếp"), "adjustments", dialog="held-dialog"))
    issued = IssuedPaper.objects.filter(document=document).exists()
    if may_reassign(user, document.organisation) and not issued and not (appoints and station.kind in WRITING):
        more.append(_assign())
    if (drafter or convenes) and not issued:
        more.append(Act("cancel", _("Hủy văn bản"), "ban", dialog="cancel-dialog", danger=True))
    return more
