"""The pages of rounds, ballots and sign-offs over HTTP: who sees what, and what a press of a button does."""

import json
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from approvals import actions
from approvals.models import Ballot, Comment, Opinion, Resolution, Urn
from approvals.rules.codes import normal
from audit.actor import SYSTEM, Actor
from audit.models import SentForm
from documents.models import Status
from orgs.models import User
from tests.approvals.conftest import House, delegate_approvals
from tests.responses import Response

pytestmark = pytest.mark.django_db


class NowHouse(House):
    """A house whose rounds are open from `at` until `until`."""

    at: datetime
    until: datetime


@pytest.fixture
def now_house(db: None) -> NowHouse:
    """The house with rounds that are open at the time of the test."""
    house = NowHouse()
    house.at = timezone.now() - timedelta(hours=1)
    house.until = timezone.now() + timedelta(days=2)
    return house


def opened(house: NowHouse, **changes: Any) -> Ballot:
    return house.open_ballot(at=house.at, closes_at=house.until, **changes)


def page(client: Client, user: User, name: str, *args: Any, expected: int = 200) -> str:
    client.force_login(user)
    response = client.get(reverse(name, args=args))
    assert response.status_code == expected, response
    return response.content.decode()


def draw_in(content: str) -> str:
    return re.search(r'name="draw" value="([\w-]+)"', content)[1]


def code_in(receipt: Response) -> str:
    return re.search(r'id="receipt-code">(.+?)<', receipt.content.decode())[1].replace(" · ", "")


def cast(client: Client, user: User, ballot: Ballot, **data: Any) -> Response:
    client.force_login(user)
    return client.post(reverse("approvals:ballot_cast", args=[ballot.pk]), data)


def test_member_votes_in_two_steps_and_is_given_the_code(client: Client, now_house: NowHouse) -> None:
    ballot = opened(now_house)
    member = now_house.members[0]
    content = page(client, member, "approvals:document_ballot", now_house.document.pk)
    assert "23/45" not in content
    assert "3/5" in content
    draw = draw_in(content)
    receipt = cast(client, member, ballot, choice="2", draw=draw)
    code = code_in(receipt)
    assert code not in content
    assert normal(code) == code
    assert "no-store" in receipt.headers["Cache-Control"]
    assert json.loads(Urn.objects.get().slips) == {code: "2"}
    assert not any(kept in json.dumps(dict(client.session)) for kept in (code, draw))


def test_form_comes_with_a_fresh_draw_each_time(client: Client, now_house: NowHouse) -> None:
    ballot = opened(now_house)
    draws = {draw_in(page(client, now_house.members[0], "approvals:ballot", ballot.pk)) for _ in range(3)}
    assert len(draws) == 3


def test_sending_the_form_again_answers_with_the_same_receipt(client: Client, now_house: NowHouse) -> None:
    ballot = opened(now_house)
    member = now_house.members[0]
    draw = draw_in(page(client, member, "approvals:ballot", ballot.pk))
    first = cast(client, member, ballot, choice="2", draw=draw)
    again = cast(client, member, ballot, choice="2", draw=draw)
    assert first.status_code == again.status_code == 200
    assert code_in(first) == code_in(again)
    assert ballot.seats.filter(voted=True).count() == 1


def test_who_voted_needs_the_code_to_change(client: Client, now_house: NowHouse) -> None:
    ballot = opened(now_house)
    member = now_house.members[0]
    code = now_house.vote(ballot, 0, "1", at=timezone.now()).code
    content = page(client, member, "approvals:ballot", ballot.pk)
    assert 'name="code" value' not in content
    refused = cast(client, member, ballot, choice="2", code="")
    assert refused.status_code == 422
    changed = cast(client, member, ballot, choice="2", code=code.lower())
    assert changed.status_code == 200
    assert json.loads(Urn.objects.get().slips) == {code: "2"}


