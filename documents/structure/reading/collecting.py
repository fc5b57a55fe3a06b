"""Collect what a file says, paragraph by paragraph and row by row, into clean lines: what all kinds of files share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from documents.structure.bounds import check_cells, check_length, check_lines
from documents.structure.notes import REFERENCE, mark_of
from documents.structure.pictures import line_of_picture
from documents.structure.reading.images import MOST_BYTES, MOST_PICTURES, picture_from, size_of
from documents.structure.reading.lines import LINE_ENDS, Line, Source, make_line
from documents.structure.text import collapse

_LAYOUT = re.compile(
    r"(?:ĐOÀN TNCS|CỘNG H[ÒO][AÀ]|Độc lập|Số\s*:|N[ơƠ][iI] nhận|N[ơƠ]I NHẬN|TM\.|KT\.|TL\.|TUQ\.|.{0,60}, ngày\b)"
)
_BREAKS = re.compile("[\t\n\r\v\f\u2028\u2029]")  # would look like the ends of cells and rows
LOOKED_AT = 50  # paragraphs of a cell by which a letterhead's or signature's table is known


class Collector:
    """Gathers lines; counts paragraphs, letters and cells, and refuses a text that has too many."""

    def __init__(self) -> None:
        self.source = Source()
        self.number = 0  # of the paragraph that was read last
        self.blank = True
        self._characters = 0
        self._notes: dict[str, str] = {}  # by their marks, until what refers to them is kept
        self._noted = 0
        self._seen = self._bytes = 0  # of pictures
        self._cells = 0

    def count(self, text: str) -> int:
        """Count one more paragraph with these words; return its number."""
        self.number += 1
        self._characters += len(text)
        check_length(self._characters, self.number)
        return self.number

    def count_cells(self, cells: int) -> None:
        self._cells += cells
        check_cells(self._cells)

    def paragraph(self, text: str) -> None:
        """Keep a paragraph; a line end within it begins another line."""
        self.emit_all(text, self.count(text))

    def emit_all(self, text: str, number: int) -> None:
        for piece in LINE_ENDS.sub("\n", text).split("\n"):
            self.emit(piece, number)
        self._put_notes(text, number)

    def note(self, words: str) -> str:
        """Keep a footnote until the paragraph that refers to it is kept; return the mark that stands for it there."""
        self._noted += 1
        mark = mark_of(self._noted)
        self._notes[mark] = collapse(words)
        return mark

    def picture(self, data: bytes, size: tuple[float, float] | None = None) -> str | None:
        """Keep a picture of the file; return the line that stands for it, None if it cannot be carried."""
        made = picture_from(data, size) if self._seen < MOST_PICTURES else None
        self._seen += 1
        if made is None or self._bytes + size_of(made) > MOST_BYTES:
            return None
        if not any(kept.name == made.name for kept in self.source.pictures):
            self.source.pictures.append(made)
            self._bytes += size_of(made)
        return line_of_picture(made.name)

    def _put_notes(self, text: str, number: int) -> None:
        for mark in REFERENCE.findall(text) if self._notes else ():
            if words := self._notes.pop(mark, ""):
                self._characters += len(words)
                check_length(self._characters, self.number)
                line = make_line(number, f"{mark} {words}", self.source.residue)
                if line is not None:
                    self._keep(line)

    def emit(self, text: str, number: int) -> None:
        line = make_line(number, text, self.source.residue)
        if line is None:
            self.blank = True
            return
        line.blank_before = self.blank
        self.blank = False
        self._keep(line)

    def table(self, rows: Sequence[Sequence[Sequence[str]]]) -> None:
        """Keep a table whose cells are lists of paragraphs: a letterhead's or signature's as lines, another's as rows."""
        self.count_cells(sum(map(len, rows)))
        if all(len(row) <= 1 for row in rows) or any(is_layout(cell) for row in rows for cell in row):
            for cell in (cell for row in rows for cell in row):
                self.blank = True
                for text in cell:
                    self.paragraph(text)
            return
        for row in rows:
            first = self.number + 1
            for text in (text for cell in row for text in cell):
                self.count(text)
            self.row([" ".join(cell) for cell in row], first)

    def row(self, cells: Iterable[str], number: int) -> None:
        """Keep a row of a data table."""
        parted = [_BREAKS.sub(" ", cell) for cell in cells]
        line = make_line(number, "\t".join(parted), self.source.residue)
        if line is not None:
            line.text = "\t".join(map(collapse, parted))
            line.row = True
            self._keep(line)
        self._put_notes(" ".join(parted), number)

    def _keep(self, line: Line) -> None:
        self.source.lines.append(line)
        check_lines(len(self.source.lines))


def is_layout(paragraphs: Iterable[str]) -> bool:
    """Tell whether a cell's table is layout: a line of it begins as a letterhead or a signature block does."""
    return any(_LAYOUT.match(line.lstrip()) for text in paragraphs for line in text.split("\n"))
