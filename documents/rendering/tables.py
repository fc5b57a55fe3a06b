"""Print papers that the system writes itself: letterhead, title, paragraphs, tables, signatures.

For *biên bản kiểm phiếu*, *bảng tổng hợp tiếp thu, giải trình ý kiến*, *sổ đăng ký văn bản đi* and their like. Who
needs one fills a `Report`; here it becomes a PDF or a Word file.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table, _Row

from documents.rendering.pdf import typeset
from documents.rendering.profiles import Layout, layout_of
from documents.rendering.word import Line, Word
from documents.structure.editing.amend import date_line
from web.letters import writable

_MANY = 7  # columns; report.typ has the same figure


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is a share of the table's width against the other columns'; `align` left, center or right."""

    title: str
    width: float = 1
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Grid:
    """One table. `numbered` adds the row (1), (2), … that official books have under their head."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Signer:
    """One signature: what stands above ("TM. BAN KIỂM PHIẾU", "TRƯỞNG BAN"), and the name below."""

    above: Sequence[str]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One paper. `body` is paragraphs (str), headings and grids in order; `number` is the whole line ("Số: 03-BB/TĐTN")."""

    title: str
    subtitle: str = ""
    superior: str = ""
    issuer: str = ""
    number: str = ""
    place: str = ""
    on: date | None = None
    body: Sequence[str | Heading | Grid] = ()
    signers: Sequence[Signer] = ()
    landscape: bool = False


def table_pdf(report: Report, *, profile: str, at: datetime, fonts_dir: Path | str) -> bytes:
    """Return the PDF/A-2b of a report; the same report gives the same bytes."""
    data = {**_letterhead(report, layout_of(profile)), "parts": [_part(part) for part in report.body]}
    data["signers"] = [{"above": list(signer.above), "name": signer.name} for signer in report.signers]
    data["landscape"] = report.landscape
    name = f"{report.title} {report.subtitle}".strip()
    return typeset("report.typ", data, title=name, at=at, fonts_dir=fonts_dir)


def table_docx(report: Report, *, profile: str, at: datetime) -> bytes:
    """Return the Word file of a report."""
    layout = layout_of(profile)
    word = Word(layout, title=f"{report.title} {report.subtitle}".strip(), at=at, landscape=report.landscape)
    sheet = _letterhead(report, layout)
    left, right = word.columns(layout.left_share)
    for style in ("superior", "issuer"):
        for line in sheet[style]:
            word.write(left, Line.plain(style, line["text"]))
    word.write(left, Line.plain("rule", "***" if layout.stars else "_______"))
    if report.number:
        word.write(left, Line.plain("number", report.number))
    for number, text in enumerate(layout.motto, 1):
        word.write(right, Line.plain("motto" if number == len(layout.motto) else "motto-first", text))
    if sheet["date"]:
        word.write(right, Line.plain("date", sheet["date"]["text"]))
    word.write(word.document, Line.plain("type", report.title))
    if report.subtitle:
        word.write(word.document, Line.plain("subject", report.subtitle))
    word.write(word.document, Line.plain("subject-rule", "-----" if layout.subject_dashes else "_________"))
    for part in report.body:
        _write_part(word, part)
    if report.signers:
        _write_signers(word, report.signers)
    return word.to_bytes()


def _letterhead(report: Report, layout: Layout) -> dict[str, Any]:
    """Return the same data as a draft's letterhead (paper.lay_out), so that both print alike."""

    def lines(text: str) -> list[dict[str, str]]:
        return [{"text": text}] if text else []

    written = date_line(report.place, report.on) if report.place or report.on else ""
    return {
        "layout": layout.to_json(),
        "superior": lines(report.superior),
        "issuer": lines(report.issuer),
        "motto": [{"text": text} for text in layout.motto],
        "number": {"text": report.number} if report.number else None,
        "date": {"text": written} if written else None,
        "mark": None,
        "meeting": None,
        "type": {"text": report.title},
        "subject": lines(report.subtitle),
        "letter": False,
    }


def _part(part: str | Heading | Grid) -> dict[str, Any]:
    if isinstance(part, Grid):
        return {
            "kind": "grid",
            "columns": [{"title": c.title, "width": c.width, "align": c.align} for c in part.columns],
            "rows": [_full(row, len(part.columns)) for row in part.rows],
            "numbered": part.numbered,
        }
    if isinstance(part, Heading):
        return {"kind": "heading", "text": part.text}
    return {"kind": "prose", "text": part}


def _full(row: Sequence[str], width: int) -> list[str]:
    cells = [str(cell) for cell in row][:width]
    return cells + [""] * (width - len(cells))


def _write_part(word: Word, part: str | Heading | Grid) -> None:
    if isinstance(part, Heading):
        word.write(word.document, Line.plain("heading-1", part.text))
    elif isinstance(part, Grid):
        _write_grid(word, part)
        word.write(word.document, Line.plain("cell", ""))
    else:
        word.write(word.document, Line.plain("prose", part))


def _write_grid(word: Word, grid: Grid) -> None:
    table = word.grid(len(grid.columns))
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    widths = _widths(word, grid)
    for place, width in enumerate(widths):  # before any row is added: rows take their widths from here
        table.columns[place].width = width
    heads = [[column.title for column in grid.columns]]
    if grid.numbered:
        heads.append([f"({number})" for number in range(1, len(grid.columns) + 1)])
    for head in heads:
        row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx leaves it without types
        _repeat(row)
        for cell, text in zip(row.cells, head, strict=True):
            word.write(cell, Line.plain(f"cell-head{_small(grid)}", text))
    pattern = _row_of(word, table, grid, ["x"] * len(grid.columns), widths)
    pattern.getparent().remove(pattern)
    for cells in grid.rows:
        texts = _full(cells, len(grid.columns))
        if any(character in text for text in texts for character in "\n\t"):
            _row_of(word, table, grid, texts, widths)
        else:  # a copy of the pattern: a book has thousands of rows, and python-docx takes its time over each
            row = deepcopy(pattern)
            for node, text in zip(row.iter(qn("w:t")), texts, strict=True):
                node.text = writable(text)
            table._tbl.append(row)


def _small(grid: Grid) -> str:
    """Set a book's many columns smaller, as in the PDF."""
    return "-small" if len(grid.columns) > _MANY else ""


def _widths(word: Word, grid: Grid) -> list[int]:
    total = sum(column.width for column in grid.columns)
    return [int(word.text_width * column.width / total) for column in grid.columns]


def _row_of(word: Word, table: Table, grid: Grid, texts: Sequence[str], widths: Sequence[int]) -> Any:
    row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx leaves it without types
    for cell, column, text, width in zip(row.cells, grid.columns, texts, widths, strict=True):
        word.write(cell, Line.plain(f"cell{_small(grid)}", text), align=column.align)
        cell.width = width
    return row._tr


def _repeat(row: _Row) -> None:
    """Repeat a table's head on every page (§17.4.78)."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader", attrs={qn("w:val"): "true"}))


def _write_signers(word: Word, signers: Sequence[Signer]) -> None:
    word.write(word.document, Line.plain("recipient", ""))
    for cell, signer in zip(word.row_of(len(signers)), signers, strict=True):
        for number, text in enumerate(signer.above):
            word.write(cell, Line.plain("capacity" if number == 0 else "position", text))
    for cell, signer in zip(word.row_of(len(signers)), signers, strict=True):
        word.write(cell, Line.plain("signer", signer.name))
