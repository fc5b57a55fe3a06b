"""Turns: whose turn it is. Opened when a station is entered, closed when a seat is used or the station is left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from approvals.models import Ballot
from audit.actor import Actor
from database.prepared import prepared
from database.rows import insert
from database.turns import close_turn, close_visit
from documents.actions import grant_accesses
from documents.models import Access
from orgs.models import Organisation, Role, User
from orgs.queries import holders_of_role
from workflows.actions.accesses import follow_accesses, open_to_delegates
from workflows.actions.notices import tell
from workflows.actions.rounds import open_approval, open_ballot_here, open_opinions, open_second
from workflows.assignees import administrators
from workflows.kinds import KINDS, Held, StationKind
from workflows.models import Turn, Visit
from workflows.permissions import ACT_OF_KIND
from workflows.queries.vacancies import convenor_words, desk_words, lacking_of, may_draft, roll_words


def open_turns(walk: Any) -> None:
    """Open what the station asks for: one person's turn, a role's turn, or a round with a turn for every seat."""
    OPENERS[KINDS[walk.kind].held](walk)


def _open_desk(walk: Any) -> None:
    """The drafter's desk; if the drafter may not draft any more, whoever drafts there, and who can appoint another."""
    drafter, organisation = walk.document.drafter, walk.document.organisation
    if may_draft(drafter, organisation, timezone.localdate(walk.at)):
        people_turns(walk, walk.visit, ACT_OF_KIND[walk.kind], [drafter])
        return
    role_turn(walk, walk.visit, ACT_OF_KIND[walk.kind], organisation, Role.DRAFTER)
    walk.hand_task_to(None)
    appoint(walk, walk.visit, organisation, desk_words())


def _open_role(walk: Any) -> None:
    """Whoever holds the role; if nobody does, or nobody who signs may, the administrator is told to find somebody."""
    organisation, role = walk.organisation(), walk.station.who.role
    holders = role_turn(walk, walk.visit, ACT_OF_KIND[walk.kind], organisation, role)
    lacking = lacking_of(walk.document, walk.kind, role, holders, timezone.localdate(walk.at))
    if lacking:
        appoint(walk, walk.visit, organisation, lacking)


def _open_round(walk: Any) -> None:
    """A round, ballot or sign-off with a turn per seat, and the convenor's; what it lacks goes to the administrators."""
    visit = walk.visit
    opener = {
        StationKind.OPINION: open_opinions,
        StationKind.BALLOT: open_ballot_here,
        StationKind.APPROVE: open_approval,
    }[walk.kind]
    opened = opener(walk, visit)
    convenors_turn(walk, visit)
    if opened is not None:
        people_turns(walk, visit, ACT_OF_KIND[walk.kind], opened.people)
    else:
        appoint(walk, visit, walk.organisation(), roll_words())


#: What opens a station, by who holds it; the one that the system does opens a turn for the role that is answerable.
OPENERS = {
    Held.DRAFTER: _open_desk,
    Held.ROLE: _open_role,
    Held.BODY: _open_round,
    Held.APPROVERS: _open_round,
    Held.SYSTEM: _open_role,
}


def convenors_turn(walk: Any, visit: Visit) -> None:
    """The convenor watches over a round, may close it early, and decides when it is held."""
    holders = role_turn(
        walk, visit, Turn.Act.CONVENE, walk.organisation(), Role.CHIEF_OF_OFFICE, watching=not visit.held_at
    )
    if not holders:
        appoint(walk, visit, walk.organisation(), convenor_words())


def second_ballot(walk: Any, ballot: Ballot) -> None:
    """Turns for the seats of the second ballot, in place of those of the first."""
    visit = walk.visit
    visit.turns.filter(closed_at__isnull=True, act=Turn.Act.VOTE).update(closed_at=walk.at, outcome="over")
    opened = open_second(walk, ballot, visit)
    visit.turns.filter(closed_at__isnull=True).update(due_at=visit.due_at)
    people_turns(walk, visit, Turn.Act.VOTE, opened.people)


