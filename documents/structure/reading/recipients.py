"""Read the recipients (Nơi nhận). Reads the tail's lines; writes recipient lines with their parts, and the archive line.

A line is split at ";" then at ",", never inside brackets. What a part denotes is a later matter (notifications).
"""

from __future__ import annotations

import re

from documents.structure.lexicon.words import purpose_of
from documents.structure.reading.signature import is_signer
from documents.structure.text import collapse
from documents.structure.tree import Archive, RecipientLine, RecipientPart

_ARCHIVE = re.compile(r"^(?:Lưu|LƯU)\b(?!\s+(?:trữ|học|ban))")
_COPIES_ALONE = re.compile(r"\^?\(\s*0*(\d{1,4})\s*(?:b|bản|bộ)?\s*\)")
_COPIES = re.compile(  # "(05b)", "^(05b)", "(để b/c, 02 bản)", "VT. 35b"
    r"\^?\((?:[^()]*[,;]\s*)?0*(?P<inside>\d{1,4})\s*(?:b|bản|bộ)?\s*\)|[\s.,;]0*(?P<after>\d{1,4})\s?(?:b|bản)[.;]?$"
)
_BRACKET = re.compile(r"\(([^()]*)\)")
#: Words that only name one more kind within a class: "Các sở, |ban|, |ngành tỉnh|", "UBND các xã, |phường|".
_CLASS_NOUN = re.compile(
    r"(?:và\s+)?(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|sở|ban|ngành|đoàn thể|phòng|thôn|bản|tổ dân phố|khu phố|khu dân cư|"
    r"ấp|khóm|buôn|làng|sóc|tổ|ĐH|CĐ|TC|THCN|TCCN|THPT|THCS|TH|TTGDTX|đại học|cao đẳng|trung cấp|trung học|dạy nghề|mầm non|"
    r"tiểu học|chi đoàn|chi hội|chi đội|liên đội|đơn vị|cơ quan|doanh nghiệp|hội|tổ chức|bộ phận)\b(?!\s+(?:trực thuộc|\d))"
    r"(?:\s+(?:tỉnh|thành phố|phường|xã|đặc khu|trung ương|TW|chuyên môn|trên địa bàn|liên quan|trực thuộc|thuộc|của|[A-ZĐ]|Sở|Trường)\b.*)?(?:\s*\([^()]*\))?$"
    r"|(?:và\s+)?(?:quận|huyện|thị|thành|tỉnh|đảng) [uủ][ỷy]\b(?:\s+trực thuộc\b.*)?$|(?:Thành phố|Thị xã|Quận|Huyện|Phường|Xã|Đặc khu|Thị trấn)$"
)
_OPEN_CLASS = re.compile(
    r"\b(?:[Cc]ác|[Nn]hững|[Mm]ọi|[Tt]oàn thể)\b|^(?:Đoàn|UBND|Chi đoàn|BCH|BTV)\b.*\b(?:xã|phường|thôn|sở)$|^(?:Thôn|Xã|Phường|Sở|Ban|Phòng|Tổ dân phố|Khu phố|Ấp|Bản)(?:,|$)"
)
_NUMBER = re.compile(r"(?:và\s+)?\d{1,3}(?:\s+và\s+\d{1,3})?(?:\s*\([^()]*\))?$")
_NUMBERED = re.compile(r"(.*\D)\s\d{1,3}$")
_PERSON = re.compile(r"(?:Đồng chí|đồng chí|Đ/c|đ/c|Đ\.c|Ông|Bà|ông|bà)\s")
_PERSONS = re.compile(r"[Cc]ác (?:đồng chí|đ/c|Đ/c|(?:ông|thầy|anh)(?: (?:bà|cô|chị))?|bà|cô|chị|em)\s*:\s*")
_TWO_SORTS = re.compile(r"\b([Cc]ác (?:ông|thầy|anh))(?:,\s*|\s+và\s+)(bà|cô|chị)(?=\s*:)")
#: "Các Vụ: TH, QHQT": each word of the list is one of that kind.
_OF_ONE_KIND = re.compile(
    r"[Cc]ác (?P<kind>[Vv]ụ|[Cc]ục|[Ss]ở|[Pp]hòng|[Bb]an|[Kk]hoa|[Vv]iện|[Tt]rường|[Tt]ổ|[Cc]hi (?:đoàn|bộ|hội)|[Xx]ã|[Pp]hường|[Tt]hôn|[Kk]hu phố)\s*:\s*"
    r"(?P<first>\S.*)"
)
_TITLE = re.compile(
    r"(?:Ủy viên|Uỷ viên|UV|Phó|Bí thư|Chủ tịch|Trưởng|Giám đốc|Thường trực|Chánh|Hiệu trưởng|Tổng|Thứ trưởng|Bộ trưởng|Đại biểu|nguyên|phó|"
    r"ủy viên|chủ tịch|bí thư|trưởng|giám đốc|PBT|BT|PCT|CT|PGĐ|GĐ)\b"
)
#: Words in a bracket that say why somebody gets the paper, although no purpose of ours is among them.
_SAYS_WHY = re.compile(
    r"\s*(?:để|thay|kính|xin|qua|nhằm|phối|đưa|đăng|cùng|cho|gửi|lấy|góp|tham|kiểm|hướng|hỗ trợ|đề nghị)\b"
)
_LONGEST_NAME = 300  # letters; nobody is addressed by more
_EDGES = " .;,^|}{:"


