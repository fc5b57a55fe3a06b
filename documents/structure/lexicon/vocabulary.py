"""The words that documents are made of: types, mottos, bodies, positions. Data, and how to compare it."""

from __future__ import annotations

import re
import unicodedata

# Names of document types as they stand on the type line, with their codes (domain.md section 4; HD29, NĐ30).
TYPES: dict[str, str] = {
    "nghị quyết": "NQ",
    "quyết định": "QĐ",
    "quy định": "QĐ",
    "chỉ thị": "CT",
    "kết luận": "KL",
    "chương trình": "CTr",
    "kế hoạch": "KH",
    "hướng dẫn": "HD",
    "báo cáo": "BC",
    "thông báo": "TB",
    "tờ trình": "TTr",
    "thông tri": "TT",
    "công văn": "CV",
    "giấy mời": "GM",
    "biên bản": "BB",
}
# Names that are types on a page, without a code in the catalogue.
OTHER_TYPES = (
    "định hướng", "quy chế", "đề án", "phương án", "dự án", "điều lệ", "lời kêu gọi", "thông cáo", "công điện",
    "đề cương", "thể lệ", "nội quy", "chuyên đề", "danh sách", "giấy giới thiệu", "phiếu chuyển",
)  # fmt: skip
# Types of documents that are cited but never issued by a committee.
CITED_TYPES: dict[str, str] = {
    **TYPES,
    "nghị định": "NĐ",
    "thông tư liên tịch": "TTLT",
    "thông tư": "TT",
    "luật": "Luật",
    "bộ luật": "Luật",
    "pháp lệnh": "PL",
    "quy chế": "QC",
    "đề án": "ĐA",
    "công điện": "CĐ",
    "hướng dẫn liên ngành": "HD",
    "quy chế phối hợp": "QC",
    "chương trình phối hợp": "CTr",
    "kế hoạch liên tịch": "KH",
    "nghị quyết liên tịch": "NQ",
}
# Codes as they are spelt in symbols (folded), with the code they mean.
SYMBOL_CODES: dict[str, str] = {
    "nq": "NQ", "qd": "QĐ", "qdi": "QĐ", "qyd": "QĐ", "ct": "CT", "kl": "KL", "ctr": "CTr", "cthd": "CTr", "ctrht": "CTr",
    "ctrlt": "CTr", "kh": "KH", "khlt": "KH", "khln": "KH", "hd": "HD", "hdlt": "HD", "bc": "BC", "tb": "TB", "ttr": "TTr",
    "tt": "TT", "cv": "CV", "gm": "GM", "bb": "BB", "nqlt": "NQ", "nd": "NĐ", "ttlt": "TTLT", "qc": "QC", "da": "ĐA",
    "qdpl": "QĐ", "nqtw": "NQ", "ttg": "QĐ",
}  # fmt: skip
MOTTOS = (
    "doan tncs ho chi minh",
    "doan thanh nien cong san ho chi minh",
    "cong hoa xa hoi chu nghia viet nam",
    "cong hoa xhcn viet nam",
    "doc lap - tu do - hanh phuc",
    "dang cong san viet nam",
)
# They stand at the right of a letterhead too, but at the left as a superior's name.
OTHER_MOTTOS = (
    "doi tntp ho chi minh",
    "hoi lhtn viet nam",
    "hoi lien hiep thanh nien viet nam",
    "hoi sinh vien viet nam",
)
POSITIONS = (
    "bí thư thứ nhất", "phó bí thư thường trực", "phó bí thư", "bí thư", "phó chủ tịch thường trực", "phó chủ tịch",
    "chủ tịch", "phó chánh văn phòng", "chánh văn phòng", "phó trưởng ban", "trưởng ban", "phó trưởng phòng",
    "trưởng phòng", "phó giám đốc", "giám đốc", "phó tổng giám đốc", "tổng giám đốc", "phó hiệu trưởng", "hiệu trưởng",
    "phó chủ nhiệm", "chủ nhiệm", "phó cục trưởng", "cục trưởng", "phó chi cục trưởng", "chi cục trưởng",
    "phó viện trưởng", "viện trưởng", "bộ trưởng", "thứ trưởng", "thủ tướng", "phó thủ tướng", "ủy viên thường trực",
    "ủy viên ban thường vụ", "ủy viên", "uỷ viên", "phó tổng thư ký", "tổng thư ký", "thư ký", "chủ tọa", "chủ trì",
    "phó trưởng đoàn", "trưởng đoàn", "chính trị viên", "chỉ huy trưởng", "phó tổ trưởng", "tổ trưởng",
)  # fmt: skip
PURPOSES: dict[str, str] = {
    "b/c": "report", "bc": "report", "bao cao": "report", "de b/c": "report", "de bao cao": "report", "de bc": "report",
    "bao cao cao": "report", "t/h": "act", "th": "act", "thuc hien": "act", "de thuc hien": "act", "de t/h": "act",
    "de th": "act", "trien khai": "act", "p/h": "coordinate", "ph": "coordinate", "phoi hop": "coordinate",
    "de phoi hop": "coordinate", "de p/h": "coordinate", "de ph": "coordinate", "de biet": "inform", "biet": "inform",
    "d/b": "inform", "de theo doi": "inform", "theo doi": "inform",
}  # fmt: skip

_UPPER = "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a pattern in which A-Z and a-z inside brackets mean all Vietnamese letters of that case."""
    return re.compile(text.replace("A-Z", "A-Z" + _UPPER).replace("a-z", "a-z" + _UPPER.lower()), flags)


def collapse(text: str) -> str:
    """Spaces, tabs and line ends become single spaces."""
    return " ".join(text.split())


def plain(text: str) -> str:
    """Lower case without diacritics and with collapsed spaces, for comparing words, never for showing."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return " ".join("".join(char for char in decomposed if not unicodedata.combining(char)).split())


def is_capitals(text: str) -> bool:
    """All letters are capitals, and there are at least two of them."""
    return text.isupper() and sum(1 for char in text if char.isalpha()) >= 2


def without_quotes(text: str) -> str:
    """The text without the marks of quotation, brackets or the stop that stand round the whole of it."""
    text = text.strip().strip(".;,").strip()
    while len(text) > 1 and text[0] in _OPENING and text[-1] in _CLOSING:
        text = text[1:-1].strip().strip(".;,").strip()
    if text[:1] in _QUOTES and not any(mark in text[1:] for mark in _QUOTES):
        text = text[1:]
    if text[-1:] in _QUOTES and not any(mark in text[:-1] for mark in _QUOTES):
        text = text[:-1]
    return text.strip().rstrip(".;,").strip()


_OPENING = "“\"'‘«("
_CLOSING = "”\"'’»)“"
_QUOTES = '“”"«»'
