"""Read the signature block. Reads the tail's cells; writes capacity, position and name into the draft.

HD29: TM. BODY / POSITION / name; NĐ30 adds KT., Q., TL., TUQ. A capacity is its whole line.
"""

from __future__ import annotations

import re

from documents.structure.lexicon.words import POSITIONS
from documents.structure.text import is_capitals, pattern
from documents.structure.tree import ParagraphKind, Signature

_CAPACITY = pattern(r"^(?:TM|T/M|KT|K/T|TL|T/L|TUQ|Q|TUN)\s*\.?\s?(?=[A-Z])")
_CAPACITY_DOT = re.compile(r"^(?:TM|T/M|KT|TL|T/L|TUQ|Q|TUN)\b")
#: … and in small letters, where the body or the officer is named: "TM. Ban Thường vụ", "KT. Chủ tịch".
_IN_SMALL = re.compile(
    r"^(?:TM|T/M|KT|K/T|TL|T/L|TUQ)\s?\.?\s?(?:Ban (?:Thường vụ|Chấp hành|Tổ chức|Giám hiệu|Trị sự|Quản trị|Bí thư|Chỉ đạo|Chủ nhiệm)|BTV|BCH|BTC|"
    r"(?:Ủy|Uỷ) ban|UBND|Đảng (?:ủy|uỷ)|Chi (?:ủy|bộ|đoàn|hội)|Thường trực|Đoàn Chủ tịch|Hội đồng|Công đoàn|"
    + "|".join(sorted((p[0].upper() + p[1:] for p in POSITIONS), key=len, reverse=True))
    + r")\b[^.;:,]*$"
)
_BODY = re.compile(
    r"^(?:BAN THƯỜNG VỤ|BAN CHẤP HÀNH|BCH|BTV|ỦY BAN|UỶ BAN|THƯỜNG TRỰC|ĐOÀN CHỦ TỊCH|BAN TỔ CHỨC|BAN BÍ THƯ)\b"
)
#: A deputy's or an acting officer's position may be abbreviated: "P. BÍ THƯ", "Q. BÍ THƯ", "QUYỀN CHỦ TỊCH".
_POSITION = re.compile(
    r"^(?:(?:P\.|Q\.|P(?=\s)|Quyền)\s*)?(?:" + "|".join(sorted(POSITIONS, key=len, reverse=True)) + r")\b",
    re.IGNORECASE,
)
_WHOLE_POSITION = re.compile(_POSITION.pattern.removesuffix(r"\b") + r"(?: thường trực)?$", re.IGNORECASE)
_SIGNED = re.compile(r"^\(?(?:đã ký|ký tên|ký, |ký và|chữ ký|ký điện tử|ký số)", re.IGNORECASE)
#: What stands before a signer's name: degrees, ranks of the forces, ranks of the clergy.
_TITLES = re.compile(
    r"^(?:(?:GS|PGS|TS|TSKH|Th[Ss]|BS|BSCK\s?I{1,2}|CK\s?I{1,2}|KS|CN|NGƯT|NGND|LS|Đ/c|Đồng chí|(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy)|"
    r"Hòa thượng|Hoà thượng|Thượng tọa|Đại đức|Ni trưởng|Ni sư|Sư cô|Linh mục|Mục sư)(?:[.,]\s*|\s+)|(?:HT|TT|ĐĐ|NT|SC)\.\s*)+"
)
_ACTING = re.compile(r"^Q\s*\.\s*(?:" + "|".join(sorted(POSITIONS, key=len, reverse=True)) + r")\b", re.IGNORECASE)
#: Names of all peoples of Viet Nam: "Lê Văn Dũng", "H’Mai Niê", "K’Brểu", "Kpă H’Bia", "Nguyễn Thị Bích-Hà", "Y Moan".
NAME_WORD = r"[A-Z](?:['’ʼ‘-]?[a-z])*(?:['’ʼ‘-][A-Z](?:['’ʼ‘-]?[a-z])*)?"
_NAME = pattern(rf"^(?:{NAME_WORD}(?:\s{NAME_WORD}){{1,5}}|[A-Z][a-z]*['’ʼ‘-][A-Z][a-z]+)$")
_ONE_WORD = pattern(r"^[A-Z][a-z]+$")
_SURNAMES = frozenset(
    (
        "NGUYỄN TRẦN LÊ PHẠM HOÀNG HUỲNH PHAN VŨ VÕ ĐẶNG BÙI ĐỖ HỒ NGÔ DƯƠNG LÝ ĐINH ĐOÀN LÂM TRỊNH MAI ĐÀO CAO LƯƠNG "
        "HÀ TRƯƠNG VƯƠNG LÒ VÀNG GIÀNG QUÁCH TÔ TẠ THÁI CHU HỨA NÔNG LA SÙNG THÀO VI Y KA TÒNG CÀ QUÀNG MÙA TRÁNG LÙ "
        "PHÙNG TỐNG KIỀU LƯU TĂNG CHÂU THẠCH SƠN KIM DANH LỤC BẾ HOÀNG CHÂM MÃ TRIỆU BÀN ĐẬU NGHIÊM KHUẤT ÂU BẠCH ĐỒNG "
        "DOÃN NGẠC THÂN ÔNG TIÊU VIÊN"
    ).split()
)


