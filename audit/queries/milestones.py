"""The acts of a document as the stops of a slider: at each of them one may see the text as it then stood."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import unescape

from django.utils.html import strip_tags

from audit.queries.grouping import group_alike
from audit.queries.timeline import Item


@dataclass(frozen=True, slots=True)
class Milestone:
    """A moment just after an act (of many alike in a row, after the last), and who did what."""

    at: datetime
    words: str


def milestones_of(acts: Sequence[Item]) -> list[Milestone]:
    """Return the stops, oldest first; `acts` newest first as a timeline has them."""
    return [Milestone(line.at, unescape(strip_tags(line.html))) for line in reversed(group_alike(list(acts)))]


def milestone_at(stops: Sequence[Milestone], moment: datetime) -> int:
    """Return the place of the last stop up to a moment; the first if all come later."""
    return max(0, bisect_right(stops, moment, key=lambda stop: stop.at) - 1)
