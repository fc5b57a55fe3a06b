"""Nobody's work is stuck: a station that nobody can serve is its administrators' to find somebody for.

Asked when people come and go (`workflows.receivers`), when a station is entered, and nightly of every document under way.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.actions import lapse_sign_off_seats
from audit.actions import act
from audit.actor import SYSTEM, Actor
from documents.actions import set_drafter
from documents.models import Document
from orgs.models import Role, User
from orgs.queries import holders_of_role
from workflows.actions.completing import note
from workflows.actions.turns import appoint, close_appointments, people_turns, role_turn
from workflows.actions.walking import Walk, walk_on
from workflows.errors import refused
from workflows.models import Itinerary, Turn
from workflows.permissions import ACT_OF_KIND, may_reassign
from workflows.procedures import WRITING, StationKind
from workflows.queries.itineraries import active_itinerary
from workflows.queries.vacancies import gone_from, may_draft, needs_hands, open_sign_off, vacancy


def look_after(document_ids: Iterable[int], at: datetime) -> int:
    """Look whether these documents' stations have holders, and do what is missing; how many needed it.

    The system's. Asked without a lock first, so that a document that lacks nothing is left alone.
    """
    on, done = timezone.localdate(at), 0
    for document_id in sorted(document_ids):
        itinerary = active_itinerary(document_id)
        if itinerary is not None and needs_hands(itinerary, on):
            find_hands(document_id=document_id, at=at)
            done += 1
    return done


def look_after_all(at: datetime) -> int:
    """The same for every document under way: what the dates of roles and seats did overnight, and what was stuck before."""
    under_way = Itinerary.objects.filter(state=Itinerary.State.ACTIVE)
    return look_after(under_way.values_list("document_id", flat=True), at)


def affected(*, user_id: int, organisation_ids: Iterable[int], on: date) -> set[int]:
    """The documents whose stations may have lost or found a holder when somebody came, left or was switched off."""
    turns = Turn.objects.filter(closed_at=None)
    within = turns.filter(organisation__in=set(organisation_ids))
    found = {*turns.filter(user=user_id).values_list("document_id", flat=True)}
    found |= {*turns.filter(act=Turn.Act.APPOINT).values_list("document_id", flat=True)}
    # What a seat brings is asked of each: the authority to sign, and whether a round still has anybody.
    found |= {*within.filter(act__in=(Turn.Act.SIGN, Turn.Act.CONVENE)).values_list("document_id", flat=True)}
    for organisation_id, role in within.filter(user=None).values_list("organisation_id", "role").distinct():
        if not holders_of_role(organisation_id, role, on):
            found |= {*within.filter(organisation=organisation_id, role=role).values_list("document_id", flat=True)}
    return found


@act
def find_hands(*, document_id: int, at: datetime) -> None:
    """Take seats and desk from those who are gone; let the administrators know what the station lacks, or that it lacks no more.

    Who: the system. Refused: never; what is in order stays as it is. Announces what the lapsing of a seat announces.
    """
    on = timezone.localdate(at)
    _lapse_the_gone(document_id, on, at)
    if active_itinerary(document_id) is None:  # the last seat that was waited for decided it
        return
    walk = walk_on(actor=SYSTEM, document=Document(pk=document_id), at=at)
    if walk.kind in WRITING and not may_draft(walk.document.drafter, walk.document.organisation, on):
        _hand_over_desk(walk)
    tell_administrators(walk)


def tell_administrators(walk: Walk) -> None:
    """Let them have a turn that says what the station lacks; take it back where it lacks nothing."""
    station = walk.itinerary.route[walk.itinerary.position]
    lacking = vacancy(walk.document, station, walk.visit, timezone.localdate(walk.at))
    if lacking:
        appoint(walk, walk.visit, walk.organisation(), lacking)
    else:
        close_appointments(walk.visit, at=walk.at)


def _lapse_the_gone(document_id: int, on: date, at: datetime) -> None:
    itinerary = active_itinerary(document_id)
    station = itinerary.station if itinerary else None
    if station is None or station.kind is not StationKind.APPROVE:
        return
    sign_off = open_sign_off(document_id)
    if sign_off is not None:
        lapse_sign_off_seats(actor=SYSTEM, sign_off=sign_off, user_ids=gone_from(sign_off, station, on), at=at)


def _hand_over_desk(walk: Walk) -> None:
    """The desk of a drafter who is gone is whoever's drafts in the organisation: they may send on what is there."""
    desk = walk.visit.turns.filter(closed_at=None, act=ACT_OF_KIND[walk.kind or StationKind.DRAFT])
    if desk.filter(user__isnull=False).update(closed_at=walk.at, outcome="over"):
        role_turn(
            walk, walk.visit, ACT_OF_KIND[walk.kind or StationKind.DRAFT], walk.document.organisation, Role.DRAFTER
        )
    walk.hand_task_to(None)


@act
def assign_drafter(*, actor: Actor, document: Document, drafter: User, reason: str, at: datetime) -> None:
    """Give the drafting of a document to somebody else: the text, its remarks and its way back are theirs from now on.

    Who: the convenor, or an administrator of the organisation or of one above. Refused: no reason, they draft it already,
    they may not draft there. Announces turns, and the accesses that go with them.
    """
    walk = walk_on(actor=actor, document=document, at=at)
    organisation = walk.document.organisation
    if actor.is_system or actor.on_behalf_of is not None or not may_reassign(actor.user, organisation):
        raise PermissionDenied(_("Chỉ người điều hành hoặc quản trị của đơn vị được giao người soạn thảo khác."))
    if not reason.strip():
        raise refused("reason_needed")
    if drafter.pk == walk.document.drafter_id:
        raise refused("drafts_already")
    if not may_draft(drafter, organisation, timezone.localdate(at)):
        raise refused("not_a_drafter")
    before = str(walk.document.drafter)
    set_drafter(actor=actor, document=walk.document, drafter=drafter, at=at)
    if walk.kind in WRITING:
        _give_desk(walk, drafter)
    note(walk, "assign_drafter", reason=reason.strip(), before=before, after=str(drafter))


def _give_desk(walk: Walk, drafter: User) -> None:
    assert walk.kind is not None
    act_here = ACT_OF_KIND[walk.kind]
    walk.visit.turns.filter(closed_at=None, act=act_here).update(closed_at=walk.at, outcome="over")
    people_turns(walk, walk.visit, act_here, [drafter])
    walk.hand_task_to(drafter)
    close_appointments(walk.visit, at=walk.at)
