"""Numbers, days and moments out of what came in: None for whatever is none, so that nothing typed can break a page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime, parse_time

#: The largest number that a database keeps as a row's id.
MOST = 2**63 - 1
#: The largest that a count or a version may be said to be.
MOST_COUNTED = 1_000_000_000
#: Days outside are typing errors, and times there cannot be turned into every time zone.
YEARS = range(1900, 2200)
_DIGITS = re.compile(r"[0-9]{1,19}", re.ASCII)


def number_in(text: str | None, most: int = MOST) -> int | None:
    """ "12" → 12. Only plain digits: `str.isdigit` is also true of "²", which `int` refuses."""
    if text is None or not _DIGITS.fullmatch(text.strip()):
        return None
    number = int(text)
    return number if number <= most else None


def numbers_in(texts: Iterable[str]) -> list[int]:
    """Those of the texts that are numbers."""
    return [number for number in map(number_in, texts) if number is not None]


def ticked(request: HttpRequest, name: str) -> set[int]:
    """Return the ids whose boxes of that name were ticked in a form."""
    return set(numbers_in(request.POST.getlist(name)))


def day_in(text: str | None) -> date | None:
    """ "2026-11-22" → that day."""
    try:
        day = parse_date(text or "")
    except ValueError:
        return None
    return day if day is not None and day.year in YEARS else None


def clock_in(text: str | None) -> time | None:
    """ "14:30" → that time of day."""
    try:
        return parse_time(text or "")
    except ValueError:
        return None


def moment_in(text: str | None) -> datetime | None:
    """Read an ISO time; without a zone, the office's."""
    try:
        moment = parse_datetime(text or "")
    except ValueError:
        return None
    if moment is None or moment.year not in YEARS:
        return None
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
