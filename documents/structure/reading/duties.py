"""List who has to do what. Reads the paragraphs under "tổ chức thực hiện"; writes who has to do what.

The actor is the heading above ("1. Các cơ sở Đoàn"), the words before a colon, or the words before the first verb.
"""

from __future__ import annotations

import re

from documents.structure.reading.body import Body
from documents.structure.reading.targets import sections_naming
from documents.structure.tree import Duty, ParagraphKind

_SECTION = re.compile(
    r"tổ chức thực hiện|phân công (?:thực hiện|nhiệm vụ)|trách nhiệm thực hiện|phân công|trách nhiệm của", re.IGNORECASE
)
_RUN_IN = re.compile(r"^(?P<actor>[^:.;]{2,140}):\s+(?P<text>\S.*)$")
_GIVEN = re.compile(r"^(?:Giao(?: cho)?|Đề nghị|Yêu cầu|Phân công|Đối với|Kính đề nghị)\s+(?:cho\s+)?", re.IGNORECASE)
_VERB = re.compile(
    r"\s(?:là (?:đơn vị|cơ quan|đầu mối)|có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|căn cứ|xây dựng|tham mưu|chủ trì|chủ động|phối hợp|triển khai|theo dõi"
    r"|tổ chức|báo cáo|tổng hợp|đôn đốc|hướng dẫn|chỉ đạo|thực hiện|quán triệt|cụ thể hóa|cụ thể hoá|bố trí|cân đối|định kỳ|tiếp tục|thường xuyên|tăng cường"
    r"|đẩy mạnh|nghiêm túc|kịp thời|gửi|lập|ban hành|phổ biến|tuyên truyền|kiểm tra|giám sát|rà soát|phụ trách|giúp|đăng ký|chuẩn bị|quan tâm|tạo điều kiện"
    r"|hỗ trợ|vận động|tích cực|tham gia|nghiên cứu|quản lý|cung cấp|đăng tải|đảm nhận|lồng ghép|xem xét|chỉ định|tập trung|nâng cao|duy trì|phân công|đề xuất|thẩm định|sơ kết|tổng kết|đảm bảo|bảo đảm)\b"
)
_BODIES = re.compile(
    r"^(?:Ban|Văn phòng|Các|Đoàn|Tỉnh|Thành|Huyện|Thị|Ủy ban|Uỷ ban|UBND|Sở|Phòng|BCH|BTV|Chi đoàn|Bí thư|Đồng chí|Đ/c|Hội|Đội|Nhà|Trung tâm|Thường trực|Trưởng|Công an"
    r"|Cơ sở|Liên|Trường|Mỗi|Cán bộ|Đảng|Mặt trận|MTTQ|Bộ phận|Tổ|Giám đốc|Chủ tịch|Thủ trưởng|VP|UBKT|Hội đồng|Câu lạc bộ)\b"
)


def read_duties(body: Body) -> list[Duty]:
    duties: list[Duty] = []
    for section in sections_naming(body, _SECTION):
        actor = _titled(section.heading.text)
        for paragraph in body.paragraphs[section.first : section.end]:
            if paragraph.kind is ParagraphKind.HEADING:
                actor = _GIVEN.sub("", paragraph.text).rstrip(" :.")
                continue
            if paragraph.kind not in (ParagraphKind.ITEM, ParagraphKind.BULLET, ParagraphKind.PROSE) or (
                paragraph.text.endswith("./.") and not paragraph.label
            ):
                continue
            own, text = _split(paragraph.text, actor)
            if not text:
                actor = own or actor
            elif own or actor:
                duties.append(Duty(own or actor or "", text, paragraph.line))
    return duties


def _titled(title: str) -> str | None:
    """Name the actor of a title: "Trách nhiệm của Văn phòng" names one; "Tổ chức thực hiện" names none."""
    match = re.match(r"(?i)^trách nhiệm của\s+(.+)$", title)
    return match.group(1) if match else None


def _split(text: str, actor: str | None) -> tuple[str | None, str]:
    """Return the actor that the text itself names, and what is to be done; no text if it only names an actor."""
    stripped = _GIVEN.sub("", text)
    given = stripped != text
    if match := _RUN_IN.match(stripped):
        if _BODIES.match(match["actor"]) or actor is None:
            return match["actor"].strip(), match["text"]
        return None, text
    if stripped.endswith(":") and len(stripped) < 140:
        return (stripped.rstrip(" :"), "") if _BODIES.match(stripped) else (None, text)
    if (
        (given or actor is None)
        and _BODIES.match(stripped[:1].upper() + stripped[1:])
        and (verb := _VERB.search(stripped))
    ):
        return stripped[: verb.start()].strip(" ,"), text
    return None, text
