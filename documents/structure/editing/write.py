"""Write a tree back as text: the source's text after the declared repairs (NFC, markup, spaces, joined lines)."""

from __future__ import annotations

from documents.structure.tree import Draft, Paragraph, ParagraphKind

_SPACED = frozenset(
    {
        ParagraphKind.HEADING,
        ParagraphKind.ITEM,
        ParagraphKind.BULLET,
        ParagraphKind.PROSE,
        ParagraphKind.CLOSING,
        ParagraphKind.BASIS,
        ParagraphKind.THEME,
        ParagraphKind.ANNEX,
        ParagraphKind.TYPE,
    }
)


def to_text(draft: Draft) -> str:
    """Write one line per paragraph; `read(to_text(read(x)))` gives the same tree but for line numbers.

    The journal keeps this text's hash: written otherwise, the texts in dossiers of earlier rounds would look forged.
    """
    lines: list[str] = []
    for paragraph in draft.paragraphs:
        if paragraph.kind in _SPACED and lines:
            lines.append("")
        lines.append(line_of(paragraph))
    return "\n".join(lines) + "\n"


def line_of(paragraph: Paragraph) -> str:
    """Return the paragraph as one line: label, space, text."""
    return f"{paragraph.label} {paragraph.text}".strip() if paragraph.label else paragraph.text
