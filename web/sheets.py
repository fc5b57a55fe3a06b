"""Tables as files: every .xlsx and .csv that leaves the house is written here, and no cell of it is ever a formula."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font

from web.letters import writable

#: What a cell may hold: words, a number, a day or a moment, or nothing.
Value = str | int | Decimal | date | datetime | None
_FIGURES = (int, Decimal, date, type(None))  # all else is words, a translation that waits for its language too

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MOST_LETTERS = 32_767  # in one cell of .xlsx
DAY, MOMENT = "DD/MM/YYYY", "DD/MM/YYYY HH:MM"
#: A spreadsheet that opens .csv takes a cell for a formula by these, also where blanks or invisible letters stand before.
_BEGINS_A_FORMULA = ("=", "+", "-", "@")
_NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\]")


def xlsx(title: str, heads: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """One sheet: words as words (quoted, so that editing a cell makes no formula of it), numbers and days as such."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_NOT_IN_A_TITLE.sub(" ", title)[:31])
    sheet.freeze_panes = "A2"
    sheet.append([_head(sheet, head) for head in heads])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _head(sheet: object, words: str) -> Cell:
    cell = _cell(sheet, words)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: object, value: Value) -> Cell:
    if not isinstance(value, _FIGURES) and (words := writable(str(value))[:MOST_LETTERS]):
        cell = WriteOnlyCell(sheet, value=words)
        cell.data_type = "s"  # openpyxl takes "=…" for a formula and "#N/A" for an error
        cell.quotePrefix = True
        return cell
    if isinstance(value, datetime):
        cell = WriteOnlyCell(sheet, value=timezone.localtime(value).replace(tzinfo=None))
        cell.number_format = MOMENT
        return cell
    cell = WriteOnlyCell(sheet, value=value if isinstance(value, _FIGURES) else None)
    if isinstance(value, date):
        cell.number_format = DAY
    return cell


def csv_text(heads: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    """Write the rows as comma-separated text. Words that would begin a formula get an apostrophe before them.

    Every cell is quoted: where a spreadsheet parts cells by semicolons, what follows one inside a cell begins none.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL)
    writer.writerow([_plain(head) for head in heads])
    writer.writerows([_plain(value) for value in row] for row in rows)
    return buffer.getvalue()


def _plain(value: Value) -> str:
    words = in_words(value)
    if isinstance(value, _FIGURES):
        return words
    return f"'{words}" if begins_a_formula(words) else words


def begins_a_formula(words: str) -> bool:
    """Whether a spreadsheet might run these words: full-width signs count as the signs, a leading tab or return always."""
    if words[:1] in ("\t", "\r", "\n"):
        return True
    seen = unicodedata.normalize("NFKC", words[:64])
    return seen.lstrip("".join({letter for letter in seen if _shows_nothing(letter)})).startswith(_BEGINS_A_FORMULA)


def _shows_nothing(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) in ("Cc", "Cf")


def in_words(value: Value) -> str:
    """Write a cell as it is read on paper: days as 22/11/2026."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%d/%m/%Y %H:%M}"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
