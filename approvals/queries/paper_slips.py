"""What the tellers of paper slips see: how many were given out, what they entered themselves, whether two agree."""

from __future__ import annotations

from typing import Any

from approvals.models import Ballot
from approvals.queries.ballots import Turnout, name_of
from approvals.rules.tally import BLANK, INVALID


def countable(ballot: Ballot) -> list[str]:
    """What a paper slip can say."""
    return [*(option["key"] for option in ballot.options), BLANK, INVALID]


def paper_shown(user: Any, ballot: Ballot, turnout: Turnout, *, convenes: bool) -> dict[str, Any]:
    """A teller is shown their own count only, so that the second counts for themselves."""
    given = ballot.seats.filter(on_paper=True).count()
    counts = {count.teller_id: count.counts for count in ballot.teller_counts.all()} if given else {}
    mine = counts.get(user.pk, {})
    return {
        "given": given,
        "may_count": convenes or (turnout.mine is not None and turnout.mine.lapsed_at is None),
        "counted": len(counts),
        "agreed": len(counts) >= 2 and len({str(sorted(one.items())) for one in counts.values()}) == 1,
        "rows": [{"key": key, "name": name_of(key), "mine": mine.get(key)} for key in countable(ballot)],
    }
