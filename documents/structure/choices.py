"""List what a text leaves to be chosen: its theme, and options on anything else, each bound to its place.

Reads the tree as the round stores it, because the route asks at every step. A choice that is not `certain` may as well be
decided already: nobody but the drafter can tell.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

#: The place of the theme, which a document has but one of.
THEME = ""
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to be chosen. `passage` is the id of the paragraph that it is bound to; THEME for the theme."""

    passage: str
    line: int
    text: str  # what is to be chosen; of the theme, what is stated of it
    options: Sequence[Mapping[str, Any]]  # text, note, line
    certain: bool
    wording: str  # all that the question rests on: a later round that says the same needs no other answer

    @property
    def name(self) -> str:
        """Return what is to be chosen as a sentence would have it: "Về ĐỊA ĐIỂM" → "Địa điểm"; of the theme ""."""
        if self.passage == THEME:
            return ""
        named = self.text.removeprefix("Về ").removeprefix("VỀ ")
        return named.capitalize() if named.isupper() else named[:1].upper() + named[1:]

    @property
    def may_be_voted(self) -> bool:
        return len(self.options) >= _FEWEST

    @property
    def digest(self) -> str:
        """Return the fingerprint of the words, by which an answer is found again: a repair of form changes none."""
        words = " ".join(re.findall(r"\w+", self.wording.casefold()))
        return hashlib.sha256(words.encode()).hexdigest()


def choices_of(tree: Mapping[str, Any]) -> list[Choice]:
    """List the choices in a round's tree: the theme first, then the others in the order of the text."""
    theme = _theme(tree)
    return [*([theme] if theme else []), *_questions(tree)]


def _theme(tree: Mapping[str, Any]) -> Choice | None:
    theme = tree.get("theme") or {}
    options, stated, certain = theme.get("options") or [], theme.get("text") or "", theme.get("certain", True)
    if certain and (stated or not options):
        return None
    line = theme.get("line") or 0
    named = next((p["text"] for p in tree["paragraphs"] if line and p["line"] == line), "")
    return Choice(THEME, line, stated, options, certain, _wording(named, stated, options))


def _questions(tree: Mapping[str, Any]) -> list[Choice]:
    found = tree.get("questions") or []
    if not found:
        return []
    first: dict[int, Mapping[str, Any]] = {}
    for paragraph in tree["paragraphs"]:
        first.setdefault(paragraph["line"], paragraph)
    return [
        Choice(
            first[question["line"]]["id"],
            question["line"],
            question["text"],
            question["options"],
            question["asked"],
            _wording(first[question["line"]]["text"], question["text"], question["options"]),
        )
        for question in found
        if question["line"] in first
    ]


def _wording(*parts: Any) -> str:
    named, stated, options = parts
    return "\n".join([named, stated, *(option["text"] for option in options)])
