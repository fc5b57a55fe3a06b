"""What the rules promise of ballots, opinions and approvals, the database refuses to break."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from approvals import guards
from approvals.models import (
    Ballot,
    Comment,
    Dissent,
    MeetingDecision,
    Opinion,
    OpinionRound,
    Remark,
    Resolution,
    SealedSlip,
    Seat,
    SignOff,
    SignOffSeat,
    Slip,
    Teller,
    Urn,
)
from tests.approvals.conftest import LATER, NOW, SOON, House, person
from tests.constraints import Breach, Rows, assert_refused, by_model
from tests.migrating import Healing, assert_healed

RESULT = {"result": {"winner": "1", "second_round": None}}
CLOSED = {"closed_at": LATER, "outcome": "decided", "result": RESULT}
ANNULLED = {"annulled_at": LATER, "annul_reason": "Sai danh sách"}
numbers = count(1)
SECOND = timedelta(seconds=1)

BREACHES: list[Breach] = [
    ("one_open_ballot_per_document", {"question": "Câu hỏi khác"}),
    ("a_sealed_ballot_is_secret", ANNULLED | {"sealed": True, "pk": None}),
    ("a_ballot_is_not_both_closed_and_annulled", CLOSED | ANNULLED),
    ("a_closed_ballot_has_an_outcome_and_a_result", {"closed_at": LATER, "result": RESULT}),
    ("a_closed_ballot_has_an_outcome_and_a_result", {"closed_at": LATER, "outcome": "decided"}),
    ("a_closed_ballot_has_an_outcome_and_a_result", {"outcome": "decided"}),
    ("a_closed_ballot_has_an_outcome_and_a_result", {"result": RESULT}),
    ("an_annulled_ballot_has_a_reason", {"annulled_at": LATER}),
    ("an_annulled_ballot_has_a_reason", {"annul_reason": "Sai danh sách"}),
    ("only_a_sealed_ballot_waits_for_its_tellers", {"ended_at": LATER}),
    ("a_ballot_is_to_close_after_it_opens", {"closes_at": NOW}),
    ("a_ballot_follows_another_and_says_why", {"follows": F("id"), "follow_reason": "Lần hai"}),
    (
        "a_ballot_follows_another_and_says_why",
        {"follows": lambda rows: rows[Ballot].document.ballots.exclude(pk=rows[Ballot].pk).get()},
    ),
    ("one_seat_per_person_in_a_ballot", {"name": "Người khác"}),
    ("who_has_a_paper_slip_does_not_vote_here", {"voted": True, "on_paper": True}),
    ("who_is_absent_does_not_vote", {"voted": True, "present": False}),
    ("one_slip_in_force_per_seat", {"choice": "2"}),
    ("a_ballot_has_two_places_for_tellers", {"place": 3}),
    ("one_teller_in_each_place", {"user": lambda rows: rows[Dissent].author}),
    ("a_teller_has_one_place", {"place": 2}),
    ("a_count_has_its_time", {"counts": {"1": 2}}),
    ("a_count_has_its_time", {"counted_at": NOW}),
    ("a_key_has_its_time", {"public_key": "BBBB"}),
    ("a_key_has_its_time", {"key_at": NOW}),
    ("a_meeting_decides_with_minutes_and_a_reason", {"minutes": ""}),
    ("a_meeting_decides_with_minutes_and_a_reason", {"reason": ""}),
    ("one_remark_per_person_and_ballot", {"text": "Khác"}),
    ("a_remark_says_something", {"text": ""}),
    ("one_dissent_per_person_and_ballot", {"text": "Khác"}),
    ("a_dissent_says_something", {"text": ""}),
    ("one_open_opinion_round_per_document", {"question": "Khác"}),
    ("an_opinion_round_is_to_close_after_it_opens", {"closes_at": NOW}),
    ("an_annulled_opinion_round_is_closed_with_a_reason", {"annulled_at": LATER}),
    ("an_annulled_opinion_round_is_closed_with_a_reason", {"annulled_at": LATER, "closed_at": LATER}),
    ("only_a_closed_opinion_round_has_a_reason_of_its_end", {"end_reason": "Hết việc"}),
    ("one_seat_per_person_in_an_opinion_round", {"name": "Người khác"}),
    ("one_opinion_in_force_per_seat", {"answer": "disagree"}),
    ("a_comment_says_something", {"text": ""}),
    ("a_resolution_answers_one_thing", {"comment": None}),
    ("a_resolution_answers_one_thing", {"opinion": lambda rows: rows[Opinion]}),
    ("a_resolution_explains_or_says_where", {"kind": "explained", "text": ""}),
    ("a_resolution_explains_or_says_where", {"kind": "taken_in", "text": "", "passage": ""}),
    ("one_open_sign_off_per_document", {"rule": "any"}),
    ("a_sign_off_is_decided_when_it_has_an_outcome", {"outcome": "approved"}),
    ("a_sign_off_is_decided_when_it_has_an_outcome", {"decided_at": LATER}),
    ("a_sign_off_is_decided_when_it_has_an_outcome", {"end_reason": "Hết việc"}),
    ("an_annulled_sign_off_has_a_reason", {"outcome": "annulled", "decided_at": LATER}),
    ("one_seat_per_person_in_a_sign_off", {"place": 9}),
    ("a_decision_of_a_seat_has_its_time_and_its_person", {"decision": "approved"}),
    ("a_decision_of_a_seat_has_its_time_and_its_person", {"decision": "approved", "decided_at": SOON}),
    ("a_decision_of_a_seat_has_its_time_and_its_person", {"decision": "approved", "decided_by": F("user")}),
    ("a_decision_of_a_seat_has_its_time_and_its_person", {"decided_at": SOON, "decided_by": F("user")}),
    (
        "a_seat_is_not_both_lapsed_and_decided",
        {"decision": "approved", "decided_at": SOON, "decided_by": F("user"), "lapsed_at": LATER},
    ),
    ("who_returns_says_what_is_to_be_mended", {"decision": "returned", "decided_at": SOON, "decided_by": F("user")}),
    ("only_who_decides_for_another_names_the_basis", {"basis": "12-GUQ"}),
    (
        "only_who_decides_for_another_names_the_basis",
        {"decision": "approved", "decided_at": SOON, "decided_by": lambda rows: rows[Teller].user},
    ),
    (
        "only_who_decides_for_another_names_the_basis",
        {"decision": "approved", "decided_at": SOON, "decided_by": F("user"), "basis": "12-GUQ"},
    ),
]

UNSAID = "(không ghi)"
SOMEBODY = {"user_id": lambda rows: person(f"ai{next(numbers)}", "Ai Đó").pk}
DECIDED = {"decision": "approved", "decided_at": SOON, "decided_by": F("user")}

#: Migrated from before the constraints.
HEALINGS: list[Healing] = [
    (Ballot, CLOSED | ANNULLED, {"annulled_at": None, "annul_reason": "", "outcome": "decided"}),
    (Ballot, {"closed_at": LATER, "outcome": "decided"} | ANNULLED, ANNULLED | {"closed_at": None, "outcome": ""}),
    (Ballot, {"closed_at": LATER}, {"annulled_at": LATER, "annul_reason": UNSAID, "closed_at": None}),
    (Ballot, CLOSED | {"closed_at": None}, CLOSED),
    (Ballot, CLOSED | {"outcome": ""}, {"outcome": "decided"}),
    (
        Ballot,
        CLOSED | {"outcome": "", "result": {"result": {"winner": None, "second_round": ["1"]}}},
        {"outcome": "second"},
    ),
    (
        Ballot,
        CLOSED | {"outcome": "", "result": {"result": {"winner": None, "second_round": None}}},
        {"outcome": "undecided"},
    ),
    (Ballot, ANNULLED | {"outcome": "decided", "result": RESULT}, {"outcome": "", "result": None}),
    (Ballot, ANNULLED | {"annul_reason": ""}, {"annul_reason": UNSAID}),
    (Ballot, CLOSED | {"annul_reason": "Thừa"}, {"annul_reason": ""}),
    (Ballot, ANNULLED | {"ended_at": LATER}, {"ended_at": None}),
    (Ballot, ANNULLED | {"closes_at": NOW}, {"closes_at": NOW + SECOND}),
    (Ballot, ANNULLED | {"follows": F("id"), "follow_reason": "Lần hai"}, {"follows": None}),
    (Seat, SOMEBODY | {"voted": True, "on_paper": True}, {"voted": True, "on_paper": False}),
    (Seat, SOMEBODY | {"voted": True, "present": False}, {"voted": True, "present": True}),
    (Teller, {"dismissed_at": SOON, "counts": {"1": 2}}, {"counts": {"1": 2}, "counted_at": NOW}),
    (Teller, {"dismissed_at": SOON, "counted_at": SOON}, {"counts": None, "counted_at": None}),
    (Teller, {"dismissed_at": SOON, "public_key": "BBBB"}, {"public_key": "BBBB", "key_at": NOW}),
    (Teller, {"dismissed_at": SOON, "key_at": SOON}, {"public_key": "", "key_at": None}),
    (Comment, {"text": ""}, {"text": UNSAID}),
    (OpinionRound, {"annulled_at": LATER}, {"closed_at": LATER, "annulled_at": LATER, "end_reason": UNSAID}),
    (OpinionRound, {"closed_at": LATER, "closes_at": NOW}, {"closes_at": NOW + SECOND}),
    (SignOff, {"outcome": "approved"}, {"decided_at": NOW}),
    (SignOff, {"outcome": "annulled", "decided_at": LATER}, {"end_reason": UNSAID}),
    (SignOffSeat, SOMEBODY | {"decided_at": SOON, "decided_by": F("user")}, {"decided_at": None, "decided_by": None}),
    (SignOffSeat, SOMEBODY | {"decision": "approved"}, {"decision": "approved", "decided_at": NOW}),
    (SignOffSeat, SOMEBODY | DECIDED | {"lapsed_at": LATER}, {"decision": "approved", "lapsed_at": None}),
    (SignOffSeat, SOMEBODY | DECIDED | {"decision": "returned"}, {"note": UNSAID}),
    (SignOffSeat, SOMEBODY | DECIDED | {"basis": "12-GUQ"}, {"basis": ""}),
    (SignOffSeat, SOMEBODY | {"basis": "12-GUQ"}, {"basis": ""}),
]


@pytest.fixture
def rows(house: House) -> Rows:
    """A closed ballot whose meeting decided; then an open one, an opinion round and an approval, each with one of everything."""
    closed = house.close(house.open_ballot())
    meant = MeetingDecision.objects.create(
        ballot=closed,
        choice="1",
        minutes="Biên bản",
        reason="Hai phương án bằng phiếu",
        entered_by=house.chief,
        entered_at=LATER,
    )
    ballot = house.open_ballot(secret=False)
    house.vote(ballot, 0, "1")
    seat = ballot.seats.get(user=house.members[4])
    slip = Slip.objects.get()
    teller = Teller.objects.create(ballot=ballot, user=house.outsider, place=1, appointed_at=NOW)
    note = {"ballot": ballot, "author": house.members[1], "text": "Nên rút gọn"}
    remark, dissent = Remark.objects.create(**note, written_at=SOON), Dissent.objects.create(**note, recorded_at=SOON)
    round, sign_off = house.open_opinions(), house.open_sign_off()
    asked = round.seats.first()
    opinion = Opinion.objects.create(seat=asked, answer="agree", given_at=SOON)
    comment = Comment.objects.create(
        document=house.document, draft_round=house.round, text="Sửa lại", author=house.members[0], written_at=SOON
    )
    answer = Resolution.objects.create(
        document=house.document,
        comment=comment,
        kind="taken_in",
        passage="p2",
        resolved_by=house.drafter,
        resolved_at=SOON,
    )
    place = sign_off.seats.first()
    return by_model(
        [ballot, seat, slip, teller, meant, remark, dissent, round, asked, opinion, comment, answer, sign_off, place]
    )


@pytest.mark.parametrize(("name", "changes"), BREACHES)
def test_the_database_refuses_by_name(rows: Rows, name: str, changes: dict[str, Any]) -> None:
    assert_refused(rows, name, changes)


def test_rows_from_before_the_constraints_are_healed(transactional_db: None, rows: Rows) -> None:
    Ballot.objects.filter(pk=rows[Ballot].pk).update(**ANNULLED)
    OpinionRound.objects.filter(pk=rows[OpinionRound].pk).update(closed_at=LATER)
    assert_healed(rows, "approvals", "0004_secret_ballots_may_be_sealed", HEALINGS)


def assert_guarded(message: str, write: Callable[..., Any]) -> None:
    with pytest.raises(IntegrityError, match=message), transaction.atomic():
        write()


def test_what_is_secret_never_lies_beside_a_name(house: House) -> None:
    ballot = house.open_ballot()
    slip = Slip(seat=ballot.seats.first(), choice="1", code="0" * 12, cast_at=SOON)
    assert_guarded(guards.NAMED, slip.save)
    assert_guarded(guards.UNSEALED, SealedSlip(seat=ballot.seats.first(), sealed="x").save)
    assert_guarded(guards.TURNED, lambda: Ballot.objects.update(secret=False))
    assert_guarded(guards.TURNED, lambda: Ballot.objects.update(sealed=True))


def test_an_open_ballot_has_no_urn(house: House) -> None:
    ballot = house.open_ballot(secret=False)
    assert_guarded(guards.SECRET, lambda: Urn.objects.create(ballot=ballot))
    house.vote(ballot, 0, "1")
    assert_guarded(guards.TURNED, lambda: Ballot.objects.update(secret=True))
