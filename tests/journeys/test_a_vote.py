"""A committee votes on its phones while the convenor watches: two taps, a code to keep, a result that everybody finds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.approvals.conftest import House
from tests.browser import chromium
from tests.journeys.processes import Processes, session_of
from tests.journeys.windows import DESK, PATIENCE, PHONE, page_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def vote(page: Page, option: int) -> str:
    """Choose, confirm; the code of the receipt."""
    page.locator(".choice").nth(option - 1).click()
    page.get_by_role("button", name=f"Bỏ phiếu cho phương án {option}").click()
    expect(page.locator("#receipt-code")).to_be_visible(timeout=PATIENCE)
    return page.locator("#receipt-code").inner_text()


def test_members_vote_on_phones_while_the_convenor_watches(processes: Processes) -> None:
    house = House()
    now = timezone.now()
    ballot = house.open_ballot(at=now, closes_at=now + timedelta(days=1))
    sessions = [session_of(user) for user in (house.chief, *house.members)]
    port = processes.web()
    with chromium() as browser:
        watching = page_of(browser, port, sessions[0], f"/bieu-quyet/{ballot.pk}/dieu-hanh/", DESK)
        expect(watching.locator("[data-online]")).to_have_attribute("data-state", "on", timeout=PATIENCE)
        phones = [
            page_of(browser, port, one, f"/van-ban/{ballot.document_id}/bo-phieu/", PHONE) for one in sessions[1:4]
        ]
        codes = [vote(phone, 2) for phone in phones]
        expect(watching.locator("#turnout .number")).to_contain_text("3 / 5", timeout=PATIENCE)

        last = phones[2]  # changes their mind, with the code
        last.goto(f"/bieu-quyet/{ballot.pk}/")
        last.get_by_label("Mã đối chiếu").fill(codes[2].lower())
        assert vote(last, 1) == codes[2]
        fourth = page_of(browser, port, sessions[4], f"/bieu-quyet/{ballot.pk}/", PHONE)
        vote(fourth, 2)

        result = page_of(browser, port, sessions[1], f"/van-ban/{ballot.document_id}/", DESK)
        result.get_by_role("tab", name="Biểu quyết").click()
        expect(result.locator("[data-online]")).to_have_attribute("data-state", "on", timeout=PATIENCE)
        watching.get_by_role("button", name="Đóng biểu quyết…").click()
        expect(watching.locator("#close-facts")).to_contain_text("phiếu được kiểm ngay")
        watching.locator("#close-ballot").get_by_role("button", name="Đóng biểu quyết").click()
        expect(watching.locator(".verdict")).to_contain_text("3/5 ủy viên chọn phương án 2", timeout=PATIENCE)
        expect(result.locator("#ballot-live")).to_contain_text("3/5 ủy viên chọn phương án 2", timeout=PATIENCE)
        result.goto(f"/bieu-quyet/{ballot.pk}/phieu/")
        for code in codes:
            expect(result.get_by_role("row", name=code)).to_be_visible()
    ballot.refresh_from_db()
    assert ballot.result["result"]["counts"] == {"1": 1, "2": 3, "3": 0}
