"""Checks of how dates are written: one style, and the zero rule (days below 10, months 1 and 2)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from documents.structure.checks.base import Context, Slip, check
from documents.structure.tree import Kind, Paragraph

_FIGURES = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d\d)(?![\d/])")
_WORDS = re.compile(r"[Nn]gày (\d{1,2}) tháng (\d{1,2})(?: năm (\d{4}))?")


_INSIDE = frozenset("0123456789/.-")  # the figure goes on to the left


@check(
    "date_style", "info", None,
    clause="HD29 mục II.4; NĐ30: ngày dưới 10 và tháng 1, 2 thêm số 0; một kiểu viết ngày",
    bad="ngày 5 tháng 1 năm 2025", good="ngày 05 tháng 01 năm 2025",
)  # fmt: skip
def date_style(context: Context) -> Iterator[Slip]:
    text = context.text
    figures = [
        (found, *context.place(found.start()))
        for found in _FIGURES.finditer(text)
        if found.start() == 0 or text[found.start() - 1] not in _INSIDE
    ]
    marks = Counter(found[2] for found, _, _ in figures)
    common = marks.most_common(1)[0][0] if marks else "/"
    for found, paragraph, at in figures:
        right = f"{_two(found[1])}{common}{_month(found[3])}{common}{found[4]}"
        if found[2] != common or _breaks_zero(found[1], found[3]):
            yield _slip(found[0], right, paragraph, at)
    if " tháng " not in context.text:
        return
    for found in _WORDS.finditer(context.text):
        if _breaks_zero(found[1], found[2]):
            paragraph, at = context.place(found.start())
            year = f" năm {found[3]}" if found[3] else ""
            yield _slip(found[0], f"{found[0][:4]} {_two(found[1])} tháng {_month(found[2])}{year}", paragraph, at)


def _breaks_zero(day: str, month: str) -> bool:
    return len(day) == 1 or month in ("1", "2")


def _two(day: str) -> str:
    return day.zfill(2)


def _month(month: str) -> str:
    return month.zfill(2) if int(month) < 3 else month


def _slip(written: str, right: str, paragraph: Paragraph, at: int) -> Slip:
    if paragraph.kind is Kind.DATE:
        return Slip(f"Ngày ban hành “{written}” viết sai quy tắc; hãy viết “{right}”.", paragraph, at=at)
    return Slip(f"Ngày “{written}” viết không thống nhất hoặc thiếu số 0; hãy viết “{right}”.", paragraph, at=at)
