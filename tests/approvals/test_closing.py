"""The close: who, when, what it publishes, and that nothing moves afterwards."""

import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from approvals import actions
from approvals.models import Ballot, Urn
from approvals.rules.publication import recount
from audit.actor import SYSTEM, Actor
from tests.approvals.conftest import LATER, SOON, House


def test_winner_is_judged_published_and_announced(house: House, heard: SimpleNamespace) -> None:
    ballot = house.open_ballot()
    codes = house.votes(ballot, "22213")
    ballot = house.close(ballot)
    assert ballot.outcome == "decided"
    assert ballot.result["result"]["sentence"].startswith("3/5 ủy viên chọn phương án 2")
    assert sorted(slip["code"] for slip in ballot.result["published"]["ballots"]) == sorted(codes)
    facts = heard.facts("ballot_closed")
    assert (facts["outcome"], facts["winner"]) == ("decided", "2")
    assert facts["winner_text"] == "Tuổi trẻ Lam Giang sáng tạo, vững bước tương lai"
    assert not Urn.objects.exists()


def test_publication_of_a_secret_ballot_has_no_names_and_recounts_to_the_same(house: House) -> None:
    ballot = house.open_ballot()
    house.votes(ballot, "2b213")
    ballot = house.close(ballot)
    written = json.dumps(ballot.result["published"], ensure_ascii=False)
    assert not any(user.full_name in written or user.username in written for user in house.members)
    assert recount(json.loads(written)).to_json() == ballot.result["result"]


def test_publication_of_an_open_ballot_names_the_voters(house: House) -> None:
    ballot = house.open_ballot(secret=False)
    house.votes(ballot, "22")
    names = {slip["name"] for slip in house.close(ballot).result["published"]["ballots"]}
    assert names == {"Ủy viên Số 1", "Ủy viên Số 2"}


def test_closing_twice_returns_the_same_result_and_tells_once(house: House, heard: SimpleNamespace) -> None:
    ballot = house.open_ballot()
    house.votes(ballot, "222")
    first = actions.close_ballot(actor=house.convenor, ballot=ballot, at=SOON)
    again = actions.close_ballot(actor=SYSTEM, ballot=ballot, at=LATER)
    assert (again.result, again.closed_at) == (first.result, SOON)
    assert heard.names().count("ballot_closed") == 1


def test_close_stands_in_the_history_of_the_ballot_as_a_save_would_write_it(house: House) -> None:
    ballot = house.open_ballot()
    house.votes(ballot, "2222")
    actions.close_ballot(actor=house.convenor, ballot=ballot, at=SOON)
    ballot.refresh_from_db()
    before, after = ballot.history.order_by("history_id")
    assert (after.history_type, after.history_date, after.history_user) == ("~", SOON, house.convenor.user)
    assert after.history_change_reason is None
    assert (after.closed_at, after.outcome, before.closed_at, before.outcome) == (SOON, "decided", None, "")
    kept = [field.attname for field in after.tracked_fields]
    assert [getattr(after, name) for name in kept] == [getattr(ballot, name) for name in kept]


def test_close_goes_by_the_row_and_not_by_what_the_caller_read_before(house: House) -> None:
    ballot = house.open_ballot()
    read_before = Ballot.objects.get(pk=ballot.pk)
    longer = LATER + timedelta(days=1)
    actions.extend_ballot(actor=house.convenor, ballot=ballot, closes_at=longer, reason="Lũ", at=SOON)
    with pytest.raises(ValidationError) as failure:
        house.close(read_before, at=LATER)
    assert failure.value.code == "not_yet"
    assert read_before.is_open


def test_system_closes_at_the_deadline_and_not_before(house: House) -> None:
    ballot = house.open_ballot()
    with pytest.raises(ValidationError) as failure:
        house.close(ballot, at=SOON)
    assert failure.value.code == "not_yet"
    assert house.close(ballot, at=LATER).closed_at == LATER


def test_ballot_does_not_close_because_all_have_voted(house: House) -> None:
    ballot = house.open_ballot()
    house.votes(ballot, "22222")
    ballot.refresh_from_db()
    assert ballot.is_open


def test_only_the_convenor_closes_early(house: House) -> None:
    ballot = house.open_ballot()
    for actor in (
        Actor.of(house.members[0]),
        Actor.of(house.outsider),
        Actor.of(house.outsider, on_behalf_of=house.chief),
    ):
        with pytest.raises(PermissionDenied):
            actions.close_ballot(actor=actor, ballot=ballot, at=SOON)


def test_annulled_ballot_is_not_closed(house: House) -> None:
    ballot = house.open_ballot()
    actions.annul_ballot(actor=house.convenor, ballot=ballot, reason="Trả lại", at=SOON)
    with pytest.raises(ValidationError) as failure:
        house.close(ballot)
    assert failure.value.code == "annulled"


def test_ballot_without_a_slip_is_undecided(house: House) -> None:
    ballot = house.close(house.open_ballot())
    assert (ballot.outcome, ballot.result["result"]["quorum_met"]) == ("undecided", False)


def test_adoption_needs_its_votes(house: House) -> None:
    ballot = house.open_ballot(kind="adopt", options=())
    house.votes(ballot, "yyynb")
    ballot = house.close(ballot)
    assert (ballot.outcome, ballot.result["result"]["winner"]) == ("decided", "yes")


def test_several_and_ranked_slips_are_counted(house: House) -> None:
    ballot = house.open_ballot(kind="approve_several")
    slips: list[list[str] | str] = [["1", "2"], ["2"], ["2", "3"], "blank"]
    for member, choice in enumerate(slips):
        house.vote(ballot, member, choice)
    assert house.close(ballot).result["result"]["winner"] == "2"


def test_dissent_is_recorded_with_the_result(house: House, heard: SimpleNamespace) -> None:
    ballot = house.open_ballot()
    member = Actor.of(house.members[0])
    with pytest.raises(ValidationError) as failure:
        actions.record_dissent(actor=member, ballot=ballot, text="Bảo lưu", at=SOON)
    assert failure.value.code == "not_closed"
    house.close(ballot)
    assert actions.record_dissent(actor=member, ballot=ballot, text="Bảo lưu", at=LATER).author == house.members[0]
    assert heard.facts("dissent_recorded")["user_id"] == house.members[0].pk
    with pytest.raises(ValidationError) as failure:
        actions.record_dissent(actor=member, ballot=ballot, text="Bảo lưu nữa", at=LATER)
    assert failure.value.code == "done_already"
    with pytest.raises(PermissionDenied):
        actions.record_dissent(actor=house.convenor, ballot=ballot, text="Không ghế", at=LATER)
    with pytest.raises(ValidationError) as failure:
        actions.record_dissent(actor=Actor.of(house.members[1]), ballot=ballot, text=" ", at=LATER)
    assert failure.value.code == "text_needed"