def test_vote_without_a_choice_says_what_to_do_and_keeps_the_draw(client: Client, now_house: NowHouse) -> None:
    ballot = opened(now_house)
    draw = draw_in(page(client, now_house.members[0], "approvals:ballot", ballot.pk))
    response = cast(client, now_house.members[0], ballot, draw=draw)
    assert response.status_code == 422
    assert draw_in(response.content.decode()) == draw


def test_several_and_ranked_choices_are_read_from_the_form(client: Client, now_house: NowHouse) -> None:
    several = opened(now_house, kind="approve_several")
    draw = draw_in(page(client, now_house.members[0], "approvals:ballot", several.pk))
    cast(client, now_house.members[0], several, choice=["1", "3"], draw=draw)
    assert list(json.loads(Urn.objects.get().slips).values()) == [["1", "3"]]
    actions.annul_ballot(actor=SYSTEM, ballot=several, reason="Thử", at=timezone.now())
    ranked = opened(now_house, kind="rank")
    content = page(client, now_house.members[0], "approvals:ballot", ranked.pk)
    places = {"place-1": "2", "place-2": "1", "place-3": ""}
    cast(client, now_house.members[0], ranked, draw=draw_in(content), **places)
    assert list(json.loads(Urn.objects.get().slips).values()) == [["2", "1"]]


@pytest.mark.parametrize(
    ("kind", "more"), [("approve_several", {"choice": ["1", "blank"]}), ("rank", {"choice": "blank", "place-1": "1"})]
)
def test_a_blank_slip_with_a_choice_on_it_is_asked_again(
    client: Client, now_house: NowHouse, kind: str, more: dict[str, Any]
) -> None:
    ballot = opened(now_house, kind=kind)
    draw = draw_in(page(client, now_house.members[0], "approvals:ballot", ballot.pk))
    response = cast(client, now_house.members[0], ballot, draw=draw, **more)
    assert response.status_code == 422
    assert "Phiếu trắng thì không chọn phương án nào" in response.content.decode()
    assert not ballot.seats.filter(voted=True).exists()


def test_outsider_finds_nothing_and_a_reader_without_a_seat_cannot_vote(client: Client, now_house: NowHouse) -> None:
    ballot = opened(now_house)
    for name in (
        "approvals:ballot",
        "approvals:ballot_watch",
        "approvals:ballot_slips",
        "approvals:ballot_publication",
        "approvals:ballot_minutes",
    ):
        page(client, now_house.outsider, name, ballot.pk, expected=404)
    assert cast(client, now_house.outsider, ballot, choice="1", draw="0" * 22).status_code == 404
    assert cast(client, now_house.drafter, ballot, choice="1", draw="0" * 22).status_code == 403
    page(client, now_house.drafter, "approvals:ballot", ballot.pk, expected=302)


def test_convenor_sees_seats_filling_and_closes(client: Client, now_house: NowHouse) -> None:
    ballot = opened(now_house)
    for member in range(3):
        now_house.vote(ballot, member, "2", at=timezone.now())
    content = page(client, now_house.chief, "approvals:ballot_watch", ballot.pk)
    assert "Ủy viên Số 4, Ủy viên Số 5" in content
    assert "Đóng biểu quyết" in content
    client.post(reverse("approvals:ballot_close", args=[ballot.pk]))
    ballot.refresh_from_db()
    assert ballot.closed_at is not None
    assert "chưa đủ 4" in page(client, now_house.members[0], "approvals:ballot_result", ballot.pk)


def test_member_cannot_convene_by_a_guessed_address(client: Client, now_house: NowHouse) -> None:
    ballot = opened(now_house)
    client.force_login(now_house.members[0])
    for name in ("approvals:ballot_close", "approvals:ballot_remind"):
        assert client.post(reverse(name, args=[ballot.pk])).status_code == 403
    reason = {"reason": "Vì", "closes_at": "2030-01-01T10:00"}
    for name in ("approvals:ballot_extend", "approvals:ballot_annul"):
        assert client.post(reverse(name, args=[ballot.pk]), reason).status_code == 403


