"""Sealed slips as the server sees them: their shape, never their content. docs/decisions/0011 says how they are made.

A voter's browser packs `{"code", "choice"}` to one length for all slips of the ballot, encrypts it for the second teller and
the result for the first (ECDH P-256, HKDF-SHA-256, AES-256-GCM): `sender's key (65) | nonce (12) | encrypted + tag (16)`.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from approvals.rules.codes import normal
from approvals.rules.rule import CountError
from approvals.rules.tally import INVALID, Choice, check_choice

LAYER = 65 + 12 + 16  # what one layer adds
#: P-256, y² = x³ − 3x + b: a key that is no point of it is refused.
_P = 2**256 - 2**224 + 2**192 + 2**96 - 1
_B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B


def packed_size(options: Sequence[str]) -> int:
    """Return the length in bytes to which every slip is packed.

    Room for the longest choice, so that no length tells one.
    """
    longest = json.dumps({"code": "0" * 12, "choice": list(options)}, ensure_ascii=True)
    return -(-(len(longest) + 16) // 64) * 64


def is_sealed(text: str, options: Sequence[str], *, layers: int) -> bool:
    """Whether a text can be a slip of this ballot that still has so many layers."""
    content = _decoded(text)
    return content is not None and len(content) == packed_size(options) + layers * LAYER


def is_public_key(text: str) -> bool:
    """Whether a text is a point of P-256, uncompressed, in base64."""
    content = _decoded(text)
    if content is None or len(content) != 65 or content[0] != 4:
        return False
    x, y = int.from_bytes(content[1:33], "big"), int.from_bytes(content[33:], "big")
    return x < _P and y < _P and (y * y - (x**3 - 3 * x + _B)) % _P == 0


def fingerprint(public_key: str) -> str:
    """Return what two people compare by voice: 16 hexadecimal digits of a key, in groups of four; "" without one."""
    digest = hashlib.sha256(base64.b64decode(public_key)).hexdigest().upper() if public_key else ""
    return " ".join(digest[start : start + 4] for start in range(0, min(16, len(digest)), 4))


def digest_of(slips: Iterable[str]) -> str:
    """SHA-256 over slips in order of the alphabet: what the journal keeps of them."""
    return hashlib.sha256("\n".join(sorted(slips)).encode()).hexdigest()


def counted(kind: str, options: Sequence[str], opened: Sequence[Any], unopened: int) -> list[tuple[str, Choice]]:
    """Return the slips as they are published, in order of their codes.

    What cannot be read or counted is an invalid slip.
    """
    slips: dict[str, Choice] = {}
    for slip in opened:
        code, choice = _read(kind, options, slip)
        if code in slips or not code:
            unopened += 1
        else:
            slips[code] = choice
    spoiled: list[tuple[str, Choice]] = [(f"HONG-{place:03d}", INVALID) for place in range(1, unopened + 1)]
    return sorted(slips.items()) + spoiled


def _read(kind: str, options: Sequence[str], slip: object) -> tuple[str, Choice]:
    """Return the code and choice of one opened slip; ("", INVALID) if it has none."""
    opened: dict[str, Any] = slip if isinstance(slip, dict) else {}
    code = opened.get("code")
    if not isinstance(code, str) or normal(code) != code:
        return "", INVALID
    choice: Any = opened.get("choice")
    try:
        check_choice(kind, options, choice)
    except CountError:
        return code, INVALID
    return code, choice


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
