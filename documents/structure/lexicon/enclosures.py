"""Tell which papers a document announces as its own enclosures, and which belong to others.

"(có danh sách kèm theo)" and "ban hành kèm theo Quyết định này" are its own; "(ban hành kèm theo Nghị định số 8/2012/NĐ-CP)"
is another paper's; "gửi báo cáo (kèm hình ảnh) về Đoàn phường" is what others send.
"""

from __future__ import annotations

import re

from documents.structure.lexicon.types import CITED, alternatives

_TYPE = alternatives(CITED)
#: "kèm theo Quyết định này": what is issued together with the paper itself.
_ISSUED = re.compile(rf"\bkèm(?: theo)?\s+(?:{_TYPE}|văn bản)\s+này\b", re.IGNORECASE)
_ISSUED_AFTER = re.compile(
    r"\s*(?:là\s+|các\s+|bản\s+|:\s*)*(?P<name>(?!có\b|được\b|gồm\b|và\b|để\b)[^\W\d_][^.;:,()]{2,160})"
)
_ISSUED_BEFORE = re.compile(
    r"\b(?:[Bb]an hành|[Pp]hê duyệt|[Tt]hông qua|[Gg]ửi)\s+(?P<name>[^.;:()]{3,160}?)\s+(?:được\s+)?(?:ban hành\s+)?$"
)
_FOREIGN = re.compile(
    rf"\b(?:{_TYPE})\s+(?:liên tịch\s+)?(?:số|ngày|\d|…)|ban hành (?:kèm theo|theo)\s+(?:{_TYPE}|văn bản)(?!\s+này)\b",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(
    rf"(?:\s+(?:số\s*)?[IVX\d]{{1,4}}\b)?,?\s+(?:được\s+)?(?:(?:ban hành\s+)?(?:kèm\s+)?theo\s+|của\s+|tại\s+)?(?:{_TYPE})\b(?!\s+này)",
    re.IGNORECASE,
)
_PATTERN = re.compile(r"\b(?:mẫu|biểu|đề cương|phụ lục|danh mục|khung|kịch bản|hướng dẫn)\b", re.IGNORECASE)
_EVIDENCE = re.compile(
    r"\b(?:hình ảnh|ảnh|minh chứng|video|clip|hóa đơn|hoá đơn|chứng từ|bản sao|bản chụp|bản phô ?tô|tài liệu chứng minh"
    r"|đường dẫn|link|sản phẩm|căn cước|giấy khai sinh|giấy xác nhận)\b",
    re.IGNORECASE,
)
_SENT = re.compile(r"\b(?:gửi|nộp|báo cáo|hồ sơ|cung cấp|đăng ký|tờ trình|đơn|bao gồm|gồm)\b", re.IGNORECASE)
_GOES = re.compile(r"\s*(?:,\s*)?(?:được\s+)?(?:về|gửi|nộp|cho|qua|đến|trước)\b", re.IGNORECASE)
_LISTED = re.compile(r"\bhồ sơ\b[^.;]{0,80}\b(?:gồm|có)\b|\bgồm\s*:", re.IGNORECASE)
_REACH = 200  # letters on either side of a note that tell whose it is


def issued_with(text: str) -> tuple[int, str] | None:
    """Return where a text says that something is issued with the paper itself, and what that is; None if it does not."""
    found = _ISSUED.search(text)
    if found is None:
        return None
    after = _ISSUED_AFTER.match(text, found.end())
    if after and not text[: found.start()].rstrip().endswith("("):
        return found.start(), after["name"].strip()
    before = _ISSUED_BEFORE.search(text[max(0, found.start() - _REACH) : found.start()])
    return found.start(), before["name"].strip() if before else found[0]


def is_own(text: str, start: int, end: int) -> bool:
    """Tell whether the note at that place of a text announces an enclosure of the paper itself."""
    note = text[start:end]
    if _ISSUED.search(note):
        return True
    another = not note.endswith(")") and _OF_ANOTHER.match(text, end)
    if another or _FOREIGN.search(note) or _EVIDENCE.search(note):
        return False
    if _PATTERN.search(note):
        return True
    before = re.split(r"[.;](?:\s|$)", text[max(0, start - _REACH) : start])[-1]
    return not (_SENT.search(before) and _GOES.match(text, end)) and not _LISTED.search(before)
