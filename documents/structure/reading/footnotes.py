"""Take footnotes and pictures out of the text's lines, and put them back as paragraphs behind those that they follow."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from documents.structure.notes import marks_in, note_in
from documents.structure.pictures import picture_in
from documents.structure.reading.lines import Line
from documents.structure.tree import Paragraph, ParagraphKind


def part_notes(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Part lines into text and notes: a line that begins with a mark is a note if another line refers to that mark; pictures are with the notes."""
    if not any(line.text.startswith("[") for line in lines):
        return lines, []
    referred = {mark for line in lines for mark in marks_in(line.text)}
    notes = [line for line in lines if (parted := note_in(line.text)) and parted[0] in referred]
    notes += [line for line in lines if picture_in(line.text)]
    taken = {id(line) for line in notes}
    return [line for line in lines if id(line) not in taken], notes


def with_notes(paragraphs: list[Paragraph], notes: Sequence[Line]) -> list[Paragraph]:
    """Return the paragraphs with each note behind the last one that begins no later than it."""
    if not notes:
        return paragraphs
    places = sorted((paragraph.line, index) for index, paragraph in enumerate(paragraphs))
    behind: defaultdict[int, list[Paragraph]] = defaultdict(list)
    for note in notes:
        before = bisect_right(places, (note.number, len(paragraphs))) - 1
        behind[places[before][1] if before >= 0 else -1].append(_paragraph(note))
    placed = list(behind[-1])
    for index, paragraph in enumerate(paragraphs):
        placed += [paragraph, *behind.get(index, ())]
    return placed


def _paragraph(note: Line) -> Paragraph:
    if picture_in(note.text):
        return Paragraph("", ParagraphKind.PICTURE, note.text, line=note.number, raw=note.raw)
    parted = note_in(note.text)
    mark, words = parted or ("", note.text)
    return Paragraph("", ParagraphKind.FOOTNOTE, words, mark, line=note.number, raw=note.raw)
