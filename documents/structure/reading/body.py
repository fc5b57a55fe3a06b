"""Read the body. Reads its lines; writes a paragraph per block with kind, label and level, and the headings.

`Body` keeps, for the stages that follow, which paragraphs stand under which heading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from documents.structure.lexicon.words import ADDRESSEE
from documents.structure.reading.bases import is_basis
from documents.structure.reading.headings import decide_headings, heading_levels, make_heading, titles
from documents.structure.reading.joining import Block, join_lines
from documents.structure.reading.lines import Line
from documents.structure.reading.outline import Node, Outline
from documents.structure.tree import Draft, Paragraph, ParagraphKind

_ADDRESSEE = re.compile(ADDRESSEE)
_ENACTING = re.compile(r"^(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|KẾT LUẬN|NGHỊ QUYẾT|Quyết định|Quyết nghị)\s*:?$")
_OPTION = re.compile(r"^(?:Phương án|PHƯƠNG ÁN|PA(?=\s?\d{1,2}\s?[:.–-]))\s*(?:\d+|[IVX]+|[A-D]|thứ \w+|một|hai|ba)\b")
_THEME = re.compile(r"^[“\"]?(?:Chủ đề|CHỦ ĐỀ)\b[^:]{0,90}:")
_CLOSING = re.compile(r"^Trên đây\b")


@dataclass(slots=True)
class Section:
    """A heading with the paragraphs under it."""

    node: Node
    heading: Paragraph
    first: int  # index of the first paragraph under it
    end: int


@dataclass(slots=True)
class Body:
    paragraphs: list[Paragraph] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)  # in source order: headings, and items that title a list


def read_body(lines: list[Line], draft: Draft) -> Body:
    """Return the body's paragraphs; headings go into the draft."""
    blocks = join_lines(lines)
    outline = Outline(blocks)
    decide_headings(outline)
    levels = heading_levels(outline)
    nodes = {node.index: node for node in outline.nodes}
    body = Body(blocks=blocks)
    before_headings = True
    for index, block in enumerate(blocks):
        node = nodes.get(index)
        if node is not None and node.heading:
            before_headings = False
            level = levels[index]
            body.sections.append(Section(node, _paragraph(block, ParagraphKind.HEADING, level), index + 1, node.end))
            body.paragraphs.append(body.sections[-1].heading)
            draft.headings.append(make_heading(node, level))
        elif node is not None:
            before_headings = False
            item = _paragraph(block, ParagraphKind.ITEM, _item_level(node, levels))
            body.paragraphs.append(item)
            if titles(node, blocks):
                body.sections.append(Section(node, item, index + 1, node.end))
        else:
            body.paragraphs.append(_paragraph(block, _kind(block, before_headings, body)))
    return body


def _item_level(node: Node, levels: dict[int, int]) -> int:
    level = 1
    parent = node.siblings.parent
    while parent is not None:
        if parent.heading:
            return level + levels[parent.index]
        level += 1
        parent = parent.siblings.parent
    return level


def _paragraph(block: Block, kind: ParagraphKind, level: int = 0) -> Paragraph:
    label = block.label.text if block.label else ""
    return Paragraph("", kind, block.text, label, level, block.line, "\n".join(block.raws))


def _kind(block: Block, before_headings: bool, body: Body) -> ParagraphKind:
    """Return the kind of a block without a number."""
    if block.row:
        return ParagraphKind.TABLE
    if block.rule:
        return ParagraphKind.RULE
    if before_headings and (kind := _opening_kind(block, body)):
        return kind
    text = block.text
    first = text[:1]
    if (first == "P" or first in '“"') and _OPTION.match(text):
        return ParagraphKind.OPTION
    if _THEME.match(text):
        return ParagraphKind.THEME
    if block.label:
        return ParagraphKind.BULLET
    if (first == "T" and _CLOSING.match(text)) or text.endswith("./."):
        return ParagraphKind.CLOSING
    return ParagraphKind.PROSE


def _opening_kind(block: Block, body: Body) -> ParagraphKind | None:
    """Return the kind of a block that only stands before the headings; None for any other."""
    text = block.text
    first = text[:1]
    if first in "CX" and is_basis(text):
        return ParagraphKind.BASIS
    if first == "K" and _ADDRESSEE.match(text):
        return ParagraphKind.ADDRESSEE
    if block.label and _in_addressees(body):
        return ParagraphKind.ADDRESSEE
    if first in "QKN" and _ENACTING.match(text):
        return ParagraphKind.ENACTING
    return None


def _in_addressees(body: Body) -> bool:
    return bool(body.paragraphs) and body.paragraphs[-1].kind is ParagraphKind.ADDRESSEE
