"""Reads for pages and for the floors above."""

from approvals.queries.ballots import (
    Choice,
    Turnout,
    annulled_before,
    choices_of,
    current_ballot,
    result_shown,
    rule_sentence,
    turnout_of,
    visible_ballot,
    warnings_of,
)
from approvals.queries.opinions import (
    Remark,
    comment_notes,
    current_round,
    opinions_shown,
    visible_round,
)
from approvals.queries.resolutions import Progress, groups_of, progress_of, unanswered_count, unanswered_of
from approvals.queries.sign_offs import (
    HeldSeat,
    current_sign_off,
    grounds_of,
    rule_of,
    seat_for,
    seats_shown,
    visible_sign_off,
)

__all__ = [
    "Choice",
    "HeldSeat",
    "Progress",
    "Remark",
    "Turnout",
    "annulled_before",
    "choices_of",
    "comment_notes",
    "current_ballot",
    "current_round",
    "current_sign_off",
    "grounds_of",
    "groups_of",
    "opinions_shown",
    "progress_of",
    "result_shown",
    "rule_of",
    "rule_sentence",
    "seat_for",
    "seats_shown",
    "turnout_of",
    "unanswered_count",
    "unanswered_of",
    "visible_ballot",
    "visible_round",
    "visible_sign_off",
    "warnings_of",
]
