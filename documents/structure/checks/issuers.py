"""Tell whether a text says who issued the document that it cites."""

from __future__ import annotations

import re

from documents.structure.text import pattern

_ISSUER = re.compile(
    r"(?:\b|(?<=\d))của\s*(?:liên\s+|các\s+|đồng chí\s+)?(?:Ban|Bộ|Chính|Thủ|Ủy|Uỷ|UBND|UB|Hội|HĐND|Tỉnh|Thành|Trung|TW|Đoàn|Đảng|Quốc|Sở|Huyện|Quận|Thị|"
    r"BTV|BCH|BTC|Liên|Chủ|Thường|Văn|Xã|Phường|Giám|Bí thư|Chi|Cục|Học|Trường|Công an|Quân|Mặt|MTTQ|Phòng|Tổng|Hiệu|Nhà)"
)
#: Straight after number and date whoever is named is the issuer: "của Ngân hàng …", "của BHXH tỉnh".
_ISSUER_NEXT = pattern(
    r"^[\s,(]*(?:ngày\s+\d{1,2}(?:[/.-]\d{1,2}[/.-]\d{4}|\s+tháng\s+\d{1,2}\s+năm\s+\d{4}))?[\s,)]*(?:của|do)\s*(?:liên\s+|các\s+|đồng chí\s+)?[A-Z]"
)
_SENTENCE_END = re.compile(r"[.;](?=\s|$)|\n")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_ISSUED_BEFORE = re.compile(r"\b(?:ban hành|tại|có|gửi)\s+(?:\w+\s+){1,3}(?:số\s*)?$")  # "Tỉnh đoàn đã có Công văn số"
_REACH = 90  # characters before a number, or after it, in which its issuer is named


def issuer_follows(text: str, end: int) -> bool:
    """Tell whether the issuer is named straight after the number that ends there, or after its date."""
    return bool(_ISSUER_NEXT.match(text[end : end + _REACH]))


def names_issuer(text: str, start: int, end: int) -> bool:
    """Tell whether the sentence names the issuer of the number that stands from start to end."""
    stop = _SENTENCE_END.search(text, end)
    after = _QUOTED.sub(" ", text[end : stop.start() if stop else len(text)])
    if _ISSUER.search(after) or _ISSUER_NEXT.match(after):
        return True
    before = text[max(0, start - _REACH) : start]
    before = before[max(before.rfind(mark) for mark in (".", ";", "\n")) + 1 :]
    return bool(_ISSUED_BEFORE.search(before))
