"""The code on a slip: 60 bits that the server makes for one person's slip, and that only the voter keeps."""

from __future__ import annotations

import hmac
import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O, U: easy to read aloud
LENGTH = 12  # × 5 bits
_DRAW = re.compile(r"[A-Za-z0-9_-]{22}")


def new_draw() -> str:
    """Draw what a fresh form carries.

    128 random bits, kept nowhere, from which the code is made once the form comes back.

    A form sent twice carries the same draw, so it gets the same code: it is one slip.
    """
    return secrets.token_urlsafe(16)


def is_draw(draw: str) -> bool:
    return _DRAW.fullmatch(draw) is not None


def code_of(key: str, *, ballot_id: int, user_id: int, draw: str) -> str:
    """Return the code of the slip that came with a draw, under the server's secret key.

    Without the key nobody can tell it beforehand, so nobody can prescribe it, not even who dictates the draw; another
    person's or another ballot's form gives another code. Without the draw, which is not kept, nobody can tell it afterwards.
    """
    digest = hmac.digest(key.encode(), f"slip/{ballot_id}/{user_id}/{draw}".encode(), "sha256")
    bits = int.from_bytes(digest[:8], "big")
    return "".join(ALPHABET[bits >> 5 * place & 31] for place in range(LENGTH))


def normal(code: str) -> str | None:
    """Return the code as it is kept, from what a person typed ("k7f2 · 9qxm-4ztd"); None if it cannot be one."""
    letters = "".join(letter for letter in code.upper() if letter.isalnum())
    letters = letters.replace("O", "0").replace("I", "1").replace("L", "1")
    return letters if len(letters) == LENGTH and all(letter in ALPHABET for letter in letters) else None


def spaced(code: str) -> str:
    """For reading: K7F2 · 9QXM · 4ZTD. A paper slip's number stays as it is."""
    if len(code) != LENGTH:
        return code
    return " · ".join(code[start : start + 4] for start in range(0, len(code), 4))
