"""Tell what kind of file bytes are, by how they begin; the name says no more than which of two a zip archive is."""

from __future__ import annotations

import re

DOCX, ODT, RTF, PDF, HTML, TEXT = "docx", "odt", "rtf", "pdf", "html", "txt"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ODT = b"mimetypeapplication/vnd.oasis.opendocument.text"  # the first member of every .odt, stored as it is
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOOKED_AT = 4_096  # bytes
_HTML = re.compile(
    r"(?:<\?xml[^<>]*>|<!--.*?-->|\s)*<(?:!doctype\s+html|html|head|body|meta)\b", re.IGNORECASE | re.DOTALL
)


def kind_of(data: bytes, filename: str = "") -> str:
    """Return the kind of a file as its name ends: docx, odt, rtf, pdf, html (alone or in MIME), else txt."""
    if data.startswith(_ZIP):
        return ODT if data[30 : 30 + len(_ODT)] == _ODT or filename.lower().endswith(".odt") else DOCX
    if data.startswith(b"{\\rtf"):
        return RTF
    if data.startswith(b"%PDF"):
        return PDF
    start = data[:_LOOKED_AT].replace(b"\x00", b"").decode("latin-1").lstrip("ï»¿ÿþ \r\n\t")
    if _HTML.match(start) or is_mime(start):
        return HTML
    if data and filename.lower().endswith(".docx") and not data.startswith((OLE, *UNREAD)):
        return DOCX
    return TEXT


def is_mime(start: str) -> bool:
    """Tell whether a text begins with the head of a web page kept as a mail (.mht, which Word also calls .doc)."""
    return start[:40].lower().startswith(("mime-version:", "from: <saved by", "content-type: multipart/"))


#: What is known by its first bytes and is not read.
UNREAD: dict[bytes, str] = {
    b"\x89PNG": "tệp ảnh",
    b"\xff\xd8\xff": "tệp ảnh",
    b"GIF8": "tệp ảnh",
    b"Rar!": "tệp nén RAR",
    b"7z\xbc\xaf": "tệp nén 7z",
    b"\x1f\x8b": "tệp nén gzip",
}
