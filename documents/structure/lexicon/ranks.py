"""Tell what a printed position means, apart from how it is printed: "P. BÍ THƯ" and "Phó Bí thư" are one rank."""

from __future__ import annotations

import re

from documents.structure.fold import fold
from documents.structure.lexicon.words import POSITIONS

_RANKS = sorted({fold(position) for position in POSITIONS}, key=len, reverse=True)
_BEFORE = re.compile(r"^(?:(?P<deputy>p(?:ho)?\b\.?)|(?P<acting>q(?:uyen)?\b\.?))\s*(?=\S)")
_STANDING = " thuong truc"


def rank_of(position: str) -> str:
    """Return the rank (folded words) that a position states: 'P. BÍ THƯ' → 'pho bi thu', 'Q. Chủ tịch' → 'quyen chu tich'.

    What follows the rank ("BÍ THƯ ĐOÀN PHƯỜNG") is left out; a position that is none of the field's is itself.
    """
    words = " ".join(fold(position).split())
    if rank := _known(words):
        return rank
    before = _BEFORE.match(words)
    if not before:
        return words
    rest = words[before.end() :]
    deputy = before["deputy"] and _known(f"pho {rest}")
    return deputy or f"{'pho' if before['deputy'] else 'quyen'} {_known(rest) or rest}"


def _known(words: str) -> str:
    return next((rank for rank in _RANKS if re.match(rf"{re.escape(rank)}\b", words)), "")


def same_rank(printed: str, held: str) -> bool:
    """Tell whether a printed position states the rank that is held; "thường trực" may be left out."""
    return rank_of(printed) in (rank_of(held), rank_of(held).removesuffix(_STANDING))
