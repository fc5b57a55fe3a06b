"""Find deadlines. Reads paragraphs; writes the dates by which something is due, and what recurs.

"trước ngày 30/9" without a year has no due date; "ngày 05 hằng tháng" is a recurrence.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from documents.structure.reading.dates import to_iso
from documents.structure.tree import Deadline, Paragraph

_CUE = re.compile(
    r"trước|chậm nhất|muộn nhất|hạn|hoàn thành|hết ngày|hằng|hàng|định kỳ|gửi|báo cáo|nộp|xong|nhận|đăng ký|bình chọn|ủng hộ|góp ý",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?P<cue>(?:trước|chậm nhất|muộn nhất|hạn cuối|hạn chót|thời hạn|hạn|đến hết|hết|xong|hoàn thành|gửi|nộp|báo cáo|về)[^.;\d]{0,90}?(?:\d{1,2}\s?(?:giờ|[hg])\s?(?:\d{2})?\s?(?:phút)?,?\s*)?)"
    r"(?P<ngay>ngày\s*)?\b(?:(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})(?:\s?[/.-]\s?(?P<y>\d{4}))?(?![\d/])"
    r"|(?P<d2>\d{1,2})\s+tháng\s+(?P<m2>\d{1,2})(?:\s+năm\s+(?P<y2>\d{4}))?)",
    re.IGNORECASE,
)
#: A span in which something is handed in, whose last day is the limit: "nộp từ ngày 09 – 31/5/2026".
_SPAN = re.compile(
    r"\b(?:nộp|gửi|đăng ký|hoàn thành|báo cáo|nhận bài|nhận hồ sơ|tiếp nhận|thu nhận|bình chọn|ủng hộ|góp ý)\b[^.;]{0,120}?"
    r"\btừ\s+(?:\d{1,2}\s?(?:giờ|h)\s?\d{0,2},?\s+)?(?:ngày\s+)?\d{1,2}(?:\s?[/.]\s?\d{1,2}(?:\s?[/.]\s?\d{4})?|\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?)?"
    r"\s*(?:[-–—]|đến|tới)\s*(?:hết\s+)?(?:\d{1,2}\s?(?:giờ|h)\s?\d{0,2}(?:\s?phút)?,?\s+)?(?:ngày\s+)?"
    r"(?:(?P<d>\d{1,2})\s?[/.]\s?(?P<m>\d{1,2})(?:\s?[/.]\s?(?P<y>\d{4}))?(?![\d/])|(?P<d2>\d{1,2})\s+tháng\s+(?P<m2>\d{1,2})(?:,?\s+năm\s+(?P<y2>\d{4}))?)",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"(?:trước|chậm nhất|muộn nhất|hết|xong)(?:\s+(?:là|vào|đến|trong|hết|trước|mùng))*\s*"
    r"(?:\d{1,2}\s?(?:giờ|[hg])\s?(?:\d{2})?\s?(?:phút)?,?\s*)?$"
)
_TERM = re.compile(r"(?<!giới )(?<!quyền )\bhạn\b")
_HANDED_IN = re.compile(r"hoàn thành|gửi|nộp|báo cáo")
_NO_LIMIT = re.compile(r"\bsố \S*$|kỷ niệm|quyết|kế hoạch số|\btừ(?: ngày)?\s*$")
_RECURS = re.compile(
    r"(?:trước\s+)?ngày\s+(?:mùng\s+)?\d{1,2}(?:\s*(?:/|tháng)\s*\d{1,2})?\s*(?:\([^()]{1,30}\)\s*)?(?:của\s+|các\s+)?"
    r"(?:hằng|hàng|mỗi|tháng cuối|tháng đầu)\s*(?:tháng|quý|năm|tuần)?(?:\s+(?:hằng|hàng|mỗi|của|cuối)?\s?(?:quý|năm|tháng))?"
    r"|thứ\s+(?:Hai|Ba|Tư|Năm|Sáu|Bảy|hai|ba|tư|năm|sáu|bảy)\s+(?:(?:đầu|cuối)\s+)?(?:hằng|hàng|mỗi)\s+(?:tuần|tháng)"
    r"|định kỳ\s+(?:trước\s+)?(?:(?:hằng|hàng|mỗi)\s+(?:tháng|quý|năm|tuần)|\d{1,2}\s+(?:tháng|ngày|tuần)(?:/lần|\s+một lần)?"
    r"|tháng,? quý|theo quý|theo tháng)(?:[^.;:()]{0,60}?ngày\s+\d{1,2}[^.;:,()]{0,40})?",
    re.IGNORECASE,
)
_DAY = re.compile(r"\d{1,2}(?:\s?[/.-]\s?\d{1,2}(?!\d)|\s+tháng|[^.;]{0,24}(?:h[ằà]ng|mỗi|tháng)\s)")
_WEEKDAY = re.compile(r"thứ \w+ (?:\w+ )?h[ằà]ng")
_GIVEN = re.compile(r"báo cáo|gửi|nộp|ngày|trước", re.IGNORECASE)
_NEAR = 200  # letters on either side of the day that are kept of a very long sentence
_SENTENCE = re.compile(r"(?<=[.;])\s+")


def read_deadlines(paragraphs: list[Paragraph]) -> list[Deadline]:
    deadlines: list[Deadline] = []
    for paragraph in paragraphs:
        if _is_dated(paragraph.text):
            deadlines.extend(find_deadlines(paragraph.text, paragraph.line))
    return deadlines


def find_deadlines(text: str, line: int) -> list[Deadline]:
    """Return the deadlines of one paragraph, each with the sentence that sets it."""
    found: list[Deadline] = []
    for sentence in _SENTENCE.split(text):
        if not _is_dated(sentence) or not _CUE.search(sentence):
            continue
        recurring = list(_RECURS.finditer(sentence))
        if recurring and _GIVEN.search(sentence):
            found += [Deadline(_told(sentence, match), None, match.group().strip(), line) for match in recurring]
        spans = list(_SPAN.finditer(sentence)) if "từ " in sentence or "Từ " in sentence else []
        found += [Deadline(_told(sentence, match), _due(match), None, line) for match in spans]
        starts = [match.start() for match in recurring]
        for match in _DATE.finditer(sentence):
            before = bisect_right(starts, match.end() - 1) - 1
            taken = before >= 0 and match.end() - 1 < recurring[before].end()
            within = any(span.start() <= match.end() - 1 < span.end() for span in spans)
            if not taken and not within and _is_deadline(match, sentence):
                found.append(Deadline(_told(sentence, match), _due(match), None, line))
    return found


def _due(match: re.Match[str]) -> str | None:
    year = match["y"] or match["y2"]
    return to_iso(match["d"] or match["d2"], match["m"] or match["m2"], year) if year else None


def _told(sentence: str, match: re.Match[str]) -> str:
    """Return the sentence that sets a deadline; of one that goes on and on, what stands around the day."""
    return sentence if len(sentence) <= 3 * _NEAR else sentence[max(0, match.start() - _NEAR) : match.end() + _NEAR]


def _is_dated(text: str) -> bool:
    """Tell whether the text names a day, a period or a weekday at all."""
    return bool(_DAY.search(text)) or "ịnh kỳ" in text or ("hứ " in text and bool(_WEEKDAY.search(text)))


def _is_deadline(match: re.Match[str], sentence: str) -> bool:
    """Tell whether the words before the date make it a limit, not the day of an event or of a document."""
    cue = match["cue"].lower()
    if int(match["m"] or match["m2"]) > 12 or int(match["d"] or match["d2"]) > 31:
        return False
    if _NO_LIMIT.search(cue):
        return False
    if _LIMIT.search(cue) or _TERM.search(sentence[max(0, match.start() - 8) : match.start()].lower() + cue[-60:]):
        return True
    return bool(_HANDED_IN.search(cue)) and bool(match["ngay"]) and "của" not in cue
