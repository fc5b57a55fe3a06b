"""An opinion, a ballot or a decision that was changed past the acts is found out."""

import json
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from django.core.files.uploadedfile import SimpleUploadedFile

from approvals import actions
from approvals.models import Ballot, Comment, Dissent, MeetingDecision, Opinion, OpinionFile, Resolution, SignOffSeat
from audit.actor import Actor
from audit.queries.artefacts import faults_of
from documents.models import Status
from tests.approvals.conftest import LATER, NOW, SOON, House
from tests.constraints import without


def whys(house: House) -> list[str]:
    return [fault.why for fault in faults_of(house.tinh.pk)]


@pytest.fixture
def closed(house: House) -> Ballot:
    ballot = house.open_ballot(secret=False)
    house.votes(ballot, "2223b")
    return house.close(ballot)


@pytest.fixture
def opinion(house: House, monkeypatch: pytest.MonkeyPatch) -> Opinion:
    monkeypatch.setattr(OpinionFile._meta.get_field("file"), "storage", InMemoryStorage())
    return actions.give_opinion(
        actor=Actor.of(house.members[0]),
        round=house.open_opinions(),
        answer="other",
        text="Bổ sung chỉ tiêu",
        files=[SimpleUploadedFile("góp ý.txt", b"noi dung")],
        at=SOON,
    )


def test_what_the_acts_wrote_is_as_the_journal_says(house: House, closed: Ballot, opinion: Opinion) -> None:
    assert whys(house) == []


def test_a_slip_changed_in_the_publication_is_found(house: House, closed: Ballot) -> None:
    result = json.loads(json.dumps(closed.result))
    result["published"]["ballots"][0]["choice"] = "1"
    Ballot.objects.update(result=result)
    assert whys(house) == ["changed"]


def test_a_forged_result_is_found(house: House, closed: Ballot) -> None:
    result = json.loads(json.dumps(closed.result))
    result["result"]["winner"] = "1"
    Ballot.objects.update(result=result)
    assert whys(house) == ["changed"]


@pytest.mark.parametrize("change", [{"outcome": "undecided"}, {"closed_at": NOW}, {"result": None}])
def test_a_close_whose_columns_were_changed_is_found(house: House, closed: Ballot, change: dict[str, Any]) -> None:
    with without("a_closed_ballot_has_an_outcome_and_a_result"):
        Ballot.objects.update(**change)
    assert whys(house) == ["changed"]


@pytest.mark.parametrize("change", [{"question": "Khác"}, {"rule": {}}, {"options": []}, {"secret": True}])
def test_a_question_changed_after_the_opening_is_found(house: House, change: dict[str, Any]) -> None:
    house.open_ballot(secret=False)
    Ballot.objects.update(**change)
    assert whys(house) == ["changed"]


def test_a_close_that_no_act_made_is_found(house: House) -> None:
    house.open_ballot()
    Ballot.objects.update(closed_at=LATER, outcome="undecided", result={})
    assert whys(house) == ["unknown"]


def test_changed_minutes_of_a_meeting_are_found(house: House) -> None:
    ballot = house.close(house.open_ballot())
    house.stand(Status.COMMITTEE_REVIEW)
    actions.enter_meeting_decision(
        actor=house.convenor, ballot=ballot, choice="2", minutes="Biên bản", reason="Không đủ phiếu", at=LATER
    )
    assert whys(house) == []
    MeetingDecision.objects.update(minutes="Biên bản khác")
    assert whys(house) == ["changed"]


@pytest.mark.parametrize("change", [{"text": "Đồng ý"}, {"answer": "agree"}])
def test_a_changed_opinion_is_found(house: House, opinion: Opinion, change: dict[str, str]) -> None:
    Opinion.objects.update(**change)
    assert whys(house) == ["changed"]


def test_a_changed_file_of_an_opinion_is_found_also_after_a_later_answer(house: House, opinion: Opinion) -> None:
    actor = Actor.of(house.members[0])
    actions.give_opinion(actor=actor, round=opinion.seat.round, answer="other", text="Thêm nữa", at=SOON)
    assert whys(house) == []
    stored = OpinionFile.objects.get().file
    stored.storage.delete(stored.name)
    stored.storage.save(stored.name, ContentFile(b"khac"))
    assert set(whys(house)) == {"changed"}


def test_a_changed_comment_and_answer_are_found_but_a_later_answer_is_none(house: House) -> None:
    house.open_opinions()
    comment = actions.write_comment(
        actor=Actor.of(house.members[0]),
        draft_round=house.round,
        passage="p2",
        text="Ít quá",
        at=SOON,
    )
    drafter = Actor.of(house.drafter)
    for text in ("Đã cân nhắc", "Đã cân nhắc kỹ"):
        actions.resolve_comment(actor=drafter, comment=comment, kind="explained", text=text, at=SOON)
    assert whys(house) == []
    Resolution.objects.update(text="Không cần")
    Comment.objects.update(text="Tốt rồi")
    assert whys(house) == ["changed", "changed"]


def test_a_changed_dissent_is_found(house: House, closed: Ballot) -> None:
    actions.record_dissent(actor=Actor.of(house.members[3]), ballot=closed, text="Tôi bảo lưu", at=LATER)
    Dissent.objects.update(text="Tôi đồng ý")
    assert whys(house) == ["changed"]


def test_a_changed_decision_of_a_sign_off_is_found(house: House) -> None:
    sign_off = house.open_sign_off()
    actions.decide(actor=Actor.of(house.members[0]), sign_off=sign_off, decision="returned", note="Làm lại", at=SOON)
    assert whys(house) == []
    SignOffSeat.objects.filter(user=house.members[0]).update(decision="approved")
    assert whys(house) == ["changed"]
