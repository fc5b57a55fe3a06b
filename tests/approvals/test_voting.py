"""Casting and changing a slip, open and secret; sessions; paper; remarks."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from pytest_django import DjangoAssertNumQueries

from approvals import actions
from approvals.models import Seat, Slip, Urn
from approvals.rules.codes import new_draw, normal
from audit.actor import SYSTEM, Actor
from audit.models import JournalEntry
from orgs.actions.memberships import end_membership
from orgs.actions.roles import refresh
from orgs.models import Role, RoleAssignment
from tests.approvals.conftest import LATER, NOW, SOON, House, seat_in


def refusal(call: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
    with pytest.raises(ValidationError) as failure:
        call(*args, **kwargs)
    return failure.value.code


def test_member_votes_and_is_given_a_code(house: House, heard: SimpleNamespace) -> None:
    ballot = house.open_ballot()
    receipt = house.vote(ballot, 0, "2")
    assert (normal(receipt.code), receipt.changed, receipt.repeated) == (receipt.code, False, False)
    assert json.loads(Urn.objects.get(ballot=ballot).slips) == {receipt.code: "2"}
    assert ballot.seats.filter(voted=True).get().user == house.members[0]
    assert heard.facts("slip_cast")["user_id"] == house.members[0].pk
    assert "choice" not in heard.facts("slip_cast")


def test_open_slip_is_kept_with_its_voter(house: House) -> None:
    ballot = house.open_ballot(secret=False)
    house.vote(ballot, 0, "2")
    slip = Slip.objects.get()
    assert (slip.seat.user, slip.choice, slip.superseded_at) == (house.members[0], "2", None)
    assert json.loads(JournalEntry.objects.get(verb="approvals.cast_slip").text)["facts"] == {"choice": "2"}


@pytest.mark.parametrize("secret", [True, False])
def test_same_slip_sent_twice_is_one_slip(house: House, heard: SimpleNamespace, secret: bool) -> None:
    ballot = house.open_ballot(secret=secret)
    draw = new_draw()
    first = house.vote(ballot, 0, "2", draw=draw)
    again = house.vote(ballot, 0, "2", draw=draw)
    assert (again.code, again.repeated) == (first.code, True)
    assert heard.names().count("slip_cast") == 1
    assert house.close(ballot).result["result"]["returned"] == 1


def test_open_vote_may_be_changed_and_the_record_keeps_both(house: House) -> None:
    ballot = house.open_ballot(secret=False)
    house.vote(ballot, 0, "1")
    receipt = house.vote(ballot, 0, "2", at=SOON + timedelta(minutes=5))
    assert receipt.changed
    assert [(slip.choice, slip.superseded_at is None) for slip in Slip.objects.order_by("pk")] == [
        ("1", False),
        ("2", True),
    ]
    assert house.close(ballot).result["result"]["counts"] == {"1": 0, "2": 1, "3": 0}


def test_secret_vote_is_changed_with_its_code_and_not_without(house: House) -> None:
    ballot = house.open_ballot()
    code = house.vote(ballot, 0, "1").code
    assert refusal(house.vote, ballot, 0, "2") == "code_needed"
    assert house.vote(ballot, 0, "2", code=code).changed
    assert house.close(ballot).result["result"]["counts"] == {"1": 0, "2": 1, "3": 0}


def test_code_of_another_slip_is_refused_to_who_has_not_voted(house: House) -> None:
    ballot = house.open_ballot()
    code = house.vote(ballot, 0, "1").code
    assert refusal(house.vote, ballot, 1, "2", code=code) == "bad_code"
    assert not ballot.seats.get(user=house.members[1]).voted


@pytest.mark.parametrize("secret", [True, False])
def test_nobody_prescribes_the_code_of_a_slip(house: House, secret: bool) -> None:
    """Neither a code typed before the first vote nor a dictated draw decides what the code will be."""
    ballot = house.open_ballot(secret=secret)
    assert refusal(house.vote, ballot, 0, "1", code="K7F29QXM4ZTD") == "bad_code"
    dictated = "A" * 22
    codes = {house.vote(ballot, place, "1", code="", draw=dictated).code for place in range(3)}
    assert len(codes) == 3
    assert "K7F29QXM4ZTD" not in codes
    actor = Actor.of(house.members[3])
    both = {"draw": dictated, "code": "K7F29QXM4ZTD"}
    assert actions.cast_slip(actor=actor, ballot=ballot, choice="1", at=SOON, **both).code not in {both["code"], *codes}


def test_form_of_another_ballot_gives_another_code(house: House) -> None:
    draw, codes = new_draw(), []
    for _ in range(2):
        ballot = house.open_ballot()
        codes.append(house.vote(ballot, 0, "1", draw=draw).code)
        actions.annul_ballot(actor=SYSTEM, ballot=ballot, reason="Thử lại", at=SOON)
    assert codes[0] != codes[1]


def test_second_form_of_who_has_voted_needs_the_code(house: House) -> None:
    ballot = house.open_ballot()
    house.vote(ballot, 0, "1")
    assert refusal(house.vote, ballot, 0, "2", draw=new_draw()) == "code_needed"
    assert refusal(house.vote, ballot, 0, "2", code="K7F2") == "code_needed"
    assert refusal(house.vote, ballot, 0, "2", code="K7F29QXM4ZTD") == "code_needed"


@pytest.mark.parametrize(
    ("choice", "draw", "why"),
    [
        ("9", "", "unknown_choice"),
        (["1"], "", "unknown_choice"),
        ("invalid", "", "unknown_choice"),
        ("1", "K7F2", "bad_code"),
        ("1", "A" * 21 + "!", "bad_code"),
    ],
)
def test_slip_that_says_nothing_is_refused(house: House, choice: str | list[str], draw: str, why: str) -> None:
    assert refusal(house.vote, house.open_ballot(), 0, choice, draw=draw) == why


def test_who_has_no_seat_may_not_vote(house: House) -> None:
    ballot = house.open_ballot()
    for actor in (
        Actor.of(house.outsider),
        SYSTEM,
        house.convenor,
        Actor.of(house.outsider, on_behalf_of=house.members[0]),
    ):
        with pytest.raises(PermissionDenied):
            actions.cast_slip(actor=actor, ballot=ballot, choice="1", draw=new_draw(), at=SOON)


def test_nobody_votes_for_another_though_both_have_seats(house: House) -> None:
    ballot = house.open_ballot()
    actor = Actor.of(house.members[0], on_behalf_of=house.members[1])
    with pytest.raises(PermissionDenied):
        actions.cast_slip(actor=actor, ballot=ballot, choice="1", draw=new_draw(), at=SOON)


@pytest.mark.parametrize("secret", [True, False])
def test_vote_after_the_deadline_or_the_close_is_refused(house: House, secret: bool) -> None:
    ballot = house.open_ballot(secret=secret)
    assert refusal(house.vote, ballot, 0, "1", at=LATER) == "closed"
    actions.close_ballot(actor=house.convenor, ballot=ballot, at=SOON)
    assert refusal(house.vote, ballot, 0, "1") == "closed"


def test_vote_in_an_annulled_ballot_is_refused(house: House) -> None:
    ballot = house.open_ballot()
    actions.annul_ballot(actor=SYSTEM, ballot=ballot, reason="Trả lại", at=NOW)
    assert refusal(house.vote, ballot, 0, "1") == "annulled"


def test_who_left_office_may_not_vote_though_what_they_cast_stays(house: House) -> None:
    ballot = house.open_ballot(secret=False)
    house.vote(ballot, 0, "1")
    for membership in house.memberships[:2]:
        membership.ends_on = date(2026, 11, 20)
        membership.save()
    tomorrow = SOON + timedelta(days=1)
    assert refusal(house.vote, ballot, 0, "2", at=tomorrow) == "no_authority"
    assert refusal(house.vote, ballot, 1, "2", at=tomorrow) == "no_authority"
    assert house.close(ballot).result["result"]["counts"]["1"] == 1


def test_authority_starts_at_ratification(house: House) -> None:
    newcomer = house.members[0]
    membership = house.memberships[0]
    membership.entry, membership.ratified_on, membership.ratified_by = "meeting", date(2026, 11, 21), "114-QĐ"
    membership.save()
    ballot = house.open_ballot(at=NOW)
    Seat.objects.filter(user=newcomer).update(membership=membership)
    assert refusal(house.vote, ballot, 0, "1") == "no_authority"
    house.vote(ballot, 0, "1", at=SOON + timedelta(days=1))


def test_who_was_elected_again_votes_by_the_new_membership(house: House) -> None:
    ballot = house.open_ballot()
    house.memberships[0].ends_on = date(2026, 11, 20)
    house.memberships[0].save()
    seat_in(house.bch, house.members[0], starts_on=date(2026, 11, 21))
    assert house.vote(ballot, 0, "1", at=SOON + timedelta(days=1)).code


def test_seat_lapses_when_the_membership_ends(house: House, heard: SimpleNamespace) -> None:
    ballot = house.open_ballot()
    admin = Actor.of(house.chief)
    RoleAssignment.objects.create(
        user=house.chief, organisation=house.tinh, role=Role.ORGANISATION_ADMIN, starts_on=date(2025, 1, 1)
    )
    refresh(house.chief, actor=admin, at=NOW)
    end_membership(
        actor=admin, membership=house.memberships[0], ends_on=date(2026, 11, 19), reason="Chuyển công tác", at=NOW
    )
    assert ballot.seats.get(user=house.members[0]).lapsed_at == NOW
    assert heard.facts("seat_lapsed")["user_id"] == house.members[0].pk
    assert refusal(house.vote, ballot, 0, "1") == "no_authority"
    assert house.close(ballot).result["result"]["base"] == 5


def test_absent_member_cannot_cast(house: House) -> None:
    ballot = house.open_ballot(session="Hội nghị lần thứ 5")
    present = {user.pk for user in house.members[:3]}
    assert refusal(house.vote, ballot, 0, "1") == "absent"
    actions.mark_present(actor=house.convenor, ballot=ballot, present=present, at=SOON)
    house.votes(ballot, "111")
    assert refusal(house.vote, ballot, 3, "1") == "absent"
    result = house.close(ballot).result["result"]
    assert (result["attendance"], result["issued"], result["quorum_met"], result["base"]) == (3, 3, False, 5)


def test_attendance_is_recorded_by_the_convenor_of_a_session(house: House) -> None:
    ballot = house.open_ballot(session="Hội nghị lần thứ 5")
    with pytest.raises(PermissionDenied):
        actions.mark_present(actor=Actor.of(house.members[0]), ballot=ballot, present=set(), at=SOON)
    assert (
        refusal(actions.mark_present, actor=house.convenor, ballot=ballot, present={house.outsider.pk}, at=SOON)
        == "not_on_roll"
    )
    house.close(ballot)
    assert refusal(actions.mark_present, actor=house.convenor, ballot=ballot, present=set(), at=SOON) == "closed"


def test_ballot_in_writing_has_no_attendance(house: House) -> None:
    ballot = house.open_ballot()
    assert refusal(actions.mark_present, actor=house.convenor, ballot=ballot, present=set(), at=SOON) == "no_session"


def test_who_voted_stays_present(house: House) -> None:
    ballot = house.open_ballot(session="Hội nghị lần thứ 5")
    everybody = {user.pk for user in house.members}
    actions.mark_present(actor=house.convenor, ballot=ballot, present=everybody, at=SOON)
    house.vote(ballot, 0, "1")
    actions.mark_present(actor=house.convenor, ballot=ballot, present=set(), at=SOON)
    assert ballot.seats.filter(present=True).get().user == house.members[0]


def test_paper_is_for_members_who_have_not_voted(house: House) -> None:
    ballot = house.open_ballot()
    house.vote(ballot, 0, "1")
    given = {"actor": house.convenor, "ballot": ballot, "at": SOON}
    assert refusal(actions.give_paper_slips, user_ids={house.members[0].pk}, **given) == "voted"
    assert refusal(actions.give_paper_slips, user_ids={house.outsider.pk}, **given) == "not_on_roll"
    with pytest.raises(PermissionDenied):
        actions.give_paper_slips(actor=Actor.of(house.members[0]), ballot=ballot, user_ids=set(), at=SOON)


def test_member_may_say_more_than_the_slip_under_their_name(house: House) -> None:
    ballot = house.open_ballot()
    member = Actor.of(house.members[0])
    actions.write_remark(actor=member, ballot=ballot, text="Đề nghị rút gọn chủ đề", at=SOON)
    actions.write_remark(actor=member, ballot=ballot, text="Đề nghị rút gọn hơn nữa", at=SOON)
    assert ballot.remarks.get().text == "Đề nghị rút gọn hơn nữa"
    assert refusal(actions.write_remark, actor=member, ballot=ballot, text=" ", at=SOON) == "text_needed"
    assert refusal(actions.write_remark, actor=member, ballot=ballot, text="Muộn", at=LATER) == "closed"
    with pytest.raises(PermissionDenied):
        actions.write_remark(actor=house.convenor, ballot=ballot, text="Không ghế", at=SOON)
    actions.annul_ballot(actor=house.convenor, ballot=ballot, reason="Sai danh sách", at=SOON)
    assert refusal(actions.write_remark, actor=member, ballot=ballot, text="Hủy rồi", at=SOON) == "annulled"


@pytest.mark.parametrize("secret", [True, False])
def test_vote_takes_a_bounded_number_of_queries(
    house: House, django_assert_max_num_queries: DjangoAssertNumQueries, secret: bool
) -> None:
    ballot = house.open_ballot(secret=secret)
    with django_assert_max_num_queries(11):
        house.vote(ballot, 0, "1")


def test_turnout_of_a_secret_ballot_is_told_in_steps(house: House, heard: SimpleNamespace) -> None:
    ballot = house.open_ballot()
    house.votes(ballot, "11111")
    told = [facts["announce"] for name, facts in heard.told if name == "slip_cast"]
    assert told == [False, False, True, False, False]


def test_urn_is_one_row_in_order_of_the_codes(house: House) -> None:
    ballot = house.open_ballot()
    codes = house.votes(ballot, "12312")
    assert list(json.loads(Urn.objects.get().slips)) == sorted(codes)
