"""The race contract, on PostgreSQL with real connections."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection

from approvals import actions
from approvals.models import Ballot, SignOffSeat
from approvals.rules.codes import new_draw
from audit.actor import SYSTEM, Actor
from audit.models import JournalEntry
from tests.approvals.conftest import LATER, SOON, House
from workflows.jobs import tick

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
CLIENTS = 50


def all_at_once(calls: Sequence[Callable[..., object]]) -> list[Any]:
    """Run the calls at the same moment, each on its own connection; their results or exceptions, in order."""
    go = threading.Event()

    def run(call: Callable[..., object]) -> object:
        go.wait()
        try:
            return call()
        except (ValidationError, OperationalError) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=CLIENTS) as pool:
        running = [pool.submit(run, call) for call in calls]
        go.set()
        return [future.result() for future in running]


@pytest.mark.parametrize("secret", [True, False])
def test_hundred_members_voting_at_once_each_twice_have_one_slip_each(secret: bool) -> None:
    house = House(members=100)
    ballot = house.open_ballot(secret=secret)
    draws = [new_draw() for _ in house.members]
    calls = [
        lambda place=place: house.vote(ballot, place, "1" if place % 3 else "2", draw=draws[place])
        for place in [*range(100), *range(100)]
    ]
    receipts = all_at_once(calls)
    codes = [receipt.code for receipt in receipts[:100]]
    assert [receipt.code for receipt in receipts[100:]] == codes
    result = house.close(ballot).result
    assert result["result"]["counts"] == {"1": 66, "2": 34, "3": 0}
    assert sorted(slip["code"] for slip in result["published"]["ballots"]) == sorted(codes)
    assert JournalEntry.objects.filter(verb="approvals.cast_slip").count() == 100


@pytest.mark.parametrize("secret", [True, False])
def test_closes_against_votes_agree_on_what_was_acknowledged(secret: bool) -> None:
    house = House(members=50)
    ballot = house.open_ballot(secret=secret)
    votes = [lambda place=place: house.vote(ballot, place, "1") for place in range(50)]
    closes = [lambda: actions.close_ballot(actor=house.convenor, ballot=ballot, at=SOON)] * 50
    mixed = [call for pair in zip(votes, closes, strict=True) for call in pair]
    outcomes = all_at_once(mixed)
    closed = [outcome.result for outcome in outcomes if isinstance(outcome, Ballot)]
    acknowledged = [outcome.code for outcome in outcomes if isinstance(outcome, actions.Receipt)]
    refused = [outcome.code for outcome in outcomes if isinstance(outcome, ValidationError)]
    assert len(closed) == 50
    assert all(result == closed[0] for result in closed)
    assert sorted(slip["code"] for slip in closed[0]["published"]["ballots"]) == sorted(acknowledged)
    assert set(refused) <= {"closed"}
    assert len(acknowledged) + len(refused) == 50


def test_simultaneous_approvals_of_one_seat_give_one() -> None:
    house = House(members=3)
    sign_off = house.open_sign_off()
    actor = Actor.of(house.members[0])
    calls = [lambda: actions.decide(actor=actor, sign_off=sign_off, decision="approved", note="", at=SOON)] * 64
    outcomes = all_at_once(calls)
    refused = [outcome.code for outcome in outcomes if isinstance(outcome, ValidationError)]
    assert refused == ["seat_decided"] * 63
    assert SignOffSeat.objects.filter(decision="approved").count() == 1
    assert JournalEntry.objects.filter(verb="approvals.decide").count() == 1


def test_votes_closes_ticks_extensions_and_endings_never_deadlock() -> None:
    house = House(members=24)
    ballot = house.open_ballot(secret=False)
    round = house.open_opinions()
    calls: list[Callable[..., object]] = []
    for place in range(24):
        calls += [
            lambda place=place: house.vote(ballot, place, "1"),
            lambda place=place: actions.give_opinion(
                actor=Actor.of(house.members[place]), round=round, answer="agree", text="", at=SOON
            ),
            lambda place=place: actions.lapse_seats(actor=SYSTEM, membership_id=house.memberships[place].pk, at=SOON),
            lambda: actions.close_ballot(actor=SYSTEM, ballot=ballot, at=LATER),
            lambda: actions.remind(actor=SYSTEM, round=round, at=SOON),
            lambda: tick(LATER),
            lambda place=place: actions.extend_opinion_round(
                actor=house.convenor, round=round, closes_at=LATER + timedelta(hours=place + 1), reason="Vì", at=SOON
            ),
            lambda: actions.close_opinion_round(actor=SYSTEM, round=round, at=LATER + timedelta(days=9)),
        ]
    outcomes = all_at_once(calls)
    assert [outcome for outcome in outcomes if isinstance(outcome, OperationalError)] == []
    ballot.refresh_from_db()
    assert ballot.result["result"]["returned"] == sum(isinstance(outcome, actions.Receipt) for outcome in outcomes)
