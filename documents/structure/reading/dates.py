"""Read dates as they are written: "ngày 05 tháng 3 năm 2026", "30/9/2026", "30-9-2026", "ngày   /01/2026"."""

from __future__ import annotations

import re
from datetime import date

_WORDS = re.compile(r"ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*(?:năm|,|/)?\s*(\d{4})")
_FIGURES = re.compile(r"(?<!\d)(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})(?!\d)")


def iso_date(text: str) -> str | None:
    """Return the first full date of the text as YYYY-MM-DD; None if a part is blank or there is no such day."""
    for pattern in (_WORDS, _FIGURES):
        if match := pattern.search(text):
            return to_iso(*match.groups())
    return None


def to_iso(day: str, month: str, year: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
