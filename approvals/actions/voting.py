"""Casting a slip. Open slips are rows; secret ones lie together in the urn, which nothing joins to a seat."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.timezone import localdate
from django.views.decorators.debug import sensitive_variables

from approvals import events
from approvals.actions.journal import announce, note
from approvals.actions.locks import lock
from approvals.errors import refused
from approvals.models import Ballot, Slip
from approvals.permissions import require_convenor, require_seat
from approvals.rules.codes import code_of, is_draw, normal
from approvals.rules.eligibility import Standing, obstacle
from approvals.rules.rule import CountError
from approvals.rules.tally import INVALID, Choice, check_choice
from audit.actions import act
from audit.actor import Actor
from orgs.models import Membership
from orgs.queries import with_authority

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
    """An invalid slip cannot be cast here: a blank one can."""
    try:
        check_choice(ballot.kind, [option["key"] for option in ballot.options], choice)
    except CountError as error:
        raise refused("unknown_choice") from error
    if choice == INVALID:
        raise refused("unknown_choice")


@sensitive_variables()
def _code(actor: Actor, ballot: Ballot, seat: HeldSeat, draw: str, typed: str) -> str:
    """The code of this slip: made here for a form; typed only by who changes a secret slip, so that no code is prescribed."""
    code = None
    if typed and ballot.secret and seat.voted:
        code = normal(typed)
    elif is_draw(draw):
        code = code_of(settings.SECRET_KEY, ballot_id=ballot.pk, user_id=actor.user_id, draw=draw)
    if code is None:
        raise refused("code_needed" if ballot.secret and seat.voted else "bad_code")
    return code


# One statement reads and locks all that a vote depends on: the seat for us alone, the ballot so that it cannot be closed
# under us while others vote too. The membership's days are the rule of Membership.has_authority (HD20 8.1b, 8.2).
_HOLD = """
SELECT s.id, s.voted, s.present, s.on_paper, s.lapsed_at IS NOT NULL,
       b.closed_at IS NOT NULL OR b.ended_at IS NOT NULL, b.annulled_at IS NOT NULL, b.closes_at <= %s,
       m.id IS NULL OR (m.starts_on <= %s AND (m.ends_on IS NULL OR m.ends_on >= %s)
                        AND (m.entry <> 'meeting' OR (m.ratified_on IS NOT NULL AND m.ratified_on <= %s)))
FROM approvals_seat s JOIN approvals_ballot b ON b.id = s.ballot_id
LEFT JOIN orgs_membership m ON m.id = s.membership_id
WHERE s.ballot_id = %s AND s.user_id = %s
"""
_LOCKING = "FOR SHARE OF b FOR NO KEY UPDATE OF s"


def hold_seat(actor: Actor, ballot: Ballot, at: datetime) -> HeldSeat:
    today = localdate(at)
    day = connection.ops.adapt_datefield_value(today)
    moment = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(
            _HOLD + (_LOCKING if connection.features.has_select_for_update else ""),
            [moment, day, day, day, ballot.pk, actor.user_id],
        )
        row = cursor.fetchone()
    require_seat(actor, held=row is not None)
    pk, voted, present, on_paper, lapsed, closed, annulled, late, authority = row
    if annulled:
        raise refused("annulled")
    if closed or late:
        raise refused("closed")
    standing = Standing(
        lapsed=bool(lapsed),
        has_authority=bool(authority) or _other_authority(actor, ballot, at),
        in_session=bool(ballot.session),
        present=None if present is None else bool(present),
        on_paper=bool(on_paper),
    )
    why_not = obstacle(standing)
    if why_not:
        raise refused(why_not)
    return HeldSeat(pk, bool(voted), standing)


def _other_authority(actor: Actor, ballot: Ballot, at: datetime) -> bool:
    """Elected again, the same person votes by the new membership."""
    held = Membership.objects.filter(with_authority(localdate(at)), user_id=actor.user_id)
    if ballot.body_id:
        return held.filter(body_id=ballot.body_id).exists()
    return held.filter(body__organisation_id=ballot.organisation_id).exists()


_MARK = "UPDATE approvals_seat SET voted = true WHERE id = %s AND NOT voted"


def _mark_voted(seat: HeldSeat) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_MARK, [seat.pk])
        if not cursor.rowcount:
            raise refused("voted")


def _cast_open(seat: HeldSeat, choice: Choice, code: str, at: datetime) -> Receipt:
    if not seat.voted:
        _first_open_slip(seat, choice, code, at)
        return Receipt(code)
    held = Slip.objects.get(seat_id=seat.pk, superseded_at=None)
    if held.choice == choice:
        return Receipt(held.code, repeated=True)
    Slip.objects.filter(pk=held.pk).update(superseded_at=at)
    Slip.objects.create(seat_id=seat.pk, choice=choice, code=code, cast_at=at)
    return Receipt(code, changed=True)


_INSERT_SLIP = "INSERT INTO approvals_slip (seat_id, choice, code, cast_at)"


def _first_open_slip(seat: HeldSeat, choice: Choice, code: str, at: datetime) -> None:
    """The act that a whole committee does within minutes, as plain as SQL can: mark the seat, write the slip."""
    slip = [json.dumps(choice), code, connection.ops.adapt_datetimefield_value(at)]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # one round trip
            cursor.execute(
                f"WITH held AS ({_MARK} RETURNING id) {_INSERT_SLIP} SELECT id, %s::jsonb, %s, %s FROM held",
                [seat.pk, *slip],
            )
            written = cursor.rowcount
        else:
            cursor.execute(_MARK, [seat.pk])
            written = cursor.rowcount
            cursor.execute(f"{_INSERT_SLIP} VALUES (%s, %s, %s, %s)", [seat.pk, *slip])
    if not written:
        raise refused("voted")


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
    if not known:
        _mark_voted(seat)
    slips[code] = choice
    with connection.cursor() as cursor:
        kept = json.dumps(slips, sort_keys=True, separators=(",", ":"))
        cursor.execute("UPDATE approvals_urn SET slips = %s WHERE ballot_id = %s", [kept, ballot.pk])
    return Receipt(code, changed=known), len(slips) % STEP == 0


def _taken_urn(ballot: Ballot) -> dict[str, Choice]:
    """The slips so far, locked until the commit."""
    locked = " FOR NO KEY UPDATE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT slips FROM approvals_urn WHERE ballot_id = %s{locked}", [ballot.pk])
        slips: dict[str, Choice] = json.loads(cursor.fetchone()[0])
    return slips


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
