"""Turn a .docx into lines: automatic numbers become labels, layout tables become lines, data rows stay rows.

`number` of a line is the paragraph's place in the body's document order, cells included, counted from 1.
The archive is judged (`archive`) before anything in it is parsed. What will not be printed is noted in the residue.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator
from itertools import islice
from typing import Any
from zipfile import BadZipFile

from docx import Document
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml.etree import LxmlError

from documents.structure.bounds import check_cells, check_depth, check_length, check_lines
from documents.structure.errors import Unreadable
from documents.structure.reading.archive import BROKEN, check_archive
from documents.structure.reading.lines import LINE_ENDS, Line, Source, make_line
from documents.structure.reading.numbering import Numbering
from documents.structure.reading.printed import BOX, FALLBACK, TEXT, Printed
from documents.structure.text import collapse
from documents.structure.tree import HIDDEN

_LAYOUT = re.compile(
    r"(?:ĐOÀN TNCS|CỘNG H[ÒO][AÀ]|Độc lập|Số\s*:|N[ơƠ][iI] nhận|N[ơƠ]I NHẬN|TM\.|KT\.|TL\.|TUQ\.|.{0,60}, ngày\b)"
)
_LOOKED_AT = 50  # paragraphs of a cell by which a letterhead's or signature's table is known
_P, _TBL, _TR, _TC = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_WRAPPERS = (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml"))
# what python-docx and lxml raise for parts that are missing, cut or not what they say
_FAULTS = (
    PythonDocxError, OpcError, LxmlError, BadZipFile, KeyError, ValueError, IndexError, AttributeError, TypeError,
    OSError, NotImplementedError, struct.error,
)  # fmt: skip


def read_docx(data: bytes) -> Source:
    """Return the lines of a .docx; raises Unreadable if it is none, is encrypted, unsafe or broken."""
    check_archive(data)
    try:
        document = Document(io.BytesIO(data))
        reader = _Reader(document)
        reader.read()
    except _FAULTS as error:
        raise Unreadable("broken", BROKEN) from error
    return reader.source


class _Reader:
    """Walks the body in document order."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.numbering = Numbering(document)
        self.printed = Printed(document.styles.element)
        self.source = Source()
        self.number = 0
        self.characters = 0
        self.cells = 0
        self.blank = True

    def read(self) -> None:
        self._headers()
        self._blocks(self.document.element.body, 0)

    def _headers(self) -> None:
        """Put the words of the first section's headers first (a page number is none)."""
        for section in list(self.document.sections)[:1]:
            headers = [section.first_page_header] if section.different_first_page_header_footer else []
            for header in [*headers, section.header]:
                if header.is_linked_to_previous:
                    continue
                for element in header._element.iter(_P):
                    text = collapse(self.printed.text(element))
                    if text and not text.strip("- ").isdigit():
                        self._emit(text, 1)

    def _blocks(self, parent: Any, depth: int) -> None:
        check_depth(depth)
        for element in parent.iterchildren():
            if element.tag == _P:
                self._paragraph(element, depth)
            elif element.tag == _TBL:
                self._table(element, depth)
            elif element.tag in _WRAPPERS:
                self._blocks(element, depth + 1)

    def _paragraph(self, element: Any, depth: int) -> None:
        number, label, text = self._next(element)
        if label and text.strip():
            text = f"{label} {text.lstrip()}"
        for piece in LINE_ENDS.sub("\n", text).split("\n"):
            self._emit(piece, number)
        for box in _boxes(element):
            self._blocks(box, depth + 1)

    def _next(self, element: Any) -> tuple[int, str, str]:
        """Give the next paragraph's (number, automatic label, words); what of it does not print is noted."""
        self.number += 1
        words: list[str] = []
        hidden: list[str] = []
        for kind, text in self.printed.pieces(element):
            if kind == TEXT:
                words.append(text)
            elif kind == HIDDEN:
                hidden.append(text)
            else:
                self.source.residue.leave_out(kind, self.number)
        if said := "".join(hidden).strip():
            self.source.residue.leave_out(HIDDEN, self.number, said)
        text = "".join(words)
        self.characters += len(text)
        check_length(self.characters, self.number)
        return self.number, self.numbering.label(element), text

    def _table(self, table: Any, depth: int) -> None:
        cells = [list(_cells(row)) for row in table.iterchildren(_TR)]
        self.cells += sum(map(len, cells))
        check_cells(self.cells)
        if all(len(row) == 1 for row in cells) or any(self._is_layout(cell) for row in cells for cell in row):
            for row in cells:
                for cell in row:
                    self.blank = True
                    self._blocks(cell, depth + 1)
            return
        for row in cells:
            self._row(row)

    def _is_layout(self, cell: Any) -> bool:
        """Tell whether a table is layout: a line of it begins as a letterhead or a signature block does."""
        return any(
            _LAYOUT.match(line.lstrip())
            for paragraph in islice(cell.iter(_P), _LOOKED_AT)
            for line in self.printed.text(paragraph).split("\n")
        )

    def _row(self, cells: list[Any]) -> None:
        first = self.number + 1
        texts: list[str] = []
        for cell in cells:
            pieces: list[str] = []
            for element in cell.iter(_P):
                _, label, text = self._next(element)
                pieces.append(f"{label} {text}" if label else text)
            texts.append(collapse(" ".join(pieces)))
        line = make_line(first, "\t".join(texts), self.source.residue)
        if line is not None:
            line.text = "\t".join(texts)
            line.row = True
            self._keep(line)

    def _emit(self, text: str, number: int) -> None:
        line: Line | None = make_line(number, text, self.source.residue)
        if line is None:
            self.blank = True
            return
        line.blank_before = self.blank
        self.blank = False
        self._keep(line)

    def _keep(self, line: Line) -> None:
        self.source.lines.append(line)
        check_lines(len(self.source.lines))


def _cells(row: Any) -> Iterator[Any]:
    for child in row.iterchildren():
        if child.tag == _TC:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _cells(child)


def _boxes(paragraph: Any) -> list[Any]:
    """Find text boxes anchored in the paragraph; of two forms of one box only the newer."""
    found = []
    for box in paragraph.iter(BOX):
        ancestors = list(box.iterancestors())
        upto = ancestors[: ancestors.index(paragraph)] if paragraph in ancestors else ancestors
        if not any(ancestor.tag in (FALLBACK, BOX) for ancestor in upto):
            found.append(box)
    return found
