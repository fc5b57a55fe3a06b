"""Put together what a narrow column or a web page tore in two: a bullet and its words, "Kính" and "gửi", a place's name, a date.

Reads and writes lines. Two lines are joined only where the first cannot stand alone and the second goes on with it.
"""

from __future__ import annotations

import re

from documents.structure.reading.lines import Line
from documents.structure.text import pattern

LONGEST_HEAD = 60  # lines in which a letterhead is torn
_BULLETS = frozenset("-–+•")
_PLACE = pattern(r"^(?:TP\.?\s|Tp\.?\s)?[A-Z][a-z]{0,8}(?:\s[A-Z][a-z]{1,8}){0,2}$")
_PLACE_ENDS = pattern(r"^[A-Z][a-z]{1,8}(?:\s[A-Z][a-z]{1,8})?,\s*ngày\b")
_DATE_BEGINS = re.compile(r"^[^,;]{2,40},\s*ngày(?:\s*[\d.…]{1,4}(?:\s+tháng\s+\d{1,2})?)?$")
_DATE_ENDS = re.compile(r"^(?:\d{1,2}\s+)?tháng\s+\d{1,2}\b|^năm\s+\d{4}$")
_ADDRESS_BEGINS, _ADDRESS_ENDS = ("Kính", "KÍNH"), re.compile(r"^g[ửở]i\b", re.IGNORECASE)
_ABOUT = re.compile(r"^[Vv]\s?[./]\s?[Vv]\.?$")


def put_together(lines: list[Line]) -> list[Line]:
    """Return the lines with those that were torn in two made one again."""
    whole: list[Line] = []
    for index, line in enumerate(lines):
        last = whole[-1] if whole else None
        near = last is not None and not line.blank_before and not (last.row or line.row)
        if last is not None and near and _torn(last.text, line.text, index < LONGEST_HEAD):
            last.raw, last.spaced = f"{last.raw}\n{line.raw}", f"{last.spaced} {line.spaced}"
            last.text = f"{last.text} {line.text}"
        else:
            whole.append(line)
    return whole


def _torn(text: str, following: str, in_head: bool) -> bool:
    if text in _BULLETS:
        return following[:1].isalpha()
    if not in_head or len(text) > 60:
        return False
    return bool(
        (text in _ADDRESS_BEGINS and _ADDRESS_ENDS.match(following))
        or (_PLACE_ENDS.match(following) and _PLACE.match(text))
        or (_DATE_ENDS.match(following) and _DATE_BEGINS.match(text))
        or _ABOUT.match(text)
    )
