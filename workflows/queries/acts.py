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
from workflows.kinds import ASKING, WRITING, Door
from workflows.models import Itinerary, Turn
from workflows.permissions import may_convene, may_reassign, may_serve, represented
from workflows.procedures import return_places
from workflows.queries.doors import CONVENE_PAGE, COUNT_PAGE, OVERSEEING, own_door


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


@dataclass(frozen=True, slots=True)
class Acts:
    next: Act | None
    more: list[Act]
    serving: bool


def acts_for(user: AnyUser, document: Document, at: datetime) -> Acts:
    """Return the acts of `user` on the document. No right is given by this: every action asks again."""
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
    """Return the person's own turn first, one that only watches last, then one they stand in for."""
    for turn in sorted(turns, key=lambda turn: (turn.watching, turn.act in OVERSEEING, turn.user_id is None)):
        if may_serve(user, turn, at):
            return turn, None
    for turn in turns:
        delegation = represented(user, turn, at)
        if delegation is not None:
            return turn, delegation.delegator
    return None, None


def _act_of(turn: Turn, document: Document, delegator: User | None) -> Act | None:
    """Return the button for a turn: of the station's own work, or of what goes with it."""
    if turn.act == Turn.Act.APPOINT:
        return _appoint(turn)
    if turn.act == Turn.Act.CONVENE:
        return _convene(turn, document)
    if turn.act == Turn.Act.COUNT:
        return Act("convene", _("Kiểm phiếu"), "list-check", url=reverse(COUNT_PAGE, args=[document.pk]))
    if turn.act == Turn.Act.REVISE and (left := unanswered_count(document)):
        url = reverse("approvals:resolutions", args=[document.pk])
        return Act("resolve", _("Trả lời {n} góp ý").format(n=left), "messages", url=url)
    door = own_door(turn.act, turn.visit.kind)
    return None if door is None else _through(door, turn, document, delegator)


def _through(door: Door, turn: Turn, document: Document, delegator: User | None) -> Act:
    """Return the button of a door. Who approves in another's place is named: else one's own act seems not to have counted."""
    label = _(door.label)
    if delegator is not None and turn.visit.kind in ASKING:
        label = _("Duyệt thay đồng chí {name}").format(name=delegator)
    url = reverse(door.page, args=[document.pk]) if door.page else ""
    return Act(door.key, label, door.icon, url=url, dialog=door.dialog, on_behalf_of=delegator)


def _convene(turn: Turn, document: Document) -> Act | None:
    """See to a round, or decide what a held station does next; at a late one the superior presses, returns or cancels."""
    if turn.visit.held_at is not None:
        return Act("ask_again", _("Quyết định bước tiếp"), "adjustments", dialog="held-dialog")
    if turn.visit.kind not in ASKING:
        return None
    return Act("convene", _("Điều hành"), "adjustments", url=reverse(CONVENE_PAGE, args=[document.pk]))


def _appoint(turn: Turn) -> Act:
    """Find somebody: another drafter for a desk, somebody for a role or a body on the organisation's page elsewhere."""
    if turn.visit.kind in WRITING:
        return _assign()
    url = reverse("orgs:organisation_edit", args=[turn.organisation_id])
    return Act("appoint", _("Bố trí người"), "user-plus", url=url)


def _assign() -> Act:
    return Act("assign", _("Giao người soạn khác"), "user-edit", dialog=ASSIGN_DIALOG)


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
