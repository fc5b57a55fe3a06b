"""The time strip: how long a document stayed where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from audit.registry import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """One stay: its words, and its share of the strip in thousandths (short stays are drawn wide enough to be seen)."""

    label: str
    amount: str
    share: int
    late: bool
    now: bool


@dataclass(frozen=True, slots=True)
class Durations:
    pieces: list[Piece]
    started_at: datetime | None
    ended_at: datetime | None
    total: str


def durations_of(spans: Sequence[Span], now: datetime) -> Durations:
    """Lay the stays out in proportion to their length."""
    if not spans:
        return Durations([], None, None, "")
    lengths = [max(1.0, ((span.ended_at or now) - span.started_at).total_seconds()) for span in spans]
    whole = sum(lengths)
    pieces = [
        Piece(span.label, in_days(length), max(30, round(1000 * length / whole)), span.late, span.ended_at is None)
        for span, length in zip(spans, lengths, strict=True)
    ]
    last = spans[-1].ended_at
    return Durations(pieces, spans[0].started_at, last, in_days(((last or now) - spans[0].started_at).total_seconds()))


def in_days(seconds: float) -> str:
    """ "5,2 ngày", or hours and minutes below a day."""
    if seconds >= 86_400:
        return _("%(n)s ngày") % {"n": number_format(seconds / 86_400, 1)}
    if seconds >= 3_600:
        return _("%(n)s giờ") % {"n": number_format(seconds / 3_600, 1)}
    return _("%(n)s phút") % {"n": max(1, round(seconds / 60))}
