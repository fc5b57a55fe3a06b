"""No cell of a file that leaves the house is ever a formula; figures and days stay figures and days."""

import csv
import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from web.sheets import begins_a_formula, csv_text, xlsx

HOSTILE = [
    "=1+1",
    "+84 912",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "  =1+1",
    "＝1+1",
    "\u200b=cmd|' /C calc'!A0",
    "\ufeff＠SUM(A1)",
    "#N/A",
    "x;=1+1",
    'x";=1+1',
]


@pytest.mark.parametrize("words", HOSTILE)
def test_words_stay_words_in_a_spreadsheet(words: str) -> None:
    sheet = load_workbook(io.BytesIO(xlsx("Sổ", [words], [[words]]))).active
    for (cell,) in sheet.iter_rows():
        assert cell.data_type == "s"
        assert cell.quotePrefix
        assert cell.value.strip() == words.replace("\r", "\n").strip()


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("separator", [",", ";"])
def test_no_cell_of_comma_separated_text_begins_a_formula_whatever_parts_the_cells(words: str, separator: str) -> None:
    text = csv_text([words], [[words, "sau"]])
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
        assert not any(map(begins_a_formula, row))
    assert words in next(csv.reader(io.StringIO(text, newline="")))[0]


def test_words_that_run_nothing_are_written_as_they_are() -> None:
    assert csv_text(["Trích yếu"], [["Kế hoạch 2027 (A=B)"]]).splitlines()[1] == '"Kế hoạch 2027 (A=B)"'


def test_figures_and_days_keep_their_kind() -> None:
    moment = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
    row: list[Any] = [12, -5, date(2026, 11, 22), moment, None]
    cells = next(load_workbook(io.BytesIO(xlsx("Sổ", list("abcde"), [row]))).active.iter_rows(min_row=2))
    assert [cell.data_type for cell in cells] == ["n", "n", "d", "d", "n"]
    assert cells[3].value == datetime(2026, 11, 22, 9, 30)  # noqa: DTZ001 - a sheet's cell has no zone
    assert csv_text([], [row]).split("\r\n")[1] == '"12","-5","22/11/2026","22/11/2026 09:30",""'


def test_what_a_spreadsheet_cannot_hold_is_left_out_not_refused() -> None:
    sheet = load_workbook(io.BytesIO(xlsx("Sổ [1]: a/b", ["a"], [["x\x00\x0b\ud800y"], ["z" * 40_000]]))).active
    assert sheet["A2"].value == "xy"
    assert len(sheet["A3"].value) == 32_767
