"""Know the line that stands for a picture in a text: "[Hình 3f2a9c41d07b]"."""

from __future__ import annotations

import re

from documents.structure.tree import Draft, ParagraphKind, Picture

_LINE = re.compile(r"\[Hình ([0-9a-f]{12})\]")


def line_of_picture(name: str) -> str:
    return f"[Hình {name}]"


def picture_in(line: str) -> str | None:
    """Return the name of the picture that a line stands for."""
    found = _LINE.fullmatch(line) if line.startswith("[") else None
    return found[1] if found else None


def pictures_of(draft: Draft) -> dict[str, Picture]:
    return {picture.name: picture for picture in draft.pictures}


def carry_pictures(before: Draft, after: Draft) -> None:
    """Give a draft the pictures that its paragraphs name: its own, else those of the draft before it."""
    known = pictures_of(before) | pictures_of(after)
    named = dict.fromkeys(picture_in(paragraph.text) for paragraph in after.of_kind(ParagraphKind.PICTURE))
    after.pictures = [known[name] for name in named if name in known]
