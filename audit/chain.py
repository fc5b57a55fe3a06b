"""The chain of the journal: canonical text, hash, verification. Plain Python: an auditor can run it without us.

An entry's hash is SHA-256 over the previous entry's hash, a newline and the entry's canonical text (JSON with sorted
keys, no blanks, UTF-8). The first entry of a chain follows `GENESIS`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

GENESIS = "0" * 64


def canonical(entry: dict[str, Any]) -> str:
    """The one text that an entry's facts are hashed as."""
    return json.dumps(entry, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def link(previous: str, text: str) -> str:
    """The hash (64 hex digits) of an entry with canonical `text` that follows the entry with hash `previous`."""
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Break:
    """The first entry of a chain that does not hold, and why."""

    sequence: int
    reason: str


def verify(entries: Iterable[tuple[int, str, str, str]]) -> Break | None:
    """Check a whole chain given in order as (sequence, previous, text, hash); None if it holds."""
    expected_previous, expected_sequence = GENESIS, 1
    for sequence, previous, text, digest in entries:
        if sequence != expected_sequence:
            return Break(expected_sequence, "missing")
        if previous != expected_previous:
            return Break(sequence, "unlinked")
        if link(previous, text) != digest:
            return Break(sequence, "altered")
        expected_previous, expected_sequence = digest, sequence + 1
    return None
