"""The pages' own scripts in a real browser, under the policy that the site sends; no server and no database behind them."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from csp.utils import build_policy
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import engines
from playwright.sync_api import Browser, Route, WebSocketRoute

from tests.browser import chromium

pytestmark = pytest.mark.browser
SITE = "http://site.test"
TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


class Site:
    """A page at /, answers at other addresses, and the far end of the socket."""

    def __init__(self, browser: Browser) -> None:
        self.context = browser.new_context(viewport={"width": 1280, "height": 800})
        self.answers: dict[str, Any] = {}
        self.asked: list[Any] = []
        self.sockets: list[Any] = []
        self.heard: list[Any] = []
        self.complaints: list[str] = []
        self.user = 3  # whose page it is
        self.slow: set[str] = set()  # addresses whose answer waits until it is let go
        self.waiting: list[Any] = []
        self.page = self.context.new_page()
        self.page.set_default_timeout(5000)
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.route("**/*", self._answer)
        self.page.route_web_socket("**/ws/", self._socket)

    def _answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(SITE).partition("?")[0]
        if path.startswith("/static/"):
            found = finders.find(path.removeprefix("/static/"))
            if not found:
                return route.fulfill(
                    status=200, body="", content_type="text/css"
                )  # the suite runs without npm's folder too
            return route.fulfill(path=found, content_type=TYPES.get(found.rsplit(".")[-1], "font/woff2"))
        self.asked.append((route.request.method, path))
        if path in self.slow:
            return self.waiting.append(route)
        headers = {"Content-Security-Policy": build_policy(config=settings.CONTENT_SECURITY_POLICY["DIRECTIVES"])}
        return route.fulfill(body=self.answers.get(path, ""), content_type="text/html; charset=utf-8", headers=headers)

    def let_go(self) -> None:
        self.slow.clear()
        for route in self.waiting:
            self._answer(route)

    def _socket(self, socket: WebSocketRoute) -> None:
        self.sockets.append(socket)
        socket.on_message(lambda text: self.heard.append(json.loads(text)))

    def show(self, content: str) -> None:
        source = '{% extends "base.html" %}{% block content %}' + content + "{% endblock %}"
        shell = SimpleNamespace(home="/", search_url="/", groups=[], phone_places=[], person=None, unread=0, cursor=7)
        context = {"shell": shell, "request": SimpleNamespace(user=SimpleNamespace(pk=self.user))}
        self.answers["/"] = engines["django"].from_string(source).render(context)
        self.page.goto(f"{SITE}/")
        self.page.wait_for_function("() => document.querySelector('[data-online]').dataset.state === 'on'")

    def push(self, topic: str, what: str = "ballot", n: int = 8) -> None:
        self.sockets[-1].send(json.dumps({"topic": topic, "what": what, "n": n}))

    def times_asked(self, path: str) -> int:
        return sum(asked == path for _method, asked in self.asked)


@pytest.fixture
def site(browser: Browser) -> Iterator[Site]:
    site = Site(browser)
    yield site
    site.page.wait_for_load_state()  # chromium may never close a context whose page is still arriving
    site.context.close()


RECEIPT = {
    "shell": SimpleNamespace(home="/", search_url="/", groups=[], phone_places=[], person=None, unread=0, cursor=7),
    "ballot": SimpleNamespace(secret=True, question="Chọn chủ đề công tác năm 2027"),
    "code": "K7F2 · 9QXM · 4ZTD",
    "turnout": 3,
    "total": 5,
}


def test_the_receipt_is_copied_and_kept_as_a_picture_and_its_code_goes_nowhere(site: Site, tmp_path: Path) -> None:
    site.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sent = []
    site.page.on("request", lambda request: sent.append(f"{request.url} {request.post_data}"))
    site.answers["/"] = engines["django"].get_template("approvals/receipt.html").render(RECEIPT)
    site.page.goto(f"{SITE}/")
    site.page.click("text=Sao chép mã")
    site.page.wait_for_selector("#toasts :text('Đã sao chép')")
    with site.page.expect_download() as download:
        site.page.focus("text=Lưu ảnh")
        site.page.keyboard.press("Enter")
    assert download.value.suggested_filename == "ma-doi-chieu-phieu.png"
    download.value.save_as(tmp_path / "receipt.png")
    assert (tmp_path / "receipt.png").read_bytes().startswith(b"\x89PNG")
    kept = site.page.evaluate("() => JSON.stringify([localStorage, sessionStorage, document.cookie, location.href])")
    told = " ".join([*sent, kept, download.value.url, json.dumps(site.heard)])
    assert not any(part in told for part in ("K7F2", "9QXM", "4ZTD"))
    assert site.complaints == []


STATION = """<li><span data-shift hidden><button data-by="-1">Lên</button><button data-by="1">Xuống</button></span>
<details class="card" open><summary><span data-number>{place}</span>. {label}</summary><input name="s-{row}-label" value="{label}">
<input name="s-{row}-place" value="{place}"><input name="s-{row}-return_to" value="{back}"></details></li>"""


def show_stations(site: Site) -> None:
    """Four stations, the last of which returns to the second, and the blank row."""
    rows = [("Soạn", 1, ""), ("Kiểm tra", 2, 1), ("Duyệt", 3, 1), ("Ký", 4, 2), ("", "", "")]
    shown = [
        STATION.format(row=row, label=label, place=place, back=back) for row, (label, place, back) in enumerate(rows)
    ]
    moved = "<p id='station-moved' role='status'></p><ol data-stations data-moved='“{name}” nay là bước {n}'>"
    script = "<script src=\"{% load static %}{% static 'js/stations.js' %}\" defer></script>"
    site.show(f"{moved}{''.join(shown)}</ol>{script}")


def order(site: Site) -> Any:
    """What will be sent of each station: name, place, where its returns go."""
    script = """rows => rows.map(row => [...row.querySelectorAll("input")].map(field => field.value).join(" "))"""
    return site.page.locator("[data-stations] > li").evaluate_all(script)


def test_a_station_moves_by_keyboard_and_its_number_and_returns_to_it_follow(site: Site) -> None:
    show_stations(site)
    assert site.page.locator("[data-shift]:visible").count() == 4
    site.page.locator("li:has-text('Duyệt') [data-by='-1']").focus()
    site.page.keyboard.press("Enter")
    assert order(site) == ["Soạn 1 ", "Duyệt 2 1", "Kiểm tra 3 1", "Ký 4 3", "  "]
    assert site.page.inner_text("#station-moved") == "“Duyệt” nay là bước 2"
    site.page.keyboard.press("Enter")  # the button kept the focus; now it is first, and only the other one is left
    assert order(site)[:2] == ["Duyệt 1 2", "Soạn 2 "]
    assert site.page.evaluate("document.activeElement.dataset.by") == "1"
    assert site.page.locator("li:has-text('Duyệt') [data-by='-1']").is_disabled()
    assert site.complaints == []


def test_a_number_typed_by_hand_moves_the_station_too(site: Site) -> None:
    show_stations(site)
    site.page.fill("[name='s-3-place']", "2")
    site.page.keyboard.press("Tab")
    assert order(site)[:4] == ["Soạn 1 ", "Ký 2 3", "Kiểm tra 3 1", "Duyệt 4 1"]


def test_a_new_station_can_be_moved_once_it_has_a_name(site: Site) -> None:
    show_stations(site)
    site.page.fill("[name='s-4-label']", "Phát hành")
    site.page.keyboard.press("Tab")
    site.page.locator("li").filter(has=site.page.locator("[name='s-4-label']")).locator("[data-by='-1']").click()
    assert order(site)[3:] == ["Phát hành 4 ", "Ký 5 2"]


def as_of(site: Site, **more: Any) -> Any:
    """The form that chooses a moment, with three acts to stop at."""
    start = datetime(2026, 11, 20, 7, 5, 30, tzinfo=UTC)
    stops = [SimpleNamespace(at=start + timedelta(hours=n), words=f"Việc thứ {n}") for n in range(3)]
    given = {"document_id": 12, "stops": stops, "stop": 2, "moment": stops[2].at, "started_at": start, **more}
    form = engines["django"].get_template("audit/_as_of.html").render(given)
    site.show(form + "<script src=\"{% load static %}{% static 'js/as-of.js' %}\" defer></script>")
    return site.page.get_by_role("slider")


def asked_moment(site: Site) -> Any:
    with site.page.expect_request("**/luc/*") as request:
        site.page.click("text=Xem")
    return parse_qs(urlsplit(request.value.url).query)


def test_the_slider_says_each_act_and_asks_for_its_exact_time(site: Site) -> None:
    slider = as_of(site)
    assert slider.get_attribute("aria-valuetext") == "16:05 ngày 20/11/2026 Việc thứ 2"
    slider.focus()
    site.page.keyboard.press("ArrowLeft")
    site.page.click("button[aria-label='Việc trước']")
    assert slider.get_attribute("aria-valuetext") == "14:05 ngày 20/11/2026 Việc thứ 0"
    assert site.page.locator("button[aria-label='Việc trước']").is_disabled()
    assert site.page.input_value("#as-of-hour") == "14:05"
    assert asked_moment(site)["luc"] == ["2026-11-20T07:05:30+00:00"]
    assert site.complaints == []


def test_the_fields_are_the_precise_way_past_the_slider(site: Site) -> None:
    as_of(site)
    site.page.fill("#as-of-hour", "14:30")
    asked = asked_moment(site)
    assert asked["gio"] == ["14:30"]
    assert "luc" not in asked


def test_a_moment_that_was_typed_is_not_moved_to_an_act(site: Site) -> None:
    as_of(site, typed=True, moment=datetime(2026, 11, 20, 8, 0, tzinfo=UTC), stop=0)
    assert site.page.input_value("#as-of-hour") == "15:00"
    assert "luc" not in asked_moment(site)


PANEL = (
    '<section id="panel" data-topic="document:12" hx-get="/panel" hx-trigger="look" hx-swap="outerHTML">{}</section>'
)


def test_a_page_runs_under_the_strict_policy_with_an_empty_console(site: Site) -> None:
    site.show(PANEL.format("31") + "{% result_bar 26 45 23 True %}")
    assert site.complaints == []


def test_a_page_subscribes_to_its_topics_from_the_moment_it_was_drawn(site: Site) -> None:
    site.show(PANEL.format("31") + '<i data-topic="user:3"></i>')
    site.page.wait_for_timeout(100)
    assert site.heard == [{"subscribe": ["document:12", "user:3"], "since": 7}]


def test_a_pushed_topic_fetches_its_element_alone_and_it_glows(site: Site) -> None:
    site.show(PANEL.format("31") + '<section data-topic="document:13" hx-get="/other" hx-trigger="look"></section>')
    site.answers["/panel"] = PANEL.format("32")
    site.push("document:12")
    site.page.wait_for_selector("#panel.glow:has-text('32')")
    assert site.times_asked("/other") == 0


def test_many_pushes_within_a_moment_are_one_look(site: Site) -> None:
    site.show(PANEL.format("31"))
    site.answers["/panel"] = PANEL.format("32")
    for n in range(8, 28):
        site.push("document:12", n=n)
    site.page.wait_for_selector("text=32")
    site.page.wait_for_timeout(300)
    assert site.times_asked("/panel") == 1


def test_an_answer_that_says_the_same_does_not_glow(site: Site) -> None:
    site.show(PANEL.format("31"))
    site.answers["/panel"] = PANEL.format("31")
    site.push("document:12")
    site.page.wait_for_timeout(500)
    assert site.times_asked("/panel") == 1
    assert site.page.locator(".glow").count() == 0


def test_a_drawing_that_says_the_same_does_not_glow(site: Site) -> None:
    drawing = '<svg><path d="M1 1"/></svg><input disabled>31'  # written otherwise by the server than by the browser
    site.show(PANEL.format(drawing))
    site.answers["/panel"] = PANEL.format(drawing)
    site.push("document:12")
    site.page.wait_for_timeout(500)
    assert site.times_asked("/panel") == 1
    assert site.page.locator(".glow").count() == 0


@pytest.mark.parametrize("before", [300, 0])  # milliseconds: its look is tried during the fetch, or due at the swap
def test_a_push_during_a_fetch_is_not_lost_with_the_element_that_goes(site: Site, before: int) -> None:
    site.show(PANEL.format("31"))
    site.answers["/panel"], site.slow = PANEL.format("32"), {"/panel"}
    site.push("document:12")
    site.page.wait_for_selector("#panel.htmx-request")
    site.push("document:12", n=9)
    site.page.wait_for_timeout(before)
    site.let_go()
    site.answers["/panel"] = PANEL.format("33")
    site.page.wait_for_selector("#panel >> text=33")
    assert site.times_asked("/panel") == 3  # the held one is counted twice


def test_what_came_by_an_act_does_not_hide_that_it_is_as_before_again(site: Site) -> None:
    form = '{}<form hx-post="/act" hx-target="#panel" hx-swap="outerHTML"><button>Bỏ</button></form>'
    site.show(PANEL.format(form.format("31")))
    site.answers["/act"], site.answers["/panel"] = PANEL.format("32"), PANEL.format(form.format("31"))
    site.page.click("text=Bỏ")
    site.page.wait_for_selector("#panel >> text=32")
    site.push("document:12")
    site.page.wait_for_selector("#panel >> text=31")


def test_nothing_is_swapped_under_the_hands_of_somebody_who_types(site: Site) -> None:
    site.show(PANEL.format('<textarea id="t"></textarea>') + '<button id="b">x</button>')
    site.answers["/panel"] = PANEL.format("new")
    site.page.fill("#t", "đang gõ")
    site.push("document:12")
    site.page.wait_for_timeout(400)
    assert site.page.input_value("#t") == "đang gõ"
    site.page.focus("#b")
    site.page.wait_for_selector("#panel >> text=new")


def test_an_open_dialog_is_not_taken_away_by_a_push(site: Site) -> None:
    site.show(
        PANEL.format(
            '<button data-dialog="d">Trình…</button><dialog id="d"><button data-close>Để sau</button></dialog>'
        )
    )
    site.answers["/panel"] = PANEL.format("new")
    site.page.click("text=Trình…")
    site.push("document:12")
    site.page.wait_for_timeout(400)
    assert site.page.locator("dialog[open]").count() == 1
    assert site.times_asked("/panel") == 0
    site.page.click("text=Để sau")
    site.page.wait_for_selector("#panel >> text=new")


def test_a_dialog_opened_during_a_fetch_is_not_taken_away_either(site: Site) -> None:
    dialog = '<button data-dialog="d">Trình…</button><dialog id="d"><button data-close>Để sau</button></dialog>'
    site.show(PANEL.format(dialog))
    site.answers["/panel"], site.slow = PANEL.format("new"), {"/panel"}
    site.push("document:12")
    site.page.wait_for_selector("#panel.htmx-request")
    site.page.click("text=Trình…")
    site.let_go()
    site.page.wait_for_timeout(300)
    assert site.page.locator("dialog[open]").count() == 1
    site.page.click("text=Để sau")
    site.page.wait_for_selector("#panel >> text=new")


def test_after_a_lost_connection_the_page_says_so_and_then_fetches_everything_once(site: Site) -> None:
    site.show(PANEL.format("31"))
    site.answers["/panel"] = PANEL.format("32")
    site.sockets[-1].close()
    site.page.wait_for_selector("[data-online][data-state=off]")
    site.page.wait_for_selector("#panel >> text=32")
    assert site.page.locator("[data-online][data-state=on]").count() == 1
    assert site.times_asked("/panel") == 1


def test_what_was_typed_is_there_again_after_a_reload(site: Site) -> None:
    site.show('<form data-autosave="opinion-1"><textarea name="text" id="t"></textarea><span data-saved></span></form>')
    site.page.fill("#t", "Đề nghị ghi rõ loại cây")
    site.page.wait_for_function("() => localStorage.length === 1")
    site.page.reload()
    site.page.wait_for_function("() => document.getElementById('t').value === 'Đề nghị ghi rõ loại cây'")


def test_a_ballot_leaves_nothing_in_the_browser(site: Site) -> None:
    site.show(
        '<form id="vote" data-names="Bỏ phiếu cho {name}"><label class="choice"><input type="radio" name="choice" value="2"><span class="choice-name">Phương án 2</span></label><button data-named disabled>Chọn</button></form>'
    )
    site.page.check("[name=choice]")
    assert site.page.inner_text("[data-named]") == "Bỏ phiếu cho phương án 2"
    site.page.wait_for_timeout(600)
    kept = site.page.evaluate("() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    assert kept in ([], ["htmx-current-path-for-history"])


def test_what_cannot_be_undone_says_first_what_will_happen(site: Site) -> None:
    site.show(
        '<form method="post" action="/send" data-confirm="Gửi tới 212 người nhận ở 98 đơn vị."><button>Phát hành</button></form>'
    )
    site.page.click("text=Phát hành")
    assert site.page.inner_text("#confirm [data-what]") == "Gửi tới 212 người nhận ở 98 đơn vị."
    assert site.times_asked("/send") == 0
    site.page.click("#confirm [data-go]")
    site.page.wait_for_url("**/send")
    assert ("POST", "/send") in site.asked


def test_a_selected_passage_is_quoted_without_what_is_struck_out(site: Site) -> None:
    site.show(
        '<div class="desk"><article class="sheet"><p class="passage" id="p-p9">Giới thiệu <del>1.200</del><ins>1.350</ins> đoàn viên</p></article></div>'
        '{% include "workflows/_comment_sheet.html" with comment_url="/comment" %}'
    )
    site.page.evaluate("getSelection().selectAllChildren(document.getElementById('p-p9'))")
    site.page.click("#comment-here")
    assert site.page.inner_text("#comment-sheet [data-quote]") == "Giới thiệu 1.350 đoàn viên"
    assert site.page.input_value("[name=passage]") == "p9"


def test_the_slash_leads_to_the_search(site: Site) -> None:
    site.show("<p>x</p>")
    site.page.keyboard.press("/")
    assert site.page.evaluate("document.activeElement.name") == "q"
