"""Letters: which a file of XML cannot hold, and how a text is folded for search and comparison. Plain Python."""

from __future__ import annotations

import re
import unicodedata

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: Letters whose plain form is kept: more than all scripts of our texts have, fewer than a hostile text may bring.
MOST_KEPT = 10_000


def writable(text: str) -> str:
    """Return the text without what XML 1.0 cannot hold: control characters and half characters."""
    return _UNWRITABLE.sub("", text)


class _Plain(dict[int, str]):
    """A table for `str.translate` that fills itself: the plain form of each letter, "" for a mark that stands alone."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if unicodedata.combining(letter):
            plain = ""
        else:
            small = unicodedata.normalize("NFD", letter).casefold()
            plain = "".join(part for part in small if not unicodedata.combining(part))
        if len(self) < MOST_KEPT:
            self[code] = plain
        return plain


_PLAIN = _Plain({ord("đ"): "d", ord("Đ"): "d"})


def plain(text: str) -> str:
    """Fold a text to small letters without marks, đ as d: 'Ủy ban tỉnh Đắk Lắk' → 'uy ban tinh dak lak'.

    Whatever the form of Unicode and however many marks a letter bears, it takes one step a character.
    """
    return text.translate(_PLAIN)


def plain_in_place(text: str) -> str:
    """Fold a text as `plain` does, one character for each of its NFC form, so that positions agree.

    What would become several letters or none stays as it is.
    """
    composed = unicodedata.normalize("NFC", text)
    return "".join(one if len(one := plain(letter)) == 1 else letter for letter in composed)
