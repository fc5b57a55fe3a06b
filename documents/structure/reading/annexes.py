"""Read annexes, and the notes that announce them. Reads notes in the body ("Có phụ lục kèm theo") and the titles after the tail; writes annexes."""

from __future__ import annotations

import re

from documents.structure.reading.joining import join_lines
from documents.structure.reading.lines import Line
from documents.structure.text import is_capitals
from documents.structure.tree import Annex, Paragraph, ParagraphKind

_NOTE = re.compile(
    r"\((?P<note>(?!kèm theo \w+ \w* ?số \d)[^()]{0,120}\b(?:kèm theo|đính kèm|gửi kèm)\b[^()]{0,120}"
    r"|[^()]{0,80}\b(?:có|xem|theo|tại|chi tiết)\b[^()]{0,80}\b(?:phụ lục|danh mục|danh sách|biểu mẫu)\b[^()]{0,120}|phụ lục\s*(?:số\s*)?[\dIVX]*)\)",
    re.IGNORECASE,
)
_PROSE = re.compile(
    r"\b(?:phụ lục|danh mục|danh sách|biểu mẫu)\s*(?:số\s*)?[\dIVX]{0,3}\s*(?:được\s)?(?:kèm theo|đính kèm|gửi kèm)",
    re.IGNORECASE,
)
_TITLE = re.compile(r"^(?:PHỤ LỤC|Phụ lục|DANH MỤC|DANH SÁCH|BIỂU|MẪU|BẢNG|LỊCH)\b")


def find_notes(paragraphs: list[Paragraph]) -> list[Annex]:
    """List annexes that the body announces, as announced."""
    notes: list[Annex] = []
    for paragraph in paragraphs:
        text = paragraph.text
        if "kèm" not in text and "hụ lục" not in text and "HỤ LỤC" not in text and "Danh mục" not in text:
            continue
        match = _NOTE.search(text)
        if match:
            notes.append(Annex(match["note"].strip(" ."), paragraph.line))
        elif paragraph.kind is not ParagraphKind.BASIS and (match := _PROSE.search(text)):
            notes.append(Annex(match.group(), paragraph.line))
    return notes


def read_annexes(lines: list[Line]) -> list[Paragraph]:
    """Return the paragraphs of the attached annexes.

    Each title is of kind annex, numbered lines are no headings there.
    """
    paragraphs: list[Paragraph] = []
    for block in join_lines(lines):
        raw = "\n".join(block.raws)
        if block.row:
            kind = ParagraphKind.TABLE
        elif block.rule:
            kind = ParagraphKind.RULE
        elif (not paragraphs and block.label is None) or (
            block.label is None and _TITLE.match(block.text) and (is_capitals(block.text[:8]) or len(block.text) < 30)
        ):
            kind = ParagraphKind.ANNEX
        else:
            kind = ParagraphKind.BULLET if block.label else ParagraphKind.PROSE
        label = block.label.text if block.label else ""
        paragraphs.append(Paragraph("", kind, block.text, label, line=block.line, raw=raw))
    return paragraphs


def list_annexes(notes: list[Annex], attached: list[Paragraph]) -> list[Annex]:
    """List each annex once: those announced, and those attached beyond the announced ones."""
    titles = [Annex(paragraph.text, paragraph.line) for paragraph in attached if paragraph.kind is ParagraphKind.ANNEX]
    return notes + titles[len(notes) :]
