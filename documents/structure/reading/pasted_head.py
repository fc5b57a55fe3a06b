"""Find the parts of a letterhead in a line that holds them all. Reads a text; says where each part begins.

What cannot be text stands out wherever it is: the motto, "Số: …", the day with its place, rules, marks, a type's name in
capitals right after one of these. Between them stand the bodies.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from documents.structure.lexicon.letterheads import goes_on
from documents.structure.lexicon.types import TITLES, alternatives
from documents.structure.lexicon.words import ABOUT, ADDRESSEE
from documents.structure.text import is_capitals, pattern

REACH = 1_500  # letters in which a letterhead ends
_SUBJECT_REACH = 900
_BLANK = r"[\d.…_ ]{0,10}"
_PART = pattern(
    r"(?<!\S)(?:"
    r"(?P<motto>(?<!BCH )(?<!HÀNH )(?<!CỦA )(?:ĐOÀN TNCS HỒ CHÍ MINH|ĐOÀN THANH NIÊN CỘNG SẢN HỒ CHÍ MINH)(?!\s(?:XÃ|PHƯỜNG|TỈNH|THÀNH)\s(?!ĐOÀN)|\s(?:HUYỆN|QUẬN|TRƯỜNG|THỊ|KHỐI|CƠ QUAN)\b)"
    r"|C[ỘỌ]NG H(?:ÒA|OÀ) (?:XÃ HỘI CHỦ NGHĨA|XHCN) VIỆT NAM|ĐẢNG CỘNG SẢN VIỆT NAM|(?i:độc lập\s?[-–]\s?tự do\s?[-–]\s?hạnh phúc))"
    rf"|(?P<number>(?:Số|SỐ)\s?:?{_BLANK}[-–/]\s?[A-Z\d][\w]*(?:\s?[-–/&]\s?[A-Z]\w*){{0,4}})"
    rf"|(?P<date>(?:(?:TP\.\s?)?(?:[A-Z][a-z]\w*[’'-]?\w*\s){{0,4}}[A-Z][a-z]\w*,\s*)?[Nn]gày{_BLANK}tháng{_BLANK}năm\s?[\d.…_]{{2,5}})"
    r"|(?P<rule>\*(?:\s?\*){0,4}|[-_=–]{3,}|-{2,}|o0o)"
    r"|(?P<mark>(?:DỰ THẢO(?: LẦN \d)?|TUYỆT MẬT|TỐI MẬT|MẬT|HỎA TỐC|THƯỢNG KHẨN|KHẨN))"
    r"|(?P<meeting>[“\"(](?:Tài liệu|TÀI LIỆU|Trình Hội nghị|Phục vụ Hội nghị|Văn kiện)\b[^“”\"()]{0,150}[”\")])"
    rf"|(?P<about>{ABOUT})|(?P<addressee>{ADDRESSEE})"
    rf"|(?P<type>{alternatives(tuple(name.upper() for name in TITLES))})"
    r")(?=[\s:,.;*]|$|(?<=[:.*]))"
)
_ASIDE = frozenset({"rule", "mark", "meeting"})
#: Where the name of a next body begins in a run of capitals.
_BODY = re.compile(
    r"\s(?=(?:BCH|BTV|BAN|ĐOÀN|HỘI|TỈNH ĐOÀN|THÀNH ĐOÀN|HUYỆN ĐOÀN|XÃ ĐOÀN|PHƯỜNG ĐOÀN|UBND|HĐND|ỦY BAN|UỶ BAN|ĐẢNG BỘ|ĐẢNG ỦY|ĐẢNG UỶ|TỈNH ỦY|THÀNH ỦY|TRƯỜNG"
    r"|CHI ĐOÀN|CHI BỘ|LIÊN CHI|LIÊN ĐỘI|LIÊN ĐOÀN|TRUNG TÂM|SỞ|PHÒNG|VĂN PHÒNG|CHI CỤC|CỤC|THUẾ|CÔNG ĐOÀN|CÔNG AN|CÔNG TY|BỆNH VIỆN|TRẠM|NHÀ THIẾU NHI|MẶT TRẬN|HỢP TÁC XÃ|CÂU LẠC BỘ)\s)"
)
_GLUE = re.compile(
    r"(?:^|\s)(?:TỈNH|THÀNH|HUYỆN|XÃ|PHƯỜNG|CHI|CÔNG|LIÊN|TẬP|TỔNG|CƠ|CỤC|(?<!ƯƠNG )(?<!TỈNH )ĐOÀN|HỘI|ĐẢNG|BAN|BCH|VĂN|HIỆU|CÁC|VÀ|CỦA|NHÂN DÂN|CHẤP HÀNH|ĐỒNG|ỦY|QUÂN SỰ|MÔI|THỊ|ƯƠNG)$"
)
#: How the first paragraph opens after a subject.
_OPENS = pattern(
    r"(?<=[\w”\").,])\s+(?=(?:(?:- )?Căn cứ [A-Z]|Xét |Thực hiện (?:[A-Z]|chủ trương|ý kiến|sự chỉ đạo)|Theo (?:đề nghị|chỉ đạo|[A-Z])|Nhằm |Để |Trên cơ sở|Kính gửi|KÍNH GỬI|Hưởng ứng |Chào mừng |Tiếp tục |Phát huy "
    r"|Trong (?:thời gian|năm|những|\d)|Sau khi|Qua |Được sự|Năm (?:học )?\d|Hôm nay|Vừa qua|Thời gian qua|Phần thứ|PHẦN|Phần I|Chủ đề |CHỦ ĐỀ |CHƯƠNG|Chương I|Điều 1\b|A\. |I[./)]|1[./)]\s"
    r"|(?<!của )(?<!cho )(?<!với )(?<!và )(?<!tại )(?<!về )(?<!do )(?<!nghị )(?<!hành )(?<!vụ )(?<!trực )(?<!hội )(?:Ban (?:Thường vụ|Chấp hành|Chỉ đạo|Tổ chức|Giám hiệu)|BTV|BCH|BTC|UBND|Ủy ban nhân dân|Uỷ ban nhân dân|Đảng ủy|Đoàn (?:xã|phường|trường|Thanh niên)|Trường|Công đoàn|Chi đoàn|Thường trực|Tỉnh đoàn|Thuế|Chi cục|Liên đoàn|Hội)\b"
    r"[^.;]{0,160}?\b(?:xây dựng|ban hành|thông báo|báo cáo|đề nghị|hướng dẫn|yêu cầu|tổ chức|triển khai|kính mời|trình|như sau|gồm|quyết định)\b))"
)
#: In whose name a decision is taken, in capitals before the grounds.
_AUTHORITY = pattern(
    r"\s(?=(?:CHỦ TỊCH|(?:TỔNG )?GIÁM ĐỐC|HIỆU TRƯỞNG|BAN (?:CHẤP HÀNH|THƯỜNG VỤ|TỔ CHỨC|CHỈ ĐẠO)|[ỦU][YỶ] BAN|HỘI ĐỒNG|ĐẠI HỘI|BÍ THƯ|(?:CHI )?CỤC TRƯỞNG|TRƯỞNG|ĐẢNG ỦY|ĐOÀN CHỦ TỊCH|BCH|BTV|HĐND|UBND)\b"
    r"[A-Z\s,.\d-]{0,140}?\s(?:- )?(?:Căn cứ|Xét|Thực hiện|Theo)\s)"
)
_PREPOSITION = re.compile(r"\b(?:CỦA|CHO|VỚI|VÀ|TẠI|VỀ|DO|THUỘC|của|cho|với|và|tại|về|do|thuộc)$")
_SHORTEST_SUBJECT = 12
_MEETING = re.compile(r"\s(?=\((?:Trình|Tài liệu|Tại|Phục vụ|Báo cáo tại|Dự thảo trình)\b)")
_RULE = re.compile(r"(?<=\s)(?:\*(?:\s?\*){2,4}|[-_=–]{3,})(?=\s)")  # under a subject


@dataclass(slots=True)
class Head:
    """Where the parts of a letterhead begin, and where the body does (0: no letterhead is in the text)."""

    cuts: list[int] = field(default_factory=list)
    end: int = 0
    kinds: set[str] = field(default_factory=set)


def find_head(text: str) -> Head:
    """Find the parts of a letterhead at the beginning of a text."""
    head = Head()
    free = 0  # where the last part ended
    for part in _PART.finditer(text[:REACH]):
        kind = part.lastgroup or ""
        alone = not text[free : part.start()].strip()
        if kind == "addressee" or (kind == "type" and alone and (head.kinds - _ASIDE or not part.start())):
            _begin(head, text, free, part, kind)
            if kind == "addressee":
                head.end = part.start()
                if opens := _OPENS.search(text[:REACH], part.end() + 2):
                    head.cuts.append(opens.end())
            else:
                head.end = _subject_end(text, part.end(), head)
            return head
        if kind == "type":
            continue
        _begin(head, text, free, part, kind)
        free = part.end() if kind != "about" else part.start()
    return _without_type(head, text, free)


def _begin(head: Head, text: str, free: int, part: re.Match[str], kind: str) -> None:
    """Enter a part, and the bodies between it and the part before."""
    between = text[free : part.start()]
    head.cuts += [free, *(free + at for at in _bodies(between)), part.start()]
    if kind not in ("about", "addressee"):
        head.cuts.append(part.end())
    head.kinds.add(kind)


def _bodies(between: str) -> list[int]:
    """Find where the next body's name begins in a run of capitals."""
    if not is_capitals(between.strip()):
        return []
    cuts: list[int] = []
    first = len(between) - len(between.lstrip())
    for seam in _BODY.finditer(between, first + 1):
        before, after = between[first : seam.start()].strip(), between[seam.end() :].strip()
        if len(before.split()) > 1 and not _GLUE.search(before) and not goes_on(before, after):
            cuts.append(seam.end())
            first = seam.end()
    return cuts


