"""Read labels: what stands at the head of a numbered line, and its number. Reads one line's text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum


class Style(IntEnum):
    """Kinds of labels, the outermost first: a document's level 1 is the smallest one that it uses."""

    PART = 1  # Phần thứ nhất, PHẦN I
    CHAPTER = 2  # Chương I
    UPPER = 3  # A.
    ROMAN = 4  # I.
    ARTICLE = 5  # Điều 1.
    DECIMAL = 6  # 1.
    DECIMAL2 = 7  # 1.1.
    DECIMAL3 = 8
    DECIMAL4 = 9
    CLOSED = 10  # 1)
    BRACKET = 11  # (1)
    LETTER = 12  # a)
    BULLET = 13  # - + * ·


@dataclass(slots=True, frozen=True)
class Label:
    text: str  # as written
    style: Style
    number: int  # last component; 0 for bullets
    prefix: tuple[int, ...] = ()  # components before the last


_BULLET = re.compile(r"([-–—−+*·•●○▪■□➢➤✓✔❖◆♦]|o(?= )|>(?= ))\s*(?=\S)")
_DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})(\.\)|[.)/:]-?(?!\d)|[.)/:]|\s*-(?=\s)|)(\s*)(?=(\S))")
_BRACKET = re.compile(r"\((\d{1,3}|[a-zđ]|[ivx]{1,4})\)[.:]?\s*(?=\S)")
_ROMAN = re.compile(r"([IVXL]{1,6})(\s*[.)/:]-?|\s*[-–](?=\s)|\.\))\s*(?=\S)")
_COMPOUND = re.compile(r"([IVXL]{1,6}\.(\d{1,2}(?:\.\d{1,2}){0,2})[.)]?)\s+(?=\S)")
_LETTER = re.compile(r"([a-zđ])(?:\.\)|[.)/])\s*(?=\S)")
_UPPER = re.compile(r"([A-HĐ])[.)/]\s*(?=\S)")
_ARTICLE = re.compile(r"(Điều|ĐIỀU)\s+(\d{1,3})(?:[.:]|(?=\s|$))\s*")
_PART = re.compile(
    r"((?:Phần|PHẦN)\s+(?:(?:thứ|THỨ)\s+)?([IVX]{1,4}|\d{1,2}|[a-zA-ZấẤứỨưƯăĂáÁảẢâẬậ]{2,5}))(?=[\s.:–-]|$)\s*[.:–-]?\s*"
)
_CHAPTER = re.compile(r"((?:Chương|CHƯƠNG)\s+([IVX]{1,5}|\d{1,2}))(?=[\s.:–-]|$)\s*[.:–-]?\s*")
_ABOUT = re.compile(r"[vV]\s?[./-]\s?[vV](?:[.:]|\b)")  # "V.v. …", "v/v …": no label
_ORDINALS = {"nhất": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8}
_ROMAN_PARTS = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_LONGEST_ROMAN = 20  # letters
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50}
#: The letters that number items, in their order.
LETTERS = "abcdđeghiklmnopqrstuvxy"
_DIGITS = frozenset("0123456789")
_BULLETS = frozenset("-–—−+*·•●○▪■□➢➤✓✔❖◆♦o>")


def roman(text: str) -> int:
    """Return the number of a Roman numeral (also of a badly formed one)."""
    total = 0
    values = [_ROMAN_DIGITS[char] for char in text.upper()]
    for value, following in zip(values, [*values[1:], 0], strict=True):
        total += -value if value < following else value
    return total


def to_roman(number: int) -> str:
    """Write a number as a Roman numeral; a huge one is cut short."""
    written = ""
    for size, digits in _ROMAN_PARTS:
        while number >= size and len(written) < _LONGEST_ROMAN:
            written += digits
            number -= size
    return written


def read_label(text: str) -> tuple[Label, str] | None:
    """Return the label at the head of the text and the text after it; None if the text has no label."""
    first = text[:1]
    if first in "Vv" and _ABOUT.match(text):
        return None
    if first in _DIGITS:
        return _decimal(text)
    if first == "(":
        return _bracket(text)
    if first in _BULLETS:
        match = _BULLET.match(text)
        if match and not _is_markup_or_rule(text):
            return Label(match.group(1), Style.BULLET, 0), text[match.end() :]
    if first in "IVXL":
        return _roman(text) or _upper(text)
    if first in "ĐP" or first == "C":
        return _worded(text) or _upper(text)
    if text[1:2] in ".)/":
        return _letter(text) or _upper(text)
    return None


