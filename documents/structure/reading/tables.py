"""Read the rows of data tables. Reads paragraphs of kind table (cells parted by tabs); writes activities and targets."""

from __future__ import annotations

import re
from collections.abc import Callable

from documents.structure.fold import fold
from documents.structure.lexicon.figures import find_values
from documents.structure.tree import Activity, Paragraph, Target, Value

_NAME = re.compile(r"noi dung|hoat dong|ten cong viec|cong viec|nhiem vu|chuong trinh|ten hoi nghi|su kien")
_TIME = re.compile(r"thoi gian|thang|tien do|thoi diem|thoi han")
_UNIT = re.compile(r"don vi tinh|^dvt$")
_PURE = re.compile(r"^(?:>=|≥|>|<=|≤|<)?\s*\d[\d.,]*\s*%?$")
_ORDER = re.compile(r"^(?:tt|stt|so tt|so thu tu)$")


def activity_rows(rows: list[Paragraph], months_in: Callable[[str], list[int]]) -> list[Activity]:
    """Return the activities of a table whose header names a content and a time column; none without such a header."""
    activities: list[Activity] = []
    name = time = order = None
    for row in rows:
        cells = row.text.split("\t")
        folded = [fold(cell) for cell in cells]
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


def target_rows(rows: list[Paragraph]) -> list[Target]:
    """Return a target per numbered row; a bare figure takes its unit from the column "Đơn vị tính"."""
    targets: list[Target] = []
    unit: int | None = None
    for row in rows:
        cells = [cell.strip() for cell in row.text.split("\t")]
        folded = [fold(cell) for cell in cells]
        if any(_ORDER.match(cell) for cell in folded):
            unit = next((at for at, cell in enumerate(folded) if _UNIT.search(cell)), None)
        elif len(cells) > 1 and cells[0].strip(".()").isdigit():
            measure = cells[unit] if unit is not None and unit < len(cells) else ""
            values = [value for cell in cells[1:] for value in _values(cell, measure)]
            targets.append(Target(cells[0].rstrip("."), " ".join(cells[1:]), row.line, values))
    return targets


def _values(cell: str, unit: str) -> list[Value]:
    if not _PURE.match(cell):
        return find_values(cell)
    return find_values(cell if cell.endswith("%") else f"{cell} {unit}")
