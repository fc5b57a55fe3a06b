"""What is kept of a form in the browser: whose, bound to what, until when."""

from typing import Any

import pytest

from tests.config.test_scripts import SITE, Site, browser, site  # noqa: F401 - fixtures

pytestmark = pytest.mark.browser
FORM = (
    '<form id="f" method="post" action="/send" data-autosave="opinion-1" data-base="{base}">'
    '<input type="hidden" name="form_token" value="{token}">'
    '<input type="radio" name="answer" value="agree" checked><input type="radio" name="answer" value="other">'
    '<textarea name="text" id="t">{text}</textarea>'
    '<select name="to"><option value="1">1</option><option value="2">2</option></select>{more}'
    "<span data-saved></span><button>Gửi</button></form>"
)


def form(base: str = "0", token: str = "token-of-the-form-1", text: str = "", more: str = "") -> str:
    return FORM.format(base=base, token=token, text=text, more=more)


def kept(site: Site) -> Any:  # noqa: F811
    return site.page.evaluate("() => Object.keys(localStorage).filter(key => key.startsWith('draft:'))")


def write(site: Site, words: str = "Đề nghị ghi rõ loại cây") -> None:  # noqa: F811
    site.page.check("[value=other]")
    site.page.select_option("[name=to]", "2")
    site.page.fill("#t", words)
    site.page.wait_for_function("() => document.querySelector('[data-saved]').textContent.includes('đã giữ')")


def shown(site: Site) -> Any:  # noqa: F811
    return site.page.evaluate("() => [...new FormData(document.getElementById('f'))].slice(1).map(pair => pair[1])")


def test_a_form_is_put_back_whole(site: Site) -> None:  # noqa: F811
    site.show(form())
    write(site)
    site.show(form(token="token-of-the-form-2"))
    assert shown(site) == ["other", "Đề nghị ghi rõ loại cây", "2"]
    assert kept(site) == ["draft:3:opinion-1"]


def test_it_is_kept_until_the_server_names_that_very_form(site: Site) -> None:  # noqa: F811
    site.show(form())
    write(site)
    site.answers["/send"] = "<p>Trang đăng nhập</p>"  # some page; not a word that the form was taken
    site.page.click("text=Gửi")
    site.page.wait_for_url("**/send")
    site.show(form(token="token-of-the-form-2"))
    assert shown(site)[1] == "Đề nghị ghi rõ loại cây"
    site.page.click("text=Gửi")
    site.page.wait_for_url("**/send")
    site.context.add_cookies([{"name": "form_done", "value": "another-form.token-of-the-form-2", "url": SITE}])
    site.show(form(base="1"))
    assert (shown(site)[1], kept(site)) == ("", [])


def test_what_was_typed_after_sending_is_not_taken_with_it(site: Site) -> None:  # noqa: F811
    site.show(form())
    write(site)
    site.page.evaluate(
        """() => { const form = document.getElementById("f"); form.addEventListener("submit", (event) => event.preventDefault()); }"""
    )
    site.page.click("text=Gửi")
    site.page.fill("#t", "Và thêm một ý")
    site.page.wait_for_function("() => localStorage.getItem('draft:3:opinion-1').includes('thêm một ý')")
    site.context.add_cookies([{"name": "form_done", "value": "token-of-the-form-1", "url": SITE}])
    site.show(form())
    assert shown(site)[1] == "Và thêm một ý"


@pytest.mark.parametrize("later", [{"base": "8", "text": "Ý kiến đã gửi"}, {"more": '<input name="new" value="">'}])
def test_it_never_covers_a_later_answer_nor_half_fills_another_form(site: Site, later: dict[str, str]) -> None:  # noqa: F811
    site.show(form())
    write(site)
    site.show(form(**later))
    assert shown(site)[1] == later.get("text", "")
    assert "Đề nghị ghi rõ loại cây" in site.page.text_content("[data-kept-box]")
    use = site.page.locator("[data-use]")
    assert use.is_visible() == ("base" in later)
    if "base" in later:
        use.click()
        assert shown(site) == ["other", "Đề nghị ghi rõ loại cây", "2"]
    else:
        site.page.click("[data-drop]")
        assert kept(site) == []


def test_another_person_on_the_machine_finds_nothing(site: Site) -> None:  # noqa: F811
    site.show(form())
    write(site)
    site.user = 4
    site.show(form())
    assert (shown(site)[1], kept(site)) == ("", [])