def test_convenor_extends_reminds_and_annuls(client: Client, now_house: NowHouse) -> None:
    ballot = opened(now_house)
    client.force_login(now_house.chief)
    later = timezone.localtime(now_house.until + timedelta(days=1))
    client.post(
        reverse("approvals:ballot_extend", args=[ballot.pk]), {"closes_at": f"{later:%Y-%m-%dT%H:%M}", "reason": "Chờ"}
    )
    ballot.refresh_from_db()
    assert ballot.closes_at > now_house.until
    client.post(reverse("approvals:ballot_remind", args=[ballot.pk]))
    client.post(reverse("approvals:ballot_annul", args=[ballot.pk]), {"reason": "Sai danh sách"})
    ballot.refresh_from_db()
    assert (ballot.reminded_at is not None, ballot.annul_reason) == (True, "Sai danh sách")
    assert "Sai danh sách" in page(client, now_house.chief, "approvals:ballot_watch", ballot.pk)


def closed(house: NowHouse, choices: str = "22213") -> Any:
    ballot = opened(house)
    codes = [house.vote(ballot, place, key, at=timezone.now()).code for place, key in enumerate(choices)]
    return actions.close_ballot(actor=house.convenor, ballot=ballot, at=timezone.now()), codes


def test_result_is_published_with_codes_and_can_be_downloaded(client: Client, now_house: NowHouse) -> None:
    ballot, codes = closed(now_house)
    content = page(client, now_house.members[0], "approvals:ballot_result", ballot.pk)
    assert "3/5 ủy viên chọn phương án 2" in content
    slips = page(client, now_house.members[0], "approvals:ballot_slips", ballot.pk)
    assert all(code[:4] in slips for code in codes)
    data = json.loads(page(client, now_house.members[0], "approvals:ballot_publication", ballot.pk))
    assert data["issued"] == 5


def test_tally_record_is_shown_and_given_as_word_and_pdf(client: Client, now_house: NowHouse) -> None:
    ballot, _codes = closed(now_house)
    assert "Kiểm phiếu biểu quyết" in page(client, now_house.chief, "approvals:ballot_minutes", ballot.pk)
    client.force_login(now_house.chief)
    for kind, start in (("docx", b"PK"), ("pdf", b"%PDF")):
        response = client.get(reverse("approvals:ballot_minutes_file", args=[ballot.pk, kind]))
        assert response.content.startswith(start)
    assert client.get(reverse("approvals:ballot_minutes_file", args=[ballot.pk, "exe"])).status_code == 404


def test_dissent_and_meeting_decision_are_entered_on_the_result_page(client: Client, now_house: NowHouse) -> None:
    ballot, _codes = closed(now_house, "12")
    now_house.stand(Status.COMMITTEE_REVIEW)
    client.force_login(now_house.members[0])
    client.post(reverse("approvals:ballot_dissent", args=[ballot.pk]), {"text": "Tôi bảo lưu"})
    client.force_login(now_house.chief)
    decision = {"choice": "2", "minutes": "Biên bản hội nghị", "reason": "Không đủ túc số"}
    client.post(reverse("approvals:ballot_meeting", args=[ballot.pk]), decision)
    content = page(client, now_house.chief, "approvals:ballot_result", ballot.pk)
    assert "Tôi bảo lưu" in content
    assert "Không đủ túc số" in content


def test_session_records_who_is_present(client: Client, now_house: NowHouse) -> None:
    ballot = opened(now_house, session="Hội nghị lần thứ 5")
    client.force_login(now_house.chief)
    client.post(
        reverse("approvals:ballot_present", args=[ballot.pk]), {"present": [user.pk for user in now_house.members[:2]]}
    )
    assert ballot.seats.filter(present=True).count() == 2


