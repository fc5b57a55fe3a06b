"""Recognise the type line ("CHƯƠNG TRÌNH", "KẾ HOẠCH CÔNG TÁC") of a document. Reads one line; writes nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from documents.structure.lexicon.labels import read_label
from documents.structure.lexicon.types import TITLES, alternatives
from documents.structure.text import is_capitals

_NAMES = re.compile("(?:" + alternatives(TITLES) + r")(?=\s|$|:)")
_QUALIFIERS = re.compile(r"\s(?:hành động|phối hợp|liên tịch|liên ngành|liên tịch phối hợp)(?=$|:)")
_SPACED_OUT = re.compile(r"^(?:\S\s)+\S$")
_JOINED = {name.replace(" ", ""): name for name in TITLES}


@dataclass(slots=True, frozen=True)
class TypeLine:
    name: str  # as written
    code: str | None
    rest: str  # what follows on the same line: the beginning of the subject


def read_type(text: str) -> TypeLine | None:
    """Return the type that the line names, which stands in capitals or alone on its line."""
    if len(text) > 200:
        return None
    stripped = text.strip(" .:*_-")
    folded = stripped.lower()
    if _SPACED_OUT.match(stripped) and (name := _JOINED.get(folded.replace(" ", ""))):
        return TypeLine(stripped.replace(" ", ""), TITLES[name] or None, "")
    match = _NAMES.match(folded)
    if not match:
        return None
    end = match.end()
    if qualifier := _QUALIFIERS.match(folded, end):
        end = qualifier.end()
    name = stripped[:end]
    rest = stripped[end:].strip(" :")
    if not is_capitals(name) and (rest or not name[:1].isupper()):
        return None
    return TypeLine(name, TITLES[match.group()] or None, rest)


def is_unknown_type(text: str) -> bool:
    """Tell whether the line could be a type line whose name is in no catalogue: short, in capitals, without a label."""
    return (
        len(text) < 60
        and is_capitals(text)
        and read_label(text) is None
        and "\t" not in text
        and text[-1:] not in ":;,"
    )
