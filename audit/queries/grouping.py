"""Many alike in a row are one line that opens: 41 slips, 146 openings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils.safestring import SafeString, mark_safe

from audit.queries.timeline import Item
from audit.registry import message_of

FEWEST = 4


@dataclass(frozen=True, slots=True)
class AlikeItems:
    """Items in a row whose verbs tell them as one; `html` says how many."""

    items: list[Item]
    html: SafeString
    icon: str
    tone: str
    at: datetime
    first_at: datetime
    about: tuple[str, str] | None = None


def group_alike(items: list[Item]) -> list[Item | AlikeItems]:
    """Fold runs of at least four alike items into one line."""
    lines: list[Item | AlikeItems] = []
    for (phrase, _document), found in groupby(items, key=lambda item: (_phrase(item), item.document_id)):
        alike = list(found)
        if not phrase or len(alike) < FEWEST:
            lines += alike
            continue
        html = mark_safe(phrase.replace("{n}", f"<b>{len(alike)}</b>"))
        lines.append(AlikeItems(alike, html, alike[0].icon, alike[0].tone, alike[0].at, alike[-1].at, alike[0].about))
    return lines


def _phrase(item: Item) -> str:
    return str(message_of(item.verb).run) if item.verb else ""