def test_logging_out_wipes_it_and_an_older_window_keeps_nothing_more(site: Site) -> None:  # noqa: F811
    site.show(form() + '<form method="post" action="/send" data-log-out><button id="out">Ra</button></form>')
    write(site)
    site.page.evaluate("() => document.getElementById('out').form.addEventListener('submit', e => e.preventDefault())")
    site.page.click("#out")
    assert kept(site) == []
    site.page.fill("#t", "Gõ tiếp")
    site.page.wait_for_function("() => document.querySelector('[data-saved]').textContent.includes('KHÔNG tự lưu')")
    assert kept(site) == []


def test_it_says_so_when_nothing_can_be_kept(site: Site) -> None:  # noqa: F811
    site.show(form())
    site.page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; }"
    )
    site.page.fill("#t", "Đề nghị")
    site.page.wait_for_function("() => document.querySelector('[data-saved]').textContent.includes('KHÔNG tự lưu')")


DESK = (
    '<form id="f" method="post" action="/send" data-autosave="desk-1" data-base="1.0" data-save-url="/save">'
    '<input type="hidden" name="version" value="0"><textarea name="text" id="t"></textarea>'
    "<span data-saved></span><button>Ghi</button></form>"
)


@pytest.mark.parametrize(
    ("status", "said"),
    [(204, "đã tự lưu"), (200, "đã giữ trên máy"), (409, "đã giữ trên máy"), (401, "đã giữ trên máy")],
)
def test_a_desk_says_saved_only_when_the_server_did(site: Site, status: int, said: str) -> None:  # noqa: F811
    site.show(DESK)
    site.page.route(
        "**/save", lambda route: route.fulfill(status=status, body="Đã có lần mới.", headers={"X-Version": "1"})
    )
    site.page.fill("#t", "Đoạn mới")
    site.page.wait_for_function(f"() => document.querySelector('[data-saved]').textContent.includes('{said}')")
    assert kept(site) == ([] if status == 204 else ["draft:3:desk-1"])
    assert site.page.locator("#signed-out[open]").count() == (status == 401)
    assert site.page.locator("[role=alert]:has-text('Đã có lần mới.')").count() == (status == 409)
    assert site.page.input_value("[name=version]") == ("1" if status == 204 else "0")
    assert site.page.get_attribute("#f", "data-base") == ("1.1" if status == 204 else "1.0")


def test_a_desk_that_is_being_saved_is_sent_after_the_answer(site: Site) -> None:  # noqa: F811
    site.show(DESK)
    waiting: list[Any] = []
    site.page.route("**/save", lambda route: waiting.append(route))
    site.page.fill("#t", "Đoạn mới")
    site.page.wait_for_function("() => document.querySelector('[data-saved]').textContent.includes('đang lưu')")
    site.page.click("text=Ghi")
    assert site.times_asked("/send") == 0
    waiting[0].fulfill(status=204, headers={"X-Version": "1"})
    site.page.wait_for_url("**/send")
    assert site.times_asked("/send") == 1


def test_a_panel_without_a_session_opens_a_dialog_and_swaps_nothing(site: Site) -> None:  # noqa: F811
    site.show(
        '<div id="panel"><form hx-post="/act" hx-target="#panel"><textarea id="t" name="t"></textarea><button>Bỏ</button></form></div>'
    )
    site.page.route("**/act", lambda route: route.fulfill(status=401, body="Phiên làm việc đã hết"))
    site.page.fill("#t", "Lý do của tôi")
    site.page.click("text=Bỏ")
    site.page.wait_for_selector("#signed-out[open]")
    assert site.page.input_value("#t") == "Lý do của tôi"


def test_a_remark_stays_with_its_passage(site: Site) -> None:  # noqa: F811
    site.show(
        '<div class="desk"><article class="sheet"><p class="passage" id="p-p1">Trồng cây xanh</p>'
        '<p class="passage" id="p-p2">Giới thiệu đoàn viên</p></article></div>'
        '{% include "workflows/_comment_sheet.html" with comment_url="/comment" document=request.user %}'
    )

    def remark_on(passage: str) -> None:
        site.page.evaluate(f"getSelection().selectAllChildren(document.getElementById('p-{passage}'))")
        site.page.click("#comment-here")

    remark_on("p1")
    site.page.fill("#comment-text", "Ghi rõ loại cây")
    site.page.wait_for_function("() => Object.keys(localStorage).some(key => key.endsWith('-p1'))")
    site.page.click("#comment-sheet [data-close] >> nth=1")
    remark_on("p2")
    assert site.page.input_value("#comment-text") == ""
    site.page.reload()
    site.page.click("#comment-kept")
    assert site.page.input_value("#comment-text") == "Ghi rõ loại cây"
    assert (site.page.input_value("[name=passage]"), kept(site)) == ("p1", ["draft:3:comment-3-p1"])
