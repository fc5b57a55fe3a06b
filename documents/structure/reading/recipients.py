"""Read the recipients (Nơi nhận). Reads the tail's lines; writes recipient lines with their parts, and the archive line.

A line is split at ";" then at ",", never inside brackets. What a part denotes is a later matter (notifications).
"""

from __future__ import annotations

import re

from documents.structure.lexicon.words import purpose_of
from documents.structure.text import collapse
from documents.structure.tree import Archive, RecipientLine, RecipientPart

_ARCHIVE = re.compile(r"^(?:Lưu|LƯU)\b(?!\s+(?:trữ|học|ban))")
_COPIES_ALONE = re.compile(r"\^?\(\s*0*(\d{1,4})\s*(?:b|bản|bộ)?\s*\)")
_COPIES = re.compile(  # "(05b)", "^(05b)", "(để b/c, 02 bản)", "VT. 35b"
    r"\^?\((?:[^()]*[,;]\s*)?0*(?P<inside>\d{1,4})\s*(?:b|bản|bộ)?\s*\)|[\s.,;]0*(?P<after>\d{1,4})\s?(?:b|bản)[.;]?$"
)
_BRACKET = re.compile(r"\(([^()]*)\)")
_EDGES = " .;,^|}{:"


def is_archive(text: str) -> bool:
    """Tell whether a text, without its dash, is the archive line: "Lưu: VT, …"."""
    return bool(_ARCHIVE.match(text))


def read_archive(text: str, line: int) -> Archive:
    return Archive(text, _copies(text), line)


def read_recipient(text: str, line: int) -> RecipientLine:
    """Read one recipient line, without its dash, with its parts."""
    copies = _copies(text)
    parts = [part for piece in _pieces(_COPIES_ALONE.sub(" ", text)) if (part := _part(piece))]
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
            pieces.append(text[at + 1 : end])
            end = at
    pieces.append(text[:end])
    return [piece for piece in reversed(pieces) if piece.strip(_EDGES)]


def _part(piece: str) -> RecipientPart | None:
    purposes: list[str] = []

    def taken(match: re.Match[str]) -> str:
        found = purpose_of(match.group(1))
        if found is None:
            return match.group()
        purposes.append(found)
        return " "

    name = collapse(_BRACKET.sub(taken, piece)).strip(_EDGES)
    return RecipientPart(name, purposes[-1] if purposes else None) if name else None
