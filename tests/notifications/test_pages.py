"""The pages of this app, as each person gets them."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from audit.actor import SYSTEM, Actor
from audit.models import JournalEntry
from documents.models import Document
from notifications.actions import distribute, notify, resolve_recipients
from notifications.models import RecipientLine
from orgs.models import User

from .conftest import NOW, make_document, organisation
from .test_distributing import ready


@pytest.fixture
def open_as(client: Client) -> Callable[..., Any]:
    def open_page(user: User, path: str, **data: Any) -> Any:
        client.force_login(user)
        return client.post(path, data) if data else client.get(path)

    return open_page


@pytest.fixture
def sent(house: SimpleNamespace, by_clerk: Actor) -> Document:
    document = ready(house, by_clerk, "- Đoàn cấp xã (t/h);", "- UBND tỉnh;", "- Báo Thanh niên;")
    distribute(actor=by_clerk, document=document, at=NOW)
    return document


def test_the_list_shows_what_was_sent_unread_first_seen(
    sent: Document, house: SimpleNamespace, open_as: Callable[..., Any]
) -> None:
    page = open_as(house.receiver, "/van-ban-nhan/").content.decode()
    assert sent.subject in page
    assert "15-CTr/TĐTN" in page
    assert "thực hiện" in page
    assert "unread" in page


def test_others_see_an_empty_list_that_says_what_will_come(
    sent: Document, house: SimpleNamespace, open_as: Callable[..., Any]
) -> None:
    assert "hiện ở đây ngay khi" in open_as(house.outsider, "/van-ban-nhan/").content.decode()


def test_opening_is_the_receipt_read(sent: Document, house: SimpleNamespace, open_as: Callable[..., Any]) -> None:
    assert "Nhận việc" in open_as(house.receiver, f"/van-ban-nhan/{sent.pk}/").content.decode()
    delivery = sent.deliveries.get(organisation=house.communes[0])
    assert delivery.read_by == house.receiver
    assert "Chưa có văn bản" in open_as(house.receiver, "/van-ban-nhan/?loc=chua-xem").content.decode()


def test_a_guessed_number_gives_nothing(sent: Document, house: SimpleNamespace, open_as: Callable[..., Any]) -> None:
    delivery = sent.deliveries.first()
    for path in (f"/van-ban-nhan/{sent.pk}/", f"/van-ban/{sent.pk}/noi-nhan/", f"/van-ban/{sent.pk}/tinh-hinh-nhan/"):
        assert open_as(house.outsider, path).status_code == 404
    assert open_as(house.outsider, f"/van-ban-nhan/buoc/{delivery.pk}/read/", x="").status_code == 404
    assert open_as(house.outsider, f"/van-ban-nhan/chuyen/{delivery.pk}/", to=house.communes[1].pk).status_code == 404


def test_steps_are_taken_by_buttons(sent: Document, house: SimpleNamespace, open_as: Callable[..., Any]) -> None:
    delivery = sent.deliveries.get(organisation=house.communes[0])
    early = open_as(house.receiver, f"/van-ban-nhan/buoc/{delivery.pk}/done/", x="")
    assert early.status_code == 302
    assert "Hãy bấm Nhận việc" in open_as(house.receiver, f"/van-ban-nhan/{sent.pk}/").content.decode()
    open_as(house.receiver, f"/van-ban-nhan/buoc/{delivery.pk}/accepted/", x="")
    open_as(house.receiver, f"/van-ban-nhan/buoc/{delivery.pk}/done/", x="")
    delivery.refresh_from_db()
    assert delivery.done_at


def test_passing_on_by_the_form(sent: Document, house: SimpleNamespace, open_as: Callable[..., Any]) -> None:
    ban = organisation("Ban Phong trào xã", "department", house.communes[0])
    delivery = sent.deliveries.get(organisation=house.communes[0])
    assert "Ban Phong trào xã" in open_as(house.receiver, f"/van-ban-nhan/{sent.pk}/").content.decode()
    open_as(house.receiver, f"/van-ban-nhan/chuyen/{delivery.pk}/", to=ban.pk, note="Tham mưu")
    delivery.refresh_from_db()
    assert delivery.passed_to == ban


def test_the_clerk_sees_counts_and_each_addressee(
    sent: Document, house: SimpleNamespace, open_as: Callable[..., Any]
) -> None:
    open_as(house.receiver, f"/van-ban-nhan/{sent.pk}/")
    page = open_as(house.clerk, f"/van-ban/{sent.pk}/tinh-hinh-nhan/").content.decode()
    assert "1/4" in page
    assert "bản giấy" in page
    assert house.receiver.full_name in page


def test_an_addressee_does_not_see_the_issuers_counts(
    sent: Document, house: SimpleNamespace, open_as: Callable[..., Any]
) -> None:
    assert open_as(house.receiver, f"/van-ban/{sent.pk}/tinh-hinh-nhan/").status_code == 404


def test_the_clerk_answers_on_the_table(house: SimpleNamespace, open_as: Callable[..., Any]) -> None:
    document = make_document(house, ["- Thường trực Tỉnh ủy; UBND tỉnh (B/c);", "- Báo Thanh niên;"])
    first, second, _ = resolve_recipients(actor=SYSTEM, document=document, at=NOW)
    table = open_as(house.clerk, f"/van-ban/{document.pk}/noi-nhan/").content.decode()
    assert "Chỉ UBND tỉnh" in table
    assert "Gửi bản giấy" in table
    open_as(house.clerk, f"/noi-nhan/{first.pk}/chon/", reading="1")
    open_as(house.clerk, f"/noi-nhan/{second.pk}/ban-giay/", x="")
    assert set(RecipientLine.objects.values_list("state", flat=True)) == {"confirmed", "paper", "archive"}


def test_the_clerk_confirms_a_clear_line_and_matching_again_keeps_it(
    house: SimpleNamespace, open_as: Callable[..., Any]
) -> None:
    document = make_document(house, ["- UBND tỉnh;", "- Báo Thanh niên;"])
    line, unclear, _ = resolve_recipients(actor=SYSTEM, document=document, at=NOW)
    assert "Hiểu đúng" in open_as(house.clerk, f"/van-ban/{document.pk}/noi-nhan/").content.decode()
    for _again in range(2):
        table = open_as(house.clerk, f"/noi-nhan/{line.pk}/xac-nhan/", x="").content.decode()
        assert "Đào Văn Thư xác nhận" in table
        assert "Hiểu đúng" not in table
    assert JournalEntry.objects.filter(verb="notifications.confirm_line").count() == 1
    assert "Dòng này chưa rõ" in open_as(house.clerk, f"/noi-nhan/{unclear.pk}/xac-nhan/", x="").content.decode()
    resolve_recipients(actor=SYSTEM, document=document, at=NOW)
    line.refresh_from_db()
    assert line.state == "confirmed"


def test_who_does_not_number_confirms_no_line(house: SimpleNamespace, open_as: Callable[..., Any]) -> None:
    document = make_document(house, ["- UBND tỉnh;"])
    line, _ = resolve_recipients(actor=SYSTEM, document=document, at=NOW)
    assert "Hiểu đúng" not in open_as(house.drafter, f"/van-ban/{document.pk}/noi-nhan/").content.decode()
    for user, answer in ((house.drafter, 403), (house.outsider, 404)):
        assert open_as(user, f"/noi-nhan/{line.pk}/xac-nhan/", x="").status_code == answer
    line.refresh_from_db()
    assert line.state == "resolved"


def test_a_question_about_unknown_names_offers_the_directory_and_paper_not_readings(
    house: SimpleNamespace, open_as: Callable[..., Any]
) -> None:
    document = make_document(house, ["- Hội Làm vườn tỉnh; Hội Nuôi ong tỉnh (B/c);"])
    line, _ = resolve_recipients(actor=SYSTEM, document=document, at=NOW)
    assert line.state == "ambiguous"
    assert line.missing
    table = open_as(house.clerk, f"/van-ban/{document.pk}/noi-nhan/").content.decode()
    assert "Chưa có trong danh bạ: Hội Làm vườn tỉnh; Hội Nuôi ong tỉnh" in table
    assert "Tìm trong danh bạ" in table
    assert "Gửi bản giấy" in table
    assert "Cả hai" not in table
    open_as(house.clerk, f"/noi-nhan/{line.pk}/ban-giay/", x="")
    line.refresh_from_db()
    assert line.state == "paper"
    assert line.recipients.count() == 2


def test_an_answer_that_makes_no_sense_is_a_sentence_and_changes_nothing(
    house: SimpleNamespace, open_as: Callable[..., Any]
) -> None:
    document = make_document(house, ["- Thường trực Tỉnh ủy; UBND tỉnh (B/c);"])
    line, _ = resolve_recipients(actor=SYSTEM, document=document, at=NOW)
    for reading in ("9", "x", "-1"):
        assert "không còn nữa" in open_as(house.clerk, f"/noi-nhan/{line.pk}/chon/", reading=reading).content.decode()
    line.refresh_from_db()
    assert line.state == "ambiguous"


def test_the_drafter_sees_the_table_without_buttons_and_cannot_answer(
    house: SimpleNamespace, open_as: Callable[..., Any]
) -> None:
    document = make_document(house, ["- Báo Thanh niên;"])
    line, _ = resolve_recipients(actor=SYSTEM, document=document, at=NOW)
    assert "Gửi bản giấy" not in open_as(house.drafter, f"/van-ban/{document.pk}/noi-nhan/").content.decode()
    assert open_as(house.drafter, f"/noi-nhan/{line.pk}/ban-giay/", x="").status_code == 403


def test_an_unknown_name_is_looked_for_without_marks_and_taken(
    house: SimpleNamespace, open_as: Callable[..., Any]
) -> None:
    document = make_document(house, ["- Mặt trận và đoàn thể;"])
    line, _ = resolve_recipients(actor=SYSTEM, document=document, at=NOW)
    found = open_as(house.clerk, f"/noi-nhan/{line.pk}/tim/?q=mat tran").content.decode()
    assert f'value="{house.front.pk}"' in found
    name = line.readings[0]["missing"][0]
    open_as(house.clerk, f"/noi-nhan/{line.pk}/ten-khac/", name=name, to=str(house.front.pk))
    line.refresh_from_db()
    assert line.state == "resolved"


def test_notices_are_listed_followed_and_read(house: SimpleNamespace, open_as: Callable[..., Any]) -> None:
    notify(users=[house.clerk], kind="turn", document=None, text="Cấp số: Kế hoạch năm", url="/van-ban-nhan/", at=NOW)
    notice = house.clerk.notices.get()
    assert "Cấp số: Kế hoạch năm" in open_as(house.clerk, "/thong-bao/").content.decode()
    assert open_as(house.drafter, f"/thong-bao/{notice.pk}/").status_code == 404
    assert open_as(house.clerk, f"/thong-bao/{notice.pk}/").url == "/van-ban-nhan/"
    notice.refresh_from_db()
    assert notice.read_at
    assert open_as(house.clerk, "/thong-bao/da-doc/", x="").status_code == 302


def test_a_notice_that_leads_nowhere_leads_back_to_the_list(
    house: SimpleNamespace, open_as: Callable[..., Any]
) -> None:
    notify(users=[house.clerk], kind="turn", document=None, text="Đã xong", at=NOW)
    assert open_as(house.clerk, f"/thong-bao/{house.clerk.notices.get().pk}/").url == "/thong-bao/"
