"""Read a file's lines by the reader of its kind."""

from __future__ import annotations

from collections.abc import Callable

from documents.structure.bounds import check_length
from documents.structure.reading.decode import check_size, decode
from documents.structure.reading.docx import read_docx
from documents.structure.reading.kinds import DOCX, HTML, ODT, PDF, RTF, kind_of
from documents.structure.reading.lines import Source, split_lines
from documents.structure.reading.odt import read_odt
from documents.structure.reading.pdf import read_pdf
from documents.structure.reading.rtf import read_rtf
from documents.structure.reading.web_page import read_web_page

_READERS: dict[str, Callable[[bytes], Source]] = {
    DOCX: read_docx, ODT: read_odt, RTF: read_rtf, HTML: read_web_page, PDF: read_pdf,
}  # fmt: skip


def read_file(data: bytes | str, filename: str) -> Source:
    """Return the lines of a file or of pasted text; raises Unreadable with what to do."""
    if isinstance(data, bytes):
        check_size(data)
        if reader := _READERS.get(kind_of(data, filename)):
            return reader(data)
    text = decode(data)
    check_length(len(text), sum(map(text.count, "\n\r\v\f\u2028\u2029")))
    return split_lines(text)
