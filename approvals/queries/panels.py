"""What the margin of the document page shows of ballots."""

from __future__ import annotations

from typing import Any

from approvals.models import Ballot
from approvals.permissions import can_convene
from approvals.queries.ballots import (
    choices_of,
    current_ballot,
    questions_after,
    result_shown,
    rule_sentence,
    turnout_of,
)
from documents.queries import Reading


def ballot_shown(reading: Reading) -> dict[str, Any]:
    """Return the inputs of `approvals/_ballot_panel.html`: the present ballot and how many came before."""
    user, document = reading.user, reading.document
    ballot = current_ballot(document)
    if ballot is None:
        return {"document": document, "ballot": None}
    ballot.document = document
    turnout = turnout_of(ballot, user)
    return {
        "document": document,
        "ballot": ballot,
        "turnout": turnout,
        "options": choices_of(ballot),
        "result": result_shown(ballot),
        "rule_sentence": rule_sentence(ballot, turnout.total),
        "may_vote": ballot.takes_votes and turnout.mine is not None and turnout.mine.lapsed_at is None,
        "questions_after": questions_after(ballot),
        "may_convene": can_convene(user, ballot.organisation_id),
        "earlier": Ballot.objects.filter(document=document).exclude(pk=ballot.pk).order_by("-pk"),
    }
