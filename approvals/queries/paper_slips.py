"""What the convenor and the tellers see of the paper slips: who counts, who has counted, whether the two agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from approvals.models import Ballot, Teller
from approvals.permissions import possible_tellers
from approvals.queries.ballots import name_of
from approvals.rules.paper import agreed, differing
from approvals.rules.tally import BLANK, INVALID
from orgs.people import AnyUser


def countable(ballot: Ballot) -> list[str]:
    """Return the keys that a paper slip can say."""
    return [*(option["key"] for option in ballot.options), BLANK, INVALID]


def counts_paper(ballot: Ballot) -> bool:
    """Whether a paper slip of this ballot can be counted by hand: it says one thing."""
    return ballot.kind in (Ballot.Method.CHOOSE, Ballot.Method.ADOPT)


@dataclass(frozen=True, slots=True)
class TellerShown:
    """One of the two tellers: `gone` says that they may not count any more, so that another must be appointed."""

    pk: int
    name: str
    counted: bool
    gone: bool


def paper_shown(user: AnyUser, ballot: Ballot, *, convenes: bool) -> dict[str, Any]:
    """Return the inputs of the paper count.

    A teller is shown their own figures only, so that the second counts alone.
    """
    tellers = ballot.tellers_in_office()
    given = ballot.seats.filter(on_paper=True).count()
    counts = [teller.counts for teller in tellers]
    mine = next((teller for teller in tellers if teller.user_id == user.pk), None)
    choosing = convenes and ballot.takes_votes and (ballot.sealed or counts_paper(ballot))
    counting = ballot.is_open and bool(given or (tellers and not ballot.sealed))
    people = possible_tellers(ballot).order_by("full_name") if choosing else []
    return {
        "shown": counting and (convenes or mine is not None),
        "given": given,
        "tellers": _shown(ballot, tellers),
        "may_count": mine is not None,
        "agreed": agreed(counts) is not None,
        "differing": [name_of(key) for key in differing(counts)],
        "rows": _rows(ballot, mine),
        "by_hand": counts_paper(ballot),
        "places": [*(teller.user_id for teller in tellers), None, None][:2],
        "people": [(person.pk, str(person)) for person in people],
    }


def _shown(ballot: Ballot, tellers: list[Teller]) -> list[TellerShown]:
    able = set(possible_tellers(ballot).values_list("pk", flat=True)) if tellers and ballot.is_open else set()
    return [
        TellerShown(
            teller.user_id, str(teller), teller.counts is not None, ballot.is_open and teller.user_id not in able
        )
        for teller in tellers
    ]


def _rows(ballot: Ballot, mine: Teller | None) -> list[dict[str, Any]]:
    counts = (mine and mine.counts) or {}
    counted = mine is not None and mine.counts is not None
    return [
        {"key": key, "name": name_of(key), "mine": counts.get(key, 0 if counted else None)} for key in countable(ballot)
    ]
