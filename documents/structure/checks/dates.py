"""Check how dates are written: one style, and the zero rule (days below 10, months 1 and 2)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from documents.structure.checks.base import Context, Violation, check, edit
from documents.structure.checks.context import day_of
from documents.structure.checks.deadlines import dues_of
from documents.structure.text import pattern
from documents.structure.tree import Paragraph, ParagraphKind

_FIGURES = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d\d)(?![\d/])")
_WORDS = re.compile(r"[Nn]gày (\d{1,2}) tháng (\d{1,2})(?: năm (\d{4}))?")


_INSIDE = frozenset("0123456789/.-")  # the figure goes on to the left


@check(
    "date_style", "info", None,
    bad="ngày 5 tháng 1 năm 2025", good="ngày 05 tháng 01 năm 2025",
)  # fmt: skip
def date_style(context: Context) -> Iterator[Violation]:
    text = context.text
    figures = [
        (found, *context.place(found.start()))
        for found in _FIGURES.finditer(text)
        if found.start() == 0 or text[found.start() - 1] not in _INSIDE
    ]
    marks = Counter(found[2] for found, _, _ in figures)
    common = max(marks, key=lambda mark: (marks[mark], mark == "/"), default="/")
    words = list(_WORDS.finditer(text)) if " tháng " in text else []
    odd = _odd_months([found[3] for found, _, _ in figures] + [found[2] for found in words])
    for found, paragraph, at in figures:
        right = f"{_two(found[1])}{common}{_month(found[3], odd)}{common}{found[4]}"
        if found[2] != common or _breaks_zero(found[1], found[3]) or odd(found[3]):
            yield _slip(found[0], right, paragraph, at)
    for found in words:
        if _breaks_zero(found[1], found[2]) or odd(found[2]):
            paragraph, at = context.place(found.start())
            year = f" năm {found[3]}" if found[3] else ""
            yield _slip(found[0], f"{found[0][:4]} {_two(found[1])} tháng {_month(found[2], odd)}{year}", paragraph, at)


def _breaks_zero(day: str, month: str) -> bool:
    return len(day) == 1 or month in ("1", "2")


def _two(day: str) -> str:
    return day.zfill(2)


def _month(month: str, odd: Callable[[str], bool]) -> str:
    if int(month) < 3:
        return month.zfill(2)
    return (month.lstrip("0") if month[0] == "0" else month.zfill(2)) if odd(month) else month


def _odd_months(months: list[str]) -> Callable[[str], bool]:
    """Tell whether a month from March to September has a zero where others of the document have none.

    No rule asks for the zero there, so it is never asked for.
    """
    if any(len(month) == 1 and month > "2" for month in months):
        return lambda month: month[0] == "0" and month > "02"
    return lambda month: False


def _slip(written: str, right: str, paragraph: Paragraph, at: int) -> Violation:
    if paragraph.kind is ParagraphKind.DATE:
        return Violation(f"Ngày ban hành “{written}” viết sai quy tắc; hãy viết “{right}”.", paragraph, at=at)
    return Violation(f"Ngày “{written}” viết không thống nhất hoặc thiếu số 0; hãy viết “{right}”.", paragraph, at=at)


#: A whole date, a year of three or five digits among them; "ngày 31/4" without a year.
_DATES = re.compile(
    r"(?<![\d/.-])(?P<day>\d{1,2})(?:(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)|\s+tháng\s+(?P<month2>\d{1,2}),?\s+năm\s+)(?P<year>\d{3,6})(?![\d/.-]*[-–/][A-ZĐ])(?!\d)"
    r"|\b[Nn]gày\s+(?P<day3>\d{1,2})(?:/|\s+tháng\s+)(?P<month3>\d{1,2})(?![\d/])"
)
_LEAP = 2024  # a year in which every day is
_FIRST, _LAST = 1000, 2100


@check(
    "date_impossible", "error", "S",
    bad="ngày 31/4/2026; ngày 15/6/20266", good="ngày 30/4/2026; ngày 15/6/2026",
)  # fmt: skip
def date_impossible(context: Context) -> Iterator[Violation]:
    """Report days that no calendar has and years of too many digits; a deadline is reported by its own check."""
    due = {(due.paragraph.id, due.day, due.month) for due in dues_of(context) if due.year}
    for found in _DATES.finditer(context.text):
        day, month = _of(found, "day", "day3"), _of(found, "month", "month2", "month3")
        year = int(found["year"]) if found["year"] else _LEAP
        paragraph, at = context.place(found.start())
        told = (paragraph.id, day, month) in due and _FIRST <= year <= _LAST
        if not told and (not _FIRST <= year <= _LAST or day_of(year, month, day) is None):
            said = f"“{found[0].strip()}” không phải một ngày có thật; hãy kiểm tra lại ngày, tháng, năm."
            yield Violation(said, paragraph, at=at)


def _of(found: re.Match[str], *groups: str) -> int:
    return next(int(found[group]) for group in groups if found[group])


_GLUED = pattern(r"(?<=/)\d{4}(?=[a-z]|[A-Z][a-z])|\b(?:ngày|Ngày|tháng|Tháng|năm|Năm)(?=\d)")
_NO_DATE = re.compile(r"https?|www|\.vn|@")


@check(
    "spacing", "info", None,
    bad="từ ngày 26/3/2026của tuần", good="từ ngày 26/3/2026 của tuần",
)  # fmt: skip
def glued_date(context: Context) -> Iterator[Violation]:
    for found in _GLUED.finditer(context.text):
        paragraph, at = context.place(found.start())
        end = at + len(found[0])
        near = paragraph.text[max(0, at - 12) : end + 12]
        if not _NO_DATE.search(near):
            repair = edit(at, found[0], f"{found[0]} ")
            yield Violation(
                f"Thiếu khoảng trắng ở “{near.strip()}”; hãy sửa dấu cách.", paragraph, at=at, repair=repair
            )
