"""Paper slips: given out, counted by the two whom the convenor appoints, and by nobody else."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from approvals import actions
from approvals.models import Teller
from audit.actor import SYSTEM, Actor
from audit.models import JournalEntry
from orgs.models import Role, RoleAssignment, User
from tests.approvals.conftest import LATER, SOON, House


def refusal(call: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
    with pytest.raises(ValidationError) as failure:
        call(*args, **kwargs)
    return failure.value.code


class Count:
    """A ballot with two slips on paper; `tellers` are the drafter (of the office) and the fourth member."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.ballot = house.open_ballot()
        self.given: dict[str, Any] = {"actor": house.convenor, "ballot": self.ballot, "at": SOON}
        actions.give_paper_slips(user_ids={user.pk for user in house.members[:2]}, **self.given)

    def appoint(self, *users: User, **more: Any) -> list[Teller]:
        return actions.appoint_tellers(user_ids={user.pk for user in users}, **self.given | more)

    def enter(self, user: User, counts: dict[str, Any]) -> bool:
        return actions.enter_paper_count(actor=Actor.of(user), ballot=self.ballot, counts=counts, at=SOON)


@pytest.fixture
def count(house: House) -> Count:
    return Count(house)


def test_paper_slips_count_when_the_two_tellers_agree(house: House, count: Count, heard: SimpleNamespace) -> None:
    first, second = house.drafter, house.members[3]
    for member in (2, 3):
        house.vote(count.ballot, member, "1")
    assert refusal(house.close, count.ballot) == "tellers_needed"
    count.appoint(first, second)
    assert not count.enter(first, {"1": 1, "blank": 1})
    assert refusal(house.close, count.ballot) == "tellers_disagree"
    assert not count.enter(second, {"1": 2})
    assert heard.facts("count_entered")["disagreed"]
    assert sorted(heard.facts("count_asked")["user_ids"]) == sorted([first.pk, second.pk])
    assert refusal(house.close, count.ballot) == "tellers_disagree"
    assert count.enter(second, {"1": 1, "blank": 1, "2": 0})
    result = house.close(count.ballot).result["result"]
    assert (result["counts"]["1"], result["blank"], result["returned"]) == (3, 1, 4)


def test_nobody_but_the_two_tellers_enters_a_count(house: House, count: Count) -> None:
    count.appoint(house.drafter, house.members[3])
    for actor in (
        Actor.of(house.members[2]),
        house.convenor,
        SYSTEM,
        Actor.of(house.outsider),
        Actor.of(house.outsider, on_behalf_of=house.drafter),
    ):
        with pytest.raises(PermissionDenied):
            actions.enter_paper_count(actor=actor, ballot=count.ballot, counts={"1": 2}, at=SOON)
    for teller in (house.drafter, house.members[3]):
        count.enter(teller, {"1": 2})
    assert house.close(count.ballot).result["result"]["counts"]["1"] == 2


def test_count_is_entered_by_nobody_before_tellers_are_appointed(house: House, count: Count) -> None:
    with pytest.raises(PermissionDenied):
        count.enter(house.members[3], {"1": 2})


def test_convenor_replaces_a_silent_teller_and_the_void_count_blocks_nothing(
    house: House, count: Count, heard: SimpleNamespace
) -> None:
    count.appoint(house.drafter, house.members[3])
    count.enter(house.drafter, {"1": 2})
    count.enter(house.members[3], {"2": 2})
    assert refusal(count.appoint, house.drafter, house.members[4]) == "reason_needed"
    count.appoint(house.drafter, house.members[4], reason="Đồng chí thứ tư đi công tác")
    assert heard.facts("tellers_appointed")["dismissed_ids"] == [house.members[3].pk]
    assert heard.facts("count_asked")["user_ids"] == [house.members[4].pk]
    with pytest.raises(PermissionDenied):
        count.enter(house.members[3], {"2": 2})
    assert count.enter(house.members[4], {"1": 2})
    assert house.close(count.ballot).result["result"]["counts"]["1"] == 2
    assert [str(teller) for teller in count.ballot.tellers_in_office()] == [str(house.drafter), str(house.members[4])]


def test_appointments_stand_in_the_journal_with_their_reason(house: House, count: Count) -> None:
    count.appoint(house.drafter, house.members[3])
    count.appoint(house.drafter, house.members[4], reason="Đi công tác")
    texts = list(
        JournalEntry.objects.filter(verb="approvals.appoint_tellers").order_by("pk").values_list("text", flat=True)
    )
    assert str(house.members[3]) in texts[0]
    assert "Đi công tác" in texts[1]
    assert str(house.members[4]) in texts[1]


