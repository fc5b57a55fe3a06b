"""Read a letterhead's number and symbol, whole or in the pieces that exports make of them. Reads one cell; writes nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from documents.structure.lexicon.types import TITLES, alternatives
from documents.structure.text import pattern

LONGEST = 60  # letters of a cell with a number
_NAMED = rf"(?:(?:{alternatives(TITLES)}|công văn|CV)\s+)?"  # "Kế hoạch số: 12-KH/ĐTN"
_NUMBER = re.compile(
    rf"^\(?{_NAMED}(?:số|so)\s*(?::|(?=[\s\d.…_/-]))\s*(?P<number>[\s\d.…_]*?)\s*(?P<dash>[-–—/])\s*(?P<symbol>.*)$",
    re.IGNORECASE,
)
_BARE = pattern(r"^(?P<number>[\d.…_ ]*)(?P<dash>[-–/])(?P<symbol>[A-Z][A-Za-z]{1,5}\s?/\s?[A-Z][\w-]*)$")
_SPACED = pattern(
    r"^(?:Số|SỐ)\s*(?::\s*(?=[A-Z])|:?\s*(?=\d))(?P<number>\d{0,5})\s*(?P<symbol>[A-Z][A-Za-z]{1,6}\s?[-–—/]\s?[A-Z][\w/-]*)$"
)
_ONLY = re.compile(r"^(?:Số|SỐ)\s*:\s*(?P<number>[\d.…_ ]*)(?P<symbol>)$")
#: A title that says the number, perhaps the day and whose it is: "SỐ 14 NQ/HĐND NGÀY 26-8-2027 CỦA HĐND XÃ VỀ …".
_IN_TITLE = re.compile(
    r"^(?P<number>số\s*:?\s*\d{1,5}\s*[-–—/]?\s*[^\W\d]\w{0,9}(?:[-–—/]\w{1,12}){1,3})"
    r"(?:,?\s+ngày\s+(?P<date>\d{1,2}(?:[/.-]\d{1,2}[/.-]|\s+tháng\s+\d{1,2}\s+năm\s+)\d{4}))?"
    r"(?:,?\s+của\s+[^:;.]{2,80}?)??,?\s+(?=(?:về|v/v|ban hành|quy định)\b)",
    re.IGNORECASE,
)
#: What may be the rest of "Số:" or of "Số: 12": "84", "84-KH/ĐTN", "/TTr-BVĐ", "…/QĐ-UBND", "11/2001/QĐ-UB", "KH/ĐTN".
_PIECE = pattern(
    r"^(?:[\d.…_]{1,6}\s*)?[-–—/]\s?[A-Z][A-Za-z]{0,9}(?:\s?[-–—/]\s?[A-Z][\w]{0,9}){0,3}$|^\d{1,5}$|^[.…_]{2,12}$"
    r"|^\d{1,5}\s?/\s?(?:19|20)\d\d\s?/\s?[A-Z][A-Za-z]{0,9}(?:\s?[-–—/]\s?[A-Z]\w{0,9}){0,3}$"
    r"|^(?:\d{1,5}\s*)?[A-Z][A-Za-z]{0,5}\s?[-–—/]\s?[A-Z][\w]{1,9}(?:\s?[-–—/]\s?[A-Z][\w]{0,9}){0,2}$"
)


@dataclass(slots=True, frozen=True)
class NumberLine:
    number: str | None
    symbol: str | None


def read_number(text: str) -> NumberLine | None:
    """Return number and symbol of a cell that is a number line; either may be blank."""
    match = _NUMBER.match(text) or _SPACED.match(text) or _BARE.match(text) or _ONLY.match(text)
    if not match or len(text) > LONGEST:
        return None
    symbol = re.sub(r"\s*([-–—/])\s*", r"\1", match["symbol"]).strip(" .")
    return NumberLine(re.sub(r"[^\d]", "", match["number"]) or None, symbol or None)


@dataclass(slots=True, frozen=True)
class TitleNumber:
    """What a title says before the subject: the words, number and symbol, and the day as written."""

    words: str
    line: NumberLine
    date: str | None


def number_in_title(rest: str) -> TitleNumber | None:
    """Return the number that stands in the title between the type and the subject."""
    found = _IN_TITLE.match(rest)
    line = read_number(re.sub(r"(\d)\s*[-–—/]?\s*(?=[^\W\d])", r"\1/", found["number"])) if found else None
    return TitleNumber(found[0].strip(), line, found["date"]) if found and line and line.number else None


def is_piece(text: str) -> bool:
    """Tell whether a cell may be what is missing of a number line that stands above it."""
    return len(text) <= LONGEST and bool(_PIECE.match(text))
