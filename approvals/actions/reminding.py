"""Reminding those who have not answered, voted or decided."""

from __future__ import annotations

from datetime import datetime, timedelta

from approvals import events
from approvals.actions.journal import announce, note
from approvals.actions.locks import lock
from approvals.errors import refused
from approvals.models import Ballot, OpinionRound
from approvals.permissions import require_convenor_or_system
from audit.actions import act
from audit.actor import Actor

PAUSE = timedelta(hours=1)


@act
def remind(*, actor: Actor, round: OpinionRound | Ballot, at: datetime) -> list[int]:
    """Ask again those whose seat is unused; the ids of the users reminded.

    Who: holders of `convene`, the system near the deadline. Refused: over, nobody left, reminded within the hour.
    Announces members_reminded.
    """
    require_convenor_or_system(actor, round.organisation_id)
    round = lock(type(round), round, round.document_id)
    if not (round.takes_votes if isinstance(round, Ballot) else round.is_open):
        raise refused("closed" if isinstance(round, Ballot) else "round_closed")
    if round.reminded_at is not None and at < round.reminded_at + PAUSE:
        raise refused("too_soon")
    unused = {"voted": False, "on_paper": False} if isinstance(round, Ballot) else {"answered_at": None}
    people = list(round.seats.filter(lapsed_at=None, **unused).order_by("pk").values_list("user_id", flat=True))
    if not people:
        raise refused("nobody_left")
    type(round).objects.filter(pk=round.pk).update(reminded_at=at)  # no row history: not a change of the round
    kind = "ballot" if isinstance(round, Ballot) else "opinion"
    note(actor=actor, verb="remind", subject=round, of=round, at=at, people=len(people))
    announce(events.members_reminded, actor=actor, of=round, at=at, kind=kind, round_id=round.pk, user_ids=people)
    return people
