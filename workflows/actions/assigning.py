"""Give the drafting of a document to somebody else."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actions import act
from audit.actor import Actor
from documents.actions import set_drafter
from documents.models import Document
from orgs.models import User
from workflows.actions.noting import note
from workflows.actions.turns import close_appointments, people_turns
from workflows.engine import hand_task_to
from workflows.errors import refused
from workflows.kinds import WRITING
from workflows.permissions import may_reassign
from workflows.queries.vacancies import may_draft
from workflows.transition import Transition, transition_of


@act
def assign_drafter(*, actor: Actor, document: Document, drafter: User, reason: str, at: datetime) -> None:
    """Give the drafting of a document to somebody else: the text, its remarks and its way back are theirs from now on.

    Who: the convenor, or an administrator of the organisation or of one above. Refused: no reason, they draft it already,
    they may not draft there. Announces turns, and the accesses that go with them.
    """
    transition = transition_of(actor=actor, document=document, at=at)
    organisation = transition.document.organisation
    if actor.is_system or actor.on_behalf_of is not None or not may_reassign(actor.user, organisation):
        raise PermissionDenied(_("Chỉ người điều hành hoặc quản trị của đơn vị được giao người soạn thảo khác."))
    if not reason.strip():
        raise refused("reason_needed")
    if drafter.pk == transition.document.drafter_id:
        raise refused("drafts_already")
    if not may_draft(drafter, organisation, timezone.localdate(at)):
        raise refused("not_a_drafter")
    before = str(transition.document.drafter)
    set_drafter(actor=actor, document=transition.document, drafter=drafter, at=at)
    if transition.kind in WRITING:
        _give_desk(transition, drafter)
    note(transition, "assign_drafter", reason=reason.strip(), before=before, after=str(drafter))


def _give_desk(transition: Transition, drafter: User) -> None:
    stay = transition.stay
    stay.visit.turns.filter(closed_at=None, act=stay.act).update(closed_at=stay.at, outcome="over")
    people_turns(stay, stay.act, [drafter])
    hand_task_to(transition.itinerary, drafter)
    close_appointments(stay.visit, at=stay.at)
