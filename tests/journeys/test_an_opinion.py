"""A round ends while a member is still writing: the open page says so, nothing can be sent, and no word is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.approvals.conftest import House
from tests.browser import chromium
from tests.journeys.processes import Processes, session_of
from tests.journeys.windows import PATIENCE, PHONE, page_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "Đề nghị bổ sung nguồn kinh phí"


def test_an_open_form_tells_by_itself_that_the_round_has_ended(processes: Processes) -> None:
    house, now = House(), timezone.now()
    round = house.open_opinions(at=now, closes_at=now + timedelta(days=1))
    member, chief = session_of(house.members[0]), session_of(house.chief)
    port = processes.web()
    with chromium() as browser:
        writing = page_of(browser, port, member, f"/y-kien/{round.pk}/", PHONE)
        expect(writing.locator("[data-online]")).to_have_attribute("data-state", "on", timeout=PATIENCE)
        words = writing.locator("#opinion-text")
        words.press_sequentially(WORDS)  # and the cursor stays in the field

        ending = page_of(browser, port, chief, f"/y-kien/{round.pk}/dieu-hanh/")
        ending.get_by_role("button", name="Kết thúc lấy ý kiến").click()
        ending.locator("#close-round .btn-primary").click()

        expect(writing.get_by_text("Đợt lấy ý kiến đã đóng")).to_be_visible(timeout=PATIENCE)
        expect(writing.get_by_role("button", name="Gửi ý kiến")).to_have_count(0)
        expect(writing.get_by_role("radio", name="Đồng ý", exact=True)).to_be_disabled()
        expect(words).to_have_value(WORDS)
        expect(words).not_to_be_editable()
        expect(words).to_be_enabled()  # so its words can be marked and copied
