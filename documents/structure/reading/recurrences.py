"""Find what is due again and again. Reads paragraphs; writes a rule for each: how often, by which day, with what exceptions.

"trước ngày 05 hằng tháng (trừ tháng 6, tháng 12)" is one rule; "báo cáo tháng cuối quý gộp vào báo cáo quý" and "các chi đoàn
trường học không phải báo cáo tháng 7" belong to the rules of their paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.structure.text import collapse
from documents.structure.tree import Paragraph, ParagraphKind, Recurrence

_PERIODS = {"tuần": "week", "tháng": "month", "quý": "quarter", "6 tháng": "half_year", "06 tháng": "half_year", "sáu tháng": "half_year", "năm": "year"}  # fmt: skip
_PERIOD = r"(?:tuần|(?:0?6|sáu) tháng|tháng|quý|năm)"
_DUE = r"(?:(?P<before>trước|chậm nhất(?: là| vào)*|muộn nhất(?: là| vào)*)\s+)?ngày\s+(?:mùng\s+)?(?P<day>\d{1,2})(?:\s*(?:/|tháng)\s*(?P<month>\d{1,2}))?"
_EVERY = re.compile(
    rf"(?:{_DUE}\s*(?:\([^()]{{1,40}}\)\s*)?(?:của\s+|các\s+)?)?(?:hằng|hàng|mỗi)\s+(?P<every>{_PERIOD})\b"
    rf"|{_DUE.replace('<before>', '<before2>').replace('<day>', '<day2>').replace('<month>', '<month2>')}\s+(?:của\s+)?(?:tháng\s+)?(?:cuối|đầu)\s+(?:mỗi\s+|của\s+)?(?P<last>quý|kỳ|năm)\b"
    rf"|\b(?:báo cáo|định kỳ|sinh hoạt|giao ban|họp|sơ kết)\s+(?:định kỳ\s+)?(?:theo\s+)?(?P<kinds>{_PERIOD}(?:\s*(?:,|và|;)\s*{_PERIOD}\b)*)(?!\s*(?:\d|nay|trước(?! ngày)|sau|này|qua|học|đầu|cuối))\b"
    rf"|\b(?P<once>(?:0?[1-9]\s+)?{_PERIOD})\s+(?:một|1|01)\s+lần\b",
    re.IGNORECASE,
)
_GIVEN = re.compile(r"báo cáo|họp|giao ban|sinh hoạt|nộp|gửi|sơ kết|đánh giá|kiểm tra|tổng hợp", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\s*$", re.IGNORECASE)
_ON = re.compile(
    r"\s*(?:,\s*)?(?P<before>trước |chậm nhất )?(?:vào |là )?ngày\s+(?:mùng\s+)?(?P<day>\d{1,2})\b(?!\s*(?:/|tháng|-))"
)
_DAY_NEAR = re.compile(_DUE, re.IGNORECASE)
_SPLIT = re.compile(r"\s*(?:,|;|\bvà\b)\s*")
_EXCEPT = re.compile(
    r"\b(?:ngoại trừ|trừ|không kể|không áp dụng (?:đối với|với|trong|cho))\s+(?P<what>[^().;]{2,120})", re.IGNORECASE
)
_MERGED = re.compile(
    r"\bbáo cáo\s+(?:của\s+)?(?P<what>(?:tháng|quý|6 tháng|tuần)[^.;,()]{0,40}?)\s+(?:được\s+|thì\s+|sẽ\s+)?(?:gộp|ghép|lồng ghép|kết hợp|tích hợp|lồng)\s+(?:chung\s+)?(?:vào|với|trong)\s+(?P<into>báo cáo\s+[^.;,()]{2,40})",
    re.IGNORECASE,
)
_EXEMPT = re.compile(
    r"(?:^|[.;,:(]\s*)(?:[Rr]iêng\s+)?(?P<who>[^.;,:()]{3,90}?)\s+(?:không phải|không cần|chưa phải|được miễn|miễn)\s+(?:thực hiện\s+)?(?:chế độ\s+)?(?:gửi\s+|nộp\s+)?(?:báo cáo|họp|sinh hoạt)"
)
_UNITS = re.compile(
    r"^(?:các |những )?(?:chi đoàn|đơn vị|cơ sở|đoàn|trường|liên đội|chi bộ|công đoàn|tổ|xã|phường|thôn|bản|khu phố|doanh nghiệp|chi hội)",
    re.IGNORECASE,
)
#: What every such rule has one of; most paragraphs have none.
_SIGNS = ("hằng ", "Hằng ", "hàng t", "hàng q", "hàng n", "mỗi t", "mỗi q", "mỗi n", "Mỗi t", "Mỗi q", "ịnh kỳ ", "cuối quý", "đầu quý", "cuối năm", "cuối kỳ", "áo cáo t", "áo cáo q", "áo cáo n", "áo cáo 6", "áo cáo 0", " lần", "iao ban ")  # fmt: skip
_KINDS = frozenset(
    {
        ParagraphKind.HEADING,
        ParagraphKind.ITEM,
        ParagraphKind.BULLET,
        ParagraphKind.PROSE,
        ParagraphKind.CLOSING,
        ParagraphKind.TABLE,
    }
)
_MOST_LETTERS = 4_000  # of a paragraph with such a rule
_NEAR = 60


def read_recurrences(paragraphs: list[Paragraph]) -> list[Recurrence]:
    """List what recurs, each rule with the exceptions and the exempt units that its paragraph names."""
    return [
        rule
        for paragraph in paragraphs
        if paragraph.kind in _KINDS
        and len(paragraph.text) <= _MOST_LETTERS
        and any(sign in paragraph.text for sign in _SIGNS)
        for rule in find_recurrences(paragraph.text, paragraph.line)
    ]


def find_recurrences(text: str, line: int) -> list[Recurrence]:
    """Return the rules of one paragraph, the sooner period once each."""
    found: dict[tuple[str, int | None, int | None], Recurrence] = {}
    for rule in _rules(text, line):
        bare = (rule.every, None, None)
        if rule.day is not None and bare in found:
            del found[bare]
        if rule.day is None and any(key[0] == rule.every for key in found):
            continue
        found.setdefault((rule.every, rule.day, rule.month), rule)
    if found:
        excepted, exempt, merged = _excepted(text), _exempt(text), _merged(text)
        for rule in found.values():
            rule.exceptions, rule.exempt, rule.merged = list(excepted), list(exempt), list(merged)
    return list(found.values())


def _rules(text: str, line: int) -> Iterator[Recurrence]:
    for match in _EVERY.finditer(text):
        if match["kinds"]:
            near = _DAY_NEAR.search(text, match.end(), match.end() + _NEAR)
            gap = text[match.end() : near.start()] if near else "."
            due = near if near and not re.search(r"[.;]|hằng|hàng", gap) and "," not in match["kinds"] else None
            for period in _SPLIT.split(match["kinds"]):
                yield _rule(
                    match[0],
                    line,
                    period,
                    due["before"] if due else None,
                    due["day"] if due else None,
                    due["month"] if due else None,
                )
        elif match["last"]:
            period = {"kỳ": "quý"}.get(match["last"].lower(), match["last"])
            yield _rule(match[0], line, period, match["before2"], match["day2"], match["month2"])
        elif match["once"]:
            yield _rule(match[0], line, match["once"], None, None, None)
        elif match["day"]:
            yield _rule(match[0], line, match["every"], match["before"], match["day"], match["month"])
        elif _GIVEN.search(text) or _WEEKDAY.search(text, max(0, match.start() - _NEAR), match.start()):
            on = _ON.match(text, match.end())
            yield _rule(match[0], line, match["every"], on["before"] if on else None, on["day"] if on else None, None)


def _rule(text: str, line: int, period: str, before: str | None, day: str | None, month: str | None) -> Recurrence:
    every = _PERIODS.get(collapse(period).lower(), "")
    return Recurrence(text.strip(), line, every, int(day) if day else None, int(month) if month else None, bool(before))


def _excepted(text: str) -> Iterator[str]:
    for match in _EXCEPT.finditer(text):
        if not _UNITS.match(match["what"].strip()):
            yield match["what"].strip(" ,")


def _exempt(text: str) -> Iterator[str]:
    for match in _EXEMPT.finditer(text):
        yield match["who"].strip()
    for match in _EXCEPT.finditer(text):
        if _UNITS.match(match["what"].strip()):
            yield match["what"].strip(" ,")


def _merged(text: str) -> Iterator[str]:
    for match in _MERGED.finditer(text):
        yield f"{match['what'].strip()} → {match['into'].strip()}"
