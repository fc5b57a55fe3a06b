"""Checks of deadlines: is the day whole, is it possible, is it the only one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from documents.structure.checks.base import Context, Slip, check, day_of
from documents.structure.fold import fold
from documents.structure.tree import Kind, Paragraph

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
_NOT_DUE = frozenset({Kind.BASIS, Kind.NUMBER, Kind.DATE, Kind.RECIPIENT, Kind.ARCHIVE, Kind.SUBJECT})
_DUTY = re.compile(
    r"\b(?:báo cáo|kế hoạch|danh sách|chương trình|hồ sơ|đăng ký|kết quả|dự thảo|tham luận|bài dự thi|phương án|biểu mẫu|ý kiến)\b",
    re.IGNORECASE,
)
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

    @property
    def date(self) -> date | None:
        return day_of(self.year, self.month, self.day) if self.year else None


def _dues(context: Context) -> list[_Due]:
    cached = context.__dict__.get("dues")
    if cached is None:
        cached = list(_find(context))
        context.__dict__["dues"] = cached
    return cached


_HAS_CUE = ("rước", "hậm nhất", "uộn nhất", "ạn", "ến hết", "oàn thành", "xong")


def _find(context: Context) -> Iterator[_Due]:
    for paragraph in context.body:
        text = paragraph.text
        if paragraph.kind in _NOT_DUE or not any(cue in text for cue in _HAS_CUE):
            continue
        for found in _DUE.finditer(text):
            if not (1 <= int(found["day"]) <= 31 and 1 <= int(found["month"]) <= 12):
                continue
            rest = text[found.end() :]
            if _YEARLY.match(rest) or _EVENT.search(text[: found.start()]):
                continue
            if found[0].lower().startswith(("hoàn thành", "xong")) and not found["year"] and "ngày" not in found[0]:
                continue  # "hoàn thành 3/5 nội dung"
            year = int(found["year"]) if found["year"] else None
            if year is None and (shared := _SHARED_YEAR.match(rest)):
                year = int(shared[1])
            yield _Due(
                paragraph, found.start(), int(found["day"]), int(found["month"]), year, found[0].strip(),
                _duty(text[: found.start()], rest),
            )  # fmt: skip


def _duty(before: str, after: str) -> frozenset[str]:
    """The words that tell one duty from another: those between what is due and the day. Empty if it is not told."""
    clause = re.split(r"[.;:(](?:\s|$)|[.;:]\s", before)[-1]
    found = list(_DUTY.finditer(clause))
    if not found:
        return frozenset()
    start = found[0].start() if len(found) < 3 else found[-2].start()
    words = re.findall(r"\w+", fold(re.split(r"\b(?:về|gửi|cho)\b", clause[start:])[0]))
    return frozenset(words) - _STOP


@check(
    "deadline_without_year", "error", "S",
    clause="Thời hạn phải đủ ngày, tháng, năm",
    bad="báo cáo tổng kết trước 30/9 về Ban Thường vụ", good="báo cáo tổng kết trước ngày 30/9/2025 về Ban Thường vụ",
)  # fmt: skip
def deadline_without_year(context: Context) -> Iterator[Slip]:
    for due in _dues(context):
        if due.year is None:
            yield Slip(f"Thời hạn “{due.written}” không có năm; hãy ghi đủ ngày, tháng, năm.", due.paragraph, at=due.at)


@check(
    "deadline_conflict", "error", "S",
    clause="Thời hạn không trước ngày văn bản; một việc một thời hạn",
    bad="báo cáo trước ngày 30/9/2023 (chương trình năm 2025)", good="báo cáo trước ngày 30/9/2025",
)  # fmt: skip
def deadline_conflict(context: Context) -> Iterator[Slip]:
    told: dict[frozenset[str], _Due] = {}
    for due in _dues(context):
        if due.year is None:
            continue
        if due.date is None:
            yield Slip(
                f"Thời hạn “{due.written}” không phải một ngày có thật; hãy kiểm tra lại.", due.paragraph, at=due.at
            )
        elif context.day and due.date < context.day:
            yield Slip(
                f"Thời hạn “{due.written}” sớm hơn ngày của văn bản; hãy kiểm tra lại ngày.", due.paragraph, at=due.at
            )
        elif len(due.duty) >= 3:
            first = told.setdefault(due.duty, due)
            if first.date != due.date:
                said = f"Cùng một việc có hai thời hạn: “{first.written}” và “{due.written}”; hãy giữ một thời hạn."
                yield Slip(said, due.paragraph, at=due.at)
