"""Check of capitals: sentences begin with one, and a name is written one way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.structure.checks.base import Context, Violation, check, edit
from documents.structure.text import pattern
from documents.structure.tree import ParagraphKind

_AFTER_STOP = pattern(r"[.!?](?<=[^\W\d_A-Z][^\W\d_A-Z].) (?=[a-z])\w+")
_NAMES = (
    ("Ban Chấp hành", "Ban chấp hành", "ban chấp hành", "Ban Chấp Hành"),
    ("Ban Thường vụ", "Ban thường vụ", "ban thường vụ", "Ban Thường Vụ"),
    ("Ủy ban nhân dân", "Ủy ban Nhân dân", "Uỷ ban Nhân dân", "Ủy Ban nhân dân"),
    ("Ủy ban Kiểm tra", "Ủy ban kiểm tra", "Uỷ ban kiểm tra"),
    ("Trung ương Đoàn", "Trung ương đoàn", "trung ương Đoàn", "trung ương đoàn"),
    ("Tỉnh đoàn", "Tỉnh Đoàn"),
    ("Liên hiệp Thanh niên", "Liên hiệp thanh niên"),
    ("Bí thư", "Bí Thư"),
    ("Đoàn khối", "Đoàn Khối"),
    ("Đoàn TNCS", "đoàn TNCS"),
    ("Tỉnh ủy", "tỉnh ủy", "Tỉnh Ủy"),
    ("Đảng ủy", "đảng ủy", "Đảng Ủy"),
    ("Hồ Chí Minh", "Hồ chí minh", "Hồ Chí minh", "hồ chí minh"),
    ("Việt Nam", "Việt nam", "việt nam"),
    ("Quốc khánh", "Quốc Khánh"),
    ("Cách mạng tháng Tám", "Cách mạng Tháng Tám", "cách mạng tháng tám", "Cách mạng tháng tám"),
)
_ALWAYS = frozenset({"Hồ Chí Minh", "Việt Nam"})
_SKIP = frozenset(
    {
        ParagraphKind.TABLE,
        ParagraphKind.RECIPIENT,
        ParagraphKind.ARCHIVE,
        ParagraphKind.SIGNER,
        ParagraphKind.NUMBER,
        ParagraphKind.DATE,
        ParagraphKind.RULE,
    }
)


@check(
    "capitalisation", "info", None,
    bad="phụ trách Đội. củng cố đội ngũ", good="phụ trách Đội. Củng cố đội ngũ",
)  # fmt: skip
def capitalisation(context: Context) -> Iterator[Violation]:
    yield from _sentence_starts(context)
    yield from _paragraph_starts(context)
    yield from _heading_case(context)
    yield from _names(context)


def _sentence_starts(context: Context) -> Iterator[Violation]:
    for found in _AFTER_STOP.finditer(context.text):
        paragraph, at = context.place(found.start())
        if paragraph.kind in _SKIP or "/" in found[0]:
            continue
        start = at + 2
        repair = edit(start, paragraph.text[start], paragraph.text[start].upper())
        said = f"Chữ “{paragraph.text[start:].split(' ')[0]}” đứng đầu câu phải viết hoa; hãy sửa lại."
        yield Violation(said, paragraph, at=start, repair=repair)


def _paragraph_starts(context: Context) -> Iterator[Violation]:
    for paragraph in context.body:
        if paragraph.kind is ParagraphKind.HEADING and paragraph.label and paragraph.text[:1].islower():
            repair = edit(0, paragraph.text[0], paragraph.text[0].upper())
            said = f"Tiêu đề “{paragraph.text[:24]}” phải bắt đầu bằng chữ hoa; hãy sửa lại."
            yield Violation(said, paragraph, repair=repair)


def _heading_case(context: Context) -> Iterator[Violation]:
    """Report an outermost heading whose capitals differ from the others': all of them are in capitals, or none is."""
    headings = [each for each in context.body if each.kind is ParagraphKind.HEADING and each.level == 1 and each.label]
    capitals = [each for each in headings if each.text.split(" (")[0].split(":")[0].isupper()]
    if len(headings) < 3 or len(capitals) in (0, len(headings)):
        return
    most = len(capitals) * 2 > len(headings)
    odd = [each for each in headings if (each in capitals) is not most]
    if len(odd) * 3 <= len(headings):
        for each in odd:
            said = f"Tiêu đề “{each.text[:24]}” viết hoa khác các tiêu đề cùng cấp; hãy viết thống nhất."
            yield Violation(said, each)


def _names(context: Context) -> Iterator[Violation]:
    text = context.text
    for name, *variants in _NAMES:
        written = [variant for variant in variants if variant in text]
        if not written:
            continue
        right = text.count(name)
        for variant in written:
            if name not in _ALWAYS and (right == 0 or right < text.count(variant)):
                continue
            offset = _first_word(text, variant)
            if offset < 0:
                continue
            paragraph, at = context.place(offset)
            if paragraph.kind in _SKIP:
                continue
            yield Violation(f"Tên “{variant}” viết hoa không thống nhất; hãy viết “{name}”.", paragraph, at=at)


def _first_word(text: str, variant: str) -> int:
    found = re.search(rf"(?<!\w){re.escape(variant)}(?!\w)", text)
    return found.start() if found else -1