def _subject_end(text: str, start: int, head: Head) -> int:
    """Find where the subject ends that follows the type; the authority after it is a part of its own."""
    head.cuts.append(start)
    near = text[start : start + _SUBJECT_REACH]
    begun = len(near) - len(near.lstrip(" :*-_"))
    opens = _OPENS.search(near, begun + _SHORTEST_SUBJECT)
    rule = _RULE.search(near, begun)
    if rule and (not opens or rule.start() < opens.end()):
        head.cuts += [start + rule.start(), start + rule.end()]
        _cut_meeting(near[: rule.start()], start, head)
        authority = _AUTHORITY.match(near, rule.end())
        return start + (authority.end() if authority else rule.end())
    if not opens:
        return start
    _cut_meeting(near[: opens.start()], start, head)
    for authority in _AUTHORITY.finditer(near[: opens.end() + 12], begun + _SHORTEST_SUBJECT):
        if not _PREPOSITION.search(near[: authority.start()]):
            head.cuts.append(start + authority.end())
            break
    return start + opens.end()


def _cut_meeting(subject: str, start: int, head: Head) -> None:
    """Cut before the note under a subject that says which meeting the paper is for."""
    if note := _MEETING.search(subject):
        head.cuts.append(start + note.end())


def _without_type(head: Head, text: str, free: int) -> Head:
    """End a letterhead that has neither type nor addressee where its last part does."""
    if len(head.kinds - _ASIDE) > 1:
        rest = text[free:REACH]
        head.cuts += [free, *(free + at for at in _bodies(rest))]
        head.end = free
    return head
