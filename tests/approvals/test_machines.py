"""Random lives of ballots and opinion rounds, against naive ones that are kept in plain dictionaries."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from approvals import actions
from approvals.models import Ballot, Opinion, Seat, SignOffSeat, Slip
from approvals.rules.codes import new_draw
from audit.actor import SYSTEM, Actor
from tests.approvals.conftest import NOW, House, delegate_approvals
from tests.approvals.rules.oracle import naive

MEMBERS = 5
CHOICES = st.sampled_from(["1", "2", "3", "blank"])
MEMBER = st.integers(0, MEMBERS - 1)
RULES = st.fixed_dictionaries(
    {
        "quorum": st.sampled_from([None, "2/3", "1/2"]),
        "of": st.sampled_from(["members", "present", "issued", "returned", "valid"]),
        "majority": st.sampled_from([">1/2", ">=2/3", "plurality"]),
        "blank": st.sampled_from(["valid", "invalid"]),
        "second_round": st.sampled_from(["leaders", "none"]),
    }
)


class Lived(RuleBasedStateMachine):
    """One document's house, undone when the life is over; a clock that only goes forward."""

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.house = House(MEMBERS)
        self.now = NOW
        self.gone: set[int] = set()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def tried(self, call: Callable[..., Any], **given: Any) -> Any:
        """The result, or the code of the refusal."""
        self.now += timedelta(minutes=1)
        try:
            return call(at=self.now, **given)
        except ValidationError as error:
            return error.code

    def actor(self, member: int) -> Actor:
        return Actor.of(self.house.members[member])

    @rule(member=MEMBER)
    def leave_office(self, member: int) -> None:
        self.leave(member)
        self.gone.add(member)

    def leave(self, member: int) -> None:
        membership = self.house.memberships[member]
        membership.ends_on = NOW.date() - timedelta(days=1)
        membership.save()
        self.tried(actions.lapse_seats, actor=SYSTEM, membership_id=membership.pk)


