"""Stage 1 for .docx: paragraphs → lines. Automatic numbers become labels; letterhead tables become lines; data rows rows.

`number` of a line is the paragraph's place in the body's document order, cells included, counted from 1.
The archive is judged by what it declares before anything in it is opened.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from .errors import Unreadable
from .lines import Line, Source, make_line
from .numbering import Numbering
from .vocabulary import collapse

MOST_MEMBERS = 3000
LARGEST_UNPACKED = 120 * 1024 * 1024  # bytes
LARGEST_RATIO = 200
DEEPEST = 40  # nested tables and boxes
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_LAYOUT = re.compile(
    r"^\s*(?:ĐOÀN TNCS|CỘNG H[ÒO][AÀ]|Độc lập|Số\s*:|N[ơƠ][iI] nhận|N[ơƠ]I NHẬN|TM\.|KT\.|TL\.|TUQ\.|.{0,60}, ngày\b)",
    re.MULTILINE,
)
_P, _TBL, _TR, _TC = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_T, _TAB, _BR, _CR = qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr")
_HYPHEN, _SYM = qn("w:noBreakHyphen"), qn("w:sym")
_SKIPPED = frozenset({qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), qn("w:delText"), qn("w:rPr"), qn("w:pPr")})
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX = qn("w:txbxContent")


def read_docx(data: bytes) -> Source:
    """The lines of a .docx; raises Unreadable if it is none, is encrypted, unsafe or broken."""
    check_archive(data)
    try:
        document = Document(io.BytesIO(data))
        reader = _Reader(document)
        reader.read()
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(
            "broken", "Tệp .docx bị hỏng, không mở được. Hãy mở bằng Word, lưu lại rồi tải lên."
        ) from error
    return reader.source


def check_archive(data: bytes) -> None:
    """Refuse by the archive's own directory: bombs, locked members, other kinds of files, XML with entities."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Unreadable(
            "broken", "Tệp bị hỏng, không mở được. Hãy mở bằng Word, lưu lại thành .docx rồi tải lên."
        ) from error
    total = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or total > LARGEST_UNPACKED or total > LARGEST_RATIO * len(data) + 1_000_000:
        raise Unreadable(
            "zip_bomb", "Tệp nén bung ra quá lớn nên không được mở. Hãy lưu lại văn bản thành .docx rồi tải lên."
        )
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable("encrypted", "Tệp có đặt mật khẩu. Hãy gỡ mật khẩu rồi tải lại.")
    names = {member.filename for member in members}
    if "[Content_Types].xml" not in names or not any(name.startswith("word/document") for name in names):
        raise Unreadable(
            "wrong_type", "Đây không phải tệp Word .docx. Hãy lưu văn bản thành .docx hoặc .txt rồi tải lên."
        )
    _refuse_entities(archive, members)


def _refuse_entities(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    for member in members:
        if not member.filename.endswith((".xml", ".rels")):
            continue
        try:
            start = archive.open(member).read(4096)
        except (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError) as error:
            raise Unreadable("broken", "Tệp .docx bị hỏng. Hãy mở bằng Word, lưu lại rồi tải lên.") from error
        if _DOCTYPE.search(start.replace(b"\x00", b"")):
            raise Unreadable(
                "unsafe", "Tệp .docx có khai báo thực thể lạ nên không được mở. Hãy lưu lại bằng Word rồi tải lên."
            )


class _Reader:
    """Walks the body in document order."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.numbering = Numbering(document)
        self.source = Source()
        self.number = 0
        self.blank = True

    def read(self) -> None:
        self._headers()
        self._blocks(self.document.element.body, 0)

    def _headers(self) -> None:
        """Words in the first section's headers (a page number is none) come first."""
        for section in list(self.document.sections)[:1]:
            headers = [section.first_page_header] if section.different_first_page_header_footer else []
            for header in [*headers, section.header]:
                if header.is_linked_to_previous:
                    continue
                for element in header._element.iter(_P):
                    text = collapse(_text(element))
                    if text and not text.strip("- ").isdigit():
                        self._emit(text, 1)

    def _blocks(self, parent: Any, depth: int) -> None:
        if depth > DEEPEST:
            return
        for element in parent.iterchildren():
            if element.tag == _P:
                self._paragraph(element, depth)
            elif element.tag == _TBL:
                self._table(element, depth)
            elif element.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
                self._blocks(element, depth + 1)

    def _paragraph(self, element: Any, depth: int) -> None:
        self.number += 1
        number = self.number
        label = self.numbering.label(element)
        text = _text(element)
        if label and text.strip():
            text = f"{label} {text.lstrip()}"
        for piece in text.split("\n"):
            self._emit(piece, number)
        for box in _boxes(element):
            self._blocks(box, depth + 1)

    def _table(self, table: Any, depth: int) -> None:
        rows = list(table.iterchildren(_TR))
        cells = [list(_cells(row)) for row in rows]
        words = [["\n".join(_text(p) for p in cell.iter(_P)) for cell in row] for row in cells]
        if any(_LAYOUT.search(cell) for row in words for cell in row) or all(len(row) == 1 for row in words):
            for row in cells:
                for cell in row:
                    self.blank = True
                    self._blocks(cell, depth + 1)
            return
        for row in cells:
            self._row(row)

    def _row(self, cells: list[Any]) -> None:
        first = self.number + 1
        texts: list[str] = []
        for cell in cells:
            pieces: list[str] = []
            for element in cell.iter(_P):
                self.number += 1
                label = self.numbering.label(element)
                pieces.append(f"{label} {_text(element)}" if label else _text(element))
            texts.append(collapse(" ".join(pieces)))
        line = make_line(first, "\t".join(texts), self.source.residue)
        if line is not None:
            line.text = "\t".join(texts)
            line.row = True
            self.source.lines.append(line)

    def _emit(self, text: str, number: int) -> None:
        line: Line | None = make_line(number, text, self.source.residue)
        if line is None:
            self.blank = True
            return
        line.blank_before = self.blank
        self.blank = False
        self.source.lines.append(line)


def _cells(row: Any) -> Iterator[Any]:
    for child in row.iterchildren():
        if child.tag == _TC:
            yield child
        elif child.tag == qn("w:sdt"):
            yield from child.iter(_TC)


def _text(paragraph: Any) -> str:
    """The words of a paragraph as it prints: insertions in, deletions, field codes and boxes out."""
    parts: list[str] = []
    stack = list(reversed(list(paragraph)))
    while stack:
        element = stack.pop()
        tag = element.tag
        if tag == _T:
            parts.append(element.text or "")
        elif tag == _TAB:
            parts.append("\t")
        elif tag in (_BR, _CR):
            parts.append("\n")
        elif tag in (_HYPHEN, _SYM):
            parts.append("-")
        elif tag not in _SKIPPED and tag != _BOX and tag != _FALLBACK:
            stack.extend(reversed(list(element)))
    return "".join(parts)


def _boxes(paragraph: Any) -> list[Any]:
    """Text boxes anchored in the paragraph; of two forms of one box only the newer."""
    found = []
    for box in paragraph.iter(_BOX):
        ancestors = list(box.iterancestors())
        upto = ancestors[: ancestors.index(paragraph)] if paragraph in ancestors else ancestors
        if not any(ancestor.tag in (_FALLBACK, _BOX) for ancestor in upto):
            found.append(box)
    return found
