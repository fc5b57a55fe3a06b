"""Read the text layer of a PDF with PDFium; a scanned one, which has none, is refused with what to do.

Numbers of pages go; a page without text among others is noted in the residue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pypdfium2

from documents.structure.errors import Unreadable
from documents.structure.reading.collecting import Collector
from documents.structure.reading.lines import Source
from documents.structure.tree import PAGE

MOST_PAGES = 1_000
BROKEN = "Tệp PDF bị hỏng, không mở được. Hãy mở bản gốc bằng Word, lưu lại thành .docx rồi tải lên."
LOCKED = "Tệp PDF có đặt mật khẩu. Hãy gỡ mật khẩu, hoặc tải lên bản .docx gốc."
SCANNED = "Tệp PDF này là bản quét (ảnh chụp), không có chữ để đọc. Hãy tải lên bản .docx gốc, hoặc nhận dạng chữ (OCR) rồi soát lại và tải bản có chữ."
TOO_MANY = "Tệp PDF có hơn 1.000 trang. Hãy chia nhỏ rồi tải lại."
_NUMBER = re.compile(r"[\s\-–—]*(?:Trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?[\s\-–—]*")
_LOCKED = 4  # PDFium's code of a file that asks for a password
_HYPHEN = "\ufffe"  # PDFium's sign of a word that was broken at a line's end


def read_pdf(data: bytes) -> Source:
    """Return the lines of a PDF; raises Unreadable if it is scanned, locked, broken or too long."""
    collector = Collector()
    empty: list[int] = []
    for page, text in enumerate(_pages(data), 1):
        if not text.strip():
            empty.append(page)
            continue
        for line in _without_number(text.replace(_HYPHEN, "-").split("\n")):
            collector.paragraph(line)
    if not collector.source.lines:
        raise Unreadable("scanned", SCANNED)
    for _ in empty:
        collector.source.residue.leave_out(PAGE, 1, ", ".join(map(str, empty)))
    return collector.source


def _pages(data: bytes) -> Iterator[str]:
    """Yield the text of each page."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _LOCKED
        raise Unreadable("encrypted" if locked else "broken", LOCKED if locked else BROKEN) from error
    try:
        if len(document) > MOST_PAGES:
            raise Unreadable("too_long", TOO_MANY)
        for page in document:
            text = page.get_textpage()
            yield text.get_text_bounded().replace("\r\n", "\n").replace("\r", "\n")
            text.close()
            page.close()
    except pypdfium2.PdfiumError as error:
        raise Unreadable("broken", BROKEN) from error
    finally:
        document.close()


def _without_number(lines: list[str]) -> list[str]:
    """Return a page's lines without its number, which stands first or last."""
    worded = [index for index, line in enumerate(lines) if line.strip()]
    edges = {worded[0], worded[-1]} if worded else set()
    return [line for index, line in enumerate(lines) if not (index in edges and _NUMBER.fullmatch(line))]
