"""Every main page, at a desk and on a phone, as somebody who has work on it: nothing that shuts a person out.

The demo's province is what is looked at, so every page has something on it. Rules are those of WCAG 2 A and AA; what
axe calls serious or critical fails, with the page, the rule and the first element.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page

from approvals.models import Ballot, OpinionRound
from documents.models import Document, Status
from notifications.models import Delivery
from orgs.models import Organisation, User
from tests.browser import chromium
from tests.journeys.processes import Processes, session_of
from tests.journeys.windows import DESK, PATIENCE, PHONE, become, machine_of
from workflows.demo.loading import load
from workflows.models import Procedure

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "resultTypes": ["violations", "incomplete"],
}
SCREENS = {"1440": DESK, "390": PHONE}


@dataclass(frozen=True, slots=True)
class Visit:
    """A page, and the session of who looks at it ("" is nobody)."""

    name: str
    path: str
    session: str


@pytest.fixture
def visits(db: None) -> list[Visit]:
    load(timezone.now())
    pages = [*PLACES, *_on_papers()]
    people = {
        user.username: session_of(user) for user in User.objects.filter(username__in={who for _, _, who in pages})
    }
    return [Visit(name, path, people.get(who, "")) for name, path, who in pages]


#: A page's name, its path, and the user name of who looks at it.
PLACES = [
    ("log-in", "/dang-nhap/", ""),
    ("Bàn làm việc", "/", "yen"),
    ("Dự thảo", "/du-thao/", "bao"),
    ("new draft", "/du-thao/moi/", "bao"),
    ("Sổ văn bản đi", "/so-van-ban-di/", "phuong"),
    ("notices", "/thong-bao/", "ha"),
    ("procedures", "/quy-trinh/", "toan"),
    ("components", "/kieu-dang/", "bao"),
    ("404", "/khong-co/", "bao"),
]


def _on_papers() -> Iterator[tuple[str, str, str]]:
    """The same for what stands on a document, a round or a ballot of the story."""
    province = Organisation.objects.get(level="province")
    asked = OpinionRound.objects.filter(closed_at=None, document__organisation=province).get()
    voted_on, decided = Ballot.objects.get(closed_at=None), Ballot.objects.get(closed_at__isnull=False)
    delivery = Delivery.objects.filter(user__isnull=False).first()
    yield "document", f"/van-ban/{voted_on.document_id}/#ballot", "bao"
    yield "document, its findings", f"/van-ban/{_in(Status.FORMAT_CHECK).pk}/", "dung"
    yield "opinion form", f"/y-kien/{asked.pk}/", asked.seats.filter(answered_at=None).first().user.username
    yield "opinions watched", f"/y-kien/{asked.pk}/dieu-hanh/", "ha"
    yield "ballot form", f"/bieu-quyet/{voted_on.pk}/", voted_on.seats.filter(voted=False).first().user.username
    yield "ballot watched", f"/bieu-quyet/{voted_on.pk}/dieu-hanh/", "ha"
    yield "ballot result", f"/bieu-quyet/{decided.pk}/ket-qua/", "ha"
    yield "sign-off", f"/van-ban/{_in(Status.STANDING_REVIEW).pk}/duyet/", "yen"
    yield "numbering", f"/van-ban/{_in(Status.AWAITING_NUMBER).pk}/cap-so/", "phuong"
    yield "Văn bản nhận", "/van-ban-nhan/", delivery.user.username
    yield "history", f"/van-ban/{_in(Status.AWAITING_NUMBER).pk}/lich-su/", "linh"
    yield "procedure", f"/quy-trinh/{Procedure.objects.order_by('pk').first().pk}/", "toan"
    yield "organisation", f"/to-chuc/{province.pk}/", "toan"


def _in(status: Status) -> Document:
    return Document.objects.filter(status=status).first()


def shut_out(page: Page, port: int, visit: Visit) -> Iterator[str]:
    """What axe holds against the page on each screen."""
    page.set_viewport_size(DESK)
    become(page.context, port, visit.session)
    page.goto(visit.path)
    assert page.url.endswith(visit.path), f"{visit.name}: led on to {page.url}"
    page.evaluate(Axe().axe_script)  # evaluated: the page's policy lets no foreign script in
    for width, screen in SCREENS.items():
        page.set_viewport_size(screen)
        yield from (f"{visit.name} at {width}: {broken}" for broken in broken_rules(page))


def broken_rules(page: Page) -> Iterator[str]:
    """Each rule with the number of elements that break it and the first of them.

    What axe leaves to be looked at is broken too where only an id can be meant: one that labels two elements.
    """
    results = page.evaluate("rules => axe.run(document, rules)", RULES)
    unsure = [rule for rule in results["incomplete"] if rule["id"] == "duplicate-id-aria"]
    for rule in results["violations"] + unsure:
        if rule["impact"] in ("serious", "critical"):
            first = rule["nodes"][0]
            cure = " ".join(first["failureSummary"].split())
            yield f"{rule['id']} ({len(rule['nodes'])}): {first['html'][:160]} – {cure}"


def test_no_main_page_shuts_anybody_out(visits: list[Visit], demo_processes: Processes) -> None:
    port = demo_processes.web()
    with chromium() as browser:
        page = machine_of(browser, port, "").new_page()
        page.set_default_timeout(PATIENCE)
        found = [broken for visit in visits for broken in shut_out(page, port, visit)]
    assert not found, "\n".join(found)
