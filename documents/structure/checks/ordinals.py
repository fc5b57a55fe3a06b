"""Check of ordinals: one congress, one number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from documents.structure.checks.base import Context, Violation, check
from documents.structure.fold import fold

_ROMAN = r"[IVXL]{1,6}"
_CONGRESS = re.compile(
    rf"Đại hội (?P<name>(?:(?!Đại hội|lần thứ|nhiệm kỳ)[^.;:,\n“”()]){{0,70}}?)\s?lần thứ (?P<number>{_ROMAN}|\d{{1,2}})\b(?P<after> của [^.;:,\n“”()]{{3,14}})?"
    rf"|Đại hội (?P<short>{_ROMAN}) của (?P<of>[^.;:,\n“”()]{{3,40}})"
)
_COMING = re.compile(
    r"(?:tiến tới|hướng tới|chào mừng|thành công|chuẩn bị|tổ chức|văn kiện|dự thảo|diễn ra)[^.;]{0,80}$", re.IGNORECASE
)
_PAST = re.compile(r"(?:nghị quyết|tổng kết|sơ kết|thực hiện|kết quả)\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
_TERM = re.compile(r",?\s*nhiệm kỳ\s*(\d{4})\s*[-–]\s*(\d{4})")
_FILLING = re.compile(
    r"\b(?:dai bieu|toan the|tncs ho chi minh|thanh nien cong san ho chi minh|viet nam|cua|nhiem ky|lan)\b"
)


_OF_TERM = re.compile(
    rf"(?P<body>(?:Ban Chấp hành|BCH|Ban Thường vụ|BTV)[^.;:,\n“”()]{{0,50}}?)(?: lần thứ [\w ]{{1,14}})?,? kh(?:óa|oá) (?P<number>{_ROMAN})\b"
)
_COMMITTEE = re.compile(r"\b(?:ban chap hanh|bch|ban thuong vu|btv|hoi nghi|tncs ho chi minh)\b")
_CITED = re.compile(r"\d{4}\s+của\s*$|/[A-ZĐ][\w-]*\s+của\s*$")


@dataclass(frozen=True, slots=True)
class _Mention:
    number: str
    offset: int
    term: str
    phase: str  # coming, past, or "" where nothing tells


def _who(said: str) -> str:
    """Return the body whose congress it is, in a form that compares: "đại biểu" and long names folded away."""
    said = " ".join(_FILLING.sub(" ", fold(said)).split())
    words = said.split()
    if "dang" in words and "bo" not in words:
        return "dang"
    return said


def _mentions(context: Context) -> dict[str, list[_Mention]]:
    found: dict[str, list[_Mention]] = {}
    text = context.text
    for match in _CONGRESS.finditer(text):
        number = match["number"] or match["short"]
        who = _who(match["of"] or f"{match['name']}{match['after'] or ''}")
        if not who:
            continue
        before = text[max(0, text.rfind("\n", 0, match.start()) + 1, match.start() - 90) : match.start()]
        phase = "past" if _PAST.search(before) else "coming" if _COMING.search(before) else ""
        term = _TERM.match(text, match.end())
        mention = _Mention(number, match.start(), f"{term[1]}-{term[2]}" if term else "", phase)
        found.setdefault(who, []).append(mention)
    return found


@check(
    "ordinal_conflict", "warning", None,
    bad="… tiến tới Đại hội Đảng bộ tỉnh lần thứ XV … chào mừng Đại hội Đảng bộ tỉnh lần thứ XVI",
    good="… tiến tới Đại hội Đảng bộ tỉnh lần thứ XV … chào mừng Đại hội Đảng bộ tỉnh lần thứ XV",
)  # fmt: skip
def ordinal_conflict(context: Context) -> Iterator[Violation]:
    if "Đại hội" not in context.text:
        return
    for mentions in _mentions(context).values():
        if len({mention.number for mention in mentions}) < 2:
            continue
        told: set[int] = set()
        past = {mention.number for mention in mentions if mention.phase == "past"}
        groups: dict[str, list[_Mention]] = {}
        for mention in mentions:
            phase = mention.phase or ("past" if mention.number in past else "coming")
            groups.setdefault(phase, []).append(mention)
            if mention.term:
                groups.setdefault(mention.term, []).append(mention)
        for group in groups.values():
            for slip, offset in _odd_ones(context, group):
                if offset not in told:
                    told.add(offset)
                    yield slip


@check(
    "ordinal_conflict", "warning", None,
    bad="BCH Tỉnh đoàn khóa XV … BCH Tỉnh đoàn khóa XIV", good="BCH Tỉnh đoàn khóa XV … BCH Tỉnh đoàn khóa XV",
)  # fmt: skip
def term_conflict(context: Context) -> Iterator[Violation]:
    """Report that the committee of one's own level is said to be of two terms.

    Citations of earlier terms are left alone.
    """
    groups: dict[str, list[_Mention]] = {}
    text = context.text
    for match in _OF_TERM.finditer(text):
        before = text[max(0, text.rfind("\n", 0, match.start()) + 1, match.start() - 60) : match.start()]
        who = " ".join(_COMMITTEE.sub(" ", fold(match["body"])).split())
        if "doan" in who and "trung uong" not in who and "tw" not in who.split() and not _CITED.search(before):
            groups.setdefault(who, []).append(_Mention(match["number"], match.start("number"), "", ""))
    for group in groups.values():
        yield from (slip for slip, _ in _odd_ones(context, group, "khóa", "Cùng một ban chấp hành"))


def _odd_ones(
    context: Context, group: list[_Mention], unit: str = "lần thứ", body: str = "Cùng một đại hội"
) -> Iterator[tuple[Violation, int]]:
    """Return the mentions that differ from most of their group (from the first, where none is most)."""
    counts = Counter(mention.number for mention in group)
    first = group[0].number
    common = max(counts, key=lambda number: (counts[number], number == first))
    for mention in group:
        if mention.number != common:
            paragraph, at = context.place(mention.offset)
            said = f"{body} mà chỗ ghi {unit} {common}, chỗ ghi {unit} {mention.number}; hãy sửa cho thống nhất."
            yield Violation(said, paragraph, at=at), mention.offset
