"""Turn a .docx into lines: automatic numbers become labels, layout tables become lines, data rows stay rows.

`number` of a line is the paragraph's place in the body's document order, cells included, counted from 1.
The archive is judged (`archive`) before anything in it is parsed. What will not be printed is noted in the residue.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from itertools import islice
from zipfile import BadZipFile

from docx import Document
from docx.document import Document as WordDocument
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml.etree import LxmlError, _Element

from documents.structure.bounds import check_depth
from documents.structure.errors import Unreadable
from documents.structure.reading.archive import BROKEN, check_archive
from documents.structure.reading.collecting import LOOKED_AT, Collector, is_layout
from documents.structure.reading.lines import Source
from documents.structure.reading.numbering import Numbering
from documents.structure.reading.printed import BOX, FALLBACK, TEXT, Printed, ends_deleted
from documents.structure.text import collapse
from documents.structure.tree import CHANGE, HIDDEN, NOTE, PICTURE

_UNITS_PER_MM = 36_000
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


class _Reader(Collector):
    """Walks the body in document order."""

    def __init__(self, document: WordDocument) -> None:
        super().__init__()
        self.document = document
        self.numbering = Numbering(document)
        self.printed = Printed(document.styles.element)
        self._pictures: list[str] = []  # of the paragraph under way
        self._notes_by_id = dict(_notes_of(document))
        self._begun = ""  # words of paragraphs whose ends a tracked change deleted

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
                        self.emit(text, 1)

    def _blocks(self, parent: _Element, depth: int) -> None:
        check_depth(depth)
        for element in parent.iterchildren():
            if element.tag == _P:
                self._paragraph(element, depth)
            elif element.tag == _TBL:
                self._table(element, depth)
            elif element.tag in _WRAPPERS:
                self._blocks(element, depth + 1)

    def _paragraph(self, element: _Element, depth: int) -> None:
        number, label, text = self._next(element)
        if ends_deleted(element):
            self.source.residue.leave_out(CHANGE, number)
            self._begun += text
            return
        text, self._begun = self._begun + text, ""
        if label and text.strip():
            text = f"{label} {text.lstrip()}"
        self.emit_all(text, number)
        for line in self._pictures:
            self.emit(line, number)
        self._pictures.clear()
        for box in _boxes(element):
            self._blocks(box, depth + 1)

    def _next(self, element: _Element) -> tuple[int, str, str]:
        """Give the next paragraph's (number, automatic label, words); what of it does not print is noted."""
        words: list[str] = []
        hidden: list[str] = []
        for kind, text in self.printed.pieces(element):
            if kind == TEXT:
                words.append(text)
            elif kind == HIDDEN:
                hidden.append(text)
            elif kind == NOTE and (note := self._noted_words(text)):
                words.append(self.note(note))
            elif kind == PICTURE and (line := self._pictured(*text.split())):
                self._pictures.append(line)
            else:
                self.source.residue.leave_out(kind, self.number + 1, text if kind == CHANGE else "")
        if said := "".join(hidden).strip():
            self.source.residue.leave_out(HIDDEN, self.number + 1, said)
        text = "".join(words)
        return self.count(text), self.numbering.label(element), text

    def _pictured(self, relation: str = "", width: str = "0", height: str = "0") -> str | None:
        """Keep an embedded picture; return the line that stands for it, None if it cannot be carried."""
        found = self.document.part.rels.get(relation)
        if found is None or found.is_external:
            return None
        size = (int(width) / _UNITS_PER_MM, int(height) / _UNITS_PER_MM)
        return self.picture(found.target_part.blob, size if all(size) else None)

    def _noted_words(self, reference: str) -> str:
        """Return the words of the note that a reference names; what in it does not print is left out."""
        return " ".join(self.printed.text(paragraph) for paragraph in self._notes_by_id.get(reference, ())).strip()

    def _table(self, table: _Element, depth: int) -> None:
        cells = [list(_cells(row)) for row in table.iterchildren(_TR)]
        self.count_cells(sum(map(len, cells)))
        if all(len(row) == 1 for row in cells) or any(self._is_layout(cell) for row in cells for cell in row):
            for row in cells:
                for cell in row:
                    self.blank = True
                    self._blocks(cell, depth + 1)
            return
        for row in cells:
            self._row(row)

    def _is_layout(self, cell: _Element) -> bool:
        return is_layout(self.printed.text(paragraph) for paragraph in islice(cell.iter(_P), LOOKED_AT))

    def _row(self, cells: list[_Element]) -> None:
        first = self.number + 1
        texts: list[str] = []
        for cell in cells:
            pieces: list[str] = []
            for element in cell.iter(_P):
                _, label, text = self._next(element)
                pieces.append(f"{label} {text}" if label else text)
            texts.append(" ".join(pieces))
        self.row(texts, first)
        for _ in self._pictures:
            self.source.residue.leave_out(PICTURE, first)  # a row has no room for one
        self._pictures.clear()


def _notes_of(document: WordDocument) -> Iterator[tuple[str, list[_Element]]]:
    """Yield the notes of a file: how a reference names one, and its paragraphs."""
    for relation in document.part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if kind in ("footnotes", "endnotes") and not relation.is_external:
            name = kind.removesuffix("s")
            for note in parse_xml(relation.target_part.blob).iterchildren(qn(f"w:{name}")):
                yield f"{qn(f'w:{name}Reference')}{note.get(qn('w:id'), '')}", list(note.iter(_P))


def _cells(row: _Element) -> Iterator[_Element]:
    for child in row.iterchildren():
        if child.tag == _TC:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _cells(child)


def _boxes(paragraph: _Element) -> list[_Element]:
    """Find text boxes anchored in the paragraph; of two forms of one box only the newer."""
    found = []
    for box in paragraph.iter(BOX):
        ancestors = list(box.iterancestors())
        upto = ancestors[: ancestors.index(paragraph)] if paragraph in ancestors else ancestors
        if not any(ancestor.tag in (FALLBACK, BOX) for ancestor in upto):
            found.append(box)
    return found