def people_turns(walk: Any, visit: Visit, act: Turn.Act, people: Iterable[User], label: str = "") -> None:
    """A turn for each of these people, and the right to see the document."""
    listed, organisation = list(people), walk.organisation()
    Turn.objects.bulk_create(
        [
            Turn(
                document=walk.document,
                visit=visit,
                act=act,
                user=person,
                organisation=organisation,
                label=label[:160] or visit.label,
                opened_at=walk.at,
                due_at=visit.due_at,
            )
            for person in listed
        ],
        ignore_conflicts=True,
    )
    grant_accesses(document=walk.document, why=Access.Why.SEAT, at=walk.at, user_ids=[p.pk for p in listed])
    open_to_delegates(walk.document, act, organisation, listed, walk.at)
    tell(listed, walk.document, act, visit, at=walk.at)


def role_turn(
    walk: Any,
    visit: Visit,
    act: Turn.Act,
    organisation: Organisation,
    role: str,
    *,
    watching: bool = False,
    label: str = "",
) -> list[User]:
    """A turn for whoever holds the role; returns who does today."""
    on = timezone.localdate(walk.at)
    turn = Turn(
        document=walk.document,
        visit=visit,
        act=act,
        organisation=organisation,
        role=role,
        label=label[:160] or visit.label,
        watching=watching,
        opened_at=walk.at,
        due_at=visit.due_at,
    )
    insert(turn)
    holders = holders_of_role(organisation, role, on)
    if organisation.pk != walk.document.organisation_id:
        users = [holder.pk for holder in holders]
        grant_accesses(document=walk.document, why=Access.Why.STATION, at=walk.at, user_ids=users)
    open_to_delegates(walk.document, act, organisation, holders, walk.at)
    if not watching:
        tell(holders, walk.document, act, visit, at=walk.at)
    return holders


def appoint(walk: Any, visit: Visit, organisation: Organisation, lacking: str) -> None:
    """Nobody can serve the station: those who administer the organisation, else one above, are told what it lacks.

    Where nobody administers anything, the turn waits for whoever will.
    """
    found = administrators(organisation, timezone.localdate(walk.at))
    waiting = visit.turns.filter(closed_at__isnull=True, act=Turn.Act.APPOINT)
    waiting.exclude(user__in=found).update(closed_at=walk.at, outcome="over")
    waiting.update(label=lacking[:160])
    if not found:
        role_turn(walk, visit, Turn.Act.APPOINT, organisation, Role.ORGANISATION_ADMIN, label=lacking)
    known = set(waiting.values_list("user_id", flat=True))
    people_turns(walk, visit, Turn.Act.APPOINT, [user for user in found if user.pk not in known], label=lacking)


def close_appointments(visit: Visit, *, at: datetime) -> None:
    """Somebody can serve the station again; those who were to find them see the document no more."""
    waiting = visit.turns.filter(closed_at__isnull=True, act=Turn.Act.APPOINT)
    people = list(waiting.filter(user__isnull=False).values_list("user", flat=True))
    if waiting.update(closed_at=at, outcome="over") and people:
        follow_accesses(at=at, user_ids=people)


def stood_in(visit: Visit) -> list[int]:
    """The ids of those who got a turn at this stay because nobody could serve it."""
    return [user_id for (user_id,) in _stood_in(visit.pk, str(Turn.Act.APPOINT))]


@prepared
def _stood_in(visit_id: int, act: str) -> QuerySet[Turn, tuple[Any]]:
    return Turn.objects.filter(visit_id=visit_id, act=act, user__isnull=False).values_list("user_id")


def close_turns(visit: Visit, *, at: datetime) -> None:
    """Close what is open of a stay that goes on: its station is asked anew."""
    visit.turns.filter(closed_at__isnull=True).update(closed_at=at, outcome="over")


def leave(visit: Visit, *, served: Turn | None, actor: Actor, outcome: str, reason: str, at: datetime) -> None:
    """End a stay and close its open turns: the one that the actor served as done by them, the others as over."""
    visit.left_at, visit.outcome, visit.reason, visit.left_by = at, outcome, reason, actor.user
    changed = ("left_at", "outcome", "reason", "left_by")
    close_visit(visit, changed, served_id=served.pk if served else 0, by_id=actor.user_id, outcome=outcome, at=at)


def close_seat_turn(
    document_id: int, act: Turn.Act, user_id: int, by_id: int | None, outcome: str, at: datetime
) -> None:
    """A seat was used: its turn is done. Every vote comes through here, so it is said to the database directly."""
    close_turn(document_id, str(act), user_id, by_id=by_id, outcome=outcome, at=at)
