"""Turns: whose turn it is. Opened when a station is entered, closed when a seat is used or the station is left."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from approvals.models import Ballot
from database.prepared import prepared
from database.rows import insert
from documents.actions import grant_accesses
from documents.models import Access
from orgs.models import Organisation, Role, User
from orgs.queries import holders_of_role
from workflows.actions.accesses import follow_accesses, open_to_delegates
from workflows.actions.holding import release
from workflows.actions.notices import tell
from workflows.actions.rounds import Opened, open_approval, open_ballot_here, open_opinions, open_second
from workflows.assignees import administrators
from workflows.engine import hand_task_to
from workflows.kinds import StationKind
from workflows.models import Turn, Visit
from workflows.procedures.calendar import due_at
from workflows.queries.vacancies import convenor_words, desk_words, lacking_of, may_draft, roll_words
from workflows.transition import Stay


def open_turns(stay: Stay) -> None:
    """Open what the station asks for: one person's turn, a role's turn, or a round with a turn for every seat."""
    OPENERS[stay.kind](stay)


def _open_desk(stay: Stay) -> None:
    """Open the drafter's desk.

    If the drafter may not draft any more, whoever drafts there, and who can appoint another.
    """
    drafter, organisation = stay.document.drafter, stay.document.organisation
    if may_draft(drafter, organisation, timezone.localdate(stay.at)):
        people_turns(stay, stay.act, [drafter])
        return
    role_turn(stay, stay.act, organisation, Role.DRAFTER)
    hand_task_to(stay.visit.itinerary, None)
    appoint(stay, organisation, desk_words())


def _open_role(stay: Stay) -> None:
    """Whoever holds the role; if nobody does, or nobody who signs may, the administrator is told to find somebody."""
    organisation, role = stay.organisation(), stay.station.who.role
    holders = role_turn(stay, stay.act, organisation, role)
    lacking = lacking_of(stay.document, stay.kind, role, holders, timezone.localdate(stay.at))
    if lacking:
        appoint(stay, organisation, lacking)


def _open_opinions(stay: Stay) -> None:
    _seat(stay, open_opinions(stay))


def _open_ballot(stay: Stay) -> None:
    _seat(stay, open_ballot_here(stay))


def _open_approval(stay: Stay) -> None:
    _seat(stay, open_approval(stay))


def _seat(stay: Stay, opened: Opened | None) -> None:
    """Open a turn for each seat, and the convenor's; what the round lacks goes to the administrators."""
    convenors_turn(stay)
    if opened is not None:
        people_turns(stay, stay.act, opened.people)
    else:
        appoint(stay, stay.organisation(), roll_words())


#: What opens a station of each kind; the one that the system does opens a turn for the role that is answerable.
OPENERS: dict[StationKind, Callable[[Stay], None]] = {
    StationKind.DRAFT: _open_desk,
    StationKind.CHECK: _open_role,
    StationKind.OPINION: _open_opinions,
    StationKind.BALLOT: _open_ballot,
    StationKind.REVISE: _open_desk,
    StationKind.APPROVE: _open_approval,
    StationKind.SIGN: _open_role,
    StationKind.NUMBER: _open_role,
    StationKind.DISTRIBUTE: _open_role,
}


def convenors_turn(stay: Stay) -> None:
    """Open the convenor's turn: they watch over a round, may close it early, and decide when it is held."""
    holders = role_turn(
        stay, Turn.Act.CONVENE, stay.organisation(), Role.CHIEF_OF_OFFICE, watching=not stay.visit.held_at
    )
    if not holders:
        appoint(stay, stay.organisation(), convenor_words())


def second_ballot(stay: Stay, ballot: Ballot) -> None:
    """Open turns for the seats of the second ballot, in place of those of the first."""
    visit = stay.visit
    visit.turns.filter(closed_at__isnull=True, act=Turn.Act.VOTE).update(closed_at=stay.at, outcome="over")
    opened = open_second(stay, ballot)
    visit.turns.filter(closed_at__isnull=True).update(due_at=visit.due_at)
    people_turns(stay, Turn.Act.VOTE, opened.people)


