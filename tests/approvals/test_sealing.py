"""Sealed slips: two keys before the first vote, two openings after the last, and nothing readable in between.

The server cannot tell a sealed slip from noise of its length, so here noise stands for it; real ones are made and opened
in a browser by tests/journeys/test_a_sealed_vote.py.
"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from approvals import actions
from approvals.models import Ballot, SealedSlip, Teller, Urn
from approvals.queries.sealing import sealed_shown
from approvals.rules.sealing import LAYER, digest_of, packed_size
from audit.actor import SYSTEM, Actor
from audit.models import JournalEntry
from orgs.models import User
from tests.approvals.conftest import LATER, NOW, SOON, House
from tests.approvals.rules.test_sealing import BASE_POINT, OTHER_POINT

CODES = ["K7F29QXM4ZTD", "0123456789AB", "ZYXWVTSRQPNM", "CDEFGHJKMNPQ", "23456789ABCD"]


def refusal(call: Callable[..., object], *args: Any, **kwargs: Any) -> str:
    with pytest.raises(ValidationError) as failure:
        call(*args, **kwargs)
    return failure.value.code


class SealedVote:
    """A sealed ballot of a house; its tellers are the drafter and the fifth member."""

    def __init__(self, house: House, **given: Any) -> None:
        self.house, self.chief, self.at = house, house.chief, SOON
        self.ballot = house.open_ballot(sealed=True, **given)
        self.tellers = [house.drafter, house.members[4]]

    @classmethod
    def of(cls, ballot: Ballot, chief: User, tellers: list[User]) -> SealedVote:
        """The same for a ballot that somebody else opened."""
        vote = cls.__new__(cls)
        vote.ballot, vote.chief, vote.tellers, vote.at = ballot, chief, tellers, ballot.opened_at
        return vote

    def appoint(self) -> None:
        people = {user.pk for user in self.tellers}
        actions.appoint_tellers(actor=Actor.of(self.chief), ballot=self.ballot, user_ids=people, at=self.at)
        self.tellers = [teller.user for teller in self.ballot.tellers_in_office()]

    def give_keys(self) -> None:
        for teller, key in zip(self.tellers, (BASE_POINT, OTHER_POINT), strict=True):
            actions.give_key(actor=Actor.of(teller), ballot=self.ballot, public_key=key, at=self.at)

    def noise(self, layers: int) -> str:
        return base64.b64encode(secrets.token_bytes(packed_size(self.ballot.option_keys) + layers * LAYER)).decode()

    def cast(self, who: int | User, sealed: str = "", keys: Sequence[str] = (BASE_POINT, OTHER_POINT)) -> bool:
        """`who` is a user, or the number of a member of the house."""
        actor = Actor.of(self.house.members[who] if isinstance(who, int) else who)
        given = {"sealed": sealed or self.noise(2), "sealed_to": digest_of(keys)}
        return actions.cast_sealed_slip(actor=actor, ballot=self.ballot, at=self.at, **given)

    def open(self, place: int, opened: list[dict[str, str]] | list[str], at: datetime = LATER) -> Ballot:
        return actions.open_slips(actor=Actor.of(self.tellers[place - 1]), ballot=self.ballot, opened=opened, at=at)


@pytest.fixture
def vote(house: House) -> SealedVote:
    return SealedVote(house)


@pytest.fixture
def unlocked(vote: SealedVote) -> SealedVote:
    vote.appoint()
    vote.give_keys()
    return vote


@pytest.fixture
def ended(unlocked: SealedVote) -> SealedVote:
    """Three voted and the deadline passed."""
    for member in range(3):
        unlocked.cast(member)
    unlocked.house.close(unlocked.ballot)
    return unlocked


def test_nobody_votes_before_both_tellers_have_made_their_keys(vote: SealedVote, heard: SimpleNamespace) -> None:
    assert refusal(vote.cast, 0) == "not_unlocked"
    vote.appoint()
    assert sorted(heard.facts("count_asked")["user_ids"]) == sorted(user.pk for user in vote.tellers)
    actions.give_key(actor=Actor.of(vote.tellers[0]), ballot=vote.ballot, public_key=BASE_POINT, at=SOON)
    assert refusal(vote.cast, 0) == "not_unlocked"
    assert "ballot_unlocked" not in heard.names()
    actions.give_key(actor=Actor.of(vote.tellers[1]), ballot=vote.ballot, public_key=OTHER_POINT, at=SOON)
    assert len(heard.facts("ballot_unlocked")["user_ids"]) == 5
    assert vote.cast(0) is False


def test_sealed_vote_is_counted_after_both_have_opened(ended: SealedVote, heard: SimpleNamespace) -> None:
    ballot = Ballot.objects.get(pk=ended.ballot.pk)
    assert (ballot.ended_at, ballot.closed_at, ballot.takes_votes) == (LATER, None, False)
    inner = [ended.noise(1) for _ in range(3)]
    ended.open(1, inner)
    assert actions.slips_to_open(Ballot.objects.get(pk=ballot.pk)) == sorted(inner)
    chosen = [{"code": code, "choice": choice} for code, choice in zip(CODES, ("2", "2", "blank"), strict=False)]
    closed = ended.open(2, chosen)
    result = closed.result
    assert (result["result"]["counts"], result["result"]["blank"]) == ({"1": 0, "2": 2, "3": 0}, 1)
    assert [slip["code"] for slip in result["published"]["ballots"]] == sorted(CODES[:3])
    assert heard.names().count("ballot_closed") == 1
    assert not SealedSlip.objects.exists()
    assert not Urn.objects.exists()


def test_close_waits_for_the_tellers_and_says_so_once(heard: SimpleNamespace, ended: SealedVote) -> None:
    assert heard.names().count("voting_ended") == 1
    assert heard.facts("count_asked")["user_ids"] == [ended.tellers[0].pk]
    again = ended.house.close(ended.ballot, at=LATER + timedelta(minutes=1))
    assert (again.closed_at, again.ended_at) == (None, LATER)
    assert "ballot_closed" not in heard.names()
    assert heard.names().count("voting_ended") == 1


def test_nobody_votes_or_extends_while_slips_wait_to_be_opened(ended: SealedVote) -> None:
    assert refusal(ended.cast, 3) == "closed"
    later = {"closes_at": LATER + timedelta(days=3), "reason": "Vì", "at": SOON}
    assert refusal(actions.extend_ballot, actor=ended.house.convenor, ballot=ended.ballot, **later) == "closed"
    assert refusal(actions.remind, actor=ended.house.convenor, round=ended.ballot, at=SOON) == "closed"


def test_second_slip_takes_the_place_of_the_first(unlocked: SealedVote) -> None:
    first, second = unlocked.noise(2), unlocked.noise(2)
    assert unlocked.cast(0, first) is False
    assert unlocked.cast(0, second) is True
    assert SealedSlip.objects.get().sealed == second


def test_what_is_not_sealed_is_not_taken(unlocked: SealedVote, house: House) -> None:
    for wrong in ("1", "", unlocked.noise(1), "x" * 400):
        given = {"actor": Actor.of(house.members[0]), "ballot": unlocked.ballot, "at": SOON}
        sealed_to = digest_of([BASE_POINT, OTHER_POINT])
        assert refusal(actions.cast_sealed_slip, sealed=wrong, sealed_to=sealed_to, **given) == "not_sealed"
    assert refusal(house.vote, unlocked.ballot, 0, "1") == "not_sealed"
    assert refusal(unlocked.cast, 0, keys=(OTHER_POINT, BASE_POINT)[:1]) == "other_keys"
    assert not unlocked.ballot.seats.filter(voted=True).exists()


def test_who_has_no_seat_casts_no_sealed_slip(unlocked: SealedVote, house: House) -> None:
    for actor in (Actor.of(house.outsider), SYSTEM, Actor.of(house.members[0], on_behalf_of=house.members[1])):
        with pytest.raises(PermissionDenied):
            actions.cast_sealed_slip(
                actor=actor,
                ballot=unlocked.ballot,
                sealed=unlocked.noise(2),
                sealed_to=digest_of([BASE_POINT, OTHER_POINT]),
                at=SOON,
            )


def test_tellers_are_replaced_before_the_first_slip_and_not_after(unlocked: SealedVote, house: House) -> None:
    given: dict[str, Any] = {"actor": house.convenor, "ballot": unlocked.ballot, "reason": "Mất khóa", "at": SOON}
    people = {house.members[3].pk, unlocked.tellers[0].pk}
    actions.appoint_tellers(user_ids=people, **given)
    assert refusal(unlocked.cast, 0) == "not_unlocked"
    newcomer = Actor.of(house.members[3])
    actions.give_key(actor=newcomer, ballot=unlocked.ballot, public_key=OTHER_POINT, at=SOON)
    unlocked.cast(0, keys=unlocked.ballot.keys())
    assert (
        refusal(actions.appoint_tellers, user_ids={house.members[4].pk, house.members[3].pk}, **given)
        == "sealed_already"
    )
    assert (
        refusal(actions.give_key, actor=newcomer, ballot=unlocked.ballot, public_key=BASE_POINT, at=SOON)
        == "sealed_already"
    )


def test_only_the_two_tellers_give_keys_and_open_and_each_in_their_turn(ended: SealedVote, house: House) -> None:
    for actor in (
        house.convenor,
        SYSTEM,
        Actor.of(house.members[0]),
        Actor.of(house.outsider, on_behalf_of=house.drafter),
    ):
        with pytest.raises(PermissionDenied):
            actions.open_slips(actor=actor, ballot=ended.ballot, opened=[None] * 3, at=LATER)
        with pytest.raises(PermissionDenied):
            actions.give_key(actor=actor, ballot=ended.ballot, public_key=BASE_POINT, at=LATER)
    assert refusal(ended.open, 2, [None] * 3) == "not_your_opening"
    ended.open(1, [ended.noise(1) for _ in range(3)])
    assert refusal(ended.open, 1, [ended.noise(1) for _ in range(3)]) == "not_your_opening"


def test_slips_are_not_opened_while_votes_are_taken(unlocked: SealedVote) -> None:
    unlocked.cast(0)
    assert refusal(unlocked.open, 1, [unlocked.noise(1)], at=SOON) == "not_ended"


def test_opened_slips_are_as_many_as_were_sealed_and_of_their_shape(ended: SealedVote) -> None:
    for wrong in ([ended.noise(1)] * 2, ["x", "y", "z"], [1, 2, 3], [ended.noise(2) for _ in range(3)], []):
        assert refusal(ended.open, 1, wrong) == "other_slips"
    assert SealedSlip.objects.count() == 3


def test_slip_that_no_key_opens_or_nobody_can_read_is_invalid_and_blocks_nothing(ended: SealedVote) -> None:
    ended.open(1, [None, ended.noise(1), ended.noise(1)])
    closed = ended.open(2, [{"code": CODES[0], "choice": "1"}, {"code": "no code", "choice": "1"}])
    result = closed.result["result"]
    assert (result["counts"]["1"], result["invalid"], result["returned"]) == (1, 2, 3)


def test_two_voters_who_send_the_same_slip_hold_nothing_up(unlocked: SealedVote) -> None:
    same, other = unlocked.noise(2), unlocked.noise(2)
    for member, sealed in enumerate((same, same, other)):
        unlocked.cast(member, sealed)
    unlocked.house.close(unlocked.ballot)
    assert len(actions.slips_to_open(Ballot.objects.get(pk=unlocked.ballot.pk))) == 3
    inner = [unlocked.noise(1), unlocked.noise(1)]
    unlocked.open(1, [inner[0], *inner])
    assert actions.slips_to_open(Ballot.objects.get(pk=unlocked.ballot.pk)) == sorted(inner)
    closed = unlocked.open(2, [{"code": code, "choice": "1"} for code in CODES[:2]])
    result = closed.result["result"]
    assert (result["counts"]["1"], result["invalid"], result["returned"]) == (2, 1, 3)


def test_page_that_was_read_before_the_last_opening_shows_that_nobody_opens_any_more(ended: SealedVote) -> None:
    read_before = Ballot.objects.get(pk=ended.ballot.pk)
    ended.open(1, [ended.noise(1) for _ in range(3)])
    ended.open(2, [{"code": code, "choice": "1"} for code in CODES[:3]])
    shown = sealed_shown(ended.tellers[1], read_before)
    assert [holder.opened for holder in shown["holders"]] == [True, True]
    assert not shown["may_open"]
    assert actions.slips_to_open(read_before) == []


def test_ballot_without_a_vote_closes_at_once(unlocked: SealedVote) -> None:
    closed = unlocked.house.close(unlocked.ballot)
    assert closed.closed_at == LATER
    assert closed.result["result"]["returned"] == 0


def test_lost_key_ends_in_an_annulment_that_leaves_nothing(ended: SealedVote) -> None:
    actions.annul_ballot(actor=ended.house.convenor, ballot=ended.ballot, reason="Mất khóa", at=LATER)
    assert not SealedSlip.objects.exists()
    assert not Urn.objects.exists()
    assert refusal(ended.open, 1, [ended.noise(1) for _ in range(3)]) == "annulled"


def test_paper_slips_are_counted_before_the_last_opening(house: House) -> None:
    vote = SealedVote(house)
    vote.appoint()
    vote.give_keys()
    vote.cast(0)
    actions.give_paper_slips(actor=house.convenor, ballot=vote.ballot, user_ids={house.members[1].pk}, at=SOON)
    house.close(vote.ballot)
    vote.open(1, [vote.noise(1)])
    slip = [{"code": CODES[0], "choice": "1"}]
    assert refusal(vote.open, 2, slip) == "tellers_disagree"
    for teller in vote.tellers:
        actions.enter_paper_count(actor=Actor.of(teller), ballot=vote.ballot, counts={"1": 1}, at=LATER)
    assert vote.open(2, slip).result["result"]["counts"]["1"] == 2


def test_journal_names_the_keys_and_fixes_what_was_opened(ended: SealedVote) -> None:
    ended.open(1, [ended.noise(1) for _ in range(3)])
    entries = JournalEntry.objects.filter(subject_id=ended.ballot.pk)
    facts = {entry.verb: json.loads(entry.text)["facts"] for entry in entries}
    assert len(facts["approvals.give_key"]["fingerprint"].replace(" ", "")) == 16
    assert len(facts["approvals.end_voting"]["digest"]) == len(facts["approvals.open_slips"]["digest"]) == 64
    assert facts["approvals.open_ballot"]["opened_by_tellers"] is True
    assert "sealed" not in facts["approvals.cast_slip"]


def test_no_key_is_taken_that_is_no_point_of_the_curve(vote: SealedVote) -> None:
    vote.appoint()
    for wrong in ("", "x", BASE_POINT[:-4], base64.b64encode(b"\x04" + b"\x01" * 64).decode()):
        actor = Actor.of(vote.tellers[0])
        assert refusal(actions.give_key, actor=actor, ballot=vote.ballot, public_key=wrong, at=SOON) == "bad_key"
    assert not Teller.objects.exclude(public_key="").exists()


def test_second_ballot_of_a_sealed_one_is_sealed(unlocked: SealedVote) -> None:
    for member in range(4):
        unlocked.cast(member)
    unlocked.house.close(unlocked.ballot)
    unlocked.open(1, [unlocked.noise(1) for _ in range(4)])
    chosen = [{"code": code, "choice": choice} for code, choice in zip(CODES, "1122", strict=False)]
    closed = unlocked.open(2, chosen)
    second = actions.open_second_ballot(actor=SYSTEM, ballot=closed, closes_at=LATER + timedelta(days=2), at=LATER)
    assert second.sealed
    assert second.tellers_in_office() == []


def test_open_ballot_cannot_be_sealed(house: House) -> None:
    assert not house.open_ballot(sealed=True, secret=False).sealed
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.update(sealed=True)


def test_teller_who_left_is_shown_to_the_convenor_with_what_to_do(
    client: Client, ended: SealedVote, house: House
) -> None:
    house.memberships[4].ends_on = NOW.date() - timedelta(days=1)
    house.memberships[4].save()
    actions.lapse_seats(actor=SYSTEM, membership_id=house.memberships[4].pk, at=LATER)
    client.force_login(house.chief)
    shown = client.get(reverse("approvals:ballot_watch", args=[ended.ballot.pk])).content.decode()
    assert "không còn kiểm phiếu được" in shown
    assert "hãy hủy cuộc biểu quyết rồi mở lại" in shown
