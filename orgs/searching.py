"""What is looked for and what is found meet in one form: no marks, no capitals, no punctuation, from a word's beginning.

A row keeps its words as `searchable` writes them; a search box asks for each of `phrases`. So "01/kh tdtn" finds
"01-KH/TĐTN-TCKT", "quoc bao" finds "Quốc Bảo", and "an" does not find "Loan".
"""

from __future__ import annotations

import re
from typing import Any, TypeVar

from django.db.models import QuerySet

from web.letters import plain

_WORDS = re.compile(r"[^\W\d_]+|\d+")
MOST_PHRASES = 12

Rows = TypeVar("Rows", bound=QuerySet[Any])


def searchable(*texts: str) -> str:
    """'01-KH/TĐTN', 'Quốc Bảo' → ' 01 kh tdtn quoc bao'."""
    return "".join(f" {word}" for word in _WORDS.findall(plain(" ".join(texts))))


def phrases(words: str) -> list[str]:
    """Return what must stand in `searchable` for each thing typed: '01-KH/TĐTN bảo' → [' 01 kh tdtn', ' bao']."""
    return [phrase for phrase in map(searchable, words.split()) if phrase][:MOST_PHRASES]


def found_by(rows: Rows, words: str, column: str = "search_text") -> Rows:
    """Those of the rows whose `column`, written by `searchable`, holds all that was typed."""
    for phrase in phrases(words):
        rows = rows.filter(**{f"{column}__contains": phrase})
    return rows
