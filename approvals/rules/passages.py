"""Where a passage of one draft round stands in a later one. Trees are `documents.structure.Draft` as JSON."""

from __future__ import annotations

from typing import Any


def text_of(tree: dict[str, Any], passage: str) -> str | None:
    """Return the text of the paragraph with that id; None if the round has none."""
    for paragraph in tree.get("paragraphs", ()):
        if paragraph["id"] == passage:
            return str(paragraph["text"])
    return None


def whereabouts(before: dict[str, Any], after: dict[str, Any], passage: str) -> str:
    """Tell what became of a passage from one round to another: same, moved, changed or gone.

    It moved if another recognised paragraph stands before it than did; a changed text matters more than a move.
    """
    old, new = text_of(before, passage), text_of(after, passage)
    if new is None:
        return "gone"
    if old != new:
        return "changed"
    return "same" if _predecessor(before, after, passage) == _predecessor(after, before, passage) else "moved"


def _predecessor(tree: dict[str, Any], other: dict[str, Any], passage: str) -> str | None:
    """Return the nearest paragraph before it that both rounds have."""
    known = {paragraph["id"] for paragraph in other.get("paragraphs", ())}
    last = None
    for paragraph in tree.get("paragraphs", ()):
        if paragraph["id"] == passage:
            return last
        if paragraph["id"] in known:
            last = paragraph["id"]
    return last
