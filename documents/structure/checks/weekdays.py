"""Check weekdays: the one that stands beside a date is that date's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from documents.structure.checks.base import Context, Violation, check
from documents.structure.checks.context import day_of
from documents.structure.fold import fold
from documents.structure.tree import Paragraph

_NAMES = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_SAID = {"hai": 0, "2": 0, "ba": 1, "3": 1, "tu": 2, "4": 2, "nam": 3, "5": 3, "sau": 4, "6": 4, "bay": 5, "7": 5}
_WEEKDAY = r"(?:(?:[Tt]hứ|THỨ)\s+(?P<{0}>[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy|HAI|BA|TƯ|NĂM|SÁU|BẢY|[2-7])|(?P<{0}_sunday>[Cc]hủ nhật|[Cc]hủ Nhật|CHỦ NHẬT|CN))\b"
_DAY = (
    r"(?:ngày\s+)?(?P<day>\d{1,2})(?:\s?[/.-]\s?|\s+tháng\s+)(?P<month>\d{1,2})(?:(?:\s?[/.-]\s?|,?\s+năm\s+)(?P<year>\d{4}))?"
    r"(?![\d/])"
)
_ORDINAL = re.compile(
    r"\b(?:lần|bài|đợt|kỳ|phiên|buổi|vòng|tổ|đội|tuần|ngày|người|khóa|khoá|tập|phần|giai đoạn)\s$", re.IGNORECASE
)
#: "Thứ Hai, ngày 30/3/2026", "thứ 2 (30/3/2026)"; "ngày 30/3/2026 (thứ Hai)", "30/3/2026, Chủ nhật".
_BEFORE = re.compile(_WEEKDAY.format("before") + r"\s*[,(]?\s*" + _DAY)
_AFTER = re.compile(
    r"(?<![\d/.-])"
    + _DAY
    + r"\s*(?:\(|,\s*|-\s*|–\s*)(?:(?:nhằm|tức)\s+)?(?:sáng|chiều|tối)?\s*"
    + _WEEKDAY.format("after")
)


@check(
    "weekday_mismatch", "warning", None,
    bad="ngày 31/3/2026 (Thứ Hai)", good="ngày 31/3/2026 (Thứ Ba)",
)  # fmt: skip
def weekday_mismatch(context: Context) -> Iterator[Violation]:
    for paragraph in context.paragraphs:
        if not any(word in paragraph.text for word in ("hứ ", "THỨ ", "hủ ", "CHỦ ", "CN")):
            continue
        seen: set[int] = set()
        for found, group in [
            *((each, "before") for each in _BEFORE.finditer(paragraph.text)),
            *((each, "after") for each in _AFTER.finditer(paragraph.text)),
        ]:
            if found.start("day") not in seen:
                seen.add(found.start("day"))
                yield from _mismatch(context, paragraph, found, group)


def _mismatch(context: Context, paragraph: Paragraph, found: re.Match[str], group: str) -> Iterator[Violation]:
    if _ORDINAL.search(paragraph.text[max(0, found.start() - 12) : found.start()]):
        return
    day = _day(context, found)
    said = 6 if found[f"{group}_sunday"] else _SAID[fold(found[group])]
    if day is None or day.weekday() == said:
        return
    written = paragraph.text[found.start() : found.end()].strip()
    named = f"ngày {day.day:02d}/{day.month}/{day.year} là {_NAMES[day.weekday()]}"
    yield Violation(f"“{written}”: {named}; hãy kiểm tra lại thứ và ngày.", paragraph, at=found.start())


def _day(context: Context, found: re.Match[str]) -> date | None:
    """Return the day that is meant; where no year stands, the document's own, if the day is not before its date."""
    if found["year"]:
        return day_of(found["year"], found["month"], found["day"])
    issued = context.issued_on
    day = day_of(issued.year, found["month"], found["day"]) if issued else None
    return day if issued and day and day >= issued else None
