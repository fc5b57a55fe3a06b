"""Opening, extending, annulling; second ballots; what a meeting decides."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from approvals import actions
from approvals.models import Ballot, Slip, Urn
from approvals.papers import tally_record
from approvals.queries import annulled_before
from audit.actor import SYSTEM, Actor
from audit.models import JournalEntry
from documents.models import Access, Status
from documents.states import BEFORE_ISSUE
from tests.approvals.conftest import LATER, NOW, SOON, House, person, seat_in


def code_of(failure: pytest.ExceptionInfo[ValidationError]) -> str:
    return failure.value.code


def test_opening_freezes_roll_question_options_and_rule(house: House, heard: SimpleNamespace) -> None:
    ballot = house.open_ballot(rule={"of": "present"})
    assert [seat.name for seat in ballot.seats.order_by("pk")] == [user.full_name for user in house.members]
    assert ballot.rule == {
        "quorum": "2/3",
        "of": "present",
        "majority": ">1/2",
        "blank": "valid",
        "second_round": "leaders",
    }
    assert [option["key"] for option in ballot.options] == ["1", "2", "3"]
    assert heard.facts("ballot_opened")["user_ids"] == [user.pk for user in house.members]
    assert JournalEntry.objects.get(verb="approvals.open_ballot").document_id == house.document.pk


def test_members_on_the_roll_can_see_the_document(house: House) -> None:
    house.open_ballot()
    assert Access.objects.filter(document=house.document, why="seat").count() == 5


def test_convenor_opens_and_another_does_not(house: House) -> None:
    assert house.open_ballot(actor=house.convenor).convenor == house.chief
    with pytest.raises(PermissionDenied):
        house.open_ballot(actor=Actor.of(house.members[0]))


def test_nobody_convenes_for_another(house: House) -> None:
    with pytest.raises(PermissionDenied):
        house.open_ballot(actor=Actor.of(house.outsider, on_behalf_of=house.chief))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"roll": []}, "empty_roll"),
        ({"closes_at": NOW}, "deadline_passed"),
        ({"options": [{"text": "Một"}]}, "too_few_options"),
        ({"options": [{"text": "Một"}, {"text": "Một"}]}, "bad_options"),
        ({"options": [{"text": "Một"}, {"text": " "}]}, "bad_options"),
        ({"options": [{"key": "a", "text": "Một"}, {"key": "a", "text": "Hai"}]}, "bad_rule"),
        ({"rule": {"of": "everybody"}}, "bad_rule"),
    ],
)
def test_ballot_that_could_not_be_judged_is_not_opened(house: House, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(ValidationError) as failure:
        house.open_ballot(**changes)
    assert code_of(failure) == code
    assert not Ballot.objects.exists()


def test_second_open_ballot_of_a_document_is_refused(house: House) -> None:
    house.open_ballot()
    with pytest.raises(ValidationError) as failure:
        house.open_ballot()
    assert code_of(failure) == "already_open"


def test_person_twice_on_the_roll_has_one_seat(house: House) -> None:
    assert house.open_ballot(roll=house.roll + house.roll).seats.count() == 5


def test_extending_moves_the_deadline_and_keeps_the_reason(house: House, heard: SimpleNamespace) -> None:
    ballot = house.open_ballot()
    later = LATER + timedelta(days=1)
    actions.extend_ballot(
        actor=house.convenor, ballot=ballot, closes_at=later, reason="Chờ ủy viên đi công tác", at=SOON
    )
    ballot.refresh_from_db()
    assert ballot.closes_at == later
    assert ballot.history.first().history_change_reason == "Chờ ủy viên đi công tác"
    assert heard.facts("ballot_extended")["closes_at"] == later


@pytest.mark.parametrize(
    ("closes_at", "reason", "code"), [(SOON, "Vì", "not_later"), (LATER + timedelta(1), " ", "reason_needed")]
)
def test_extending_needs_a_later_time_and_a_reason(house: House, closes_at: datetime, reason: str, code: str) -> None:
    ballot = house.open_ballot()
    with pytest.raises(ValidationError) as failure:
        actions.extend_ballot(actor=house.convenor, ballot=ballot, closes_at=closes_at, reason=reason, at=SOON)
    assert code_of(failure) == code


def test_only_the_convenor_extends_and_only_while_open(house: House) -> None:
    ballot = house.open_ballot()
    given: dict[str, Any] = {"ballot": ballot, "closes_at": LATER + timedelta(1), "reason": "Vì", "at": SOON}
    for actor in (SYSTEM, Actor.of(house.members[0])):
        with pytest.raises(PermissionDenied):
            actions.extend_ballot(actor=actor, **given)
    house.close(ballot)
    with pytest.raises(ValidationError) as failure:
        actions.extend_ballot(actor=house.convenor, **given)
    assert code_of(failure) == "closed"


@pytest.mark.parametrize("secret", [True, False])
def test_annulling_destroys_the_slips_and_keeps_the_record(house: House, heard: SimpleNamespace, secret: bool) -> None:
    ballot = house.open_ballot(secret=secret)
    house.votes(ballot, "122")
    annulled = actions.annul_ballot(actor=SYSTEM, ballot=ballot, reason="Văn bản được trả lại", at=SOON)
    assert (annulled.annulled_at, annulled.annul_reason) == (SOON, "Văn bản được trả lại")
    assert not Urn.objects.exists()
    assert not Slip.objects.exists()
    assert heard.facts("ballot_annulled")["reason"] == "Văn bản được trả lại"
    again = actions.annul_ballot(actor=SYSTEM, ballot=ballot, reason="Lần nữa", at=LATER)
    assert again.annul_reason == "Văn bản được trả lại"


def test_annulling_needs_right_reason_and_an_open_ballot(house: House) -> None:
    ballot = house.open_ballot()
    with pytest.raises(PermissionDenied):
        actions.annul_ballot(actor=Actor.of(house.outsider), ballot=ballot, reason="Vì", at=SOON)
    with pytest.raises(ValidationError):
        actions.annul_ballot(actor=house.convenor, ballot=ballot, reason=" ", at=SOON)
    house.close(ballot)
    with pytest.raises(ValidationError) as failure:
        actions.annul_ballot(actor=house.convenor, ballot=ballot, reason="Vì", at=LATER)
    assert code_of(failure) == "closed"


def test_second_ballot_is_on_the_leaders_and_names_the_first(house: House) -> None:
    first = house.open_ballot()
    house.votes(first, "11223")
    first = house.close(first)
    assert first.outcome == "second"
    second = actions.open_second_ballot(actor=SYSTEM, ballot=first, closes_at=LATER + timedelta(1), at=LATER)
    assert [option["key"] for option in second.options] == ["1", "2"]
    assert (second.follows, second.rule["second_round"], second.seats.count()) == (first, "none", 5)
    for member, choice in enumerate("22211"):
        house.vote(second, member, choice, at=LATER)
    assert house.close(second, at=LATER + timedelta(1)).result["result"]["winner"] == "2"


def test_second_ballot_needs_a_result_that_names_one_and_comes_once(house: House) -> None:
    first = house.open_ballot()
    for_second: dict[str, Any] = {"actor": house.convenor, "closes_at": LATER + timedelta(1), "at": LATER}
    with pytest.raises(ValidationError) as failure:
        actions.open_second_ballot(ballot=first, **for_second)
    assert code_of(failure) == "no_second"
    house.votes(first, "11223")
    first = house.close(first)
    with pytest.raises(PermissionDenied):
        actions.open_second_ballot(ballot=first, **for_second | {"actor": Actor.of(house.outsider)})
    second = actions.open_second_ballot(ballot=first, **for_second)
    actions.annul_ballot(actor=SYSTEM, ballot=second, reason="Trả lại", at=LATER)
    with pytest.raises(ValidationError) as failure:
        actions.open_second_ballot(ballot=first, **for_second)
    assert code_of(failure) == "done_already"


def test_seat_that_lapsed_is_not_on_the_second_roll(house: House) -> None:
    first = house.open_ballot()
    house.votes(first, "11223")
    first.seats.filter(user=house.members[4]).update(lapsed_at=SOON)
    first = house.close(first)
    second = actions.open_second_ballot(actor=SYSTEM, ballot=first, closes_at=LATER + timedelta(1), at=LATER)
    assert second.seats.count() == 4


def test_new_ballot_names_the_one_whose_mistake_it_mends(house: House) -> None:
    first = house.close(house.open_ballot())
    with pytest.raises(ValidationError):
        house.open_ballot(actor=house.convenor, follows=first)
    again = house.open_ballot(actor=house.convenor, follows=first, follow_reason="Danh sách thiếu một ủy viên")
    assert (again.follows, again.follow_reason) == (first, "Danh sách thiếu một ủy viên")


def test_meeting_decides_where_the_ballot_did_not(house: House, heard: SimpleNamespace) -> None:
    house.stand(Status.COMMITTEE_REVIEW)
    ballot = house.open_ballot()
    house.votes(ballot, "12")
    ballot = house.close(ballot)
    given: dict[str, Any] = {
        "ballot": ballot,
        "choice": "2",
        "minutes": "Biên bản hội nghị lần thứ 5",
        "reason": "Không đủ túc số",
        "at": LATER,
    }
    with pytest.raises(PermissionDenied):
        actions.enter_meeting_decision(actor=SYSTEM, **given)
    decision = actions.enter_meeting_decision(actor=house.convenor, **given)
    assert decision.choice == "2"
    assert heard.facts("meeting_decision_entered")["choice_text"].startswith("Tuổi trẻ Lam Giang sáng tạo")
    with pytest.raises(ValidationError) as failure:
        actions.enter_meeting_decision(actor=house.convenor, **given)
    assert code_of(failure) == "done_already"


@pytest.mark.parametrize(
    ("change", "code"),
    [({"choice": "9"}, "unknown_choice"), ({"minutes": ""}, "reason_needed"), ({"reason": " "}, "reason_needed")],
)
def test_meeting_decision_needs_option_minutes_and_reason(house: House, change: dict[str, str], code: str) -> None:
    house.stand(Status.COMMITTEE_REVIEW)
    ballot = house.close(house.open_ballot())
    given: dict[str, Any] = {
        "ballot": ballot,
        "choice": "2",
        "minutes": "Biên bản",
        "reason": "Vì",
        "at": LATER,
    } | change
    with pytest.raises(ValidationError) as failure:
        actions.enter_meeting_decision(actor=house.convenor, **given)
    assert code_of(failure) == code


def test_meeting_does_not_overrule_a_ballot(house: House) -> None:
    house.stand(Status.COMMITTEE_REVIEW)
    ballot = house.open_ballot()
    given: dict[str, Any] = {"ballot": ballot, "choice": "2", "minutes": "Biên bản", "reason": "Vì", "at": LATER}
    with pytest.raises(ValidationError) as failure:
        actions.enter_meeting_decision(actor=house.convenor, **given)
    assert code_of(failure) == "not_closed"
    house.votes(ballot, "1111")
    house.close(ballot)
    with pytest.raises(ValidationError) as failure:
        actions.enter_meeting_decision(actor=house.convenor, **given)
    assert code_of(failure) == "decided"


@pytest.mark.parametrize("status", sorted(set(Status.values) - {Status.COMMITTEE_REVIEW}))
def test_a_meeting_decides_nothing_once_the_document_has_left_its_committee(house: House, status: str) -> None:
    ballot = house.close(house.open_ballot())
    house.stand(status)
    given: dict[str, Any] = {"ballot": ballot, "choice": "2", "minutes": "Biên bản", "reason": "Vì", "at": LATER}
    with pytest.raises(ValidationError) as failure:
        actions.enter_meeting_decision(actor=house.convenor, **given)
    assert code_of(failure) == "wrong_state"


@pytest.mark.parametrize("later", ["ballot", "opinions"])
def test_a_meeting_decides_nothing_about_a_ballot_after_which_the_committee_was_asked_again(
    house: House, later: str
) -> None:
    ballot = house.close(house.open_ballot())
    again = {"at": LATER + timedelta(days=1), "closes_at": LATER + timedelta(days=2)}
    house.open_ballot(**again) if later == "ballot" else house.open_opinions(**again)
    house.stand(Status.COMMITTEE_REVIEW)
    given: dict[str, Any] = {
        "ballot": ballot,
        "choice": "2",
        "minutes": "Biên bản",
        "reason": "Vì",
        "at": LATER + timedelta(days=1),
    }
    with pytest.raises(ValidationError) as failure:
        actions.enter_meeting_decision(actor=house.convenor, **given)
    assert code_of(failure) == "overtaken"


@pytest.mark.parametrize("status", Status.values)
def test_a_dissent_is_recorded_until_the_text_is_issued(house: House, status: str) -> None:
    ballot = house.close(house.open_ballot())
    house.stand(status)
    given: dict[str, Any] = {"actor": Actor.of(house.members[0]), "ballot": ballot, "text": "Tôi bảo lưu", "at": LATER}
    if status in BEFORE_ISSUE:
        assert actions.record_dissent(**given).text == "Tôi bảo lưu"
        return
    with pytest.raises(ValidationError) as failure:
        actions.record_dissent(**given)
    assert code_of(failure) == "wrong_state"


@pytest.mark.parametrize("seats", [60, 600])
def test_opening_takes_a_bounded_number_of_queries(
    house: House, django_assert_max_num_queries: DjangoAssertNumQueries, seats: int
) -> None:
    house.members = [person(f"nhieu{n}", f"Ủy viên {n}") for n in range(seats)]
    seat_in(house.bch, house.members[0], starts_on=date(2026, 1, 1))
    with django_assert_max_num_queries(30):
        house.open_ballot()


def test_the_ballot_after_an_annulled_one_names_it(house: House, client: Client) -> None:
    annulled = actions.annul_ballot(actor=SYSTEM, ballot=house.open_ballot(), reason="Sai phương án", at=SOON)
    ballot = house.open_ballot()
    house.votes(ballot, "222")
    house.close(ballot)
    ballot.refresh_from_db()
    told = next(line for line in tally_record(ballot).body if isinstance(line, str) and "bị hủy" in line)
    assert told.endswith("Sai phương án")
    client.force_login(house.members[0])
    assert (
        reverse("approvals:ballot_watch", args=[annulled.pk])
        in client.get(reverse("approvals:ballot_result", args=[ballot.pk])).text
    )
    assert annulled_before(annulled) is None