class Ballots(Lived):
    @initialize(secret=st.booleans(), given=RULES)
    def open(self, secret: bool, given: dict[str, Any]) -> None:
        self.secret = secret
        self.begin(self.house.open_ballot(secret=secret, rule=given))

    def begin(self, ballot: Ballot) -> None:
        self.ballot = ballot
        self.cast: dict[int, str] = {}
        self.codes: dict[int, str] = {}
        self.state, self.deadline = "open", ballot.closes_at
        self.roll = list(ballot.seats.order_by("pk").values_list("user_id", flat=True))
        self.frozen = (ballot.question, ballot.options, ballot.rule, self.roll)
        self.keys = [option["key"] for option in ballot.options]

    def has_seat(self, member: int) -> bool:
        return self.house.members[member].pk in self.roll and member not in self.gone

    @rule(member=MEMBER, choice=CHOICES, keeps_code=st.booleans())
    def vote(self, member: int, choice: str, keeps_code: bool) -> None:
        if self.house.members[member].pk not in self.roll:
            return
        code = self.codes[member] if keeps_code and member in self.codes else ""
        given = {"code": code, "draw": new_draw()}
        answer = self.tried(actions.cast_slip, actor=self.actor(member), ballot=self.ballot, choice=choice, **given)
        allowed = self.state == "open" and self.has_seat(member) and choice in [*self.keys, "blank"]
        lost = self.secret and member in self.cast and not code
        if allowed and not lost:
            assert isinstance(answer, actions.Receipt), answer
            self.cast[member], self.codes[member] = choice, answer.code
        else:
            assert answer in {"closed", "annulled", "no_authority", "unknown_choice", "code_needed"}

    @rule(days=st.integers(-1, 2))
    def extend(self, days: int) -> None:
        later = self.deadline + timedelta(days=days)
        answer = self.tried(
            actions.extend_ballot, actor=self.house.convenor, ballot=self.ballot, closes_at=later, reason="Vì"
        )
        if self.state == "open" and days > 0:
            self.deadline = later
        else:
            assert answer in {"closed", "annulled", "not_later"}

    @rule()
    def close(self) -> None:
        answer = self.tried(actions.close_ballot, actor=self.house.convenor, ballot=self.ballot)
        if self.state == "annulled":
            assert answer == "annulled"
            return
        if self.state == "open":
            self.state, self.result = "closed", answer.result
        assert answer.result == self.result

    @precondition(lambda self: self.state == "open")
    @rule()
    def close_by_the_clock_too_early(self) -> None:
        assert self.tried(actions.close_ballot, actor=SYSTEM, ballot=self.ballot) == "not_yet"

    @rule()
    def annul(self) -> None:
        answer = self.tried(actions.annul_ballot, actor=SYSTEM, ballot=self.ballot, reason="Trả lại")
        if self.state == "open":
            self.state = "annulled"
        assert answer == "closed" if self.state == "closed" else answer.annulled_at is not None

    @precondition(lambda self: self.state == "closed")
    @rule()
    def second_ballot(self) -> None:
        leaders = self.result["result"]["second_round"]
        closes_at = self.now + timedelta(days=3)
        answer = self.tried(actions.open_second_ballot, actor=SYSTEM, ballot=self.ballot, closes_at=closes_at)
        if not leaders or len(self.gone) == MEMBERS:
            assert answer in {"no_second", "empty_roll"}
            return
        assert [option["key"] for option in answer.options] == leaders
        self.begin(answer)

    @invariant()
    def roll_rule_and_options_never_change(self) -> None:
        self.ballot.refresh_from_db()
        roll = list(Seat.objects.filter(ballot=self.ballot).order_by("pk").values_list("user_id", flat=True))
        assert (self.ballot.question, self.ballot.options, self.ballot.rule, roll) == self.frozen

    @invariant()
    def one_slip_per_seat(self) -> None:
        voted = Seat.objects.filter(ballot=self.ballot, voted=True).count()
        assert voted == len(self.cast)
        if not self.secret and self.state != "annulled":
            in_force = Slip.objects.filter(seat__ballot=self.ballot, superseded_at=None).count()
            assert in_force == len(self.cast)

    @invariant()
    def count_is_the_naive_one(self) -> None:
        if self.state != "closed":
            return
        self.ballot.refresh_from_db()
        slips = [{"choice": choice} for choice in self.cast.values()]
        count = {"kind": "choose", "options": self.keys, "rule": self.ballot.rule, "ballots": slips}
        expected = naive(count | {"members": len(self.roll), "present": None, "issued": len(self.roll)})
        found = dict(self.ballot.result["result"])
        found.pop("sentence")
        assert found == expected
        published = {slip["code"]: slip["choice"] for slip in self.ballot.result["published"]["ballots"]}
        assert published == {self.codes[member]: choice for member, choice in self.cast.items()}


class Rounds(Lived):
    @initialize()
    def open(self) -> None:
        self.round = self.house.open_opinions()
        self.answers: dict[int, tuple[str, str]] = {}
        self.is_open, self.deadline = True, self.round.closes_at

    @rule(
        member=MEMBER,
        answer=st.sampled_from(["agree", "disagree", "other"]),
        text=st.sampled_from(["", "Bổ sung", "Bớt"]),
    )
    def answer(self, member: int, answer: str, text: str) -> None:
        given = self.tried(actions.give_opinion, actor=self.actor(member), round=self.round, answer=answer, text=text)
        if self.is_open and member not in self.gone and (answer == "agree" or text):
            assert isinstance(given, Opinion), given
            self.answers[member] = (answer, text)
        else:
            assert given in {"round_closed", "no_authority", "text_needed"}

    @rule(days=st.integers(-1, 2))
    def extend(self, days: int) -> None:
        later = self.deadline + timedelta(days=days)
        given = self.tried(
            actions.extend_opinion_round,
            actor=self.house.convenor,
            round=self.round,
            closes_at=later,
            reason="Vì",
        )
        if self.is_open and days > 0:
            self.deadline = later
        else:
            assert given in {"round_closed", "not_later"}

    @rule()
    def close(self) -> None:
        self.tried(actions.close_opinion_round, actor=self.house.convenor, round=self.round)
        self.is_open = False

    @rule()
    def annul(self) -> None:
        self.tried(actions.annul_opinion_round, actor=SYSTEM, round=self.round, reason="Trả lại")
        self.is_open = False

    @invariant()
    def latest_answer_counts(self) -> None:
        if not hasattr(self, "round"):
            return
        in_force = Opinion.objects.filter(seat__round=self.round, superseded_at=None).select_related("seat")
        numbers = {user.pk: place for place, user in enumerate(self.house.members)}
        assert {numbers[o.seat.user_id]: (o.answer, o.text) for o in in_force} == self.answers


