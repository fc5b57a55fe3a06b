"""Compare and clean text: Vietnamese letters in patterns, blanks, capitals, quotation marks."""

from __future__ import annotations

import re

#: A word of letters.
WORD = re.compile(r"[^\W\d_]+")
#: Words between quotation marks.
QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
_UPPER = "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_OPENING = "“\"'‘«("
_CLOSING = "”\"'’»)“"
_QUOTES = '“”"«»'


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a pattern in which A-Z and a-z inside brackets mean all Vietnamese letters of that case."""
    return re.compile(text.replace("A-Z", "A-Z" + _UPPER).replace("a-z", "a-z" + _UPPER.lower()), flags)


def collapse(text: str) -> str:
    """Turn spaces, tabs and line ends into single spaces."""
    return " ".join(text.split())


def is_capitals(text: str) -> bool:
    """Tell whether all letters are capitals, and there are at least two of them."""
    return text.isupper() and sum(1 for char in text if char.isalpha()) >= 2


def without_quotes(text: str) -> str:
    """Return the text without the marks of quotation, brackets or the stop that stand round the whole of it."""
    text = text.strip().strip(".;,").strip()
    while len(text) > 1 and text[0] in _OPENING and text[-1] in _CLOSING:
        text = text[1:-1].strip().strip(".;,").strip()
    if text[:1] in _QUOTES and not any(mark in text[1:] for mark in _QUOTES):
        text = text[1:]
    if text[-1:] in _QUOTES and not any(mark in text[:-1] for mark in _QUOTES):
        text = text[:-1]
    return text.strip().rstrip(".;,").strip()