def test_who_may_not_count_is_not_appointed(house: House, count: Count) -> None:
    left = house.memberships[4]
    left.ends_on = date(2026, 11, 1)
    left.save()
    actions.lapse_seats(actor=SYSTEM, membership_id=left.pk, at=SOON)
    house.members[3].is_active = False
    house.members[3].save()
    for user in (house.outsider, house.chief, house.members[4], house.members[3]):
        assert refusal(count.appoint, house.drafter, user) == "cannot_count"
    assert refusal(count.appoint, house.drafter) == "two_tellers"
    assert not Teller.objects.exists()


def test_same_two_again_are_refused(house: House, count: Count) -> None:
    count.appoint(house.drafter, house.members[3])
    assert refusal(count.appoint, house.members[3], house.drafter, reason="Vì") == "done_already"


def test_only_the_convenor_appoints(house: House, count: Count) -> None:
    for actor in (Actor.of(house.members[2]), SYSTEM, Actor.of(house.outsider, on_behalf_of=house.chief)):
        with pytest.raises(PermissionDenied):
            count.appoint(house.drafter, house.members[3], actor=actor)


def test_tellers_of_a_closed_ballot_are_not_changed(house: House) -> None:
    ballot = house.open_ballot()
    house.close(ballot)
    people = {house.drafter.pk, house.members[3].pk}
    assert refusal(actions.appoint_tellers, actor=house.convenor, ballot=ballot, user_ids=people, at=LATER) == "closed"


def test_teller_whose_seat_lapsed_counts_no_more(house: House, count: Count) -> None:
    count.appoint(house.drafter, house.members[3])
    house.memberships[3].ends_on = date(2026, 11, 1)
    house.memberships[3].save()
    actions.lapse_seats(actor=SYSTEM, membership_id=house.memberships[3].pk, at=SOON)
    with pytest.raises(PermissionDenied):
        count.enter(house.members[3], {"1": 2})
    count.appoint(house.drafter, house.members[4], reason="Chuyển công tác")


def test_office_staff_who_lost_the_role_counts_no_more(house: House, count: Count) -> None:
    count.appoint(house.drafter, house.members[3])
    RoleAssignment.objects.filter(user=house.drafter, role=Role.DRAFTER).delete()
    house.drafter.groups.clear()
    with pytest.raises(PermissionDenied):
        count.enter(house.drafter, {"1": 2})


def test_more_slips_given_out_are_counted_again(house: House, count: Count, heard: SimpleNamespace) -> None:
    tellers = (house.drafter, house.members[3])
    count.appoint(*tellers)
    for teller in tellers:
        count.enter(teller, {"1": 2})
    actions.give_paper_slips(user_ids={house.members[2].pk}, **count.given)
    assert sorted(heard.facts("count_asked")["user_ids"]) == sorted(user.pk for user in tellers)
    assert refusal(house.close, count.ballot) == "tellers_disagree"


def test_teller_cannot_count_more_slips_than_were_given(house: House, count: Count) -> None:
    count.appoint(house.drafter, house.members[3])
    assert refusal(count.enter, house.drafter, {"1": 3}) == "too_many_slips"
    assert refusal(count.enter, house.drafter, {"9": 1}) == "unknown_choice"
    assert refusal(count.enter, house.drafter, {"1": -1}) == "too_many_slips"


def test_annulled_ballot_keeps_who_counted_and_not_what(house: House, count: Count) -> None:
    count.appoint(house.drafter, house.members[3])
    count.enter(house.drafter, {"1": 2})
    actions.annul_ballot(actor=SYSTEM, ballot=count.ballot, reason="Trả lại", at=SOON)
    assert list(Teller.objects.values_list("counts", "counted_at")) == [(None, None)] * 2


def test_database_allows_two_tellers_and_each_once(house: House, count: Count) -> None:
    count.appoint(house.drafter, house.members[3])
    for place, user in ((1, house.members[4]), (3, house.members[4]), (2, house.drafter)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Teller.objects.create(ballot=count.ballot, user=user, place=place, appointed_at=SOON)


def test_deadline_passes_while_tellers_count_and_the_close_follows_their_agreement(house: House, count: Count) -> None:
    tellers = (house.drafter, house.members[3])
    count.appoint(*tellers)
    assert refusal(house.close, count.ballot) == "tellers_disagree"
    assert refusal(house.vote, count.ballot, 4, "1", at=LATER + timedelta(minutes=1)) == "closed"
    for teller in tellers:
        count.enter(teller, {"1": 1, "invalid": 1})
    assert house.close(count.ballot, at=LATER + timedelta(minutes=2)).result["result"]["invalid"] == 1
