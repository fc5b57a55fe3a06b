"""Read annexes, and the notes that announce them. Reads notes in the body ("Có phụ lục kèm theo") and the titles after the tail; writes annexes."""

from __future__ import annotations

import re

from documents.structure.lexicon.enclosures import is_own, issued_with
from documents.structure.reading.joining import join_lines
from documents.structure.reading.lines import Line
from documents.structure.text import is_capitals
from documents.structure.tree import Annex, Paragraph, ParagraphKind

_NOTE = re.compile(
    r"\((?P<note>(?!kèm theo \w+ \w* ?số \d)[^()]{0,120}\b(?:kèm theo|đính kèm|gửi kèm)\b[^()]{0,120}"
    r"|[^()]{0,80}\b(?:có|xem|theo|tại|chi tiết)\b[^()]{0,80}\b(?:phụ lục|danh mục|danh sách|biểu mẫu)\b[^()]{0,120}|phụ lục\s*(?:số\s*)?[\dIVX]*)\)",
    re.IGNORECASE,
)
_NAMES_IT = re.compile(
    r"^(?:có|xem|theo|chi tiết|gửi|kèm)\b|\b(?:phụ lục|danh mục|danh sách|biểu|mẫu|bảng|đề cương|lịch|kế hoạch|kịch bản|dự toán|"
    r"thể lệ|quy chế|đề án|tờ trình|dự thảo|phân công|văn bản|sơ đồ)\b",
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
        if note := _announced(text, prose=paragraph.kind is not ParagraphKind.BASIS):
            notes.append(Annex(note, paragraph.line))
    return notes


def find_issued(paragraphs: list[Paragraph]) -> list[Annex]:
    """List what the body says is issued with the document itself: "Ban hành kèm theo Quyết định này Quy chế …", once."""
    for paragraph in paragraphs:
        if "kèm" in paragraph.text and (found := issued_with(paragraph.text)):
            return [Annex(found[1], paragraph.line)]
    return []


def _announced(text: str, *, prose: bool) -> str | None:
    """Return the note by which a paragraph announces an annex of the document's own."""
    for match in _NOTE.finditer(text):
        note = match["note"].strip(" .")
        if not issued_with(note) and _NAMES_IT.search(note) and is_own(text, match.start(), match.end()):
            return note
    for match in _PROSE.finditer(text) if prose else ():
        if is_own(text, match.start(), match.end() + 40):
            return match.group()
    return None


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


def list_annexes(notes: list[Annex], issued: list[Annex], attached: list[Paragraph]) -> list[Annex]:
    """List each annex once: those announced, and those attached beyond them; what is issued by its own title, if it is there."""
    titles = [Annex(paragraph.text, paragraph.line) for paragraph in attached if paragraph.kind is ParagraphKind.ANNEX]
    return notes + (titles[len(notes) :] or issued)
