"""Convert the legacy Vietnamese encodings that old files still have.

TCVN3 (ABC): one byte per letter; capitals with marks came from a capital font, so case is mended by the word and line.
VNI: a letter followed by a byte for its mark. Both are given here as Latin-1 characters.
"""

from __future__ import annotations

import re

from documents.structure.text import WORD

_TCVN3_LOWER = dict(
    zip(
        "¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_TCVN3_UPPER = dict(zip("¡¢£¤¥¦§", "ĂÂÊÔƠƯĐ", strict=True))
# TCVN 5712-1 also had capitals, in the control ranges and in gaps
_TCVN1_UPPER = dict(
    zip(
        "\x80\x81\x82\x83\x84\x85\x86\x87\x88\x89\x8a\x8b\x8c\x8d\x8e\x8f\x90\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9a\x9b\x9c"
        "\x9d\x9e\x9f\xaf\xba\xbf\xc0\xc1\xc2\xc3\xc4\xc5\xcd\xd9\xda\xdb\xe0\xf0\xff\x01\x02\x04\x05\x06\x11\x12\x13\x14\x15\x16\x17",
        "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨẰẲẴẮẦẨẪẤỀỂỄẾỒỔỖỐÚỤỪỬỮỨỰỲỶỸÝỴ",
        strict=True,
    )
)
_TCVN3 = str.maketrans({**_TCVN3_LOWER, **_TCVN3_UPPER, **_TCVN1_UPPER})
_WINDOWS_MARKS = {"\x93": "“", "\x94": "”", "\x96": "–", "\x85": "…", "\x91": "‘", "\x92": "’", "\x97": "—"}
_WINDOWS = re.compile(
    r"(?<![A-Z\x80-\x9f¡-§])[\x91-\x97\x85](?![A-Z\x80-\x9f¡-§])|(?<=\d)\x96|(?<=[\s(:])\x93|\x94(?=[\s.,;:)])|(?<=\s)\x96(?=\s)"
)
_CP1252 = {
    ord(byte.decode("cp1252")): byte.decode("latin-1")
    for code in range(0x80, 0xA0)
    if (byte := bytes([code])) not in (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")
}
_CELLS = re.compile(r"(?:[^\n\t ]| (?! {3}))+")
# capitals that no neighbour betrays: after a stop or a dash, and in names
_NAMES = re.compile(
    r"((?:^|[.!?]\s|\s)[-+]\s|[.!?]\s)([à-ỹ])|(?<![\w])()(ủ)(?=y (?:ban nhân|ban MTTQ|ban Mặt trận|ban Kiểm|viên Ban|viên BCH|viên BTV))"
)

_MARKED = {
    "a": "áàảãạâấầẩẫậăắằẳẵặ", "e": "éèẻẽẹêếềểễệ", "o": "óòỏõọôốồổỗộ", "u": "úùủũụ", "y": "ýỳỷỹ", "ô": "ớờởỡợ", "ö": "ứừửữự",
}  # fmt: skip
_VNI_MARKS = {
    "a": "ùøûõïâáàåãäêéèúüë", "e": "ùøûõïâáàåãä", "o": "ùøûõïâáàåãä", "u": "ùøûõï", "y": "ùøûõ", "ô": "ùøûõï", "ö": "ùøûõï",
}  # fmt: skip
_VNI_SINGLE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "í": "í", "ì": "ì"}
_VNI: dict[str, str] = {}
for _letter, _marks in _VNI_MARKS.items():
    for _mark, _result in zip(_marks, _MARKED[_letter], strict=True):
        _VNI[_letter + _mark] = _result
        _VNI[_letter.upper() + _mark.upper()] = _result.upper()
        _VNI[_letter.upper() + _mark] = _result.upper()
for _letter, _result in _VNI_SINGLE.items():
    _VNI[_letter] = _result
    _VNI[_letter.upper()] = _result.upper()
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))


def from_tcvn3(text: str) -> str:
    """Convert text of a TCVN3 font, given as Latin-1 characters (or as Windows-1252 ones), to Unicode."""
    text = text.translate(_CP1252) if any(ord(char) > 0xFF for char in text) else text
    text = _WINDOWS.sub(lambda match: _WINDOWS_MARKS.get(match.group(), match.group()), text)
    return _CELLS.sub(lambda match: _mend_case(match.group().translate(_TCVN3)), text)


def from_vni(text: str) -> str:
    """Convert text of a VNI font, given as Windows-1252 characters, to Unicode."""
    return _VNI_PATTERN.sub(lambda match: _VNI[match.group()], text)


def _mend_case(cell: str) -> str:
    """Mend the case of TCVN3, where letters with marks have no capitals: a word or cell of capitals is in capitals."""
    letters = [char for char in cell if char.isascii() and char.isalpha()]
    if len(letters) >= 2 and all(char.isupper() for char in letters):
        return cell.upper()
    return _NAMES.sub(_capital, WORD.sub(_mend_word, cell))


def _mend_word(match: re.Match[str]) -> str:
    word = match.group()
    plain = [char for char in word if char.isascii()]
    capital = sum(char.isupper() for char in word)
    return word.upper() if capital >= 2 and plain and all(char.isupper() for char in plain) else word


def _capital(match: re.Match[str]) -> str:
    return (match.group(1) or "") + (match.group(2) or match.group(4)).upper()
