"""Check of scope: a body above the issuer is told what to do in a lower body's text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.structure.checks.base import Context, Violation, check
from documents.structure.tree import ParagraphKind

_VERB = (
    r"(?:\s+(?:sẽ|tiếp tục|chủ trì|chủ động|tập trung|thường xuyên|định kỳ|kịp thời|trực tiếp|phải|cần|tăng cường))*[,]?\s+"
    r"(?:rà soát|lựa chọn|tổ chức|triển khai|chỉ đạo|xây dựng|hướng dẫn|ban hành|theo dõi|kiểm tra|giám sát|tham mưu|thành lập|phát động|"
    r"phối hợp|đánh giá|tổng kết|sơ kết|hỗ trợ|bố trí|giao|phân công|thực hiện|nghiên cứu|đề xuất|tuyên dương|tập huấn|cụ thể hóa|đẩy mạnh|"
    r"duy trì|chuẩn bị|tổng hợp|đôn đốc|chủ trì|biên soạn|báo cáo|quán triệt|tuyên truyền|vận động|chọn)\b"
)
_CENTRE = (
    r"(?:Ban Bí thư |Ban Thường vụ |Ban Chấp hành |BTV |BCH |Văn phòng |Các ban )?(?:Trung ương Đoàn|TW Đoàn|Trung ương Đảng)|Ban Bí thư|Bộ Chính trị|"
    r"Các tỉnh,? thành (?:đoàn|Đoàn)(?:,? đoàn trực thuộc)?(?: Trung ương)?|Chính phủ|Thủ tướng Chính phủ"
)
_PROVINCE = (
    r"(?:Ban Thường vụ |Ban Chấp hành |BTV |BCH |Thường trực |Văn phòng |Các ban )?(?:Tỉnh đoàn|Tỉnh Đoàn|Đoàn tỉnh)|(?:Ban Thường vụ )?Tỉnh (?:ủy|uỷ)|"
    r"(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND) (?:tỉnh|thành phố)"
)
_LEAKS = {
    1: re.compile(rf"(?P<body>{_CENTRE}){_VERB}"),
    2: re.compile(rf"(?P<body>{_CENTRE}|{_PROVINCE}){_VERB}"),
}
_LEAKS[3] = _LEAKS[2]
_STARTS = re.compile(r"[.;:!?] $|\n$|[-+•*] $")
_SKIP = frozenset(
    {
        ParagraphKind.BASIS,
        ParagraphKind.SUBJECT,
        ParagraphKind.SUPERIOR,
        ParagraphKind.ISSUER,
        ParagraphKind.RECIPIENT,
        ParagraphKind.ARCHIVE,
        ParagraphKind.CAPACITY,
    }
)


@check(
    "scope_leak", "warning", None,
    bad="Trung ương Đoàn rà soát, lựa chọn các mô hình hay (trong văn bản cấp dưới)", good="Tỉnh đoàn rà soát, lựa chọn các mô hình hay",
)  # fmt: skip
def scope_leak(context: Context) -> Iterator[Violation]:
    rank = context.rank
    pattern = _LEAKS.get(1 if rank == 9 else rank)
    if pattern is None:
        return
    for found in pattern.finditer(context.text):
        paragraph, at = context.place(found.start("body"))
        if paragraph.kind in _SKIP or not _STARTS.search(paragraph.text[max(0, at - 2) : at] if at else "\n"):
            continue
        said = f"“{found['body']}” là cấp trên của cơ quan ban hành nhưng lại được giao việc ở đây; hãy sửa cho đúng phạm vi."
        yield Violation(said, paragraph, at=at)
