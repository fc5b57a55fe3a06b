"""Know the marks by which a text refers to its footnotes: "[1]" in a sentence, and "[1] …" the note itself."""

from __future__ import annotations

import re

#: Where a text refers to a note.
REFERENCE = re.compile(r"\[\d{1,4}\]")
_NOTE = re.compile(r"(\[\d{1,4}\])\s*(\S.*)", re.DOTALL)


def mark_of(number: int) -> str:
    return f"[{number}]"


def marks_in(text: str) -> list[str]:
    """List the marks in a text, in order; one that the text begins with is its own."""
    return [found.group() for found in REFERENCE.finditer(text) if found.start()] if "[" in text else []


def note_in(line: str) -> tuple[str, str] | None:
    """Part a line that may be a note into its mark and its words."""
    found = _NOTE.fullmatch(line) if line.startswith("[") else None
    return (found[1], found[2]) if found else None
