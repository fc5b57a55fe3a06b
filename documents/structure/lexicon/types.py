"""Name the types of documents: what each is called, its code in symbols, and which rule book issues it.

This table is the only place where a type's name and its code stand together; everything else is drawn from it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from documents.structure.fold import fold

BOTH, STATE, NOBODY = frozenset({"HD29", "NĐ30"}), frozenset({"NĐ30"}), frozenset[str]()


@dataclass(frozen=True, slots=True)
class DocumentType:
    """One name of a type, in lower case.

    `code` as symbols write it ("" where no rule book gives one); `issued` the rule books whose bodies issue it; `titled`:
    the name stands on a type line; `cited`: documents of it are cited by its name; `numbered`: with their number.
    """

    name: str
    code: str = ""
    issued: frozenset[str] = NOBODY
    titled: bool = False
    cited: bool = False
    numbered: bool = False


def _issued(
    name: str, code: str, by: frozenset[str] = BOTH, *, cited: bool = True, numbered: bool = True
) -> DocumentType:
    """Make a type that stands on type lines."""
    return DocumentType(name, code, by, titled=True, cited=cited, numbered=cited and numbered)


def _cited(name: str, code: str, by: frozenset[str] = NOBODY, *, numbered: bool = True) -> DocumentType:
    """Make a type that is cited and titles nothing that is written here."""
    return DocumentType(name, code, by, cited=True, numbered=numbered)


#: Sources: HD29; NĐ30 Điều 7 and Phụ lục III. The order is that in which a page offers them.
TYPES: tuple[DocumentType, ...] = (
    _issued("nghị quyết", "NQ"),
    _issued("quyết định", "QĐ"),
    _issued("quy định", "QĐ"),
    _issued("chỉ thị", "CT"),
    _issued("kết luận", "KL"),
    _issued("chương trình", "CTr"),
    _issued("kế hoạch", "KH"),
    _issued("hướng dẫn", "HD"),
    _issued("báo cáo", "BC"),
    _issued("thông báo", "TB"),
    _issued("tờ trình", "TTr"),
    _issued("thông tri", "TT"),
    _issued("công văn", "CV"),
    _issued("giấy mời", "GM", numbered=False),
    _issued("biên bản", "BB", numbered=False),
    _issued("quy chế", "QC", STATE),
    DocumentType("quy định", "QyĐ", STATE),  # NĐ30 gives it a code of its own; a reader cannot tell the rule book
    _issued("phương án", "PA", STATE, cited=False),
    _issued("đề án", "ĐA", STATE),
    _issued("dự án", "DA", STATE, cited=False),
    _issued("công điện", "CĐ", STATE),
    DocumentType("giấy ủy quyền", "GUQ", STATE),
    _issued("giấy giới thiệu", "GGT", STATE, cited=False),
    DocumentType("phiếu gửi", "PG", STATE),
    _issued("nghị định", "NĐ", STATE),
    _issued("thông tư liên tịch", "TTLT", STATE),
    # cited, and issued by no committee
    _issued("thông tư", "TT", NOBODY),  # on a type line it is known as what nobody here issues
    _cited("luật", "Luật", numbered=False),
    _cited("bộ luật", "Luật", numbered=False),
    _cited("pháp lệnh", "PL", numbered=False),
    _cited("hướng dẫn liên ngành", "HD"),
    _cited("quy chế phối hợp", "QC"),
    _cited("chương trình phối hợp", "CTr"),
    _cited("kế hoạch liên tịch", "KH"),
    _cited("nghị quyết liên tịch", "NQ"),
    # names on type lines to which no rule book here gives a code
    *(
        DocumentType(name, titled=True)
        for name in (
            "định hướng", "điều lệ", "lời kêu gọi", "thông cáo", "đề cương", "thể lệ", "nội quy", "chuyên đề", "danh sách",
            "phiếu chuyển",
        )
    ),
)  # fmt: skip

#: What may stand on a type line: name → code, "" where it has none.
TITLES: dict[str, str] = {one.name: one.code for one in TYPES if one.titled}
#: What documents are cited as: name → code.
CITED: dict[str, str] = {one.name: one.code for one in TYPES if one.cited}
#: The names that a number belongs to when a document of the type is cited.
NUMBERED: tuple[str, ...] = tuple(one.name for one in TYPES if one.numbered)

#: What stands where a type's code stands without being one: Lệnh, Thủ tướng, phối hợp, liên ngành.
_OTHER_CODES = ("L", "TTg", "PH", "LN")


def _spellings() -> dict[str, tuple[str, ...]]:
    codes = dict.fromkeys([*(one.code for one in TYPES if one.code), *_OTHER_CODES])
    found: dict[str, tuple[str, ...]] = {}
    for code in codes:
        found[fold(code)] = (*found.get(fold(code), ()), code)
    return found


#: Every code by its folded spelling, which two of them may share: "nd" → (NĐ), "da" → (ĐA, DA).
CODES = _spellings()
#: Folded spellings of quyết định and quy định that are met beside "QĐ".
DECISIONS: dict[str, str] = {"qdi": "QĐ", "qyd": "QĐ"}
#: Folded codes with an addition (liên tịch, hành động, pháp luật …), and the type that they mean.
_EXTENDED: dict[str, str] = {
    "cthd": "CTr", "ctrht": "CTr", "ctrlt": "CTr", "khlt": "KH", "khln": "KH", "hdlt": "HD", "nqlt": "NQ", "nqtw": "NQ",
    "qdpl": "QĐ", "ttg": "QĐ",
}  # fmt: skip
#: Codes that organs and units bear too (công đoàn, pháp luật …): alone in a symbol they tell no type.
_ALSO_ORGANS = ("CĐ", "PA", "PG", "PL")
_SYMBOLS: dict[str, str] = {
    **{spelling: codes[0] for spelling, codes in CODES.items() if codes[0] not in (*_OTHER_CODES, *_ALSO_ORGANS)},
    **DECISIONS,
    **_EXTENDED,
}


def code_in_symbol(part: str) -> str | None:
    """Tell which type a part of a symbol means, however it is spelt: "nqlt" → "NQ"; None if none.

    Spellings that are one without marks are told apart by their marks: "DA" is a dự án, "ĐA" a đề án.
    """
    folded = fold(part)
    return part if part in CODES.get(folded, ())[1:] and folded not in DECISIONS else _SYMBOLS.get(folded)


def right_code(written: str) -> str:
    """Write a code as it should be: "ctr" → "CTr"; "" if it is no code, or if it cannot be told which."""
    codes = CODES.get(fold(written), ())
    return written if written in codes else codes[0] if len(codes) == 1 else ""


def issued_by(rule_book: str) -> dict[str, tuple[str, ...]]:
    """List what a rule book's bodies issue: code → its names."""
    names: dict[str, tuple[str, ...]] = {}
    for one in TYPES:
        if rule_book in one.issued:
            names[one.code] = (*names.get(one.code, ()), one.name)
    return names


def alternatives(names: tuple[str, ...] | dict[str, str]) -> str:
    """Write names as alternatives of a regular expression, the longest first."""
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
