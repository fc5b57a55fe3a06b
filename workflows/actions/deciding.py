"""What the convenor of a held station may do: ask again. (The meeting's own decision is entered in `approvals`.)"""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actions import act
from audit.actor import Actor
from documents.models import Document
from workflows.actions.completing import note
from workflows.actions.holding import release
from workflows.actions.turns import close_turns, open_turns
from workflows.actions.walking import walk_on
from workflows.assignees import roll
from workflows.errors import refused
from workflows.kinds import ASKING, StationKind
from workflows.permissions import may_convene
from workflows.procedures.calendar import due_at


@act
def ask_again(*, actor: Actor, document: Document, at: datetime, reason: str) -> None:
    """Open the held station's round, ballot or sign-off anew, with its full time.

    Who: the convenor or an administrator. Refused: the station is not held, still nobody on the roll, no reason.
    """
    walk = walk_on(actor=actor, document=document, at=at)
    if actor.is_system or not may_convene(actor.user, document.organisation_id):
        raise PermissionDenied(_("Chỉ người điều hành của đơn vị được mở lại. Hãy liên hệ Văn phòng."))
    walk.must_stand_at(*ASKING)
    visit = walk.visit
    if visit.held_at is None:
        raise refused("not_held")
    if not reason.strip():
        raise refused("reason_needed")
    station = walk.itinerary.route[walk.itinerary.position]
    if not roll(walk.document, station, timezone.localdate(at)):
        raise refused("still_nobody")
    if walk.kind is StationKind.BALLOT and not walk.facts.has_options:
        raise refused("no_options")
    close_turns(visit, at=at)
    release(visit)
    visit.due_at = due_at(at, station.days)
    visit.save(update_fields=["due_at"])
    walk.reason = reason.strip()
    open_turns(walk)
    note(walk, "ask_again", reason=reason)