def _is_markup_or_rule(text: str) -> bool:
    return text[1:2] == text[0] and text[:1] in "*-_=.+"


def _decimal(text: str) -> tuple[Label, str] | None:
    match = _DECIMAL.match(text)
    if not match:
        return None
    number, close, gap, following = match.groups()
    close = close.strip().removesuffix("-") or close.strip()  # "1/-" is "1/"
    if following in _DIGITS and not gap:  # "4.000 cây", "20/7", "10.5", "1000"
        return None
    parts = tuple(int(part) for part in number.split("."))
    if not close and (len(parts) == 1 or not gap or not (following.isalpha() or following in '“"*(')):
        return None
    if not close and not (following.isupper() or not following.isalpha()):  # "1.5 triệu", "2.5 km"
        return None
    if close in ("/", ":") and len(parts) > 1:
        return None
    if close in ("/", ":", ".") and following in "%,;)":
        return None
    style = Style.CLOSED if close in (")", ".)") and len(parts) == 1 else Style(Style.DECIMAL + min(len(parts), 4) - 1)
    return Label(text[: match.end(2)].strip(), style, parts[-1], parts[:-1]), text[match.end() :]


def _bracket(text: str) -> tuple[Label, str] | None:
    match = _BRACKET.match(text)
    if not match:
        return None
    inner = match.group(1)
    if inner.isdigit():
        number = int(inner)
    elif len(inner) > 1 or inner in "vx":
        number = roman(inner)
    else:
        number = LETTERS.find(inner) + 1
    return Label(text[: match.end()].strip(), Style.BRACKET, number), text[match.end() :]


def _roman(text: str) -> tuple[Label, str] | None:
    match = _ROMAN.match(text)
    if not match:
        return None
    rest = text[match.end() :]
    if compound := _compound(text, match):
        return compound
    if match.group(2).strip() == "/" and (rest[:1].isdigit() or rest[:1].islower()):  # "I/2026", "V/v"
        return None
    if match.group(1) in ("L", "C") and not rest.isupper():
        return None
    return Label(text[: match.end(2)].strip(), Style.ROMAN, roman(match.group(1))), rest


def _compound(text: str, head: re.Match[str]) -> tuple[Label, str] | None:
    """Read "I.1.", "II.2.3": a Roman numeral goes on with figures."""
    match = _COMPOUND.match(text)
    if not match:
        return None
    parts = tuple(int(part) for part in match.group(2).split("."))
    style = Style(Style.DECIMAL + min(len(parts), 4) - 1)
    return Label(match.group(1).strip(), style, parts[-1], (roman(head.group(1)), *parts[:-1])), text[match.end() :]


def _worded(text: str) -> tuple[Label, str] | None:
    if text[0] == "Đ" and (match := _ARTICLE.match(text)):
        if match.group().rstrip()[-1] not in ".:" and text[match.end() : match.end() + 1].islower():
            return None  # a wrapped line: "… có tên tại / Điều 1 chịu trách nhiệm thi hành"
        return Label(match.group().strip(), Style.ARTICLE, int(match.group(2))), text[match.end() :]
    if text[0] == "P" and (match := _PART.match(text)):
        number = _worded_number(match.group(2))
        return (Label(match.group().strip(), Style.PART, number), text[match.end() :]) if number else None
    if text[0] == "C" and (match := _CHAPTER.match(text)):
        number = _worded_number(match.group(2))
        return Label(match.group().strip(), Style.CHAPTER, number), text[match.end() :]
    return None


def _worded_number(word: str) -> int:
    if word.isdigit():
        return int(word)
    if set(word) <= set("IVX"):
        return roman(word)
    return _ORDINALS.get(word.lower(), 0)


def _letter(text: str) -> tuple[Label, str] | None:
    match = _LETTER.match(text)
    if not match or text.startswith("đ/c"):
        return None
    return Label(text[: match.end()].strip(), Style.LETTER, LETTERS.find(match.group(1)) + 1), text[match.end() :]


def _upper(text: str) -> tuple[Label, str] | None:
    match = _UPPER.match(text)
    if not match or text.startswith("Đ/c"):
        return None
    return Label(text[: match.end()].strip(), Style.UPPER, "ABCDĐEGH".find(match.group(1)) + 1), text[match.end() :]


def bare_label(label: str) -> str:
    """Return the label as written without the stop after it: "I", "2.1", "(16)", "a)", "Điều 1"."""
    return label.rstrip(" .:/–-") or label