def open_again(stay: Stay) -> None:
    """Open the station that is stood at anew, with its full time: for the same question, or for the text's next one."""
    visit = stay.visit
    close_turns(visit, at=stay.at)
    if visit.held_at is not None:
        release(visit)
    visit.due_at = due_at(stay.at, stay.station.days)
    visit.save(update_fields=["due_at"])
    open_turns(stay)


def people_turns(stay: Stay, act: Turn.Act, people: Iterable[User], label: str = "") -> None:
    """Open a turn for each of these people, with the right to see the document."""
    listed, organisation = list(people), stay.organisation()
    Turn.objects.bulk_create(
        [
            Turn(
                document=stay.document,
                visit=stay.visit,
                act=act,
                user=person,
                organisation=organisation,
                label=label[:160] or stay.visit.label,
                opened_at=stay.at,
                due_at=stay.visit.due_at,
            )
            for person in listed
        ],
        ignore_conflicts=True,
    )
    grant_accesses(document=stay.document, why=Access.Why.SEAT, at=stay.at, user_ids=[p.pk for p in listed])
    open_to_delegates(stay.document, act, organisation, listed, stay.at)
    tell(listed, stay.document, act, stay.visit, at=stay.at)


def role_turn(
    stay: Stay,
    act: Turn.Act,
    organisation: Organisation,
    role: str,
    *,
    watching: bool = False,
    label: str = "",
) -> list[User]:
    """Open a turn for whoever holds the role; return who does today."""
    on = timezone.localdate(stay.at)
    turn = Turn(
        document=stay.document,
        visit=stay.visit,
        act=act,
        organisation=organisation,
        role=role,
        label=label[:160] or stay.visit.label,
        watching=watching,
        opened_at=stay.at,
        due_at=stay.visit.due_at,
    )
    insert(turn)
    holders = holders_of_role(organisation, role, on)
    if organisation.pk != stay.document.organisation_id:
        users = [holder.pk for holder in holders]
        grant_accesses(document=stay.document, why=Access.Why.STATION, at=stay.at, user_ids=users)
    open_to_delegates(stay.document, act, organisation, holders, stay.at)
    if not watching:
        tell(holders, stay.document, act, stay.visit, at=stay.at)
    return holders


def appoint(stay: Stay, organisation: Organisation, lacking: str) -> None:
    """Nobody can serve the station: those who administer the organisation, else one above, are told what it lacks.

    Where nobody administers anything, the turn waits for whoever will.
    """
    found = administrators(organisation, timezone.localdate(stay.at))
    waiting = stay.visit.turns.filter(closed_at__isnull=True, act=Turn.Act.APPOINT)
    waiting.exclude(user__in=found).update(closed_at=stay.at, outcome="over")
    waiting.update(label=lacking[:160])
    if not found:
        role_turn(stay, Turn.Act.APPOINT, organisation, Role.ORGANISATION_ADMIN, label=lacking)
    known = set(waiting.values_list("user_id", flat=True))
    people_turns(stay, Turn.Act.APPOINT, [user for user in found if user.pk not in known], label=lacking)


def close_appointments(visit: Visit, *, at: datetime) -> None:
    """Somebody can serve the station again; those who were to find them see the document no more."""
    waiting = visit.turns.filter(closed_at__isnull=True, act=Turn.Act.APPOINT)
    people = list(waiting.filter(user__isnull=False).values_list("user", flat=True))
    if waiting.update(closed_at=at, outcome="over") and people:
        follow_accesses(at=at, user_ids=people)


def stood_in(visit: Visit) -> list[int]:
    """Return the ids of those who got a turn at this stay because nobody could serve it."""
    return [user_id for (user_id,) in _stood_in(visit.pk, str(Turn.Act.APPOINT))]


@prepared
def _stood_in(visit_id: int, act: str) -> QuerySet[Turn, tuple[Any]]:
    return Turn.objects.filter(visit_id=visit_id, act=act, user__isnull=False).values_list("user_id")


def close_turns(visit: Visit, *, at: datetime) -> None:
    """Close what is open of a stay that goes on: its station is asked anew."""
    visit.turns.filter(closed_at__isnull=True).update(closed_at=at, outcome="over")
