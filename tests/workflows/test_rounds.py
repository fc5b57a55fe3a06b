"""Opinions, ballots and approvals move the document on; what they cannot decide waits for the convenor."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from approvals import actions as approvals
from approvals.models import Ballot, Opinion, OpinionRound, SignOff
from approvals.rules.codes import new_draw
from audit.actor import Actor
from documents.models import Document, Status
from notifications.models import Notice
from orgs.models import Membership, User
from tests.approvals.test_sealing import SealedVote
from tests.workflows.conftest import NOON, OPTIONS, Province
from workflows import actions
from workflows.models import Turn
from workflows.procedures import StationKind
from workflows.procedures.calendar import due_at
from workflows.queries import acts_for, stepper

PROGRAMME = "Chương trình công tác (BCH biểu quyết chủ đề)"


@pytest.fixture
def document(province: Province, write: Callable[..., Document]) -> Document:
    """A programme with two theme options, on its way to the committee."""
    document = write(OPTIONS)
    actions.start(actor=Actor.of(province.drafter), document=document, at=NOON)
    actions.submit_draft(actor=Actor.of(province.drafter), document=document, at=NOON)
    actions.pass_check(actor=Actor.of(province.checker), document=document, at=NOON)
    return document


def where(document: Document) -> StationKind:
    document.refresh_from_db()
    return document.itinerary.__class__.objects.get(document=document).station.kind


def open_turns(document: Document, act: str) -> list[str]:
    turns = Turn.objects.filter(document=document, closed_at__isnull=True, act=act)
    return sorted(str(turn.user or turn.role) for turn in turns)


def now(document: Document) -> str:
    """What stands under the station that the document is at."""
    return next(step.note for step in stepper(Document.objects.get(pk=document.pk), NOON) if step.state == "now")


def close_opinions(province: Province, document: Document, at: datetime = NOON) -> None:
    round = OpinionRound.objects.get(document=document, closed_at__isnull=True)
    approvals.close_opinion_round(actor=Actor.of(province.chief), round=round, at=at)


def vote(user: User, document: Document, choice: str) -> None:
    ballot = Ballot.objects.get(document=document, closed_at__isnull=True, annulled_at__isnull=True)
    approvals.cast_slip(actor=Actor.of(user), ballot=ballot, choice=choice, draw=new_draw(), at=NOON)


def close_ballot(province: Province, document: Document) -> None:
    ballot = Ballot.objects.get(document=document, closed_at__isnull=True, annulled_at__isnull=True)
    approvals.close_ballot(actor=Actor.of(province.chief), ballot=ballot, at=NOON)


def approve(user: User, document: Document, decision: str = "approved", note: str = "") -> None:
    sign_off = SignOff.objects.get(document=document, outcome="")
    approvals.decide(actor=Actor.of(user), sign_off=sign_off, decision=decision, note=note, at=NOON)


def voters(province: Province) -> list[User]:
    return [province.secretary, province.deputy, *province.members]


def test_arriving_at_the_opinion_station_asks_every_member(province: Province, document: Document) -> None:
    assert where(document) is StationKind.OPINION
    assert open_turns(document, "opinion") == sorted(str(user) for user in voters(province))
    assert open_turns(document, "convene") == ["chief_of_office"]
    assert OpinionRound.objects.get(document=document).closes_at == due_at(NOON, 5)


def test_an_opinion_closes_its_own_turn(province: Province, document: Document) -> None:
    round = OpinionRound.objects.get(document=document)
    member = province.members[0]
    approvals.give_opinion(actor=Actor.of(member), round=round, answer="agree", text="", at=NOON)
    assert str(member) not in open_turns(document, "opinion")


def test_the_whole_programme_walks_to_its_last_recipient(province: Province, document: Document) -> None:
    close_opinions(province, document)
    assert where(document) is StationKind.BALLOT
    for user in voters(province):
        vote(user, document, "2")
    assert open_turns(document, "vote") == []
    close_ballot(province, document)
    document.refresh_from_db()
    assert where(document) is StationKind.REVISE
    assert document.round.tree["theme"]["text"] == "Tuổi trẻ Lam Giang sáng tạo, vững bước tương lai"
    actions.submit_revision(actor=Actor.of(province.drafter), document=document, at=NOON)
    actions.pass_check(actor=Actor.of(province.checker), document=document, at=NOON)
    assert where(document) is StationKind.APPROVE
    assert document.status == Status.STANDING_REVIEW
    for user in province.standing:
        approve(user, document)
    assert where(document) is StationKind.SIGN
    actions.sign(actor=Actor.of(province.secretary), document=document, at=NOON)
    actions.number(actor=Actor.of(province.clerk), document=document, at=NOON)
    document.refresh_from_db()
    assert document.status == Status.DISTRIBUTED


@pytest.mark.parametrize("answer", ["agree", "disagree", "other"])
def test_an_opinion_given_as_a_file_holds_the_revising_until_it_is_answered(
    province: Province, document: Document, settings: Settings, answer: str
) -> None:
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
    round = OpinionRound.objects.get(document=document)
    member, drafter = Actor.of(province.members[0]), Actor.of(province.drafter)
    paper = [SimpleUploadedFile("gop-y.txt", b"noi dung")]
    opinion = approvals.give_opinion(actor=member, round=round, answer=answer, text="", files=paper, at=NOON)
    close_opinions(province, document)
    for user in voters(province):
        vote(user, document, "2")
    close_ballot(province, document)
    document.refresh_from_db()
    assert acts_for(province.drafter, document, NOON).next.key == "resolve"
    with pytest.raises(ValidationError) as refusal:
        actions.submit_revision(actor=drafter, document=document, at=NOON)
    assert refusal.value.code == "opinions_unanswered"
    approvals.resolve_opinion(actor=drafter, opinion=opinion, kind="explained", text="Đã nêu ở mục II", at=NOON)
    assert acts_for(province.drafter, document, NOON).next.key == "submit"
    actions.submit_revision(actor=drafter, document=document, at=NOON)
    assert where(document) is not StationKind.REVISE


def test_a_tie_goes_to_a_second_ballot_and_then_to_the_convenor(province: Province, document: Document) -> None:
    close_opinions(province, document)
    for user, choice in zip(voters(province), ["1", "1", "2", "2"], strict=False):
        vote(user, document, choice)
    close_ballot(province, document)
    assert where(document) is StationKind.BALLOT
    assert len(open_turns(document, "vote")) == 5
    assert now(document) == "0/5 đã xong"
    for user, choice in zip(voters(province), ["1", "1", "2", "2"], strict=False):
        vote(user, document, choice)
    assert now(document) == "4/5 đã xong"
    close_ballot(province, document)
    visit = document.itinerary.visits.get(left_at__isnull=True)
    assert where(document) is StationKind.BALLOT
    assert visit.held_at == NOON
    assert open_turns(document, "convene") == ["chief_of_office"]
    assert open_turns(document, "vote") == []


def test_a_ballot_called_off_by_its_convenor_waits_for_them_and_can_be_opened_again(
    province: Province, document: Document
) -> None:
    close_opinions(province, document)
    ballot = Ballot.objects.get(document=document)
    vote(province.members[0], document, "1")
    chief = Actor.of(province.chief)
    for _again in range(2):
        approvals.annul_ballot(actor=chief, ballot=ballot, reason="Sai danh sách", at=NOON)
    visit = document.itinerary.visits.get(left_at__isnull=True)
    assert (visit.held_at, visit.hold_reason) == (NOON, "Biểu quyết bị hủy: Sai danh sách")
    assert open_turns(document, "vote") == []
    assert acts_for(province.chief, document, NOON).next.key == "ask_again"
    actions.ask_again(actor=chief, document=document, reason="Đã sửa danh sách", at=NOON)
    assert len(open_turns(document, "vote")) == 5


def test_an_opinion_round_called_off_by_its_convenor_waits_for_them_too(province: Province, document: Document) -> None:
    round = OpinionRound.objects.get(document=document)
    chief = Actor.of(province.chief)
    approvals.annul_opinion_round(actor=chief, round=round, reason="Gửi nhầm bản", at=NOON)
    assert document.itinerary.visits.get(left_at__isnull=True).hold_reason == "Lấy ý kiến bị hủy: Gửi nhầm bản"
    assert where(document) is StationKind.OPINION
    assert open_turns(document, "opinion") == []
    actions.ask_again(actor=chief, document=document, reason="Đúng bản", at=NOON)
    assert len(open_turns(document, "opinion")) == 5


def test_what_the_route_itself_calls_off_holds_nothing(province: Province, document: Document) -> None:
    chief = Actor.of(province.chief)
    actions.return_document(actor=chief, document=document, reason="Thiếu phụ lục", at=NOON)
    assert where(document) is not StationKind.OPINION
    assert not document.itinerary.visits.filter(held_at__isnull=False).exists()


def to_opinions(province: Province, document: Document) -> Callable[[], Opinion]:
    round = OpinionRound.objects.get(document=document)
    actor = Actor.of(province.members[0])
    return lambda: approvals.give_opinion(actor=actor, round=round, answer="agree", text="", at=NOON)


def to_ballot(province: Province, document: Document) -> Callable[[], None]:
    close_opinions(province, document)
    return lambda: vote_in(Ballot.objects.get(document=document), province.members[0])


def vote_in(ballot: Ballot, user: User) -> None:
    approvals.cast_slip(actor=Actor.of(user), ballot=ballot, choice="1", draw=new_draw(), at=NOON)


def to_sign_off(province: Province, document: Document) -> Callable[[], SignOff]:
    to_approval(province, document)
    sign_off, actor = SignOff.objects.get(document=document), Actor.of(province.secretary)
    return lambda: approvals.decide(actor=actor, sign_off=sign_off, decision="approved", note="", at=NOON)


@pytest.mark.parametrize("leaves", [actions.return_document, actions.cancel_document], ids=lambda act: act.__name__)
@pytest.mark.parametrize(
    ("walk_to", "code"), [(to_opinions, "round_closed"), (to_ballot, "annulled"), (to_sign_off, "sign_off_over")]
)
def test_nothing_is_written_of_what_was_asked_once_the_document_has_left(
    province: Province, document: Document, walk_to: Callable[..., Any], code: str, leaves: Callable[..., Any]
) -> None:
    late_act = walk_to(province, document)
    leaves(actor=Actor.of(province.chief), document=document, reason="Dừng lại", at=NOON)
    with pytest.raises(ValidationError) as refusal:
        late_act()
    assert refusal.value.code == code


def test_the_convenor_of_a_held_ballot_may_ask_again(province: Province, document: Document) -> None:
    test_a_tie_goes_to_a_second_ballot_and_then_to_the_convenor(province, document)
    actions.ask_again(actor=Actor.of(province.chief), document=document, reason="Đủ thành viên", at=NOON)
    assert len(open_turns(document, "vote")) == 5


def test_the_meetings_decision_is_written_into_the_text(province: Province, document: Document) -> None:
    test_a_tie_goes_to_a_second_ballot_and_then_to_the_convenor(province, document)
    ballot = Ballot.objects.filter(document=document).latest("pk")
    approvals.enter_meeting_decision(
        actor=Actor.of(province.chief), ballot=ballot, choice="1", minutes="BB 12", reason="Hội nghị chọn", at=NOON
    )
    assert where(document) is StationKind.REVISE
    assert document.round.tree["theme"]["text"] == "Tuổi trẻ Lam Giang xung kích chuyển đổi số"


def to_approval(province: Province, document: Document) -> None:
    close_opinions(province, document)
    for user in voters(province):
        vote(user, document, "2")
    close_ballot(province, document)
    actions.submit_revision(actor=Actor.of(province.drafter), document=document, at=NOON)
    actions.pass_check(actor=Actor.of(province.checker), document=document, at=NOON)


def test_who_approves_has_the_answers_and_the_result_of_the_vote_beside_the_text(
    client: Client, province: Province, document: Document
) -> None:
    member = province.members[0]
    approvals.give_opinion(
        actor=Actor.of(member),
        round=OpinionRound.objects.get(document=document),
        answer="other",
        text="Bổ sung kinh phí.",
        at=NOON,
    )
    close_opinions(province, document)
    for user in voters(province):
        vote(user, document, "2")
    close_ballot(province, document)
    drafter = Actor.of(province.drafter)
    approvals.resolve_opinion(actor=drafter, opinion=Opinion.objects.get(), kind="explained", text="Đã có.", at=NOON)
    actions.submit_revision(actor=drafter, document=document, at=NOON)
    actions.pass_check(actor=Actor.of(province.checker), document=document, at=NOON)
    client.force_login(province.secretary)
    page = client.get(reverse("approvals:sign_off", args=[SignOff.objects.get(document=document).pk])).content.decode()
    assert "1/1 ý kiến đã trả lời" in page
    assert "quá nửa tổng số ủy viên (cần 3): phương án 2 được chọn" in page
    assert client.get(reverse("approvals:answers", args=[document.pk])).status_code == 200


def test_a_return_by_the_standing_members_goes_back_with_their_remarks(province: Province, document: Document) -> None:
    to_approval(province, document)
    approve(province.secretary, document, "returned", "Chưa rõ kinh phí")
    document.refresh_from_db()
    assert where(document) is StationKind.REVISE
    assert document.status == Status.RETURNED
    visit = document.itinerary.visits.filter(outcome="returned").get()
    assert "Chưa rõ kinh phí" in visit.reason


def test_returning_from_a_round_annuls_it(province: Province, document: Document) -> None:
    with pytest.raises(PermissionDenied):
        actions.return_document(actor=Actor.of(province.members[0]), document=document, reason="x", at=NOON)
    actions.return_document(actor=Actor.of(province.chief), document=document, reason="Thiếu phụ lục", at=NOON)
    assert where(document) is StationKind.DRAFT
    assert OpinionRound.objects.get(document=document).annulled_at == NOON
    assert open_turns(document, "opinion") == []


def test_cancelling_with_an_open_ballot_annuls_it(province: Province, document: Document) -> None:
    close_opinions(province, document)
    vote(province.members[0], document, "1")
    actions.cancel_document(actor=Actor.of(province.drafter), document=document, reason="Không cần nữa", at=NOON)
    document.refresh_from_db()
    assert document.status == Status.CANCELLED
    assert Ballot.objects.get(document=document).annulled_at == NOON
    assert not Turn.objects.filter(document=document, closed_at__isnull=True).exists()


def test_a_decided_theme_passes_the_ballot_over(province: Province, write: Callable[..., Document]) -> None:
    document = write()
    actions.start(actor=Actor.of(province.drafter), document=document, at=NOON)
    actions.submit_draft(actor=Actor.of(province.drafter), document=document, at=NOON)
    actions.pass_check(actor=Actor.of(province.checker), document=document, at=NOON)
    close_opinions(province, document)
    assert where(document) is StationKind.REVISE
    assert not Ballot.objects.filter(document=document).exists()


def test_an_empty_roll_holds_the_station_for_the_convenor(province: Province, write: Callable[..., Document]) -> None:
    Membership.objects.update(ends_on=NOON.date().replace(day=1))
    document = write()
    actions.start(actor=Actor.of(province.drafter), document=document, at=NOON)
    actions.submit_draft(actor=Actor.of(province.drafter), document=document, at=NOON)
    actions.pass_check(actor=Actor.of(province.checker), document=document, at=NOON)
    assert document.itinerary.visits.get(left_at__isnull=True).held_at == NOON
    with pytest.raises(ValidationError) as refusal:
        actions.ask_again(actor=Actor.of(province.chief), document=document, reason="Thử lại", at=NOON)
    assert refusal.value.code == "still_nobody"


def at_the_ballot(province: Province, document: Document) -> Ballot:
    close_opinions(province, document)
    return Ballot.objects.get(document=document, closed_at__isnull=True)


def test_tellers_of_paper_slips_have_a_turn_until_they_have_counted(province: Province, document: Document) -> None:
    ballot = at_the_ballot(province, document)
    first, second, third = province.drafter, province.members[0], province.members[1]
    given: dict[str, Any] = {"actor": Actor.of(province.chief), "ballot": ballot, "at": NOON}
    approvals.appoint_tellers(user_ids={first.pk, second.pk}, **given)
    assert open_turns(document, "count") == []
    approvals.give_paper_slips(user_ids={province.members[2].pk}, **given)
    assert open_turns(document, "count") == sorted([str(first), str(second)])
    assert Notice.objects.filter(user=first, text__startswith="Kiểm phiếu:").exists()
    approvals.enter_paper_count(actor=Actor.of(first), ballot=ballot, counts={"1": 1}, at=NOON)
    assert open_turns(document, "count") == [str(second)]
    approvals.appoint_tellers(user_ids={first.pk, third.pk}, reason="Đi công tác", **given)
    assert open_turns(document, "count") == [str(third)]
    approvals.enter_paper_count(actor=Actor.of(third), ballot=ballot, counts={"2": 1}, at=NOON)
    assert open_turns(document, "count") == sorted([str(first), str(third)])
    assert Notice.objects.filter(user=province.chief, kind="count").count() == 1
    for teller in (first, third):
        approvals.enter_paper_count(actor=Actor.of(teller), ballot=ballot, counts={"1": 1}, at=NOON)
    assert open_turns(document, "count") == []


def test_office_staff_who_counts_finds_the_page_from_the_document(
    province: Province, document: Document, client: Client
) -> None:
    ballot = at_the_ballot(province, document)
    given: dict[str, Any] = {"actor": Actor.of(province.chief), "ballot": ballot, "at": NOON}
    approvals.give_paper_slips(user_ids={province.members[2].pk}, **given)
    approvals.appoint_tellers(user_ids={province.drafter.pk, province.members[0].pk}, **given)
    client.force_login(province.drafter)
    assert (
        "Nhập kết quả tôi kiểm"
        in client.get(reverse("approvals:document_convene", args=[document.pk])).content.decode()
    )
    assert acts_for(province.drafter, document, NOON).next.label == "Kiểm phiếu"


def sealed_by_its_procedure(document: Document) -> None:
    """The document's own route, its ballot sealed."""
    itinerary = document.itinerary
    for station in itinerary.stations:
        if station["kind"] == StationKind.BALLOT:
            station["rule"]["sealed"] = True
    itinerary.save()


