"""Check of ordinals: one congress, one number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from documents.structure.checks.base import Context, Slip, check
from documents.structure.fold import fold

_ROMAN = r"[IVXL]{1,6}"
_CONGRESS = re.compile(
    rf"Đại hội (?P<name>(?:(?!Đại hội|lần thứ|nhiệm kỳ)[^.;:,\n“”()]){{0,70}}?)\s?lần thứ (?P<number>{_ROMAN}|\d{{1,2}})\b(?P<after>[^.;:,\n“”()]{{0,14}})"
)
_COMING = re.compile(
    r"(?:tiến tới|hướng tới|chào mừng|thành công|chuẩn bị|tổ chức|Văn kiện|dự thảo|diễn ra)[^.;]{0,80}$", re.IGNORECASE
)
_PAST = re.compile(r"(?:nghị quyết|tổng kết|sơ kết|thực hiện|kết quả)\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
_TERM = re.compile(r"^,?\s*nhiệm kỳ\s*(\d{4}\s*[-–]\s*\d{4})")
_SESSION = re.compile(rf"(?:Ban Chấp hành|BCH)[^.;:,\n“”()]{{0,40}}?,? (?:khóa|khoá) (?P<number>{_ROMAN})\b")


def _who(name: str, after: str) -> str:
    """The body whose congress it is, in a form that compares: "đại biểu" and the Youth Union's long name folded away."""
    said = fold(f"{name} {after if after.strip().startswith('của') else ''}")
    said = re.sub(r"\b(?:dai bieu|tncs ho chi minh|thanh nien cong san ho chi minh|viet nam|cua)\b", " ", said)
    return " ".join(said.split())


@check(
    "ordinal_conflict", "warning", None,
    clause="Nhất quán nội dung: số thứ tự của một đại hội, một khóa",
    bad="… tiến tới Đại hội Đảng bộ tỉnh lần thứ XV … chào mừng Đại hội Đảng bộ tỉnh lần thứ XVI",
    good="… tiến tới Đại hội Đảng bộ tỉnh lần thứ XV … chào mừng Đại hội Đảng bộ tỉnh lần thứ XV",
)  # fmt: skip
def ordinal_conflict(context: Context) -> Iterator[Slip]:
    if "lần thứ " not in context.text:
        return
    groups: dict[tuple[str, str], list[tuple[str, int]]] = {}
    text = context.text
    for found in _CONGRESS.finditer(text):
        before = text[max(0, text.rfind("\n", 0, found.start()), found.start() - 90) : found.start()]
        who = _who(found["name"], found["after"])
        if not who:
            continue
        term = _TERM.match(text, found.end("number")) or _TERM.match(
            text[found.end("number") : found.end("number") + 40]
        )
        if _PAST.search(before):
            phase = "past"
        elif _COMING.search(before):
            phase = "coming"
        else:
            continue
        groups.setdefault((who, term[1].replace(" ", "") if term else phase), []).append(
            (found["number"], found.start("number"))
        )
    for group in groups.values():
        yield from _odd_ones(context, group)


def _odd_ones(context: Context, group: list[tuple[str, int]]) -> Iterator[Slip]:
    counts = Counter(number for number, _ in group)
    if len(counts) < 2:
        return
    first = group[0][0]
    common = max(counts, key=lambda number: (counts[number], number == first))
    for number, offset in group:
        if number != common:
            paragraph, at = context.place(offset)
            said = f"Cùng một đại hội mà chỗ ghi lần thứ {common}, chỗ ghi lần thứ {number}; hãy sửa cho thống nhất."
            yield Slip(said, paragraph, at=at)
