"""Two people at two browsers: what one does shows on the other's page by itself, also after a lost connection."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from audit.actor import Actor
from notifications.actions import acknowledge
from tests.browser import chromium
from tests.journeys.processes import Processes, alone, session_of
from tests.journeys.test_many_processes import distributed
from tests.journeys.windows import PATIENCE, page_of
from tests.notifications import conftest
from tests.notifications.conftest import NOW

house = conftest.house
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def in_thread(work: Callable[[], bool]) -> None:
    """The database is asked in a thread of its own: playwright keeps an event loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(alone, work).result()


def test_the_clerk_watches_receipts_arrive_also_after_the_server_was_away(
    house: SimpleNamespace, processes: Processes
) -> None:
    document = distributed(house)
    delivery = document.deliveries.get(organisation=house.communes[0])
    clerk, receiver = session_of(house.clerk), session_of(house.receiver)
    port = processes.web()
    with chromium() as browser:
        watching = page_of(browser, port, clerk, f"/van-ban/{document.pk}/tinh-hinh-nhan/")
        expect(watching.locator("[data-online]")).to_have_attribute("data-state", "on", timeout=PATIENCE)
        expect(watching.locator(".figures")).to_contain_text("0/3")
        reading = page_of(browser, port, receiver, f"/van-ban-nhan/{document.pk}/")
        expect(watching.locator(".figures")).to_contain_text("1/3", timeout=PATIENCE)
        reading.get_by_role("button", name="Nhận việc").click()
        expect(watching.get_by_role("row", name="Vũ Thị Nhận")).to_be_visible(timeout=PATIENCE)

        processes.stop()
        expect(watching.locator("[data-online]")).to_have_attribute("data-state", "off", timeout=PATIENCE)
        by = Actor.of(house.receiver)
        in_thread(lambda: acknowledge(actor=by, delivery=delivery, step="done", at=NOW))
        processes.web(port)
        done = watching.locator(".figures div").nth(3)
        expect(done).to_contain_text("1", timeout=PATIENCE * 2)
    delivery.refresh_from_db()
    assert delivery.done_at
