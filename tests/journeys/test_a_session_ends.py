"""A session ends while somebody is writing, in four places at once: told in a dialog, logged in again, every word is there."""

from __future__ import annotations

from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from approvals.actions import RoundTerms, SignOffTerms, open_opinion_round, open_sign_off
from audit.actor import SYSTEM, Actor
from documents.actions import import_draft
from orgs.roles import project
from tests.browser import chromium
from tests.journeys.processes import Processes, alone, session_of
from tests.journeys.windows import PATIENCE, become, machine_of
from tests.workflows.conftest import DECIDED, TEXT, Province, build_province
from workflows.actions import start

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "Cây-xanh-4000"
KEPT = "() => Object.keys(localStorage).filter(key => key.startsWith('draft:'))"


@pytest.fixture
def written() -> tuple[Province, dict[str, str]]:
    """A drafter who is also asked for an opinion and for an approval, and the addresses of all that they write."""
    province, now = build_province(), timezone.now()
    project(timezone.localdate(now))
    drafter = province.drafter
    drafter.password = PBKDF2PasswordHasher().encode(PASSWORD, "salt-of-this-test")  # as the web process reads it
    drafter.save()
    document = import_draft(
        actor=Actor.of(drafter), organisation=province.organisation, text=TEXT.format(theme=DECIDED), at=now
    )
    start(actor=Actor.of(drafter), document=document, at=now)
    asked: dict[str, Any] = {
        "actor": SYSTEM,
        "document": document,
        "draft_round": document.round,
        "organisation": province.organisation,
        "roll": [(drafter, drafter.full_name, "Ủy viên", "")],
        "at": now,
    }
    round = open_opinion_round(**asked, terms=RoundTerms(question="Xin ý kiến", closes_at=now + timedelta(days=1)))
    sign_off = open_sign_off(**asked, terms=SignOffTerms(rule="any"))
    pages = {
        "desk": reverse("workflows:document_edit", args=[document.pk]),
        "opinion": reverse("approvals:opinion", args=[round.pk]),
        "note": reverse("approvals:sign_off", args=[sign_off.pk]),
        "remark": reverse("workflows:document", args=[document.pk]),
    }
    return province, pages


FIELDS = {"desk": "#desk-text", "opinion": "#opinion-text", "note": "#note", "remark": "#comment-text"}
WORDS = {name: f"Đề nghị trồng thêm cây ({name})" for name in FIELDS}


def ready(page: Page, name: str, *, kept: bool) -> Locator:
    """Bring the field of that page to where somebody can write in it."""
    if name == "note":
        page.locator("[data-dialog=approve]").first.click()
    elif name == "remark" and kept:
        page.locator("#comment-kept").click()
    elif name == "remark":
        page.evaluate("getSelection().selectAllChildren(document.querySelector('.sheet .passage'))")
        page.locator("#comment-here").click()
    return page.locator(FIELDS[name])


def test_what_is_typed_in_four_places_outlives_the_session_and_is_nobody_elses(
    processes: Processes, written: tuple[Province, dict[str, str]]
) -> None:
    province, paths = written
    session, other = session_of(province.drafter), session_of(province.chief)
    port = processes.web()
    with chromium() as browser:
        machine = machine_of(browser, port, session)
        machine.set_default_timeout(PATIENCE)
        pages = {name: machine.new_page() for name in paths}
        for name, page in pages.items():
            page.goto(paths[name])
        end = Thread(target=alone, args=[Session.objects.filter(session_key=session).delete])
        end.start()
        end.join()
        for name, page in pages.items():
            ready(page, name, kept=False).fill(WORDS[name])
            page.wait_for_function(f"() => ({KEPT})().some(key => localStorage.getItem(key).includes('({name})'))")

        desk = pages["desk"]
        expect(desk.locator("#signed-out")).to_be_visible()
        desk.locator("[data-log-in-again]").click()
        desk.locator("[name=username]").fill(province.drafter.username)
        desk.locator("[name=password]").fill(PASSWORD)
        desk.locator(".door-form .btn-primary").click()
        desk.wait_for_url(f"**{paths['desk']}")
        for name, page in pages.items():
            page.goto(paths[name])
            expect(ready(page, name, kept=True)).to_have_value(WORDS[name])
        mine: Any = machine.cookies()

        become(machine, port, other)
        desk.goto(paths["remark"])
        assert desk.evaluate(KEPT) == []
        machine.clear_cookies()
        machine.add_cookies(mine)
        desk.goto(paths["opinion"])
        expect(desk.locator(FIELDS["opinion"])).to_have_value("")  # the other person's log-in had wiped it


def test_logging_out_leaves_nothing_on_the_machine(
    processes: Processes, written: tuple[Province, dict[str, str]]
) -> None:
    province, paths = written
    session = session_of(province.drafter)
    port = processes.web()
    with chromium() as browser:
        machine = machine_of(browser, port, session)
        machine.set_default_timeout(PATIENCE)
        page = machine.new_page()
        page.goto(paths["opinion"])
        page.locator(FIELDS["opinion"]).fill(WORDS["opinion"])
        page.wait_for_function(f"() => ({KEPT})().length === 1")
        page.evaluate("document.querySelector('form[data-log-out]').requestSubmit()")
        page.wait_for_url("**/dang-nhap/**")
        assert page.evaluate(KEPT) == []
