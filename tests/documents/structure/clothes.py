"""The same document in other clothes: encodings, line ends, blanks, wrapping. Each takes and gives text or bytes."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from typing import Any

from documents.structure import Draft, read
from documents.structure.reading import legacy
from tests.documents.structure.word_files import as_docx

_TCVN3 = {letter: char for char, letter in {**legacy._TCVN3_LOWER, **legacy._TCVN3_UPPER}.items()}
_VNI: dict[str, str] = {}
for _written, _letter in legacy._VNI.items():
    _VNI.setdefault(_letter, _written)
_MARKS = {"“": "\x93", "”": "\x94", "–": "\x96", "…": "\x85"}


def tcvn3(text: str) -> bytes:
    """As an old ABC font holds it: capitals with marks have no code of their own."""
    letters = {**_TCVN3, **_MARKS}
    return "".join(
        char if ord(char) < 128 else letters.get(char) or letters.get(char.lower(), "?") for char in nfc(text)
    ).encode("latin-1")


def vni(text: str) -> bytes:
    return "".join(_VNI.get(char, char) for char in nfc(text)).encode("cp1252", "replace")


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def wrapped(text: str) -> str:
    lines: list[str] = []
    for line in text.split("\n"):
        in_columns = "\t" in line or "    " in line
        lines += textwrap.wrap(line, 80) if len(line) > 80 and not in_columns else [line]
    return "\n".join(lines)


CLOTHES = {
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "CR": lambda text: text.replace("\n", "\r").encode(),
    "BOM": lambda text: ("\ufeff" + text).encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16 without mark": lambda text: text.encode("utf-16-le"),
    "UTF-16 BE": lambda text: text.encode("utf-16-be"),
    "blank lines": lambda text: text.replace("\n", "\n\n"),
    "no blank lines": lambda text: re.sub(r"\n\s*\n+", "\n", text),
    "tabs before": lambda text: "\n".join("\t\t" + line if line.strip() else line for line in text.split("\n")),
    "spaces after": lambda text: "\n".join(line + "   " for line in text.split("\n")),
    "wrapped": wrapped,
    "docx": as_docx,
    "VNI": vni,
    "VNI in UTF-8": lambda text: vni(text).decode("cp1252").encode(),
}


def structure(draft: Draft) -> dict[str, Any]:
    """The draft without what belongs to its clothes: lines, raw text, residue."""

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: bare(each) for name, each in value.items() if name not in ("line", "raw", "residue")}
        return [bare(each) for each in value] if isinstance(value, list) else value

    return bare(draft.to_json())


def read_structure(data: bytes | str) -> dict[str, Any]:
    return structure(read(data))
