"""Find where the body ends. Reads the lines after the head; writes the bounds of body, tail and annexes.

The tail is "Nơi nhận" and the signature in either order, or glued side by side; annexes follow it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from documents.structure.lexicon.words import RECIPIENTS
from documents.structure.reading.lines import Line, is_rule
from documents.structure.reading.signature import is_capacity, is_position, is_signer
from documents.structure.reading.typeline import read_type
from documents.structure.text import collapse, is_capitals, pattern

_RECIPIENTS = re.compile(RECIPIENTS)
_ANNEX = re.compile(
    r"^(?:PHỤ LỤC|Phụ lục(?:\s+(?:số\s*)?[\dIVX]{1,3})?[:.]?$|DANH MỤC|DANH SÁCH|BIỂU MẪU|BIỂU SỐ|MẪU SỐ|BẢNG PHÂN CÔNG|LỊCH )"
)
_ANNEX_IN_BODY = re.compile(r"^(?:PHỤ LỤC\b.{0,60}|Phụ lục\s+(?:số\s*)?[\dIVX]{1,3}[:.]?)$")
_ARCHIVE_LINE = r"[-–+]\s?Lưu\b\s?:?\s?(?:[A-ZĐ]|VT|VP|văn|Văn)"
_ARCHIVE = re.compile(rf"^{_ARCHIVE_LINE}")
_GLUED = re.compile(
    r"(?<=[^.…/]\./\.)\s*(?=[^\s”\"’).…/\d])|(?<=[.;:)”/])\s*(?=Nơi nhận\s?:)"
    rf"|(?<=[;.)])\s+(?={_ARCHIVE_LINE})"
)
_GLUED_CAPACITY = pattern(r"^(?:TM|KT|TL|TUQ|Q)\.\s?[A-Z]{2,}\s[A-Z]{2,}\s")
LONGEST_SIGNATURE = 14  # lines
MOST_NOTES = 4  # lines below a signature that no "Nơi nhận" follows


@dataclass(slots=True, frozen=True)
class Bounds:
    """Indexes into the lines: [start, tail) is the body, [tail, annex) the tail, [annex, end) the annexes."""

    tail: int
    annex: int


def part_glued(lines: list[Line]) -> list[Line]:
    """Part lines in which closing, "Nơi nhận" or signature were glued into several of the same number."""
    parted: list[Line] = []
    for line in lines:
        text = line.text
        if not line.row and ("./." in text[:-3] or "ơi nhận" in text[3:] or "Lưu" in text[3:]):
            pieces = [piece for piece in _GLUED.split(line.spaced) if piece.strip()]
            for index, piece in enumerate(pieces):
                parted.append(
                    Line(
                        line.number,
                        "" if index else line.raw,
                        collapse(piece),
                        piece.strip(),
                        not index and line.blank_before,
                    )
                )
        else:
            parted.append(line)
    return parted


def find_bounds(lines: list[Line], start: int) -> Bounds:
    """Find the tail from "Nơi nhận", else from the signature at the end of the text."""
    recipients = _last_recipients_label(lines, start)
    if recipients is not None:
        tail = _signature_above(lines, start, recipients)
        return Bounds(tail, _annex_after(lines, recipients))
    annex = next(
        (
            index
            for index in range(start + (len(lines) - start) // 4, len(lines))
            if lines[index].text[:1] == "P" and _ANNEX_IN_BODY.match(lines[index].text)
        ),
        len(lines),
    )
    unlabelled = _recipients_above(lines, start, annex)
    tail = _signature_above(lines, start, unlabelled)
    return Bounds(_signature_with_notes(lines, start, annex) if tail == annex else tail, annex)


def _recipients_above(lines: list[Line], start: int, end: int) -> int:
    """Find where a list of recipients without its label begins: the bullets that end with "Lưu …".

    `end` if there is none.
    """
    archive = next(
        (
            index
            for index in range(end - 1, max(start, end - LONGEST_SIGNATURE) - 1, -1)
            if _ARCHIVE.match(lines[index].text)
        ),
        None,
    )
    if archive is None:
        return end
    first = archive
    while first > start:
        if lines[first - 1].text[:1] in "-–+" and not lines[first - 1].text.endswith("./."):
            first -= 1
        elif (other := _archive_above_signer(lines, start, first)) is not None:
            first = other
        else:
            break
    return first


def _archive_above_signer(lines: list[Line], start: int, end: int) -> int | None:
    """Find another "Lưu …" with nothing but a signer's lines between it and `end`: their columns stood side by side."""
    for index in range(end - 1, max(start, end - LONGEST_SIGNATURE) - 1, -1):
        text = lines[index].text
        if _ARCHIVE.match(text):
            return index
        if not _may_sign(text):
            return None
    return None


def _last_recipients_label(lines: list[Line], start: int) -> int | None:
    for index in range(len(lines) - 1, start - 1, -1):
        text = lines[index].text
        if text[:1] in "Nn" and _RECIPIENTS.match(text):
            return index
    return None


def _signature_above(lines: list[Line], start: int, end: int) -> int:
    """Return the first line of a signature that ends just above `end`; `end` itself if there is none."""
    first = end
    found = False
    for index in range(end - 1, max(start, end - LONGEST_SIGNATURE) - 1, -1):
        text = lines[index].text
        strong = is_capacity(text) or is_position(text) or (len(text) < 160 and bool(_GLUED_CAPACITY.match(text)))
        if not (strong or is_rule(text) or _may_sign(text)):
            break
        if strong:
            first, found = index, True
    return first if found else end


def _signature_with_notes(lines: list[Line], start: int, end: int) -> int:
    """Return the first line of a signature under which a note or two stand: whole, with its name; `end` if there is none."""
    for name in range(end - 2, max(start, end - 2 - MOST_NOTES), -1):
        if is_signer(lines[name].text) and (first := _signature_above(lines, start, name + 1)) <= name:
            return first
    return end


def _may_sign(text: str) -> bool:
    return len(text) < 90 and (is_signer(text) or is_capitals(text) or text.startswith("("))


def _annex_after(lines: list[Line], recipients: int) -> int:
    for index in range(recipients + 1, len(lines)):
        text = lines[index].text
        if text[:1] in "PDBML" and _ANNEX.match(text):
            return index
        if is_capitals(text) and read_type(text) and not is_position(text):
            return index
    return len(lines)
