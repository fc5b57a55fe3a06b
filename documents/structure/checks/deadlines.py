"""Check deadlines: is the day whole, is it possible, is it the only one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from documents.structure.checks.base import Context, Violation, check
from documents.structure.checks.context import day_of
from documents.structure.fold import fold
from documents.structure.tree import Paragraph, ParagraphKind

_CUE = r"(?:[Tt]rước|[Cc]hậm nhất(?: là)?(?: đến)?(?: vào)?|[Mm]uộn nhất(?: là)?|[Hh]ạn(?: cuối| chót)?(?: gửi| nộp| báo cáo| hoàn thành)?(?: là)?:?|[Đđ]ến hết|[Tt]hời hạn[^.;,]{0,30}?|hoàn thành(?: vào)?|xong(?: vào)?)"
_DUE = re.compile(
    rf"(?<!\w){_CUE}\s+(?:\d{{1,2}}\s?(?:giờ|h|:)\s?(?:\d{{2}})?(?:\s?phút)?,?\s+)?(?:hết\s+)?(?:thứ \w+,?\s+)?(?:\(?ngày\)?\s+)?"
    r"(?P<day>\d{1,2})(?:\s?(?P<mark>[/.-])\s?|\s+tháng\s+)(?P<month>\d{1,2})(?![\d%]|\s?[/.-]\s?\d{1,2}(?!\d))"
    r"(?:(?:\s?[/.-]\s?|,?\s+năm\s+)(?P<year>\d{4})(?!\d))?"
)
_SHARED_YEAR = re.compile(
    r"^\s*(?:và|,|hoặc|đến|-|–|;)\s*(?:(?:trước|chậm nhất|ngày)\s+)*(?:ngày\s+)?\d{1,2}\s?[/.]\s?\d{1,2}\s?[/.]\s?(\d{4})"
)
_YEARLY = re.compile(r"^[^.;]{0,40}?(?:hằng|hàng|mỗi)\s+(?:năm|tháng|quý)")
_EVENT = re.compile(r"(?:sinh|kết nạp|thành lập|ban hành|có hiệu lực|công tác|vào Đoàn|vào Đảng)\s*$", re.IGNORECASE)
_NEAR = 600  # letters on either side of a day in which its clause is looked for
_EARLIER = 60  # deadlines before one among which the same duty is looked for
_DONE = re.compile(r"\bđã\s+(?!đăng ký|được giao|phân công)")
_PAST = re.compile(
    r"\bđã\b|\btính (?:từ|đến)|\b(?:kể )?từ (?:ngày )?\d|\b(?:được|đã) (?:kết nạp|tuyển dụng|thành lập|ban hành|bầu|bổ nhiệm|công nhận)\b|(?<!học )\bsinh (?:trước|sau|ngày|năm)\b",
    re.IGNORECASE,
)
_NOT_DUE = frozenset(
    {
        ParagraphKind.BASIS,
        ParagraphKind.NUMBER,
        ParagraphKind.DATE,
        ParagraphKind.RECIPIENT,
        ParagraphKind.ARCHIVE,
        ParagraphKind.SUBJECT,
    }
)
_DUTY = re.compile(
    r"\b(?:báo cáo|kế hoạch|danh sách|chương trình|hồ sơ|đăng ký|kết quả|dự thảo|tham luận|bài dự thi|phương án|biểu mẫu|ý kiến)\b",
    re.IGNORECASE,
)
_TO = re.compile(r"^[,\s]*(?:về|gửi về|gửi)\s+([^.,;(]{3,60})")
_TO_BEFORE = re.compile(r"\b(?:về|cho|gửi)\s+((?!báo cáo|danh sách|kế hoạch)[^.,;(]{3,60}?)\s*$")
_STOP = frozenset(
    "ve gui cho cua den truoc cham nhat la ngay va thuc hien cac theo de trong hoan thanh nop xong han thoi".split()
)


@dataclass(frozen=True, slots=True)
class _Due:
    paragraph: Paragraph
    at: int
    day: int
    month: int
    year: int | None
    written: str
    duty: frozenset[str]
    addressee: str
    section: int  # index of the heading above
    again: bool  # only a bracket parts it from the date before

    @property
    def date(self) -> date | None:
        return day_of(self.year, self.month, self.day) if self.year else None


def dues_of(context: Context) -> list[_Due]:
    """List the days by which something is due, found once for a context."""
    cached = context.__dict__.get("dues")
    if cached is None:
        cached = list(_find(context))
        context.__dict__["dues"] = cached
    return cached


_HAS_CUE = ("rước", "hậm nhất", "uộn nhất", "ạn", "ến hết", "oàn thành", "xong")


def _find(context: Context) -> Iterator[_Due]:
    section = 0
    for place, paragraph in enumerate(context.body):
        text = paragraph.text
        if paragraph.kind is ParagraphKind.HEADING:
            section = place
        if paragraph.kind in _NOT_DUE or not any(cue in text for cue in _HAS_CUE):
            continue
        end = 0
        for found in _DUE.finditer(text):
            if not _is_due(text, found):
                continue
            rest = text[found.end() : found.end() + _NEAR]
            year = int(found["year"]) if found["year"] else None
            if year is None and (shared := _SHARED_YEAR.match(rest)):
                year = int(shared[1])
            between = text[max(end, found.start() - _NEAR) : found.start()]
            yield _Due(
                paragraph, found.start(), int(found["day"]), int(found["month"]), year, found[0].strip(), _duty(between),
                _addressee(between, rest), section, bool(end) and between.strip() in ("(", "hoặc", "hay"),
            )  # fmt: skip
            end = found.end()


def _is_due(text: str, found: re.Match[str]) -> bool:
    if not (1 <= int(found["day"]) <= 31 and 1 <= int(found["month"]) <= 12):
        return False
    before = text[max(0, found.start() - _NEAR) : found.start()]
    if _YEARLY.match(text[found.end() : found.end() + _NEAR]) or _EVENT.search(before[-40:]):
        return False
    if not found["year"] and _DONE.search(re.split(r"[.;:](?:\s|$)", before)[-1]):
        return False
    cue = found[0].lower()
    # "hoàn thành 3/5 nội dung" is no date
    return not cue.startswith(("hoàn thành", "xong")) or bool(found["year"]) or "ngày" in cue


def _addressee(before: str, after: str) -> str:
    """Tell to whom something is due: the words after "về" or "gửi" next to the day; empty if it is not told."""
    clause = re.split(r"[.;:]\s", before)[-1]
    found = _TO.match(after) or next(iter(reversed(list(_TO_BEFORE.finditer(clause)))), None)
    return fold(found[1]).strip() if found else ""


def _duty(before: str) -> frozenset[str]:
    """Return the words that tell one duty from another: what is due, up to "về", "gửi". Empty if it is not told."""
    clause = re.split(r"[.;:(](?:\s|$)", before)[-1]
    found = _DUTY.search(clause)
    if not found:
        return frozenset()
    return frozenset(re.findall(r"\w+", fold(re.split(r"\b(?:về|gửi|cho)\b", clause[found.start() :])[0]))) - _STOP


@check(
    "deadline_without_year", "error", "S",
    bad="báo cáo tổng kết trước 30/9 về Ban Thường vụ", good="báo cáo tổng kết trước ngày 30/9/2025 về Ban Thường vụ",
)  # fmt: skip
def deadline_without_year(context: Context) -> Iterator[Violation]:
    for due in dues_of(context):
        if due.year is None:
            yield Violation(
                f"Thời hạn “{due.written}” không có năm; hãy ghi đủ ngày, tháng, năm.", due.paragraph, at=due.at
            )
    known = {due.paragraph.line for due in dues_of(context)}
    for deadline in context.draft.deadlines:
        open_ended = deadline.due is None and deadline.recurrence is None and not _DONE.search(deadline.text)
        if open_ended and deadline.line not in known:
            known.add(deadline.line)
            yield Violation("Thời hạn ở đây không có năm; hãy ghi đủ ngày, tháng, năm.", line=deadline.line)


@check(
    "deadline_conflict", "error", "S",
    bad="báo cáo trước ngày 30/9/2023 (chương trình năm 2025)", good="báo cáo trước ngày 30/9/2025",
)  # fmt: skip
def deadline_conflict(context: Context) -> Iterator[Violation]:
    dues = dues_of(context)
    for place, due in enumerate(dues):
        if due.year is None:
            continue
        if due.date is None:
            yield Violation(
                f"Thời hạn “{due.written}” không phải một ngày có thật; hãy kiểm tra lại.", due.paragraph, at=due.at
            )
        elif context.day and due.date < context.day and not _looks_back(context, due):
            yield Violation(
                f"Thời hạn “{due.written}” sớm hơn ngày của văn bản; hãy kiểm tra lại ngày.", due.paragraph, at=due.at
            )
        elif first := _same_duty(due, dues[max(0, place - _EARLIER) : place]):
            said = f"Cùng một việc có hai thời hạn: “{first.written}” và “{due.written}”; hãy giữ một thời hạn."
            yield Violation(said, due.paragraph, at=due.at)


def _looks_back(context: Context, due: _Due) -> bool:
    """Tell whether the date limits something past: "tính đến hết 30/11/2025", "được kết nạp trước ngày …", what a
    report tells.
    """
    clause = re.split(r"[.;:](?:\s|$)", due.paragraph.text[max(0, due.at - _NEAR) : due.at])[-1]
    return context.draft.type in ("BC", "BB") or bool(_PAST.search(f"{clause}{due.written}"))


def _same_duty(due: _Due, earlier: list[_Due]) -> _Due | None:
    """Return an earlier deadline with another date for the same thing to the same addressee (or, not told, in one
    section).
    """
    for other in reversed(earlier):
        if other.date is None or other.date == due.date:
            continue
        if due.again and other.paragraph is due.paragraph:
            return other
        same = len(due.duty) >= 3 and other.duty == due.duty and other.addressee == due.addressee
        if same and (due.addressee or other.section == due.section):
            return other
    return None
