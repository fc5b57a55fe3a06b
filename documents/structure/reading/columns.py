"""Cut one line of a two-column block into its cells.

Exports put a letterhead's or signature's columns side by side with tabs, with many spaces, or with a single space.
Blanks inside "Số:      -CTr/…" and "ngày     tháng" look the same, so a cut is made where the right cell's words begin.
"""

from __future__ import annotations

import re

from documents.structure.text import collapse, pattern

_MOTTO = (
    r"ĐOÀN\s+TNCS\s+HỒ\s+CHÍ\s+MINH|ĐOÀN\s+THANH\s+NIÊN\s+CỘNG\s+SẢN\s+HỒ\s+CHÍ\s+MINH"
    r"|C[ỘỌ]NG\s+H(?:ÒA|OÀ)\s+(?:XÃ\s+HỘI\s+CHỦ\s+NGHĨA|XHCN)\s+VIỆT\s+NAM|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM"
    r"|[ĐD][Ộộ][Cc]\s+[Ll][Ậậ][Pp]\s*[-–]\s*[Tt][Ựự]\s+[Dd][Oo]\s*[-–]\s*[Hh][Ạạ][Nn][Hh]\s+[Pp][Hh][Úú][Cc]"
)
_MOTTO_RIGHT = re.compile(rf"(?P<left>\S.*?)\s+(?P<right>{_MOTTO})$")
_MOTTO_LEFT = re.compile(rf"(?P<left>{_MOTTO})(?:\s{{2,}}|\t\s*)(?P<right>\S.*)$")
# "Lam Giang, ngày 05 tháng 3 năm 2026", "Lam Giang, ngày   /01/2026"
_DATE = r"(?:[A-Z]\S*(?:\s\S+){0,5}?|[.…_]{2,}),?\s*,\s*ngày\b.*"
_DATE_RIGHT = pattern(rf"(?P<left>\S.*?)(?:\t\s*|\s{{2,}})(?P<right>{_DATE})$")
_NUMBER_DATE = pattern(
    r"(?P<left>Số\s*:?[\s\d.…_]*[-–/]\s*[\w]+(?:\s?[-–/]\s?[A-Z][\w]*)*(?:\s?\(\w+\))?)\s+(?P<right>[A-Z][^,\d]{1,40},\s*ngày\b.*|(?:DỰ THẢO|Dự thảo|MẬT|KHẨN|HỎA TỐC)\b.*)$"
)
_RULE_RIGHT = re.compile(r"(?P<left>\S.*?)\s{2,}(?P<right>[*_=~-]{3,})$")
_RUNS = re.compile(r"[ \u00a0]*\t[\t \u00a0]*|[ \u00a0]{11,}")
LONGEST_LINE = 400  # characters of a line that may hold two columns
_GAP = re.compile(r"(?<=\S)(?:[ \u00a0]*\t\s*|[ \u00a0]{4,})(?=\S)")
_BLANKS = re.compile(r"^(?:Số\b|.{0,40}ngày\s|[.…_\s]*[-–/]\w+/)")
_DANGLING = re.compile(r"(?:BAN CHẤP HÀNH|BCH|BAN THƯỜNG VỤ|BTV|CỦA)$")


def letterhead_cells(spaced: str) -> list[str]:
    """Return the cells of one letterhead line, left to right, spaces collapsed."""
    spaced = squeezed(spaced)
    if len(spaced) > LONGEST_LINE:
        return [collapse(spaced)]
    for form in (_NUMBER_DATE, _DATE_RIGHT, _MOTTO_RIGHT, _MOTTO_LEFT, _RULE_RIGHT):
        match = form.match(spaced)
        if match and not (form is _MOTTO_RIGHT and _DANGLING.search(collapse(match["left"]))):
            return [cell for side in ("left", "right") for cell in letterhead_cells(match[side])]
    return gap_cells(spaced)


def squeezed(spaced: str) -> str:
    """Cut a run of tabs and spaces, which exports put by the hundred, to what still shows a column."""
    return _RUNS.sub(lambda run: "\t" if "\t" in run.group() else " " * 10, spaced)


def gap_cells(spaced: str) -> list[str]:
    """Part cells at tabs or at least four spaces, unless these are the blanks of a number or a date."""
    if len(spaced) > LONGEST_LINE:
        spaced = squeezed(spaced)
    if "\t" in spaced:
        cells = [cell for part in spaced.split("\t") if part.strip() for cell in gap_cells(part.strip())]
        if not _BLANKS.match(spaced) or _whole(cells):
            return cells
        return [collapse(spaced)]
    if "    " not in spaced or _BLANKS.match(spaced):
        return [collapse(spaced)]
    return [collapse(cell) for cell in _GAP.split(spaced)]


def _whole(cells: list[str]) -> bool:
    """Tell whether no cell is a mere piece of a number or date, such as "-CTr/ĐTN" or "tháng 01 năm 2026"."""
    return not any(cell[:1] in "-–/" or cell.startswith(("tháng ", "năm ")) for cell in cells[1:])
