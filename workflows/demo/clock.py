"""Office hours: when the acts of the story happen, told backwards from the moment the demo is loaded."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils.timezone import localtime

from workflows.procedures.calendar import VIETNAM, next_working_day, previous_working_day

OPENS, NOON, AFTERNOON, CLOSES = time(8), time(11, 30), time(13, 30), time(17)


def working_days_before(now: datetime, days: int, hour: int, minute: int = 0) -> datetime:
    """Return the given hour on the working day `days` working days before `now` (0.

    The last working day up to today).
    """
    day = localtime(now, VIETNAM).date()
    for _ in range(days):
        day = previous_working_day(day)
    if days == 0 and day.weekday() > 4:
        day = previous_working_day(day)
    return datetime.combine(day, time(hour, minute), VIETNAM)


def office_time(at: datetime) -> datetime:
    """`at` itself within office hours, else the next opening."""
    local = localtime(at, VIETNAM)
    if local.weekday() > 4 or local.time() >= CLOSES:
        return datetime.combine(next_working_day(local.date()), OPENS, VIETNAM) + timedelta(minutes=local.minute)
    if local.time() < OPENS:
        return local.replace(hour=8)
    if NOON <= local.time() < AFTERNOON:
        return local.replace(hour=13, minute=30 + local.minute // 2)
    return local
