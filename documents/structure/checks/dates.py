"""Check how dates are written: one style, and the zero rule (days below 10, months 1 and 2)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from documents.structure.checks.base import Context, Violation, check
from documents.structure.tree import Paragraph, ParagraphKind

_FIGURES = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d\d)(?![\d/])")
_WORDS = re.compile(r"[Nn]gày (\d{1,2}) tháng (\d{1,2})(?: năm (\d{4}))?")


_INSIDE = frozenset("0123456789/.-")  # the figure goes on to the left


@check(
    "date_style", "info", None,
    clause="HD29 mục II.4; NĐ30: ngày dưới 10 và tháng 1, 2 thêm số 0; một kiểu viết ngày",
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
    """Tell whether a month from March to September is padded unlike most of the document's.

    No rule asks for the zero there.
    """
    padded = sum(1 for month in months if month[0] == "0" and month > "02")
    bare = sum(1 for month in months if len(month) == 1 and month > "2")
    if not padded or not bare:
        return lambda month: False
    if padded <= bare:
        return lambda month: month[0] == "0" and month > "02"
    return lambda month: len(month) == 1 and month > "2"


def _slip(written: str, right: str, paragraph: Paragraph, at: int) -> Violation:
    if paragraph.kind is ParagraphKind.DATE:
        return Violation(f"Ngày ban hành “{written}” viết sai quy tắc; hãy viết “{right}”.", paragraph, at=at)
    return Violation(f"Ngày “{written}” viết không thống nhất hoặc thiếu số 0; hãy viết “{right}”.", paragraph, at=at)
