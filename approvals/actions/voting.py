"""Casting a slip. Open slips are rows; secret ones lie together in the urn, which nothing joins to a seat."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.views.decorators.debug import sensitive_variables

from approvals import events
from approvals.actions.journal import announce, note
from approvals.actions.locks import lock
from approvals.errors import refused
from approvals.models import Ballot, Seat, Slip, Urn
from approvals.permissions import require_convenor, require_seat
from approvals.rules.codes import code_of, is_draw, normal
from approvals.rules.eligibility import Standing, obstacle
from approvals.rules.rule import CountError
from approvals.rules.tally import INVALID, Choice, check_choice
from audit.actions import act
from audit.actor import Actor
from database.prepared import prepared, prepared_locking
from database.votes import insert_first_slip, mark_voted, write_urn
from orgs.models import Membership
from orgs.queries import with_authority
from orgs.rules import has_authority

#: A secret ballot's turnout is told in steps of so many slips, so that no step shows one voter's slip arriving.
STEP = 3


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the voter is shown, once. `changed`: an earlier slip was replaced; `repeated`: it was there already."""

    code: str
    changed: bool = False
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class HeldSeat:
    """A seat of an open ballot, ours until the commit."""

    pk: int
    voted: bool
    standing: Standing


@sensitive_variables()  # outermost: an error report masks the frames below it
@act
def cast_slip(*, actor: Actor, ballot: Ballot, choice: Choice, at: datetime, draw: str = "", code: str = "") -> Receipt:
    """Vote, or change one's vote, until the close. `draw` came with the form; `code` is what a voter typed to change.

    Who: the holder of a seat, in person. Refused: closed or past the deadline, absent, authority over, an unknown choice;
    changing a secret slip without its code. The same form sent twice is one slip. Announces slip_cast.
    """
    seat = hold_seat(actor, ballot, at)
    if ballot.sealed:
        raise refused("not_sealed")
    _check_choice(ballot, choice)
    code = _code(actor, ballot, seat, draw, code)
    if ballot.secret:
        receipt, announced = _cast_secret(ballot, seat, choice, code)
    else:
        receipt, announced = _cast_open(seat, choice, code, at), True
    if receipt.repeated:
        return receipt
    facts: dict[str, Any] = {"changed": True} if receipt.changed else {}
    if not ballot.secret:
        facts["choice"] = choice
    note(actor=actor, verb="cast_slip", subject=ballot, of=ballot, at=at, **facts)
    announce(
        events.slip_cast,
        actor=actor,
        of=ballot,
        at=at,
        ballot_id=ballot.pk,
        user_id=actor.user_id,
        secret=ballot.secret,
        changed=receipt.changed,
        announce=announced and not receipt.changed,
    )
    return receipt


def _check_choice(ballot: Ballot, choice: Choice) -> None:
    """Refuse a choice that the ballot does not know; a blank slip is allowed, an invalid one cannot be cast here."""
    try:
        check_choice(ballot.kind, [option["key"] for option in ballot.options], choice)
    except CountError as error:
        raise refused("unknown_choice") from error
    if choice == INVALID:
        raise refused("unknown_choice")


@sensitive_variables()
def _code(actor: Actor, ballot: Ballot, seat: HeldSeat, draw: str, typed: str) -> str:
    """Return the code of this slip: made here for a form.

    Typed only by who changes a secret slip, so that no code is prescribed.
    """
    code = None
    if typed and ballot.secret and seat.voted:
        code = normal(typed)
    elif is_draw(draw):
        code = code_of(settings.SECRET_KEY, ballot_id=ballot.pk, user_id=actor.user_id, draw=draw)
    if code is None:
        raise refused("code_needed" if ballot.secret and seat.voted else "bad_code")
    return code


@prepared_locking(own=Seat, shared=Ballot)
def _held_seat(ballot_id: int, user_id: int) -> QuerySet[Seat, tuple[Any, ...]]:
    """All that a vote depends on, read and locked by one statement.

    The seat is for us alone; the ballot cannot be closed under us, while others vote too.
    """
    rows = Seat.objects.filter(ballot_id=ballot_id, user_id=user_id).order_by()
    return rows.values_list(
        "pk", "voted", "present", "on_paper", "lapsed_at",
        "ballot__closed_at", "ballot__ended_at", "ballot__annulled_at", "ballot__closes_at",
        "membership__starts_on", "membership__ends_on", "membership__entry", "membership__ratified_on",
    )  # fmt: skip


