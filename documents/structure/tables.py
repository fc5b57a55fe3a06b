"""Rows of data tables. Reads paragraphs of kind table (cells parted by tabs); writes activities."""

from __future__ import annotations

import re
from collections.abc import Callable

from .tree import Activity, Paragraph
from .vocabulary import plain

_NAME = re.compile(r"noi dung|hoat dong|ten cong viec|cong viec|nhiem vu|chuong trinh|ten hoi nghi|su kien")
_TIME = re.compile(r"thoi gian|thang|tien do|thoi diem|thoi han")
_ORDER = re.compile(r"^(?:tt|stt|so tt|so thu tu)$")


def activity_rows(rows: list[Paragraph], months_in: Callable[[str], list[int]]) -> list[Activity]:
    """The activities of a table whose header names a content and a time column; none without such a header."""
    activities: list[Activity] = []
    name = time = order = None
    for row in rows:
        cells = row.text.split("\t")
        folded = [plain(cell) for cell in cells]
        named = next((at for at, cell in enumerate(folded) if _NAME.search(cell) and len(cell) < 40), None)
        timed = next((at for at, cell in enumerate(folded) if _TIME.search(cell) and len(cell) < 30), None)
        if named is not None and timed is not None and not any(cell.isdigit() for cell in folded):
            name, time = named, timed
            order = next((at for at, cell in enumerate(folded) if _ORDER.match(cell)), None)
        elif name is not None and time is not None and len(cells) > max(name, time) and cells[name]:
            label = cells[order] if order is not None and order < len(cells) else ""
            when = cells[time]
            months = months_in(when) or months_in(f"tháng {when}" if when[:1].isdigit() else "")
            activities.append(Activity(label.strip(" ."), cells[name], months, row.line))
    return activities
