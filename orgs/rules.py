"""Rules about offices that need no database."""

from __future__ import annotations

from datetime import date


def has_authority(
    on: date, *, starts_on: date, ends_on: date | None, elected_at_meeting: bool, ratified_on: date | None
) -> bool:
    """Whether a membership with these dates lets its holder vote and sign on that day (HD20 8.1b, 8.2).

    `ends_on` is the last day. Whoever a meeting elected has no authority before the ratification. The same rule as a
    filter is `orgs.queries.with_authority`; tests/orgs/test_authority.py compares the two on random rows.
    """
    if on < starts_on or (ends_on is not None and on > ends_on):
        return False
    return not elected_at_meeting or (ratified_on is not None and ratified_on <= on)