def test_paper_slips_are_given_and_counted_by_two(client: Client, now_house: NowHouse) -> None:
    ballot = opened(now_house)
    client.force_login(now_house.chief)
    client.post(
        reverse("approvals:ballot_paper", args=[ballot.pk]), {"user": [user.pk for user in now_house.members[:2]]}
    )
    assert "chưa cử người kiểm" in page(client, now_house.chief, "approvals:ballot_watch", ballot.pk)
    tellers = [now_house.members[2], now_house.drafter]
    client.post(reverse("approvals:ballot_tellers", args=[ballot.pk]), {"teller": [user.pk for user in tellers]})
    assert "Nhập kết quả tôi kiểm" not in page(client, now_house.members[3], "approvals:ballot_watch", ballot.pk)
    for teller in tellers:
        assert "Nhập kết quả tôi kiểm" in page(client, teller, "approvals:ballot_watch", ballot.pk)
        client.post(
            reverse("approvals:ballot_count", args=[ballot.pk]), {"count-1": "1", "count-blank": "1", "count-2": ""}
        )
    assert "hai người kiểm khớp nhau" in page(client, now_house.chief, "approvals:ballot_watch", ballot.pk)
    closed_one = actions.close_ballot(actor=now_house.convenor, ballot=ballot, at=timezone.now())
    assert closed_one.result["result"]["blank"] == 1
    record = page(client, now_house.chief, "approvals:ballot_minutes", ballot.pk)
    assert record.count(str(tellers[0])) == record.count(str(tellers[1])) == 2


def test_page_says_where_the_tellers_differ_and_what_to_do_but_no_figures(client: Client, now_house: NowHouse) -> None:
    ballot = opened(now_house)
    at = timezone.now()
    actions.give_paper_slips(
        actor=now_house.convenor, ballot=ballot, user_ids={user.pk for user in now_house.members[:3]}, at=at
    )
    tellers = now_house.members[3:5]
    actions.appoint_tellers(actor=now_house.convenor, ballot=ballot, user_ids={user.pk for user in tellers}, at=at)
    for teller, counts in zip(tellers, ({"1": 2, "2": 1}, {"1": 3}), strict=True):
        actions.enter_paper_count(actor=Actor.of(teller), ballot=ballot, counts=counts, at=at)
    shown = page(client, now_house.chief, "approvals:ballot_watch", ballot.pk)
    assert "Hai người kiểm chưa khớp ở: Phương án 1, Phương án 2." in shown
    assert "hãy cử người khác kiểm" in shown
    assert 'name="count-1"' not in shown
    assert (
        'value="3"'
        not in page(client, tellers[0], "approvals:ballot_watch", ballot.pk).split('name="count-1"')[1][:120]
    )


def test_unanimous_or_small_secret_ballot_is_warned_of(client: Client, now_house: NowHouse) -> None:
    now_house.members = now_house.members[:4]
    ballot = opened(now_house)
    assert "khó giữ kín" in page(client, now_house.chief, "approvals:ballot_watch", ballot.pk)
    for member in range(4):
        now_house.vote(ballot, member, "2", at=timezone.now())
    actions.close_ballot(actor=now_house.convenor, ballot=ballot, at=timezone.now())
    assert "Mọi phiếu giống nhau" in page(client, now_house.members[0], "approvals:ballot_result", ballot.pk)


def test_member_gives_an_opinion_and_sees_their_own_only(client: Client, now_house: NowHouse) -> None:
    round = now_house.open_opinions(at=now_house.at, closes_at=now_house.until)
    page(client, now_house.members[0], "approvals:document_opinion", now_house.document.pk)
    answer = {"answer": "other", "text": "Bổ sung chỉ tiêu trồng cây"}
    assert client.post(reverse("approvals:opinion", args=[round.pk]), answer).status_code == 302
    assert Opinion.objects.get().text == "Bổ sung chỉ tiêu trồng cây"
    panel = page(client, now_house.members[0], "approvals:opinions_panel", now_house.document.pk)
    assert "Bổ sung chỉ tiêu" in panel
    assert "Bổ sung chỉ tiêu" not in page(
        client, now_house.members[1], "approvals:opinions_panel", now_house.document.pk
    )
    assert "Bổ sung chỉ tiêu" in page(client, now_house.drafter, "approvals:opinions_panel", now_house.document.pk)
    page(client, now_house.outsider, "approvals:opinions_panel", now_house.document.pk, expected=404)


