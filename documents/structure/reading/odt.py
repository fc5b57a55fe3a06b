"""Read an .odt (OpenDocument): numbers of its lists become labels, boxes lines, data tables rows.

The archive is judged (`archive`) before its XML is parsed. What will not be printed is noted in the residue.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element

from documents.structure.bounds import check_depth
from documents.structure.errors import Unreadable
from documents.structure.reading.archive import BROKEN_ODT, check_odt
from documents.structure.reading.collecting import Collector
from documents.structure.reading.lines import Source
from documents.structure.reading.open_styles import OFFICE, TEXT, Labels, Look, Styles, named
from documents.structure.tree import CHANGE, COMMENT, FORMULA, HIDDEN, PICTURE

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_P, _H, _LIST = f"{TEXT}p", f"{TEXT}h", f"{TEXT}list"
_BOX = f"{_DRAW}text-box"
_NOTHING = frozenset({f"{TEXT}ruby-text", f"{OFFICE}forms", f"{TEXT}sequence-decls", f"{TEXT}variable-decls"})
_NOTE = f"{TEXT}note"
_TOLD = {f"{OFFICE}annotation": COMMENT, f"{_DRAW}image": PICTURE, f"{_DRAW}object": FORMULA}
_HIDING = (f"{TEXT}hidden-text", f"{TEXT}hidden-paragraph")
_SIGNS = {f"{TEXT}s": " ", f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
_APART = _NOTHING | {_BOX}
_MOST_SPACES = 200


def read_odt(data: bytes) -> Source:
    """Return the lines of an .odt; raises Unreadable if it is none, is encrypted, unsafe or broken."""
    check_odt(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            content = _parsed(opened.read("content.xml"))
            styles = _parsed(opened.read("styles.xml")) if "styles.xml" in opened.namelist() else None
        reader = _Reader(Styles(content, styles), Labels(content, styles))
        reader.read(content)
    except (etree.LxmlError, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise Unreadable("broken", BROKEN_ODT) from error
    return reader.source


def _parsed(xml: bytes) -> _Element:
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True))


class _Reader(Collector):
    """Walks the text in its order."""

    def __init__(self, styles: Styles, labels: Labels) -> None:
        super().__init__()
        self._styles = styles
        self._labels = labels

    def read(self, content: _Element) -> None:
        for text in content.iter(f"{OFFICE}text"):
            self._blocks(text, 0)

    def _blocks(self, parent: _Element, depth: int) -> None:
        check_depth(depth)
        for element in parent:
            if element.tag in (_P, _H):
                self._paragraph(element, self._labels.of_heading(element) if element.tag == _H else "", depth)
            elif element.tag == _LIST:
                self._list(element, depth)
            elif element.tag == f"{_TABLE}table":
                self._table(element, depth)
            elif element.tag == f"{TEXT}tracked-changes":
                self._changes(element)
            elif element.tag in _TOLD:
                self.source.residue.leave_out(_TOLD[element.tag], self.number + 1)
            elif element.tag not in _NOTHING and len(element):
                self._blocks(element, depth + 1)

    def _paragraph(self, element: _Element, label: str, depth: int) -> None:
        words = self._words(element)
        self.paragraph(f"{label} {words.lstrip()}" if label and words.strip() else words)
        for box in element.iter(_BOX):
            self._blocks(box, depth + 1)

    def _list(self, element: _Element, depth: int) -> None:
        for item, label in self._labels.items(element):
            first = True
            for child in item:
                if child.tag in (_P, _H):
                    self._paragraph(child, label if first else "", depth)
                    first = False
                elif child.tag == _LIST:
                    check_depth(depth + 1)
                    self._list(child, depth + 1)
        self._labels.leave(element)

    def _table(self, table: _Element, depth: int) -> None:
        check_depth(depth + 1)
        self.table([[self._cell(cell) for cell in _cells(row)] for row in table.iter(f"{_TABLE}table-row")])

    def _cell(self, cell: _Element) -> list[str]:
        return [self._words(paragraph) for paragraph in cell.iter(_P, _H)]

    def _changes(self, tracked: _Element) -> None:
        for change in tracked:
            said = " ".join("".join(words.itertext()) for words in change.iter(_P, _H))
            self.source.residue.leave_out(CHANGE, self.number + 1, said)

    def _words(self, paragraph: _Element) -> str:
        """Return a paragraph's words as they print; what of it does not is noted."""
        shown: list[str] = []
        hidden: list[str] = []
        for text, look in self._runs(paragraph, Look()):
            (hidden if look.hidden else shown).append(text.upper() if look.capitals else text)
        if said := "".join(hidden).strip():
            self.source.residue.leave_out(HIDDEN, self.number + 1, said)
        return "".join(shown)

    def _runs(self, element: _Element, look: Look) -> Iterator[tuple[str, Look]]:
        """Yield an element's runs of text, each with how it prints."""
        tag = element.tag
        if tag == _NOTE:
            yield self.note(" ".join(self._words(words) for words in element.iter(_P, _H))), look
        elif tag in _TOLD:
            self.source.residue.leave_out(_TOLD[tag], self.number + 1)
        elif tag in _SIGNS:
            yield _SIGNS[tag] * min(int(named(element, TEXT, "c") or 1), _MOST_SPACES), look
        elif tag not in _APART:
            own = self._styles.of(element)
            look = Look(look.hidden or own.hidden or tag in _HIDING, look.capitals or own.capitals)
            yield element.text or "", look
            for child in element:
                yield from self._runs(child, look)
                yield child.tail or "", look


def _cells(row: _Element) -> Iterator[_Element]:
    for cell in row:
        if cell.tag == f"{_TABLE}table-cell":
            yield cell
