"""Sealed slips: keys that two tellers hold, slips that only both together open (docs/decisions/0011-sealed-slips.md)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from approvals import events
from approvals.actions.closing import finish
from approvals.actions.journal import announce, note
from approvals.actions.locks import lock
from approvals.actions.voting import hold_seat
from approvals.errors import refused
from approvals.models import Ballot, SealedSlip, Teller, Urn
from approvals.models.ballots import EMPTY
from approvals.permissions import require_teller
from approvals.rules.sealing import counted, digest_of, fingerprint, is_public_key, is_sealed
from audit.actions import act
from audit.actor import Actor
from database.rows import insert_or_replace
from database.votes import mark_voted


@act
def give_key(*, actor: Actor, ballot: Ballot, public_key: str, at: datetime) -> Teller:
    """Give the public half of a key that this teller made; once both have, the members can vote.

    Who: the two tellers of a sealed ballot, in person. Refused: over, no key, slips were sealed already.
    Announces count_entered, and ballot_unlocked with the second key.
    """
    teller = _teller(actor, ballot)
    ballot = lock(Ballot, ballot, ballot.document_id)
    if not ballot.takes_votes or not ballot.sealed:
        raise refused("annulled" if ballot.annulled_at else "closed")
    if not is_public_key(public_key):
        raise refused("bad_key")
    if SealedSlip.objects.filter(seat__ballot=ballot).exists():
        raise refused("sealed_already")
    if not ballot.tellers.filter(pk=teller.pk, dismissed_at=None).update(public_key=public_key, key_at=at):
        raise refused("cannot_count")
    note(actor=actor, verb="give_key", subject=ballot, of=ballot, at=at, public_key=public_key,
         fingerprint=fingerprint(public_key))  # fmt: skip
    _done(actor, ballot, at)
    if len(ballot.keys()) == 2:
        waiting = list(
            ballot.seats.filter(voted=False, on_paper=False, lapsed_at=None).values_list("user_id", flat=True)
        )
        announce(events.ballot_unlocked, actor=actor, of=ballot, at=at, ballot_id=ballot.pk, user_ids=waiting)
    return teller


@act
def cast_sealed_slip(*, actor: Actor, ballot: Ballot, sealed: str, sealed_to: str, at: datetime) -> bool:
    """Vote with a slip that the voter's browser sealed, or put another in its place until the close; True if it changed.

    `sealed_to` names the keys: their digest. Who: the holder of a seat, in person. Refused: as in `cast_slip`; no keys
    yet, others than the present ones, not the shape of a sealed slip. Announces slip_cast.
    """
    seat = hold_seat(actor, ballot, at)
    keys = ballot.keys() if ballot.sealed else []
    if len(keys) != 2:
        raise refused("not_unlocked")
    if sealed_to != digest_of(keys):
        raise refused("other_keys")
    if not is_sealed(sealed, ballot.option_keys, layers=2):
        raise refused("not_sealed")
    mark_voted(seat.pk)
    insert_or_replace(SealedSlip(seat_id=seat.pk, sealed=sealed), unique=("seat",), names=("sealed",))
    facts: dict[str, Any] = {"changed": True} if seat.voted else {}
    note(actor=actor, verb="cast_slip", subject=ballot, of=ballot, at=at, **facts)
    announce(events.slip_cast, actor=actor, of=ballot, at=at, ballot_id=ballot.pk, user_id=actor.user_id,
             secret=True, changed=seat.voted, announce=not seat.voted)  # fmt: skip
    return seat.voted


@act
def open_slips(*, actor: Actor, ballot: Ballot, opened: Sequence[Any], at: datetime) -> Ballot:
    """Hand in the slips from which this teller took their layer, shuffled; None for one that their key does not open.

    Who: the teller whose turn it is, in person: the first, then the second, which closes the ballot. Refused: voting goes
    on, another number of slips, slips of another shape, paper slips not counted yet. Announces count_entered, then
    count_asked of the second teller or ballot_closed.
    """
    teller = _teller(actor, ballot)
    ballot = lock(Ballot, ballot, ballot.document_id)
    if ballot.ended_at is None or not ballot.is_open:
        raise refused("annulled" if ballot.annulled_at else "closed" if ballot.closed_at else "not_ended")
    if teller.place != ballot.opening_place():
        raise refused("not_your_opening")
    if len(opened) != len(slips_to_open(ballot)):
        raise refused("other_slips")
    whole = [slip for slip in opened if slip is not None]
    return (_open_first if teller.place == 1 else _open_second)(actor, ballot, whole, len(opened) - len(whole), at)


def _open_first(actor: Actor, ballot: Ballot, whole: list[Any], unopened: int, at: datetime) -> Ballot:
    """From here on nothing joins a slip to its seat: the sealed ones are gone, these are in no order.

    A slip that is there twice was copied by a voter: it counts once, and its copies are invalid.
    """
    if not all(isinstance(slip, str) and is_sealed(slip, ballot.option_keys, layers=1) for slip in whole):
        raise refused("other_slips")
    copies = len(whole) - len(set(whole))
    whole, unopened = sorted(set(whole)), unopened + copies
    kept = json.dumps({"inner": whole, "unopened": unopened})
    Urn.objects.update_or_create(ballot=ballot, defaults={"slips": kept})
    SealedSlip.objects.filter(seat__ballot=ballot).delete()
    note(actor=actor, verb="open_slips", subject=ballot, of=ballot, at=at, slips=len(whole), unopened=unopened,
         digest=digest_of(whole))  # fmt: skip
    _done(actor, ballot, at)
    asked = [teller.user_id for teller in ballot.tellers_in_office() if teller.place == 2]
    announce(events.count_asked, actor=actor, of=ballot, at=at, ballot_id=ballot.pk, user_ids=asked)
    return ballot


def _open_second(actor: Actor, ballot: Ballot, whole: list[Any], unopened: int, at: datetime) -> Ballot:
    before = json.loads(ballot.urn.slips)["unopened"]
    slips = counted(ballot.kind, ballot.option_keys, whole, unopened + before)
    note(actor=actor, verb="open_slips", subject=ballot, of=ballot, at=at, slips=len(whole), unopened=unopened)
    _done(actor, ballot, at)
    Urn.objects.filter(ballot=ballot).delete()
    return finish(actor, ballot, slips, at)


def slips_to_open(ballot: Ballot) -> list[str]:
    """Return what the teller whose turn it is takes their layer from; none once both have.

    In order of the alphabet, so that it says nothing of who came when.
    """
    kept = Urn.objects.filter(ballot=ballot).first()
    if kept is None:
        return []
    if kept.slips != EMPTY:
        inner: list[str] = json.loads(kept.slips)["inner"]
        return inner
    return sorted(SealedSlip.objects.filter(seat__ballot=ballot).values_list("sealed", flat=True))


def _teller(actor: Actor, ballot: Ballot) -> Teller:
    """Who was appointed and not replaced, in person."""
    teller = ballot.tellers.filter(user_id=actor.user_id, dismissed_at=None).first()
    require_teller(actor, held=teller is not None)
    assert teller is not None
    return teller


def _done(actor: Actor, ballot: Ballot, at: datetime) -> None:
    told: dict[str, Any] = {"done_ids": [actor.user_id], "disagreed": False}
    announce(events.count_entered, actor=actor, of=ballot, at=at, ballot_id=ballot.pk, **told)
