from approvals.models.ballots import Ballot, Dissent, MeetingDecision, Remark, SealedSlip, Seat, Slip, Teller, Urn
from approvals.models.opinions import Comment, Opinion, OpinionFile, OpinionRound, OpinionSeat, Resolution
from approvals.models.sign_offs import SignOff, SignOffSeat

__all__ = [
    "Ballot",
    "Comment",
    "Dissent",
    "MeetingDecision",
    "Opinion",
    "OpinionFile",
    "OpinionRound",
    "OpinionSeat",
    "Remark",
    "Resolution",
    "SealedSlip",
    "Seat",
    "SignOff",
    "SignOffSeat",
    "Slip",
    "Teller",
    "Urn",
]
