"""Who sits down at a machine after somebody logged out there sees nothing of theirs, however they go back."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.browser import chromium
from tests.journeys.processes import Processes, session_of
from tests.journeys.windows import PATIENCE, page_of
from tests.notifications import conftest
from tests.notifications.conftest import make_document

house = conftest.house
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_after_the_log_out_back_shows_nothing_private(house: SimpleNamespace, processes: Processes) -> None:
    document = make_document(house, ["- UBND tỉnh;"])
    session, port = session_of(house.clerk), processes.web()
    with chromium() as browser:
        page = page_of(browser, port, session, f"/van-ban/{document.pk}/")
        expect(page.locator("main")).to_contain_text(document.subject, timeout=PATIENCE)
        page.goto("/")
        expect(page.locator("body")).to_contain_text(house.clerk.full_name, timeout=PATIENCE)
        page.locator("[data-log-out] button").first.evaluate("button => button.click()")
        expect(page.locator("input[name=password]")).to_be_visible(timeout=PATIENCE)
        for _page in range(2):
            page.go_back(wait_until="load")
            expect(page.locator("input[name=password]")).to_be_visible(timeout=PATIENCE)
            assert document.subject not in page.content()
            assert house.clerk.full_name not in page.content()
