"""Place tone marks one way, so that hoà and hòa compare equal. Never used to rewrite anything."""

from __future__ import annotations

import re

# Open syllables only: "hoà" may be "hòa", but "đoàn" is always "đoàn"; "quý" has its vowel in "y".
_PAIRS = dict(
    zip(
        ("oà", "oá", "oả", "oã", "oạ", "uỷ", "uý", "uỳ", "uỹ", "uỵ", "oè", "oé", "oẻ", "oẽ", "oẹ"),
        ("òa", "óa", "ỏa", "õa", "ọa", "ủy", "úy", "ùy", "ũy", "ụy", "òe", "óe", "ỏe", "õe", "ọe"),
        strict=True,
    )
)
_OPEN = re.compile(r"(?:o[àáảãạèéẻẽẹ]|u[ỷýỳỹỵ])(?!\w)(?<!q..)")


def same_tone(text: str) -> str:
    """Write in lower case with tone marks placed one way: "Hoà" and "hòa" become equal. The length stays the same."""
    return _OPEN.sub(lambda found: _PAIRS[found[0]], text.lower())