def test_sealed_ballot_tells_each_in_turn_and_moves_on_once_both_have_opened(
    province: Province, document: Document
) -> None:
    sealed_by_its_procedure(document)
    ballot = at_the_ballot(province, document)
    assert ballot.sealed
    assert Notice.objects.filter(user=province.chief, text__startswith="Hãy cử hai người kiểm phiếu").exists()
    vote = SealedVote.of(ballot, province.chief, [province.drafter, province.members[0]])
    vote.appoint()
    assert open_turns(document, "count") == sorted(str(teller) for teller in vote.tellers)
    vote.give_keys()
    assert open_turns(document, "count") == []
    assert Notice.objects.filter(user=province.members[1], text__startswith="Đã bỏ phiếu được").exists()
    for user in voters(province):
        vote.cast(user)
    close_ballot(province, document)
    assert open_turns(document, "vote") == []
    assert open_turns(document, "count") == [str(vote.tellers[0])]
    assert where(document) is StationKind.BALLOT
    vote.open(1, [vote.noise(1) for _ in voters(province)])
    assert open_turns(document, "count") == [str(vote.tellers[1])]
    vote.open(2, [{"code": f"{place:012d}", "choice": "2"} for place, _ in enumerate(voters(province))])
    assert where(document) is StationKind.REVISE
