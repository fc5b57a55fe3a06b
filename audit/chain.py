"""The chain of the journal: canonical text, hash. Plain Python: an auditor can run it without us.

An entry's hash is SHA-256 over the previous entry's hash, a newline and the entry's canonical text (JSON with sorted
keys, no blanks, UTF-8). The first entry of a chain follows `GENESIS`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

GENESIS = "0" * 64


def canonical(entry: dict[str, Any]) -> str:
    """Write an entry's facts as the one text that is hashed."""
    return json.dumps(entry, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def fingerprint(value: object) -> str:
    """Hash plain JSON data, such as a text's tree, with SHA-256, however a database wrote it down.

    PostgreSQL keeps 1e22 as 10000000000000000000000, SQLite as it was given: whole numbers are taken for integers.
    """
    plain = json.loads(json.dumps(value), parse_float=_number)
    return hashlib.sha256(canonical({"": plain}).encode()).hexdigest()


def _number(written: str) -> int | float:
    exact = Decimal(written)
    return int(exact) if exact == exact.to_integral_value() else float(written)


def link(previous: str, text: str) -> str:
    """Hash an entry (64 hex digits) with canonical `text` that follows the entry with hash `previous`."""
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Break:
    """The first entry of a chain that does not hold, and why.

    missing, unlinked, altered, columns, cut; rewritten: it is not the entry that stood there at an earlier look.
    """

    sequence: int
    reason: str


def agrees(
    sequence: int,
    text: str,
    organisation: int,
    at: str,
    actor: int | None,
    verb: str,
    subject: str,
    subject_id: int,
    document: int | None,
) -> bool:
    """Whether the columns say what the canonical text says. `at` is ISO 8601 in UTC with microseconds.

    The text is compared by its fixed beginning, its fixed end and the two joints between: inside a JSON string every
    quote is escaped, so `","at":"` can only be the joint itself. That is ten times faster than parsing.
    """
    by = "null" if actor is None else actor
    of = "null" if document is None else document
    return (
        text.startswith(f'{{"actor":{by},"actor_name":"')
        and text.endswith(f'","sequence":{sequence},"subject":"{subject}","subject_id":{subject_id},"verb":"{verb}"}}')
        and text.startswith(f'","at":"{at}","document":{of},"facts":', text.find('","at":"'))
        and text.startswith(f'","organisation":{organisation},"origin":"', text.rfind('","organisation":'))
    )
