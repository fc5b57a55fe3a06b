"""List the căn cứ (legal bases). Reads the paragraphs of kind basis; writes bases with the documents they cite."""

from __future__ import annotations

import re

from documents.structure.reading.references import find_references
from documents.structure.text import pattern
from documents.structure.tree import Basis, Paragraph, ParagraphKind

_BASIS = re.compile(r"^(?:Căn cứ|CĂN CỨ|Xét đề nghị|XÉT ĐỀ NGHỊ)\b")
_LEADS_ON = re.compile(r"(?:như sau|sau đây|dưới đây|sau|cụ thể)\s*:?$|:$")
_BODY = (
    r"(?:Ban|BTV|BCH|Đoàn|Ủy ban|Uỷ ban|UBND|HĐND|UBKT|Hội|Liên|Tỉnh|Thành|Huyện|Chi|Đảng|Sở|Phòng|Văn phòng|Trường|Nhà trường|nhà trường|"
    r"Công đoàn|Thường trực|Bộ|Cục|Trung tâm|Trung ương|Công ty|Mặt trận|MTTQ|Xã đoàn|Phường|Khoa|Học viện|Viện|Câu lạc bộ|Tổ)"
)
_VERB = (
    r"(?:ban hành|xây dựng|tổ chức|triển khai|thông báo|đề nghị|báo cáo|yêu cầu|kính mời|trân trọng|hướng dẫn|quyết định|kính đề nghị|"
    r"kính trình|trình|phát động|phối hợp|thống nhất|kết luận|chỉ đạo|giao|gửi|cụ thể hóa|cụ thể hoá|đăng ký|tiến hành|thành lập|lập)"
)
#: Who does what: "…, Ban Thường vụ Đoàn phường ban hành kế hoạch".
_SAYS = pattern(rf"[,;]\s+(?:nay\s+)?{_BODY}\b(?:(?!\s(?:về|v/v|của các)\s)[^,;.:]){{0,90}}?\s{_VERB}\b")
_LONGEST = 3_000  # letters


def is_basis(text: str) -> bool:
    """Tell whether a paragraph is a căn cứ: not a whole sentence that only begins with one and goes on to say who does what."""
    if not _BASIS.match(text):
        return False
    end = text.rstrip()[-40:]
    return not _LEADS_ON.search(end) and not (len(text) < _LONGEST and _SAYS.search(text))


def read_bases(paragraphs: list[Paragraph]) -> list[Basis]:
    return [
        Basis(paragraph.text, paragraph.line, find_references(paragraph.text, paragraph.line))
        for paragraph in paragraphs
        if paragraph.kind is ParagraphKind.BASIS
    ]