#: What parts a name in a list from what the person is, and what stands before a name.
_NAMED_IN_LIST = re.compile(r"\s*[,;:(.]|\s[-–—]\s")
_ADDRESSED = re.compile(
    r"^(?:(?:[ÔôBb][nà]g?\b|Ông \(bà\)|[Aa]nh|[Cc]hị|[Ee]m|[Cc]ô|[Tt]hầy|Đ/c|Đ\.c|[Đđ]ồng chí|GS|PGS|TS|ThS|BS|KS|CN)[.:]?\s+)+"
)
#: Words in the middle of names, by which a name in capitals is told from a title.
_MIDDLE = frozenset("VĂN THỊ A HỮU ĐÌNH XUÂN NGỌC QUANG QUỐC ĐỨC".split())


def is_capacity(text: str) -> bool:
    """Tell whether a text is a capacity: "TM. BAN THƯỜNG VỤ …", "KT. CHỦ TỊCH", or a body's bare name in capitals."""
    if len(text) > 120 or not text[:1].isupper():
        return False
    if not is_capitals(text):
        return len(text) < 80 and bool(_IN_SMALL.match(text))
    return bool(_CAPACITY_DOT.match(text) and _CAPACITY.match(text)) or bool(_BODY.match(text))


def is_position(text: str) -> bool:
    """Tell whether a text is a position in capitals alone on its line: "BÍ THƯ", "PHÓ CHỦ TỊCH THƯỜNG TRỰC"."""
    return len(text) < 80 and is_capitals(text) and bool(_POSITION.match(text))


def is_position_in_small(text: str) -> bool:
    """Tell whether a text is nothing but a position, in small letters: "Bí thư", "Tổ trưởng", "Phó Chủ tịch"."""
    return text[:1].isupper() and not is_capitals(text) and bool(_WHOLE_POSITION.match(text))


def is_signer(text: str) -> bool:
    """Tell whether a text is a person's name, with or without a degree before it."""
    name = _TITLES.sub("", text)
    if len(name) > 50:
        return False
    if _NAME.match(name):
        return True
    words = name.split()
    return 2 <= len(words) <= 6 and name.isupper() and words[0] in _SURNAMES and not is_position(name)


def names_person(text: str) -> bool:
    """Tell whether a line of a list is a person: a name, with what the person is after a comma, a dash or a colon."""
    name = _NAMED_IN_LIST.split(text, maxsplit=1)[0].strip()
    bare = _ADDRESSED.sub("", name)
    words = bare.split()
    if len(bare) > 50 or not 2 <= len(words) <= 6 or not is_signer(bare):
        return bare != name and len(words) == 1 and bare.istitle()
    if bare != name or not bare[:2].isalpha() or bare[1:2] in "’'":
        return True
    known = words[0].upper() in _SURNAMES
    return known and (not bare.isupper() or bool(_MIDDLE & set(words[1:])))


def is_signed_note(text: str) -> bool:
    """Tell whether a text says that it was signed: "(Đã ký)", "(Ký tên, đóng dấu)"."""
    return bool(_SIGNED.match(text))


class SignatureReader:
    """Takes the cells of the signature block in order; sorts them into capacity, position and name."""

    def __init__(self) -> None:
        self.signature = Signature()
        self._two = False

    def read(self, text: str, line: int) -> ParagraphKind | None:
        """Return the kind of this cell; None if it is no part of a signature."""
        kind = self._second(text) or self._kind(text)
        if (
            kind in (ParagraphKind.CAPACITY, ParagraphKind.POSITION, ParagraphKind.SIGNER)
            and self.signature.line is None
        ):
            self.signature.line = line
        return kind

    def _second(self, text: str) -> ParagraphKind | None:
        """Count the second of two signers (the minutes' clerk and chair)."""
        signature = self.signature
        if signature.position and not signature.name and is_position(text) and is_position(signature.position):
            self._two = True
            signature.position = text
            return ParagraphKind.POSITION
        if self._two and signature.name and is_signer(text):
            signature.name = text
            return ParagraphKind.SIGNER
        return None

    def _kind(self, text: str) -> ParagraphKind | None:
        signature = self.signature
        if is_signed_note(text):
            return ParagraphKind.PROSE
        if not signature.position and len(text) < 80 and _ACTING.match(text):
            signature.position = text
            return ParagraphKind.POSITION
        if is_capacity(text) and signature.position is None:
            signature.capacity = f"{signature.capacity} {text}" if signature.capacity else text
            return ParagraphKind.CAPACITY
        if (
            is_position(text)
            or is_position_in_small(text)
            or (signature.capacity and text[:1].isupper() and _POSITION.match(text) and len(text) < 60)
        ):
            if signature.name is None:
                signature.position = f"{signature.position} {text}" if signature.position else text
            return ParagraphKind.POSITION
        if (
            (is_signer(text) or (signature.position and _ONE_WORD.match(text)))
            and signature.name is None
            and (signature.position or (signature.capacity and not text.isupper()))
        ):
            signature.name = text
            return ParagraphKind.SIGNER
        if is_capitals(text) and signature.capacity and not signature.position and len(text) < 90:
            signature.capacity += " " + text
            return ParagraphKind.CAPACITY
        if is_capitals(text) and signature.position and not signature.name and len(text) < 90:
            signature.position += " " + text
            return ParagraphKind.POSITION
        return None
