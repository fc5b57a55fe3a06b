"""Tell whether letters make a syllable that Vietnamese can have: "thiếu" does, "thieâu" and "chøc" do not."""

from __future__ import annotations

import re
import unicodedata

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_OPEN = "a|e|ê|i|o|ô|ơ|u|ư|y|ai|ao|au|ay|âu|ây|eo|êu|ia|iêu|iu|oa|oai|oao|oay|oe|oeo|oi|ôi|ơi|ua|uây|uê|ui|uôi|uơ|uy|uya|uyu|ưa|ưi|ươi|ươu|ưu|yêu|ya|uêu|uao"
_CLOSED = "a|ă|â|e|ê|i|o|ô|ơ|u|ư|y|iê|oa|oă|oe|oo|uâ|uê|uô|uy|uyê|ươ|yê|ua|uă|uơ"
_ONSET = "(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
_SYLLABLE = re.compile(rf"{_ONSET}(?:(?:{_OPEN})|(?:{_CLOSED})(?P<coda>ch|ng|nh|[cmnpt]))")
_STOPS = frozenset({"c", "ch", "p", "t"})
_STOPPED = frozenset("\u0301\u0323")  # tones before a stop


def is_syllable(word: str) -> bool:
    """Tell whether a word of letters is one syllable with at most one tone, which fits its end."""
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [char for char in letters if char in _TONES]
    bare = unicodedata.normalize("NFC", "".join(char for char in letters if char not in _TONES))
    found = _SYLLABLE.fullmatch(bare)
    if found is None or len(tones) > 1:
        return False
    return found["coda"] not in _STOPS or (bool(tones) and tones[0] in _STOPPED)


def has_tone(word: str) -> bool:
    """Tell whether a word bears one of the five tone marks."""
    return any(char in _TONES for char in unicodedata.normalize("NFD", word))
