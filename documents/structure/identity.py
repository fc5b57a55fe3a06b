"""Make the ids of passages. An id is made from a passage's wording, so that equal ids mean equal text when first given, and a text that left and comes back is known again.

From then on the id stays while the wording changes (diff.carry_ids).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import blake2s

from documents.structure.tree import Paragraph, ParagraphKind


def wording(paragraph: Paragraph) -> str:
    """Return what a reader sees of a paragraph: its label and its text."""
    return f"{paragraph.label} {paragraph.text}" if paragraph.label else paragraph.text


class Namer:
    """Gives ids that are unlike those taken and unlike each other; the n-th passage of one wording gets its n-th id."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._seen: Counter[tuple[ParagraphKind, str]] = Counter()

    def name(self, kind: ParagraphKind, wording: str) -> str:
        while True:
            self._seen[kind, wording] += 1
            source = f"{self._seen[kind, wording]}\x00{kind}\x00{wording}"
            name = blake2s(source.encode(errors="replace"), digest_size=6).hexdigest()
            if name not in self._taken:
                self._taken.add(name)
                return name
