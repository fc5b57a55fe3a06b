"""Working days in Vietnam: Monday to Friday, without the public holidays (Bộ luật Lao động, Điều 112)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
CLOSE_OF_DAY = time(17, 0)


@lru_cache(maxsize=64)
def _holidays_of(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("VN", years=year))


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in _holidays_of(day.year)


def next_working_day(day: date) -> date:
    """Return the first working day after `day`."""
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def previous_working_day(day: date) -> date:
    """Return the last working day before `day`."""
    day -= timedelta(days=1)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def due_at(at: datetime, days: int) -> datetime:
    """17:00 in Vietnam on the `days`-th working day after `at`; 0 means today, or the next working day once it is over."""
    local = at.astimezone(VIETNAM)
    day = local.date()
    if days == 0 and (not is_working_day(day) or local.time() >= CLOSE_OF_DAY):
        days = 1
    for _ in range(days):
        day = next_working_day(day)
    return datetime.combine(day, CLOSE_OF_DAY, VIETNAM)


def remind_from(due: datetime) -> datetime:
    """When people are reminded of something due: the morning (08:00) of the working day before."""
    day = previous_working_day(due.astimezone(VIETNAM).date())
    return datetime.combine(day, time(8, 0), VIETNAM)


def working_days_between(start: datetime, end: datetime) -> int:
    """How many working days lie after the day of `start`, up to the day of `end`; negative if `end` is earlier."""
    first, last = start.astimezone(VIETNAM).date(), end.astimezone(VIETNAM).date()
    if last < first:
        return -working_days_between(end, start)
    count = 0
    while first < last:
        first = next_working_day(first)
        count += first <= last
    return count
