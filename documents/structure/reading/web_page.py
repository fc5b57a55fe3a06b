"""Read a web page, alone or kept as a mail (.mht): what Word and web sites also save under the name .doc.

lxml parses it; here stands what of it prints: blocks and line breaks, tables, numbers of lists. Scripts and styles are no
text; what is hidden, struck by a tracked change, or a picture is noted in the residue.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import compat32

from lxml import etree, html
from lxml.etree import _Element

from documents.structure.bounds import check_depth
from documents.structure.errors import Unreadable
from documents.structure.reading.collecting import Collector
from documents.structure.reading.decode import as_text
from documents.structure.reading.kinds import is_mime
from documents.structure.reading.lines import Source
from documents.structure.reading.numbering import formatted
from documents.structure.tree import CHANGE, COMMENT, FORMULA, HIDDEN, PICTURE

BROKEN = "Trang web này không mở được. Hãy mở bằng Word, lưu lại thành .docx rồi tải lên."
TOO_DEEP = "Trang web lồng quá nhiều cấp nên không đọc hết được. Hãy mở bằng Word, lưu lại thành .docx rồi tải lên."
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w:.-]+)", re.IGNORECASE)
_LOOKED_AT = 4_096  # bytes in which a page says its encoding
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr html li main ol p pre section summary ul".split()
)
_SKIPPED = frozenset(
    "applet audio button canvas datalist embed frame frameset head iframe link meta nav noscript object option script select "
    "source style svg template textarea title video".split()
)
_LISTS = ("ol", "ul")
_TOLD = {"img": PICTURE, "math": FORMULA}
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_CAPITALS = re.compile(r"text-transform\s*:\s*uppercase|font-variant\s*:\s*small-caps", re.IGNORECASE)
_APART = {"footnote-list": "", "endnote-list": "", "comment-list": COMMENT}  # what Word puts below the page
_NOTE = re.compile(r"mso-element\s*:\s*(?:foot|end)note\b(?!-)", re.IGNORECASE)
_OWN_MARK = re.compile(r"\[\d{1,4}\]\s*")
_ELEMENT = re.compile(r"mso-element\s*:\s*([a-z-]+)", re.IGNORECASE)
_NUMBERS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_DEEPEST = 250  # elements inside one another: so many the parser takes


def read_web_page(data: bytes) -> Source:
    """Return the lines of a web page; raises Unreadable if it cannot be parsed, or is nested too deep."""
    text = _decoded(_page_of(data))
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True, remove_comments=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable("broken", BROKEN) from error
    page = _Page()
    page.read(root)
    return page.source


def _page_of(data: bytes) -> bytes:
    """Return the page of a mail that holds one with its pictures; other bytes as they are."""
    if not is_mime(data[:64].decode("latin-1").lstrip()):
        return data
    for part in message_from_bytes(data.lstrip(), policy=compat32).walk():
        if part.get_content_type() == "text/html" and isinstance(found := part.get_payload(decode=True), bytes):
            return found
    raise Unreadable("broken", BROKEN)


def _decoded(data: bytes) -> str:
    """Decode a page in the encoding that it names, else as any text."""
    named = _CHARSET.search(data[:_LOOKED_AT])
    if named and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode(named[1].decode("ascii"))
        except (LookupError, UnicodeError):
            pass
    return as_text(data)


class _Page(Collector):
    """Walks a page in its order."""

    def __init__(self) -> None:
        super().__init__()
        self._words: list[str] = []  # of the paragraph under way
        self._cell: list[str] | None = None  # the paragraphs of the cell under way
        self._by_name: dict[str, str] = {}  # the words of Word's notes
        self._lists: list[int | None] = []  # the next number of each list that is open; None: it has none

    def read(self, root: _Element) -> None:
        for element in root.iter("div"):
            if (name := element.get("id") or "") and _NOTE.search(element.get("style") or ""):
                self._by_name[name] = _OWN_MARK.sub("", element.text_content().strip(), count=1)
        self._walk(root, 0, hidden=False, capitals=False)
        self._end()

    def _walk(self, element: _Element, depth: int, *, hidden: bool, capitals: bool) -> None:
        if depth >= _DEEPEST:
            raise Unreadable("too_deep", TOO_DEEP)
        tag = element.tag if isinstance(element.tag, str) else ""
        style = element.get("style") or ""
        hidden = hidden or element.get("hidden") is not None or bool(_HIDDEN.search(style))
        capitals = capitals or bool(_CAPITALS.search(style))
        if self._is_apart(element, tag, style):
            return
        if tag == "table" and not hidden:
            self._table(element, depth)
            return
        with self._block(element, tag):
            if tag == "li":
                self._say(f"{self._label(element)} ", hidden, capitals=False)
            self._say(element.text, hidden, capitals)
            for child in element:
                self._walk(child, depth + 1, hidden=hidden, capitals=capitals)
                self._say(child.tail, hidden, capitals)

    @contextmanager
    def _block(self, element: _Element, tag: str) -> Iterator[None]:
        """End the paragraph under way before and after a block; know the number of a list while it is open."""
        if tag in _BLOCKS:
            self._end()
        if tag == "br":
            self._words.append("\n")
        if tag in _LISTS:
            self._lists.append(_number(element.get("start"), 1) if tag == "ol" else None)
        yield
        if tag in _LISTS:
            self._lists.pop()
        if tag in _BLOCKS:
            self._end()

    def _is_apart(self, element: _Element, tag: str, style: str) -> bool:
        """Tell whether an element is no text of the page; what of it will not be printed is noted."""
        residue, line = self.source.residue, self.number + 1
        if tag == "a" and (note := self._by_name.pop((element.get("href") or "").removeprefix("#_"), "")):
            self._words.append(self.note(note))
            return True
        if tag in _TOLD:
            residue.leave_out(_TOLD[tag], line)
            return True
        if tag == "del":
            residue.leave_out(CHANGE, line, element.text_content().strip())
            return True
        if tag == "ins":
            residue.leave_out(CHANGE, line, element.text_content().strip())
        named = _ELEMENT.search(style)
        if named and (kind := named[1].lower()) in _APART:
            if _APART[kind]:
                residue.leave_out(_APART[kind], line)
            return True
        return tag in _SKIPPED or ":" in tag

    def _label(self, item: _Element) -> str:
        """Write the number of a list's item as the page shows it; "-" where the list has none."""
        if not self._lists or self._lists[-1] is None:
            return "-"
        number = _number(item.get("value"), self._lists[-1])
        self._lists[-1] = number + 1
        above = item.getparent()
        form = "" if above is None else above.get("type") or ""
        return f"{formatted(number, _NUMBERS.get(form, 'decimal'))}."

    def _say(self, text: str | None, hidden: bool, capitals: bool) -> None:
        if not text:
            return
        if hidden:
            if words := text.strip():
                self.source.residue.leave_out(HIDDEN, self.number + 1, words)
            return
        plain = _BLANKS.sub(" ", text)
        self._words.append(plain.upper() if capitals else plain)

    def _end(self) -> None:
        """End the paragraph under way."""
        text, self._words = "".join(self._words), []
        if self._cell is None:
            if text.strip():
                self.paragraph(text)
            else:
                self.blank = True
        elif text.strip():
            self._cell.append(text)

    def _table(self, table: _Element, depth: int) -> None:
        self._end()
        rows = [list(row.iterchildren("td", "th")) for row in _rows(table)]
        check_depth(sum(1 for _ in table.iterancestors("table")))
        if all(len(row) <= 1 for row in rows):  # a frame: what stands in it is the page
            for cell in (cell for row in rows for cell in row):
                self._walk(cell, depth + 1, hidden=False, capitals=False)
                self._end()
            return
        read = [[self._read_cell(cell, depth) for cell in row] for row in rows]
        if self._cell is None:
            self.table(read)
        else:
            self._cell.extend(text for row in read for cell in row for text in cell)

    def _read_cell(self, cell: _Element, depth: int) -> list[str]:
        outer, self._cell = self._cell, []
        self._walk(cell, depth + 1, hidden=False, capitals=False)
        self._end()
        texts, self._cell = self._cell, outer
        return texts


def _rows(table: _Element) -> Iterator[_Element]:
    for child in table.iterchildren("tr", "thead", "tbody", "tfoot"):
        if child.tag == "tr":
            yield child
        else:
            yield from child.iterchildren("tr")


def _number(written: str | None, otherwise: int) -> int:
    return int(written) if written and written.isascii() and written.isdigit() and len(written) < 6 else otherwise
