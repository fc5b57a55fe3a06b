"""List the căn cứ (legal bases). Reads the paragraphs of kind basis; writes bases with the documents they cite."""

from __future__ import annotations

from documents.structure.reading.references import find_references
from documents.structure.tree import Basis, Paragraph, ParagraphKind


def read_bases(paragraphs: list[Paragraph]) -> list[Basis]:
    return [
        Basis(paragraph.text, paragraph.line, find_references(paragraph.text, paragraph.line))
        for paragraph in paragraphs
        if paragraph.kind is ParagraphKind.BASIS
    ]