def test_opinion_without_words_is_sent_back_with_what_was_typed(client: Client, now_house: NowHouse) -> None:
    round = now_house.open_opinions(at=now_house.at, closes_at=now_house.until)
    client.force_login(now_house.members[0])
    response = client.post(reverse("approvals:opinion", args=[round.pk]), {"answer": "disagree", "text": ""})
    assert response.status_code == 422


def test_convenor_watches_extends_and_closes_a_round(client: Client, now_house: NowHouse) -> None:
    round = now_house.open_opinions(at=now_house.at, closes_at=now_house.until)
    page(client, now_house.chief, "approvals:document_convene", now_house.document.pk, expected=302)
    assert "Nhắc 5 người" in page(client, now_house.chief, "approvals:opinion_watch", round.pk)
    client.post(reverse("approvals:opinion_remind", args=[round.pk]))
    later = timezone.localtime(now_house.until + timedelta(days=1))
    client.post(
        reverse("approvals:opinion_extend", args=[round.pk]), {"closes_at": f"{later:%Y-%m-%dT%H:%M}", "reason": "Chờ"}
    )
    client.post(reverse("approvals:opinion_close", args=[round.pk]))
    round.refresh_from_db()
    assert round.closed_at is not None
    assert round.reminded_at is not None


def test_convenor_calls_a_round_off_and_a_member_cannot(client: Client, now_house: NowHouse) -> None:
    round = now_house.open_opinions(at=now_house.at, closes_at=now_house.until)
    address = reverse("approvals:opinion_annul", args=[round.pk])
    assert address not in page(client, now_house.members[0], "approvals:opinion_watch", round.pk)
    assert client.post(address, {"reason": "Vì"}).status_code == 403
    assert address in page(client, now_house.chief, "approvals:opinion_watch", round.pk)
    assert "Lý do: " in client.post(address, {"reason": " "}, follow=True).content.decode()
    for _again in range(2):
        assert client.post(address, {"reason": "Gửi nhầm bản"}).status_code == 302
    round.refresh_from_db()
    assert (round.annulled_at is not None, round.end_reason) == (True, "Gửi nhầm bản")


@pytest.mark.parametrize("kind", ["ballot", "opinion"])
def test_a_button_whose_form_is_wrong_says_what_is_missing_and_changes_nothing(
    client: Client, now_house: NowHouse, kind: str
) -> None:
    opens = opened if kind == "ballot" else lambda house: house.open_opinions(at=house.at, closes_at=house.until)
    found = opens(now_house)
    client.force_login(now_house.chief)
    answer = client.post(
        reverse(f"approvals:{kind}_extend", args=[found.pk]), {"closes_at": "2030-01-01T10:00"}, follow=True
    )
    assert "Lý do: " in answer.content.decode()
    found.refresh_from_db()
    assert found.closes_at == now_house.until


def test_remark_is_written_withdrawn_and_answered(client: Client, now_house: NowHouse) -> None:
    now_house.open_opinions(at=now_house.at, closes_at=now_house.until)
    pk = now_house.document.pk
    client.force_login(now_house.members[0])
    for text in ("Ghi rõ loại cây", "Bỏ câu này"):
        client.post(
            reverse("approvals:comment_new", args=[pk]), {"passage": "p2", "quote": "4.000 cây xanh", "text": text}
        )
    first, second = Comment.objects.order_by("pk")
    client.post(reverse("approvals:comment_withdraw", args=[second.pk]))
    page(client, now_house.members[0], "approvals:resolutions", pk, expected=404)
    assert "0/1" in page(client, now_house.drafter, "approvals:resolutions", pk)
    client.post(reverse("approvals:comment_resolve", args=[first.pk]), {"kind": "taken_in", "text": "Đã ghi: keo lai"})
    assert Resolution.objects.get().passage == "p2"
    assert "1/1" in page(client, now_house.drafter, "approvals:resolutions", pk)
    assert "Đã ghi: keo lai" in page(client, now_house.members[0], "approvals:opinions_panel", pk)


