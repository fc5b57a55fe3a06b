"""Fold a text for search and comparison: plain letters, one blank between words, the punctuation kept."""

from __future__ import annotations

from web.letters import plain


def fold(text: str) -> str:
    """Fold a text: 'Ủy ban  MTTQ tỉnh Đắk' → 'uy ban mttq tinh dak'."""
    return " ".join(plain(text).split())
