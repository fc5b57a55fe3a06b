"""Nobody's work is stuck: a station that nobody can serve is its administrators' to find somebody for.

Asked when people come and go (`workflows.receivers`), when a station is entered, and nightly of every document under way.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from approvals.actions import lapse_sign_off_seats
from audit.actions import act
from audit.actor import SYSTEM
from documents.models import Document
from orgs.models import Role
from orgs.queries import holders_of_role
from workflows.actions.turns import appoint, close_appointments, role_turn
from workflows.engine import hand_task_to
from workflows.kinds import APPROVALS, WRITING
from workflows.models import Itinerary, Turn
from workflows.queries.itineraries import active_itinerary
from workflows.queries.vacancies import gone_from, may_draft, needs_hands, open_sign_off, vacancy
from workflows.transition import Transition, transition_of


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
    """Look after every document under way.

    What the dates of roles and seats did overnight, and what was stuck before.
    """
    under_way = Itinerary.objects.filter(state=Itinerary.State.ACTIVE)
    return look_after(under_way.values_list("document_id", flat=True), at)


def affected(*, user_id: int, organisation_ids: Iterable[int], on: date) -> set[int]:
    """Return the documents whose stations may have lost or found a holder when somebody came, left or was switched off."""
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
    transition = transition_of(actor=SYSTEM, document=Document(pk=document_id), at=at)
    if transition.kind in WRITING and not may_draft(transition.document.drafter, transition.document.organisation, on):
        _hand_over_desk(transition)
    tell_administrators(transition)


def tell_administrators(transition: Transition) -> None:
    """Let them have a turn that says what the station lacks; take it back where it lacks nothing."""
    stay = transition.stay
    lacking = vacancy(stay.document, stay.station, stay.visit, timezone.localdate(stay.at))
    if lacking:
        appoint(stay, stay.organisation(), lacking)
    else:
        close_appointments(stay.visit, at=stay.at)


def _lapse_the_gone(document_id: int, on: date, at: datetime) -> None:
    itinerary = active_itinerary(document_id)
    station = itinerary.station if itinerary else None
    if station is None or station.kind not in APPROVALS:
        return
    sign_off = open_sign_off(document_id)
    if sign_off is not None:
        lapse_sign_off_seats(actor=SYSTEM, sign_off=sign_off, user_ids=gone_from(sign_off, station, on), at=at)


def _hand_over_desk(transition: Transition) -> None:
    """Hand the desk of a drafter who is gone to whoever drafts in the organisation: they may send on what is there."""
    stay = transition.stay
    desk = stay.visit.turns.filter(closed_at=None, act=stay.act)
    if desk.filter(user__isnull=False).update(closed_at=stay.at, outcome="over"):
        role_turn(stay, stay.act, stay.document.organisation, Role.DRAFTER)
    hand_task_to(transition.itinerary, None)