def test_answers_page_and_table_name_the_files_of_an_opinion_without_words(
    client: Client, now_house: NowHouse, settings: Settings
) -> None:
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
    round = now_house.open_opinions(at=now_house.at, closes_at=now_house.until)
    client.force_login(now_house.members[0])
    answer = {"answer": "agree", "text": "", "files": SimpleUploadedFile("gop-y.txt", b"noi dung")}
    assert client.post(reverse("approvals:opinion", args=[round.pk]), answer).status_code == 302
    content = page(client, now_house.drafter, "approvals:resolutions", now_house.document.pk)
    assert "0/1" in content
    assert "gop-y.txt" in content
    assert "Tệp kèm theo: gop-y.txt" in page(client, now_house.drafter, "approvals:answers", now_house.document.pk)
    assert "gop-y.txt" in page(client, now_house.drafter, "approvals:opinions_panel", now_house.document.pk)


def test_table_of_answers_is_given_as_word_and_pdf(client: Client, now_house: NowHouse) -> None:
    round = now_house.open_opinions(at=now_house.at, closes_at=now_house.until)
    member = Actor.of(now_house.members[0])
    actions.give_opinion(actor=member, round=round, answer="other", text="Một ý", at=timezone.now())
    client.force_login(now_house.drafter)
    client.post(
        reverse("approvals:opinion_resolve", args=[Opinion.objects.get().pk]), {"kind": "explained", "text": "Đã có"}
    )
    assert "Giải trình. Đã có" in page(client, now_house.drafter, "approvals:answers", now_house.document.pk)
    for kind, start in (("docx", b"PK"), ("pdf", b"%PDF")):
        assert client.get(reverse("approvals:answers_file", args=[now_house.document.pk, kind])).content.startswith(
            start
        )


def test_seat_approves_and_another_is_refused(client: Client, now_house: NowHouse) -> None:
    sign_off = now_house.open_sign_off(rule="any", at=now_house.at)
    page(client, now_house.members[0], "approvals:document_sign_off", now_house.document.pk)
    client.force_login(now_house.members[4])
    decision = {"decision": "approved", "note": "Đồng ý, chú ý tiến độ"}
    assert client.post(reverse("approvals:sign_off_decide", args=[sign_off.pk]), decision).status_code in (403, 404)
    client.force_login(now_house.members[0])
    assert client.post(reverse("approvals:sign_off_decide", args=[sign_off.pk]), decision).status_code == 302
    sign_off.refresh_from_db()
    assert sign_off.outcome == "approved"
    assert client.post(reverse("approvals:sign_off_decide", args=[sign_off.pk]), decision).status_code == 422


def test_return_without_words_comes_back_with_a_sentence(client: Client, now_house: NowHouse) -> None:
    sign_off = now_house.open_sign_off(at=now_house.at)
    client.force_login(now_house.members[0])
    response = client.post(
        reverse("approvals:sign_off_decide", args=[sign_off.pk]), {"decision": "returned", "note": ""}
    )
    assert response.status_code == 422


def test_substitute_is_told_for_whom_they_decide(client: Client, now_house: NowHouse) -> None:
    delegate_approvals(now_house, now_house.members[0], now_house.drafter)
    sign_off = now_house.open_sign_off(rule="any", at=now_house.at)
    assert "Ủy viên Số 1" in page(client, now_house.drafter, "approvals:sign_off", sign_off.pk)
    client.post(reverse("approvals:sign_off_decide", args=[sign_off.pk]), {"decision": "approved", "note": ""})
    assert sign_off.seats.get(user=now_house.members[0]).decided_by == now_house.drafter


