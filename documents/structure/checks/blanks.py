"""Check for blanks that are still to be filled in, anywhere in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.structure.checks.base import Context, Violation, check
from documents.structure.text import pattern
from documents.structure.tree import Paragraph, ParagraphKind

_DOTS = r"(?:…|(?<!\.)\.{3,}|(?<!_)_{2,})"
_BLANK = pattern(
    r"(?:…\s?){3,}|\.{6,}|_{3,}|(?:…\.+){2,}"  # ………, ......, ____; "a, b, …." only ends a list
    r"|(?<![,;])(?<![,;]\s)(?:…\s?…|(?<!\.)\.{4,5}(?!\.)|…\.+|(?<!\.)\.{2,}…)(?=\s?[\w/%]|\s?[-–]\s?\w)"
    rf"|\b(?:số:?|ngày|tháng|năm|lúc|hồi|vào|khoảng|dự kiến|tại|ông|bà|Ông|Bà|đồng chí|đ/c|Đ/c|họ tên:|gồm|là|có|đạt|đến)\s*:?\s*{_DOTS}(?=\s?[\w/%,;]|\s?[-–]\s?\w)"
    rf"|{_DOTS}\s?(?:giờ|phút|tháng|năm \d|đồng\b|người|đồng chí|đoàn viên|triệu|%|/\s?\d|/[A-Z]|[-–]\s?[A-Z]{{2}})"
    r"|\b[Nn]gày\s+tháng\b(?=\s+(?:\d{1,2}\b|năm))|\b[Nn]gày(?:\s+/){1,2}\s?\d|\btháng\s+năm\s+(?:19|20)\d\d"
    r"|\bsố:?\s+(?:[-–]\s?[A-Z]{2,5}/|/\s?[A-Z]{2,5}-)"
    r"|\((?:ghi|điền|nêu|bổ sung)\b[^()]{0,60}(?:…|\.{3})[^()]{0,20}\)|(?:[:,]|tại|lúc|là|số)\s+\((?:ghi|điền)\b[^()]{1,60}\)"
    r"|\[(?:[^\]\[]{0,30}\b)?(?:[Đđ]iền|[Gg]hi|[Tt]ên|TÊN|[Nn]gày|[Ss]ố|[Nn]ội dung|[Đđ]ịa (?:điểm|chỉ)|[Tt]hời gian|[Cc]hức vụ|[Hh]ọ)\b[^\]\[]{0,40}\]|<(?:[Tt]ên|[Nn]gày|[Ss]ố|[Đđ]iền|[Gg]hi|[Hh]ọ|[Đđ]ịa|[Tt]hời gian)[^<>]{0,40}>|\[(?:…|\.{2,}|_{2,}|\s)+\]"
    r"|\b[Xx]{2}\s?/\s?(?:[Xx]{1,2}|\d{1,2})\b|\b\d{1,2}\s?/\s?[Xx]{1,2}\s?/\s?\d{4}|\b[Nn]gày\s+[Xx]{2}\b|\b[Nn]ăm 20[Xx]{2}\b|(?<!thứ )\bX{3,}\b"
    r"|(?:có|được|là|đạt|gồm|của|[:,])\s+\((?:…|\.{3})\)|\(\s*(?:số liệu|nội dung|tên|họ tên|danh sách|thời gian|địa điểm|số tiền)\b[^()]{0,30}\b(?:bổ sung|cập nhật|điền|ghi) sau\s*\)"
)
#: What every blank has something of; most paragraphs have nothing, and are not searched further.
_SIGN = re.compile(
    r"…|\.\.|__|\[|<|x{2}|/\s?x|\((?:ghi|điền|nêu|bổ sung)|sau\s*\)|gày\s+(?:tháng|/)|tháng\s+năm|số:?\s+[-–/]",
    re.IGNORECASE,
)
_LEADERS = re.compile(r"(?:\.{4,}|…{2,}|_{4,})\s*\d{1,3}$")  # of a table of contents
_NEAR_END = 60  # letters in which a page's number follows its dots
_KINDS = frozenset(
    {
        ParagraphKind.HEADING, ParagraphKind.ITEM, ParagraphKind.BULLET, ParagraphKind.PROSE, ParagraphKind.CLOSING,
        ParagraphKind.TABLE, ParagraphKind.SUBJECT,
    }
)  # fmt: skip


@check(
    "blank_left", "error", "S",
    bad="Khai mạc lúc …… giờ tại ………", good="Khai mạc lúc 08 giờ tại Hội trường phường",
)  # fmt: skip
def blank_left(context: Context) -> Iterator[Violation]:
    for paragraph in _filled_in_by_the_drafter(context):
        text = paragraph.text
        if _SIGN.search(text) and (found := _BLANK.search(text)) and not _LEADERS.search(text[-_NEAR_END:]):
            near = text[max(0, found.start() - 20) : found.end() + 20].strip()
            yield Violation(f"Còn chỗ để trống ở “{near}”; hãy điền trước khi trình ký.", paragraph, at=found.start())


def _filled_in_by_the_drafter(context: Context) -> Iterator[Paragraph]:
    """List the paragraphs of the body; a form that is attached is meant to have blanks, a căn cứ has its own check."""
    if context.subject is not None:
        yield context.subject
    for paragraph in context.body:
        if paragraph.kind in _KINDS and not paragraph.text.startswith("Căn cứ"):
            yield paragraph