class SignOffs(Lived):
    """Approvals by several, some through a substitute; the naive verdict counts by hand what each place says."""

    @initialize(how=st.sampled_from(["any", "all", "majority"]), in_order=st.booleans())
    def open(self, how: str, in_order: bool) -> None:
        self.sign_off = self.house.open_sign_off(rule=how, in_order=in_order, roll=self.house.roll)
        self.how, self.in_order = how, in_order
        self.said: dict[int, str] = {}
        self.lost: set[int] = set()
        self.over = ""
        self.deputy: int | None = None

    @rule(member=MEMBER)
    def delegate(self, member: int) -> None:
        if self.deputy is None:
            delegate_approvals(self.house, self.house.members[member], self.house.outsider)
            self.deputy = member

    @rule(member=MEMBER, decision=st.sampled_from(["approved", "approved", "returned"]), by_deputy=st.booleans())
    def decide(self, member: int, decision: str, by_deputy: bool) -> None:
        actor = self.actor(member)
        if by_deputy:
            actor = Actor.of(self.house.outsider, on_behalf_of=self.house.members[member])
        try:
            answer = self.tried(actions.decide, actor=actor, sign_off=self.sign_off, decision=decision, note="Đã xem")
        except PermissionDenied:
            assert by_deputy
            assert self.deputy != member
            return
        assert not by_deputy or self.deputy == member
        waiting = [one for one in range(MEMBERS) if one not in self.said and one not in self.lost]
        on_turn = waiting[:1] if self.in_order else waiting
        if self.over or member not in on_turn:
            assert answer in {"sign_off_over", "seat_decided", "no_authority", "not_on_turn"}
            return
        self.said[member] = decision
        self.judge()
        assert answer.outcome == self.over

    @rule(member=MEMBER)
    def leave_office(self, member: int) -> None:
        self.leave(member)
        if not self.over and member not in self.said:
            self.lost.add(member)
            self.judge()

    def judge(self) -> None:
        left = [one for one in range(MEMBERS) if one in self.said or one not in self.lost]
        yes = sum(said == "approved" for said in self.said.values())
        no = len(self.said) - yes
        needed = {"any": 1, "all": len(left), "majority": len(left) // 2 + 1}[self.how]
        if not left:
            self.over = "annulled"
        elif yes >= needed:
            self.over = "approved"
        elif no and (self.how in ("any", "all") or len(left) - no < needed):
            self.over = "returned"

    @invariant()
    def outcome_is_the_naive_one(self) -> None:
        if hasattr(self, "sign_off"):
            self.sign_off.refresh_from_db()
            assert self.sign_off.outcome == self.over
            decided = SignOffSeat.objects.filter(sign_off=self.sign_off).exclude(decision="").count()
            assert decided == len(self.said)


@pytest.mark.property
@pytest.mark.django_db
@pytest.mark.parametrize("machine", [Ballots, Rounds, SignOffs])
def test_life_agrees_with_a_naive_one(machine: type[Any]) -> None:
    run_state_machine_as_test(machine, settings=settings(max_examples=15, stateful_step_count=20, deadline=None))
