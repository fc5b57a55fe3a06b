"""Paper slips of a ballot: given out by the convenor, counted by two tellers who must agree."""

from __future__ import annotations

from datetime import datetime

from approvals.actions.journal import note
from approvals.actions.locks import lock
from approvals.errors import refused
from approvals.models import Ballot, TellerCount
from approvals.permissions import require_convenor, require_seat
from approvals.rules.publication import SlipRow
from approvals.rules.tally import BLANK, INVALID
from audit.actions import act
from audit.actor import Actor


@act
def give_paper_slips(*, actor: Actor, ballot: Ballot, user_ids: set[int], at: datetime) -> None:
    """Let these members vote on paper and not here.

    Who: holders of `convene`. Refused: closed, not on the roll, voted already.
    """
    require_convenor(actor, ballot.organisation_id)
    ballot = _locked(ballot)
    seats = ballot.seats.filter(user_id__in=user_ids, lapsed_at=None)
    if seats.count() != len(user_ids):
        raise refused("not_on_roll")
    if seats.filter(voted=False).update(on_paper=True) != len(user_ids):
        raise refused("voted")
    note(actor=actor, verb="give_paper_slips", subject=ballot, of=ballot, at=at, users=sorted(user_ids))


@act
def enter_paper_count(*, actor: Actor, ballot: Ballot, counts: dict[str, int], at: datetime) -> bool:
    """Enter what one teller counted, `{"1": 11, "blank": 2, "invalid": 1}`; True once two tellers agree.

    Who: members of the roll, and holders of `convene`. Refused: closed, unknown options, more slips than were given out.
    """
    held = ballot.seats.filter(user_id=actor.user_id, lapsed_at=None).exists()
    if held:
        require_seat(actor, held=held)
    else:
        require_convenor(actor, ballot.organisation_id)
    ballot = _locked(ballot)
    known = {option["key"] for option in ballot.options} | {BLANK, INVALID}
    if ballot.kind not in (Ballot.Kind.CHOOSE, Ballot.Kind.ADOPT) or not set(counts) <= known:
        raise refused("unknown_choice")
    counts = {key: number for key, number in sorted(counts.items()) if number}
    if any(number < 0 for number in counts.values()) or sum(counts.values()) > _given(ballot):
        raise refused("too_many_slips")
    TellerCount.objects.update_or_create(
        ballot=ballot, teller_id=actor.user_id, defaults={"counts": counts, "entered_at": at}
    )
    note(actor=actor, verb="enter_paper_count", subject=ballot, of=ballot, at=at, slips=sum(counts.values()))
    return _agreement(ballot) is not None


def agreed_paper_slips(ballot: Ballot, given: int) -> list[SlipRow]:
    """The paper slips as published ones, none if none were `given` out. Raises ValidationError unless two tellers agree."""
    if not given:
        return []
    counts = _agreement(ballot)
    if counts is None:
        raise refused("tellers_disagree")
    choices = [choice for choice, number in sorted(counts.items()) for _ in range(number)]
    return [(f"GIAY-{place:03d}", choice) for place, choice in enumerate(choices, start=1)]


def _locked(ballot: Ballot) -> Ballot:
    ballot = lock(Ballot, ballot, ballot.document_id)
    if not ballot.is_open:
        raise refused("annulled" if ballot.annulled_at else "closed")
    return ballot


def _given(ballot: Ballot) -> int:
    return ballot.seats.filter(on_paper=True).count()


def _agreement(ballot: Ballot) -> dict[str, int] | None:
    """What two or more tellers entered, if all who entered say the same."""
    counts = list(TellerCount.objects.filter(ballot=ballot).values_list("counts", flat=True))
    return counts[0] if len(counts) >= 2 and all(count == counts[0] for count in counts) else None