def is_archive(text: str) -> bool:
    """Tell whether a text, without its dash, is the archive line: "Lưu: VT, …"."""
    return bool(_ARCHIVE.match(text))


def read_archive(text: str, line: int) -> Archive:
    return Archive(text, _copies(text), line)


def read_recipient(text: str, line: int) -> RecipientLine:
    """Read one recipient line, without its dash, with its parts."""
    copies = _copies(text)
    parts = [
        part for piece in _pieces(_TWO_SORTS.sub(r"\1 \2", _COPIES_ALONE.sub(" ", text))) if (part := _part(piece))
    ]
    if parts:
        parts[-1].copies = copies
    return RecipientLine(text, line, parts)


def _copies(text: str) -> int | None:
    found = _COPIES.search(text)
    return int(found["inside"] or found["after"]) if found else None


def _pieces(text: str) -> list[str]:
    """Return the text cut at ";" and ",", but not where the next bracket is one that closes."""
    pieces, end, inside = [], len(text), False
    for at in range(len(text) - 1, -1, -1):
        letter = text[at]
        if letter in "()":
            inside = letter == ")"
        elif letter in ";," and not inside:
            pieces.append(text[at:end])
            end = at
    pieces.append(text[:end])
    whole: list[str] = []
    kind = ""  # of which each is that the list names
    for piece in reversed(pieces):
        kind = kind if piece[:1] == "," else ""
        bare = piece.strip(_EDGES)
        if listed := _OF_ONE_KIND.match(bare):
            kind = listed["kind"][:1].upper() + listed["kind"][1:]
            bare = listed["first"]
        if kind and bare:
            whole.append(bare if bare.casefold().startswith(kind.casefold()) else f"{kind} {bare}")
            continue
        short = bool(whole) and len(whole[-1]) + len(bare) < _LONGEST_NAME
        if short and piece[:1] == "," and _belongs_to(whole[-1], bare):
            whole[-1] = f"{whole[-1]}, {bare}"
        elif short and _NUMBER.match(bare) and (numbered := _NUMBERED.match(whole[-1])):
            bracket = bare[bare.index("(") :] if "(" in bare else ""
            whole.extend(f"{numbered[1]} {number}" for number in re.findall(r"\d+", bare.replace(bracket, "")))
            whole[-1] = f"{whole[-1]} {bracket}".strip()
        elif bare:
            whole.extend(_named(piece.lstrip(";,").strip()))
    return whole


def _belongs_to(before: str, piece: str) -> bool:
    """Tell whether a piece after a comma goes on with the class or with the person before it."""
    if _CLASS_NOUN.match(piece):
        return bool(_OPEN_CLASS.search(before)) and not before.rstrip().endswith(")")
    return bool(_TITLE.match(piece)) and _is_person(before)


def _is_person(text: str) -> bool:
    return bool(_PERSON.match(text)) or is_signer(text.split(",")[0].split(" - ")[0].split(" – ")[0].strip())


def _named(piece: str) -> list[str]:
    """Return the piece without the words before a list of persons: "Các đ/c: Lò Văn A"."""
    listed = _PERSONS.match(piece)
    return [piece[listed.end() :]] if listed else [piece]


def _part(piece: str) -> RecipientPart | None:
    purposes: list[str] = []

    def taken(match: re.Match[str]) -> str:
        found = purpose_of(match.group(1)) or (match.group(1).strip() if _SAYS_WHY.match(match.group(1)) else None)
        if found is None:
            return match.group()
        purposes.append(found)
        return " "

    name = collapse(_BRACKET.sub(taken, piece)).strip(_EDGES)
    return RecipientPart(name, purposes[-1] if purposes else None) if name else None
