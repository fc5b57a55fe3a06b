"""Files that are given out: the name by RFC 6266, the type from what the file is, never from who brought it."""

from __future__ import annotations

import re
import unicodedata
from os.path import splitext
from typing import IO
from urllib.parse import quote

from django.http import FileResponse, HttpResponse

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ZIP = "application/zip"
JSON = "application/json"
TEXT = "text/plain; charset=utf-8"
ODT = "application/vnd.oasis.opendocument.text"
RTF = "application/rtf"
HTML = "text/html"
UNKNOWN = "application/octet-stream"

MOST_LETTERS = 120
_NOT_IN_A_NAME = re.compile(r'[<>:"/\\|?*\u2044\u2215\u29f8]+')
_BLANKS = re.compile(r"\s+")


def file_name(words: str, kind: str) -> str:
    """'01-KH/TĐTN Tháng Thanh niên', 'pdf' → '01-KH-TĐTN Tháng Thanh niên.pdf': a name for any disk, its marks kept.

    Whatever cannot stand in a name goes: separators of folders, quotes, line breaks, letters that show nothing or turn
    the reading direction.
    """
    return f"{_on_a_disk(words)[:MOST_LETTERS].rstrip(' .-') or 'van-ban'}.{_on_a_disk(kind)[:10] or 'bin'}"


def name_as_given(name: str) -> str:
    """Return the name under which a person brought a file, as `file_name` makes it."""
    words, kind = splitext(name)
    return file_name(words, kind)


def _on_a_disk(words: str) -> str:
    seen = _BLANKS.sub(" ", unicodedata.normalize("NFC", words))
    shown = "".join(letter for letter in seen if unicodedata.category(letter)[0] != "C")
    return _BLANKS.sub(" ", _NOT_IN_A_NAME.sub("-", shown)).strip(" .-")


def attachment(name: str) -> str:
    """Return the Content-Disposition of a file to keep."""
    return _disposition("attachment", name)


def _disposition(way: str, name: str) -> str:
    """Both forms of RFC 6266: plain letters for old readers, UTF-8 for the others."""
    bare = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    plain = re.sub(r'[^ -~]|["\\%]', "", bare)
    return f"{way}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def to_keep(content: bytes | str, name: str, content_type: str) -> HttpResponse:
    """Return an answer that the browser saves under that name (see `file_name`)."""
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": attachment(name)})


def to_read(content: bytes, name: str, content_type: str) -> HttpResponse:
    """Return an answer that the browser shows, and saves under that name if asked to."""
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": _disposition("inline", name)}
    )


def stored_to_keep(file: IO[bytes], name: str, content_type: str = UNKNOWN) -> FileResponse:
    """Return a file from the storage, read as it is sent. Never shown in the browser: somebody brought it."""
    response = FileResponse(file, content_type=content_type)
    response["Content-Disposition"] = attachment(name)  # afterwards: FileResponse names it by its path in the storage
    return response
