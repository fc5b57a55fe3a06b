"""The code on a slip: 60 random bits that only the voter keeps."""

from __future__ import annotations

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O, U: easy to read aloud
LENGTH = 12  # × 5 bits


def new_code() -> str:
    """A fresh code; nothing can be derived from it, and nobody but the reader of the form is told."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normal(code: str) -> str | None:
    """The code as it is kept, from what a person typed ("k7f2 · 9qxm-4ztd"); None if it cannot be one."""
    letters = "".join(letter for letter in code.upper() if letter.isalnum())
    letters = letters.replace("O", "0").replace("I", "1").replace("L", "1")
    return letters if len(letters) == LENGTH and all(letter in ALPHABET for letter in letters) else None


def spaced(code: str) -> str:
    """For reading: K7F2 · 9QXM · 4ZTD. A paper slip's number stays as it is."""
    if len(code) != LENGTH:
        return code
    return " · ".join(code[start : start + 4] for start in range(0, len(code), 4))
