"""Thin out piles of marks upon letters: a real letter bears two or three, a pile of thousands is a weapon.

Unicode's normal form sorts the marks of a letter, which costs with the square of their number and stops every thread of the
process meanwhile. So what comes from outside loses such piles before it is brought into that form.
"""

from __future__ import annotations

import re
import unicodedata

#: So many marks stay on one letter.
MOST = 8
_MARKS = "".join(mark for mark in map(chr, range(0x300, 0x20000)) if unicodedata.combining(mark))
_PILE = re.compile(f"([{_MARKS}]{{{MOST}}})[{_MARKS}]+")


def unpiled(text: str) -> str:
    """Return the text with at most so many marks in a row."""
    return text if text.isascii() else _PILE.sub(r"\1", text)


def composed(text: str) -> str:
    """Return the text in NFC, at a cost in proportion to it."""
    return unicodedata.normalize("NFC", unpiled(text))
