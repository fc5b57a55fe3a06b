"""Fold a text for search and comparison: no case, no marks, đ as d, one blank between words."""

from __future__ import annotations

import unicodedata

_D = str.maketrans("đĐ", "dd")


def fold(text: str) -> str:
    """Fold a text: 'Ủy ban  MTTQ tỉnh Đắk' → 'uy ban mttq tinh dak'."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text.translate(_D)) if not unicodedata.combining(c))
    return " ".join(bare.split()).casefold()