def test_ballot_panel_shows_options_then_the_result(client: Client, now_house: NowHouse) -> None:
    empty = page(client, now_house.drafter, "approvals:ballot_panel", now_house.document.pk)
    assert "Chưa có biểu quyết" in empty
    closed(now_house)
    assert "3/5 ủy viên chọn phương án 2" in page(
        client, now_house.drafter, "approvals:ballot_panel", now_house.document.pk
    )


def test_a_late_slip_is_told_where_it_was_sent_that_it_does_not_count(client: Client, now_house: NowHouse) -> None:
    ballot = opened(now_house)
    draw = draw_in(page(client, now_house.members[0], "approvals:ballot", ballot.pk))
    actions.close_ballot(actor=now_house.convenor, ballot=ballot, at=timezone.now())
    answer = cast(client, now_house.members[0], ballot, choice="2", draw=draw)
    content = answer.content.decode()
    assert answer.status_code == 409
    assert "Phiếu này KHÔNG được tính. Cuộc biểu quyết đã đóng" in content
    assert 'id="vote"' not in content
    assert reverse("approvals:ballot_watch", args=[ballot.pk]) in content


def test_a_late_opinion_is_told_so_and_its_words_are_still_there(client: Client, now_house: NowHouse) -> None:
    round = now_house.open_opinions(at=now_house.at, closes_at=now_house.until)
    actions.close_opinion_round(actor=now_house.convenor, round=round, at=timezone.now())
    client.force_login(now_house.members[0])
    answer = client.post(
        reverse("approvals:opinion", args=[round.pk]), {"answer": "other", "text": "Ý kiến muộn của tôi"}
    )
    content = answer.content.decode()
    assert answer.status_code == 422
    assert "Ý kiến này KHÔNG được ghi nhận. Đợt lấy ý kiến đã kết thúc" in content
    assert "Ý kiến muộn của tôi" in content
    assert not Opinion.objects.exists()


def test_an_opinion_of_a_seat_that_lapsed_is_told_so_and_its_words_are_still_there(
    client: Client, now_house: NowHouse
) -> None:
    round = now_house.open_opinions(at=now_house.at, closes_at=now_house.until)
    round.seats.filter(user=now_house.members[0]).update(lapsed_at=timezone.now())
    client.force_login(now_house.members[0])
    answer = client.post(reverse("approvals:opinion", args=[round.pk]), {"answer": "other", "text": "Ý kiến của tôi"})
    assert "KHÔNG được ghi nhận" in answer.content.decode()
    assert "Ý kiến của tôi" in answer.content.decode()


def test_a_decision_sent_twice_is_one_and_a_late_one_is_told_so(client: Client, now_house: NowHouse) -> None:
    sign_off = now_house.open_sign_off(rule="any", at=now_house.at)
    url = reverse("approvals:sign_off_decide", args=[sign_off.pk])
    form = {"decision": "approved", "note": "Đồng ý", "form_token": "a-token-of-one-form"}
    client.force_login(now_house.members[0])
    for _ in range(2):
        assert client.post(url, form).status_code == 302
    assert sign_off.seats.exclude(decision="").count() == 1
    client.force_login(now_house.members[1])
    late = client.post(url, {"decision": "approved", "note": "Muộn"})
    assert (late.status_code, "Chưa ghi nhận" in late.content.decode()) == (422, True)


def test_nothing_of_a_ballot_form_is_kept_by_a_token(client: Client, now_house: NowHouse) -> None:
    ballot = opened(now_house)
    draw = draw_in(page(client, now_house.members[0], "approvals:ballot", ballot.pk))
    answer = cast(client, now_house.members[0], ballot, choice="2", draw=draw, form_token="a-token-of-one-form")
    assert answer.status_code == 200
    assert "form_done" not in answer.cookies
    assert not SentForm.objects.exists()
