"""Ask a held station again, as its convenor may. (The meeting's own decision is entered in `approvals`.)"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actions import act
from audit.actor import Actor
from documents.models import Document
from workflows.actions.noting import note
from workflows.actions.turns import open_again
from workflows.assignees import roll
from workflows.errors import refused
from workflows.kinds import ASKING, StationKind
from workflows.permissions import may_convene
from workflows.transition import transition_of


@act
def ask_again(*, actor: Actor, document: Document, at: datetime, reason: str) -> None:
    """Open the held station's round, ballot or sign-off anew, with its full time.

    Who: the convenor or an administrator. Refused: the station is not held, still nobody on the roll, no reason.
    """
    transition = transition_of(actor=actor, document=document, at=at)
    if actor.is_system or not may_convene(actor.user, document.organisation_id):
        raise PermissionDenied(_("Chỉ người điều hành của đơn vị được mở lại. Hãy liên hệ Văn phòng."))
    transition.must_stand_at(*ASKING)
    visit = transition.visit
    if visit.held_at is None:
        raise refused("not_held")
    if not reason.strip():
        raise refused("reason_needed")
    station = transition.stay.station
    if not roll(transition.document, station, timezone.localdate(at)):
        raise refused("still_nobody")
    if transition.kind is StationKind.BALLOT and not transition.facts.has_options:
        raise refused("no_options")
    open_again(replace(transition.stay, reason=reason.strip()))
    note(transition, "ask_again", reason=reason)
