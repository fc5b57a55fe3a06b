"""A sealed ballot in real browsers: two tellers make keys, members seal slips, both open; the server reads none of it."""

from __future__ import annotations

import base64
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.db.models import QuerySet
from django.utils import timezone
from playwright.sync_api import Page, ViewportSize, expect

from approvals import actions
from approvals.models import SealedSlip, Urn
from audit.models import JournalEntry
from orgs.models import User
from tests.approvals.conftest import House
from tests.browser import chromium
from tests.journeys.processes import Processes, session_of
from tests.journeys.windows import DESK, PATIENCE, PHONE, page_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def make_key(page: Page, folder: Path, name: str) -> Path:
    """Make a key, keep its file, show that it was kept, hand in the public half; where the file lies."""
    with page.expect_download(timeout=PATIENCE) as kept:
        page.get_by_role("button", name="Lập khóa và lưu tệp").click()
    file = folder / name
    kept.value.save_as(file)
    page.set_input_files("#key-file", file)
    page.get_by_role("button", name="Nộp khóa").click()
    expect(page.locator("#sealed-state")).to_contain_text("Dấu khóa", timeout=PATIENCE)
    return file


def vote(page: Page, option: int) -> str:
    """Choose, seal; the code of the receipt, without its spaces."""
    page.locator(".choice").nth(option - 1).click()
    page.locator("[data-vote]").click()
    expect(page.locator("#receipt-code")).to_be_visible(timeout=PATIENCE)
    return page.locator("#receipt-code").inner_text().replace(" · ", "")


def open_slips(page: Page, file: Path) -> None:
    page.set_input_files("#key-file", file)
    expect(page.locator("[data-told]")).to_contain_text("Đã mở 3 phiếu, 0 phiếu không mở được", timeout=PATIENCE)
    page.get_by_role("button", name="Nộp phiếu đã mở").click()


def test_slips_are_sealed_by_voters_and_opened_by_both_tellers(processes: Processes, tmp_path: Path) -> None:
    house = House()
    now = timezone.now()
    ballot = house.open_ballot(at=now, closes_at=now + timedelta(days=1), sealed=True)
    people = {house.drafter.pk, house.members[4].pk}
    actions.appoint_tellers(actor=house.convenor, ballot=ballot, user_ids=people, at=now)
    tellers = [teller.user for teller in ballot.tellers_in_office()]
    sessions = {user.pk: session_of(user) for user in (house.chief, *tellers, *house.members[:4])}
    port = processes.web()
    with chromium() as browser:

        def window(user: User, path: str, screen: ViewportSize = DESK) -> Page:
            page = page_of(browser, port, sessions[user.pk], f"/bieu-quyet/{ballot.pk}/{path}", screen)
            page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
            return page

        complaints: list[str] = []
        early = window(house.members[0], "")
        expect(early.locator("#sealed-state")).to_contain_text("Bỏ phiếu được khi cả hai người đã lập khóa")
        files = [make_key(window(teller, "khoa/"), tmp_path, f"{teller.pk}.json") for teller in tellers]

        phones = [window(member, "", PHONE) for member in house.members[:3]]
        sent: list[str] = []
        for phone in phones:
            phone.on("request", lambda request: sent.append(request.post_data or ""))
        codes = [vote(phone, 2) for phone in phones]
        phones[2].goto(f"/bieu-quyet/{ballot.pk}/")  # changes their mind; the second slip takes the first one's place
        codes[2] = vote(phones[2], 1)
        assert not any("choice" in body or code in body for body in sent for code in codes)
        kept = [base64.b64decode(text) for text in texts_of(SealedSlip.objects.values_list("sealed", flat=True))]
        assert len(kept) == 3
        assert not any(code.encode() in content for content in kept for code in codes)

        chief = window(house.chief, "dieu-hanh/")
        chief.get_by_role("button", name="Kết thúc bỏ phiếu…").click()
        chief.locator("#close-ballot").get_by_role("button", name="Kết thúc bỏ phiếu").click()
        expect(chief.locator("#sealed-state")).to_contain_text("Chờ mở phiếu", timeout=PATIENCE)

        first = window(tellers[0], "mo-phieu/")
        first.set_input_files("#key-file", files[1])
        expect(first.locator("[data-told]")).to_contain_text("không phải khóa mà đồng chí đã nộp", timeout=PATIENCE)
        open_slips(first, files[0])
        expect(first.locator("#sealed-state")).to_contain_text("đã mở", timeout=PATIENCE)
        second = window(tellers[1], "mo-phieu/", PHONE)
        open_slips(second, files[1])
        expect(second.locator(".verdict")).to_contain_text("Có 3/5 ủy viên gửi phiếu", timeout=PATIENCE)
        second.goto(f"/bieu-quyet/{ballot.pk}/phieu/")
        for code in codes:
            expect(second.locator(f"tr[id='{code}']")).to_be_visible()
        assert complaints == []
    ballot.refresh_from_db()
    assert ballot.result["result"]["counts"] == {"1": 1, "2": 2, "3": 0}
    chosen = {slip["code"]: slip["choice"] for slip in ballot.result["published"]["ballots"]}
    assert chosen == dict(zip(codes, ("2", "2", "1"), strict=True))
    assert not SealedSlip.objects.exists()
    assert not Urn.objects.exists()
    assert not JournalEntry.objects.filter(text__contains=codes[0]).exists()


def texts_of(rows: QuerySet[SealedSlip, str]) -> list[str]:
    """Rows read beside a running browser: Playwright's loop would forbid it in its own thread."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(list, rows).result()
