"""Everything that changes an opinion round, a ballot or a sign-off."""

from approvals.actions.afterwards import enter_meeting_decision, record_dissent
from approvals.actions.ballots import (
    annul_ballot,
    extend_ballot,
    open_ballot,
    open_second_ballot,
    second_round_of,
)
from approvals.actions.closing import close_ballot, write_remark
from approvals.actions.comments import resolve_comment, resolve_opinion, withdraw_comment, write_comment
from approvals.actions.lapsing import lapse_seats, lapse_sign_off_seats
from approvals.actions.opinions import (
    annul_opinion_round,
    close_opinion_round,
    extend_opinion_round,
    give_opinion,
    open_opinion_round,
)
from approvals.actions.paper import appoint_tellers, enter_paper_count, give_paper_slips
from approvals.actions.reminding import remind
from approvals.actions.roll import RollEntry
from approvals.actions.sealing import cast_sealed_slip, give_key, open_slips, slips_to_open
from approvals.actions.sign_offs import annul_sign_off, decide, open_sign_off, whose_turn
from approvals.actions.terms import BallotTerms, RoundTerms, SignOffTerms
from approvals.actions.voting import Receipt, cast_slip, mark_present

__all__ = [
    "BallotTerms",
    "Receipt",
    "RollEntry",
    "RoundTerms",
    "SignOffTerms",
    "annul_ballot",
    "annul_opinion_round",
    "annul_sign_off",
    "appoint_tellers",
    "cast_sealed_slip",
    "cast_slip",
    "close_ballot",
    "close_opinion_round",
    "decide",
    "enter_meeting_decision",
    "enter_paper_count",
    "extend_ballot",
    "extend_opinion_round",
    "give_key",
    "give_opinion",
    "give_paper_slips",
    "lapse_seats",
    "lapse_sign_off_seats",
    "mark_present",
    "open_ballot",
    "open_opinion_round",
    "open_second_ballot",
    "open_sign_off",
    "open_slips",
    "record_dissent",
    "remind",
    "resolve_comment",
    "resolve_opinion",
    "second_round_of",
    "slips_to_open",
    "whose_turn",
    "withdraw_comment",
    "write_comment",
    "write_remark",
]