def hold_seat(actor: Actor, ballot: Ballot, at: datetime) -> HeldSeat:
    row = next(iter(_held_seat(ballot.pk, actor.user_id or 0)), None)
    require_seat(actor, held=row is not None)
    assert row is not None
    pk, voted, present, on_paper, lapsed_at, closed_at, ended_at, annulled_at, closes_at, *membership = row
    if annulled_at:
        raise refused("annulled")
    if closed_at or ended_at or closes_at <= at:
        raise refused("closed")
    standing = Standing(
        lapsed=lapsed_at is not None,
        has_authority=_has_authority(*membership, on=localdate(at)) or _other_authority(actor, ballot, at),
        in_session=bool(ballot.session),
        present=None if present is None else bool(present),
        on_paper=bool(on_paper),
    )
    why_not = obstacle(standing)
    if why_not:
        raise refused(why_not)
    return HeldSeat(pk, bool(voted), standing)


def _has_authority(
    starts_on: date | None, ends_on: date | None, entry: str | None, ratified_on: date | None, *, on: date
) -> bool:
    """Whether the seat's membership gives authority; a seat without one (no start) asks for none."""
    if starts_on is None:
        return True
    elected = entry == Membership.Entry.MEETING
    return has_authority(on, starts_on=starts_on, ends_on=ends_on, elected_at_meeting=elected, ratified_on=ratified_on)


def _other_authority(actor: Actor, ballot: Ballot, at: datetime) -> bool:
    """Elected again, the same person votes by the new membership."""
    held = Membership.objects.filter(with_authority(localdate(at)), user_id=actor.user_id)
    if ballot.body_id:
        return held.filter(body_id=ballot.body_id).exists()
    return held.filter(body__organisation_id=ballot.organisation_id).exists()


def _cast_open(seat: HeldSeat, choice: Choice, code: str, at: datetime) -> Receipt:
    if not seat.voted:
        if not insert_first_slip(seat.pk, json.dumps(choice), code, at):
            raise refused("voted")
        return Receipt(code)
    held = Slip.objects.get(seat_id=seat.pk, superseded_at=None)
    if held.choice == choice:
        return Receipt(held.code, repeated=True)
    Slip.objects.filter(pk=held.pk).update(superseded_at=at)
    Slip.objects.create(seat_id=seat.pk, choice=choice, code=code, cast_at=at)
    return Receipt(code, changed=True)


@sensitive_variables()
def _cast_secret(ballot: Ballot, seat: HeldSeat, choice: Choice, code: str) -> tuple[Receipt, bool]:
    """Rewrite the urn as a whole, under its lock. Returns the receipt and whether the turnout may be told now."""
    slips = _taken_urn(ballot)
    known = code in slips
    if seat.voted and not known:
        raise refused("code_needed")
    if known and not seat.voted:
        raise refused("code_taken")
    if known and slips[code] == choice:
        return Receipt(code, repeated=True), False
    if not known and not mark_voted(seat.pk):
        raise refused("voted")
    slips[code] = choice
    write_urn(ballot.pk, json.dumps(slips, sort_keys=True, separators=(",", ":")))
    return Receipt(code, changed=known), len(slips) % STEP == 0


def _taken_urn(ballot: Ballot) -> dict[str, Choice]:
    """Take the slips so far, locked until the commit."""
    ((text,),) = _locked_slips(ballot.pk)
    slips: dict[str, Choice] = json.loads(text)
    return slips


@prepared
def _locked_slips(ballot_id: int) -> QuerySet[Urn, tuple[str]]:
    return Urn.objects.select_for_update(no_key=True).filter(ballot_id=ballot_id).order_by().values_list("slips")


@act
def mark_present(*, actor: Actor, ballot: Ballot, present: set[int], at: datetime) -> None:
    """Record who attends the session: the users given are present, everyone else on the roll is absent.

    Who: holders of `convene`. Refused: a ballot in writing, closed, a person who is not on the roll.
    """
    require_convenor(actor, ballot.organisation_id)
    ballot = lock(Ballot, ballot, ballot.document_id)
    if not ballot.takes_votes:
        raise refused("annulled" if ballot.annulled_at else "closed")
    if not ballot.session:
        raise refused("no_session")
    seats = set(ballot.seats.values_list("user_id", flat=True))
    if not present <= seats:
        raise refused("not_on_roll")
    ballot.seats.filter(user_id__in=present).update(present=True)
    ballot.seats.exclude(user_id__in=present).filter(voted=False).update(present=False)
    note(actor=actor, verb="mark_present", subject=ballot, of=ballot, at=at, present=sorted(present), seats=len(seats))
