"""Tell the names of bodies in a letterhead: how they begin, and where one goes on over the next line."""

from __future__ import annotations

import re

_BODY = re.compile(
    r"^(?:BCH|BTV|BAN|ĐOÀN|HỘI|ĐỘI|TỈNH ĐOÀN|TỈNH ỦY|TỈNH UỶ|THÀNH ĐOÀN|THÀNH ỦY|HUYỆN ĐOÀN|QUẬN ĐOÀN|THỊ ĐOÀN|XÃ ĐOÀN"
    r"|PHƯỜNG ĐOÀN|TRUNG ƯƠNG|SỞ|UBND|U[ỶY] BAN|ỦY BAN|VĂN PHÒNG|PHÒNG|ĐẢNG|TRƯỜNG|CHI ĐOÀN|CHI BỘ|LIÊN CHI|LIÊN ĐỘI|TRUNG TÂM"
    r"|CHI CỤC|CỤC|TỔNG CỤC|CÔNG AN|BỘ|TỔNG CÔNG TY|CÔNG TY|TẬP ĐOÀN|BỆNH VIỆN|VIỆN|HỌC VIỆN|LIÊN ĐOÀN|MẶT TRẬN|HĐND"
    r"|NHÀ THIẾU NHI|CUNG|THANH TRA|TÒA ÁN|BẢO HIỂM|NGÂN HÀNG|CHÍNH PHỦ|QUỐC HỘI|UBKT|LIÊN HIỆP|TỔ CÔNG TÁC|HĐĐ|ĐẠI HỌC|CÔNG ĐOÀN|BỘ CHỈ HUY|SƯ ĐOÀN|TRUNG ĐOÀN|VIỆN KIỂM SÁT|BAN QUẢN LÝ|KHO BẠC|THƯ VIỆN|BẢO TÀNG|ĐÀI|BÁO|TẠP CHÍ|CHI HỘI|KHOA|CÂU LẠC BỘ|TRẠM|HỢP TÁC XÃ|NXB|THUẾ (?:CƠ SỞ|TỈNH|THÀNH PHỐ))\b"
)
_OPEN_END = re.compile(
    r"(?:\b(?:BAN CHẤP HÀNH|BCH|BAN THƯỜNG VỤ|BTV|VÀ|CÁC|CỦA|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|UBND|ỦY BAN KIỂM TRA|VĂN PHÒNG|(?:BAN CHẤP HÀNH|BCH|BAN THƯỜNG VỤ|BTV|LIÊN CHI) ĐOÀN"
    r"|TNCS HỒ CHÍ MINH|HỘI ĐỒNG|THANH NIÊN|ĐOÀN KHỐI)|[,&-])$"
)
_PROVINCE = re.compile(r"^(?:TỈNH|THÀNH PHỐ|TP\.?)\s(?!ĐOÀN|ỦY|UỶ)")
#: Verbs that a body's name has not: such a line is a sentence about the body.
_SAYS = re.compile(
    r"\b(?:ban hành|xây dựng|tổ chức|triển khai|thông báo|đề nghị|báo cáo|yêu cầu|mời|hướng dẫn|thực hiện|nhận|tham gia|được|năm \d)\b",
    re.IGNORECASE,
)
LONGEST_NAME = 120  # letters


def names_body(text: str) -> bool:
    """Tell whether a text begins as the name of a body does, in whatever case."""
    return bool(_BODY.match(text.upper()))


def names_province(text: str) -> bool:
    return bool(_PROVINCE.match(text))


def in_capitals(text: str) -> bool:
    """Tell whether a line is in capitals, but for a small word or two."""
    letters = [char for char in text if char.isalpha()]
    return bool(letters) and sum(char.isupper() for char in letters) >= 0.8 * len(letters) and len(text) <= LONGEST_NAME


def is_plain_name(text: str) -> bool:
    """Tell whether a line that is not in capitals is a body's name and nothing else: "Ban Chấp hành Chi đoàn khu phố 3"."""
    short = len(text) < 90 and text[:1].isupper() and text[-1:] not in ".;:,?!/"
    return short and names_body(text) and not _SAYS.search(text)


def goes_on(before: str, text: str) -> bool:
    """Tell whether a line goes on with the name on the line before."""
    head, upper = before.upper(), text.upper()
    if not _BODY.match(upper) or head in ("ỦY", "UỶ"):
        return True
    return bool(_OPEN_END.search(head)) and not upper.startswith(("SỞ", "PHÒNG"))


def abbreviates(code: str, name: str) -> bool:
    """Tell whether a code in a symbol is what a body's name begins with: "CT" of "CỤC THUẾ TỈNH …", which is no chỉ thị."""
    return len(code) > 1 and "".join(word[0] for word in name.upper().split()).startswith(code.upper())
