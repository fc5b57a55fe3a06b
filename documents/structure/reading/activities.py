"""List activities with their months. Reads items, bullets and table rows under headings that name activities or a
calendar (also in annexes), and under headings such as "Tháng 3"."""

from __future__ import annotations

import re

from documents.structure.lexicon.labels import bare_label
from documents.structure.reading.body import Body
from documents.structure.reading.tables import activity_rows
from documents.structure.reading.targets import sections_naming
from documents.structure.tree import Activity, Paragraph, ParagraphKind

_SECTION = re.compile(
    r"(?:các|một số|danh mục|lịch|tiến độ|kế hoạch|chương trình|những)\s.*hoạt động|hoạt động (?:trọng tâm|lớn|cụ thể|chủ yếu|chính|tiêu biểu|dự kiến)"
    r"|hoạt động theo tháng|theo từng tháng|^(?:tháng|quý) (?:\\d|[IVX])|tiến độ|lịch hoạt động|thời gian thực hiện|danh mục|phân kỳ|lộ trình",
    re.IGNORECASE,
)
_MONTH_TITLE = re.compile(r"^(?:Trong\s+)?(?:Tháng|THÁNG|Quý|QUÝ)\s+(?:\d|[IVX])[^:.;]{0,50}:?$")
_MONTHS = re.compile(
    r"[Tt]háng\s+(?P<list>\d{1,2}(?:\s*(?:,|và|-|–|đến|đến tháng|- tháng|và tháng|, tháng)\s*\d{1,2}\b(?!\s*/\s*\d{1,2}\b(?!\d)))*)(?:\s*/\s*\d{4})?"
    r"|[Qq]uý\s+(?P<quarter>IV|I{1,3}|[1-4])\b(?:\s*(?:,|và|-|–)\s*(?P<quarter2>IV|I{1,3}|[1-4])\b)?"
    r"|\b(?:ngày\s+)?\d{1,2}\s?/\s?(?P<month>\d{1,2})(?:\s?/\s?(?:19|20)\d\d)?\b"
)
_MONTHS_CAPS = re.compile(r"THÁNG\s+(\d{1,2})|QUÝ\s+(IV|I{1,3}|[1-4])\b")
_NAMES_MONTH = re.compile(
    r"\([^()]*\b(?:tháng|quý|Tháng|Quý)\s+[\dIVX]|^(?:Trong\s)?(?:Tháng|Quý)\s+[\dIVX]|(?:trong|vào|dự kiến)\s(?:tháng|quý)\s+[\dIVX]"
)
_APART = re.compile(r"chỉ tiêu|tổ chức thực hiện|căn cứ|đánh giá|kết quả|tình hình", re.IGNORECASE)
LONGEST_ACTIVITY = 300  # characters
_ROMANS = {"I": 1, "II": 2, "III": 3, "IV": 4}
_STEP = re.compile(r"\s*(,|và|-|–|đến)\s*(?:tháng\s*)?")


def read_activities(body: Body, annexes: list[Paragraph], plans: bool = False) -> list[Activity]:
    """List the activities of the body's sections, then of annexes; `plans`: the document is a programme or a plan."""
    activities: list[Activity] = []
    for section in sections_naming(body, _SECTION):
        activities.extend(_activities(body.paragraphs[section.first : section.end]))
    if annexes:
        activities.extend(_activities(annexes))
    return activities or (_dated(body) if plans else [])


def _dated(body: Body) -> list[Activity]:
    """List short items and bullets that name their month, where no section names activities; targets and duties apart."""
    apart = [section for section in body.sections if _APART.search(section.heading.text)]
    return [
        Activity(bare_label(paragraph.label), paragraph.text, months, paragraph.line)
        for index, paragraph in enumerate(body.paragraphs)
        if paragraph.kind in (ParagraphKind.ITEM, ParagraphKind.BULLET)
        and len(paragraph.text) < LONGEST_ACTIVITY
        and _NAMES_MONTH.search(paragraph.text)
        and not any(section.first <= index < section.end for section in apart)
        and (months := months_in(paragraph.text))
    ]


def months_in(text: str) -> list[int]:
    """Return the months that a text names, in order, each once."""
    months: list[int] = []
    for match in _MONTHS.finditer(text):
        if match["list"]:
            months += _listed(match["list"])
        elif match["quarter"]:
            months += _quarters(match["quarter"], match["quarter2"])
        else:
            months.append(int(match["month"]))
    for month, quarter in _MONTHS_CAPS.findall(text):
        months += [int(month)] if month else _quarters(quarter, None)
    return list(dict.fromkeys(month for month in months if 1 <= month <= 12))


def _listed(written: str) -> list[int]:
    parts = _STEP.split(written.replace("tháng", ""))
    months = [int(parts[0])]
    for sign, month in zip(parts[1::2], parts[2::2], strict=False):
        if not month.strip().isdigit():
            continue
        number = int(month)
        months += range(months[-1] + 1, number + 1) if sign in ("-", "–", "đến") and number > months[-1] else [number]
    return months


def _quarters(first: str, last: str | None) -> list[int]:
    low = _ROMANS.get(first) or int(first)
    high = (_ROMANS.get(last) or int(last)) if last else low
    return [month for quarter in range(low, max(low, high) + 1) for month in range(3 * quarter - 2, 3 * quarter + 1)]


def _activities(paragraphs: list[Paragraph]) -> list[Activity]:
    activities: list[Activity] = activity_rows(
        [each for each in paragraphs if each.kind is ParagraphKind.TABLE], months_in
    )
    under: list[int] = []
    for index, paragraph in enumerate(paragraphs):
        if paragraph.kind not in (ParagraphKind.HEADING, ParagraphKind.ITEM, ParagraphKind.BULLET, ParagraphKind.PROSE):
            continue
        if _MONTH_TITLE.match(paragraph.text):
            under = months_in(paragraph.text)
        elif paragraph.kind is ParagraphKind.HEADING:
            under = []
        elif paragraph.kind in (ParagraphKind.ITEM, ParagraphKind.BULLET) and not _titles(paragraphs, index):
            months = months_in(paragraph.text) or under
            activities.append(Activity(bare_label(paragraph.label), paragraph.text, months, paragraph.line))
    return activities


def _titles(paragraphs: list[Paragraph], index: int) -> bool:
    """Tell whether the item only names what its bullets list."""
    following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
    item = paragraphs[index]
    return (
        item.text.endswith(":")
        and following is not None
        and following.kind is ParagraphKind.BULLET
        and item.kind is ParagraphKind.ITEM
    )
