"""Paper slips: given out by the convenor, counted by the two tellers whom the convenor appoints, who must agree."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from approvals import events
from approvals.actions.journal import announce, note
from approvals.actions.locks import lock
from approvals.errors import refused
from approvals.models import Ballot, SealedSlip, Teller
from approvals.permissions import can_count, possible_tellers, require_convenor, require_teller
from approvals.rules.paper import Count, agreed, differing
from approvals.rules.publication import SlipRow
from approvals.rules.tally import BLANK, INVALID
from audit.actions import act
from audit.actor import Actor


@act
def give_paper_slips(*, actor: Actor, ballot: Ballot, user_ids: set[int], at: datetime) -> None:
    """Let these members vote on paper and not here; what was counted before is to be counted again.

    Who: holders of `convene`. Refused: closed, not on the roll, voted already. Announces count_asked.
    """
    require_convenor(actor, ballot.organisation_id)
    ballot = _locked(ballot)
    if not ballot.takes_votes:
        raise refused("closed")
    seats = ballot.seats.filter(user_id__in=user_ids, lapsed_at=None)
    if seats.count() != len(user_ids):
        raise refused("not_on_roll")
    if seats.filter(voted=False).update(on_paper=True) != len(user_ids):
        raise refused("voted")
    note(actor=actor, verb="give_paper_slips", subject=ballot, of=ballot, at=at, users=sorted(user_ids))
    _ask_again(actor, ballot, at)


@act
def appoint_tellers(
    *, actor: Actor, ballot: Ballot, user_ids: set[int], at: datetime, reason: str = ""
) -> list[Teller]:
    """Appoint the two people who count the paper slips and hold the keys of sealed ones, or replace one or both.

    What a replaced one counted is void. Who: holders of `convene`. Refused: closed, not two people, somebody who may not
    count, nobody new, a replacement without a reason, slips sealed to their keys. Announces tellers_appointed, count_asked.
    """
    require_convenor(actor, ballot.organisation_id)
    ballot = _locked(ballot)
    if len(user_ids) != 2:
        raise refused("two_tellers")
    if possible_tellers(ballot).filter(pk__in=user_ids).count() != 2:
        raise refused("cannot_count")
    now = {teller.user_id: teller for teller in ballot.tellers_in_office()}
    joining, leaving = sorted(user_ids - now.keys()), sorted(now.keys() - user_ids)
    if not joining:
        raise refused("done_already")
    if leaving and not reason.strip():
        raise refused("reason_needed")
    if SealedSlip.objects.filter(seat__ballot=ballot).exists() or ballot.ended_at is not None:
        raise refused("sealed_already")
    ballot.tellers.filter(dismissed_at=None, user_id__in=leaving).update(dismissed_at=at)
    free = sorted({1, 2} - {teller.place for pk, teller in now.items() if pk in user_ids})
    Teller.objects.bulk_create(
        Teller(ballot=ballot, user_id=pk, place=place, appointed_at=at) for pk, place in zip(joining, free, strict=True)
    )
    tellers = ballot.tellers_in_office()
    names = ", ".join(map(str, tellers))
    note(actor=actor, verb="appoint_tellers", subject=ballot, of=ballot, at=at, reason=reason, names=names,
         tellers=[teller.user_id for teller in tellers], dismissed=leaving)  # fmt: skip
    announce(
        events.tellers_appointed, actor=actor, of=ballot, at=at, ballot_id=ballot.pk,
        user_ids=joining, dismissed_ids=leaving,
    )  # fmt: skip
    if _given(ballot) or ballot.sealed:
        announce(events.count_asked, actor=actor, of=ballot, at=at, ballot_id=ballot.pk, user_ids=joining)
    return tellers


@act
def enter_paper_count(*, actor: Actor, ballot: Ballot, counts: dict[str, int], at: datetime) -> bool:
    """Enter what one teller counted, `{"1": 11, "blank": 2, "invalid": 1}`; True once both tellers agree.

    Who: the two tellers of the ballot, in person. Refused: closed, unknown options, more slips than were given out.
    Announces count_entered, and count_asked of both if they disagree.
    """
    require_teller(actor, held=not actor.is_system and can_count(actor.user, ballot))
    ballot = _locked(ballot)
    known = {option["key"] for option in ballot.options} | {BLANK, INVALID}
    if ballot.kind not in (Ballot.Method.CHOOSE, Ballot.Method.ADOPT) or not set(counts) <= known:
        raise refused("unknown_choice")
    counts = {key: number for key, number in sorted(counts.items()) if number}
    if any(number < 0 for number in counts.values()) or sum(counts.values()) > _given(ballot):
        raise refused("too_many_slips")
    mine = ballot.tellers.filter(user_id=actor.user_id, dismissed_at=None)
    require_teller(actor, held=bool(mine.update(counts=counts, counted_at=at)))
    tellers = ballot.tellers_in_office()
    said = [teller.counts for teller in tellers]
    facts: dict[str, Any] = {"slips": sum(counts.values()), "differing": differing(said)}
    note(actor=actor, verb="enter_paper_count", subject=ballot, of=ballot, at=at, **facts)
    _tell_count(actor, ballot, [teller.user_id for teller in tellers], said, at)
    return agreed(said) is not None


def _tell_count(actor: Actor, ballot: Ballot, both: list[int], said: list[Count], at: datetime) -> None:
    """Once they agree both are done; while they differ both are asked; the first one waits for the other."""
    disagreed, done = bool(differing(said)), [actor.user_id]
    if agreed(said) is not None:
        done = both
    told: dict[str, Any] = {"done_ids": [] if disagreed else done, "disagreed": disagreed}
    announce(events.count_entered, actor=actor, of=ballot, at=at, ballot_id=ballot.pk, **told)
    if disagreed:
        announce(events.count_asked, actor=actor, of=ballot, at=at, ballot_id=ballot.pk, user_ids=both)


def agreed_paper_slips(ballot: Ballot, given: int) -> list[SlipRow]:
    """Return the paper slips as published ones, none if none were `given` out.

    Raises ValidationError unless the tellers agree.
    """
    if not given:
        return []
    tellers = ballot.tellers_in_office()
    if not tellers:
        raise refused("tellers_needed")
    counts = agreed([teller.counts for teller in tellers])
    if counts is None:
        raise refused("tellers_disagree")
    choices = [choice for choice, number in sorted(counts.items()) for _ in range(number)]
    return [(f"GIAY-{place:03d}", choice) for place, choice in enumerate(choices, start=1)]


def _ask_again(actor: Actor, ballot: Ballot, at: datetime) -> None:
    """More slips are out: a count made before they came back cannot stand."""
    tellers = ballot.tellers_in_office()
    ballot.tellers.filter(dismissed_at=None).update(counts=None, counted_at=None)
    if tellers:
        asked = [teller.user_id for teller in tellers]
        announce(events.count_asked, actor=actor, of=ballot, at=at, ballot_id=ballot.pk, user_ids=asked)


def _locked(ballot: Ballot) -> Ballot:
    ballot = lock(Ballot, ballot, ballot.document_id)
    if not ballot.is_open:
        raise refused("annulled" if ballot.annulled_at else "closed")
    return ballot


def _given(ballot: Ballot) -> int:
    return ballot.seats.filter(on_paper=True).count()
