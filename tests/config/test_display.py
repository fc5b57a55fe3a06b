import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from config.templatetags import display

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)  # 11:00 in Việt Nam


@pytest.mark.parametrize(
    ("when", "words", "state"),
    [
        (NOW + timedelta(minutes=20), "Còn 20 phút", "soon"),
        (NOW + timedelta(hours=6), "Còn 6 giờ", "soon"),
        (NOW + timedelta(hours=24), "Còn 1 ngày", "soon"),
        (NOW + timedelta(days=3), "Còn 3 ngày", ""),
        (NOW - timedelta(hours=2), "Quá hạn 2 giờ", "overdue"),
        (NOW - timedelta(days=1), "Quá hạn 1 ngày", "overdue"),
        (date(2026, 11, 22), "Còn 6 giờ", "soon"),
    ],
)
def test_a_deadline_reads_as_a_person_would_say_it(when: datetime | date, words: str, state: str) -> None:
    assert display.describe_due(when, NOW) == (words, state)


def test_a_deadline_shows_the_exact_time_on_hover() -> None:
    shown = display.due(NOW + timedelta(days=3), NOW)
    assert 'title="11:00 25/11/2026"' in shown
    assert 'class="due"' in shown


def test_dates_and_numbers_are_written_as_offices_write_them() -> None:
    with translation.override("vi"):
        assert display.vn_date(date(2026, 1, 5)) == display.vn_date("2026-01-05") == "05/01/2026"
        assert display.vn_datetime(NOW) == "11:00 ngày 22/11/2026"
        assert display.vn_number(1200) == "1.200"
        assert display.vn_number("khoảng mười") == "khoảng mười"
    assert display.vn_date(None) == display.vn_number(None) == ""


def test_initials_are_of_the_family_and_the_given_name() -> None:
    assert [display.initials(name) for name in ("Nguyễn Minh Hà", "Hà", "", None)] == ["NH", "H", "", ""]


def test_an_icon_that_is_not_there_leaves_the_page_standing() -> None:
    assert display.icon("no-such-icon").startswith("<svg")
    assert display.icon("../../../etc/passwd").count("<path") == 0


def test_what_people_wrote_cannot_become_markup() -> None:
    assert "<script>" not in display.status("drafting", "<script>")
    assert "<script>" not in display.tile("pencil", "<script>")


def test_the_threshold_is_a_line_at_its_share_of_the_base() -> None:
    assert 'x1="50.00%"' in display.result_bar(3, 10, 5)
    assert 'width="30.00%"' in display.result_bar(3, 10, 5)
    assert 'width="0.00%"' in display.result_bar(0, 0, 0)


def test_the_query_string_keeps_what_it_is_not_asked_to_change() -> None:
    request = RequestFactory().get("/", {"q": "cây", "after": "9"})
    shown = Template("{% query after=None sort='number' %}").render(Context({"request": request}))
    assert "after" not in shown
    assert "sort=number" in shown
    assert "q=c" in shown


def _templates() -> list[Path]:
    return sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))


def test_no_page_writes_a_style_or_a_script_into_its_markup() -> None:
    for path in _templates():
        text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"))
        assert not re.search(r"\sstyle=|\son[a-z]+=\"|<style|javascript:", text), path
        assert not re.search(r"<script(?![^>]*\ssrc=)", text), path


def test_every_icon_that_a_page_names_exists() -> None:
    written = (
        r"{% (?:icon|tile) \"([a-z0-9-]+)\"",
        r"{% chip [^%]* \"[a-z ]*\" \"([a-z0-9-]+)\"",
        r"{% (?:notice|menu) [^%]*?\"[a-z]*\" \"([a-z0-9-]+)\"",
        r"{% (?:include|drop|dialog) [^%]*icon=\"([a-z0-9-]+)\"",
    )
    named = {name for path in _templates() for way in written for name in re.findall(way, path.read_text())}
    assert {"checkbox", "ban", "key", "shield-lock", "calendar-plus"} <= named
    named |= {name for name, _tone in [*display.station_look().values(), *display.STATUS_LOOK.values()]}
    missing = {
        name
        for name in named - set(display.station_look())
        if not (display.ICONS / "outline" / f"{name}.svg").is_file()
    }
    assert missing == set() or not display.ICONS.is_dir()


def test_every_form_that_keeps_itself_says_what_it_was_drawn_with() -> None:
    """Else a text that was typed before a later answer would be put over it."""
    forms = [
        (path.name, form.partition("{% csrf_token %}")[0])
        for path in _templates()
        for form in re.findall(r"<form.*?{% csrf_token %}", path.read_text(), re.DOTALL)
    ]
    dialogs = [
        (path.name, tag)
        for path in _templates()
        for tag in re.findall(r"{% dialog [^%]* autosave=[^%]*%}", path.read_text())
    ]
    keeping = [(name, form) for name, form in forms if " data-autosave=" in form] + dialogs
    assert len(keeping) == 15
    assert [name for name, form in keeping if not re.search(r" (data-)?base=", form)] == []
