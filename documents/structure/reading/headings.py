"""Decide which numbered lines are headings and which are items. Reads the outline; writes, for each node, whether it is a heading.

A numbered line is a heading if it titles what follows and an item if it is itself the content. Siblings are alike, so the
list decides: by its clear members, never by one odd line.
"""

from __future__ import annotations

import re
from itertools import pairwise

from documents.structure.lexicon.labels import Style, bare_label
from documents.structure.lexicon.words import TARGETS
from documents.structure.reading.joining import Block
from documents.structure.reading.outline import Node, Outline, Siblings
from documents.structure.reading.signature import names_person
from documents.structure.text import is_capitals
from documents.structure.tree import Heading

_NOTE = re.compile(r"\s*\([^()]*\)\s*[.:]?$")
_SENTENCES = re.compile(r"(?<!TP)(?<!Tp)[.!?…]\s+\S|;\s.*[.;]$")
_FULL_STOPS = re.compile(r"(?<!TP)(?<!Tp)[.!?…]\s+\S")
_RUN_IN = re.compile(r":\s+\S")
_DIGITS = re.compile(r"\d")
LONGEST_TITLE = 190  # characters


def decide_headings(outline: Outline) -> None:
    """Set `heading` on every node, outer lists first."""
    for siblings in outline.lists:
        _decide(siblings, outline.blocks)


def heading_levels(outline: Outline) -> dict[int, int]:
    """Map the index of each heading's block to its level: 1 for the document's outermost style, else one below its
    parent.
    """
    outermost = min((node.siblings.style for node in outline.nodes if node.heading), default=None)
    levels: dict[int, int] = {}
    for node in outline.nodes:
        if node.heading:
            parent = node.siblings.parent
            above = levels.get(parent.index, 1) if parent is not None else 1
            levels[node.index] = 1 if node.siblings.style == outermost else above + 1
    return levels


def make_heading(node: Node, level: int) -> Heading:
    label = node.block.label
    assert label is not None
    return Heading(bare_label(label.text), title_of(node.block.text), level, node.block.line)


def title_of(text: str) -> str:
    """Return what a heading says, without content that runs on after a colon."""
    match = _RUN_IN.search(text)
    if match and len(text) > LONGEST_TITLE and match.start() < 120:
        return text[: match.start()]
    return text.rstrip(" :")


def _decide(siblings: Siblings, blocks: list[Block]) -> None:
    votes = [titles(node, blocks) for node in siblings.nodes]
    alike = _are_headings(siblings, votes)
    mixed = (
        alike is not None
        and votes.count(True) > 1
        and not _in_sequence(siblings)
        and any(map(_is_content, siblings.nodes))
    )
    for node, vote in zip(siblings.nodes, votes, strict=True):
        node.heading = bool(alike)
        if mixed:  # wrong numbers threw two lists together: each line speaks for itself
            node.heading = (
                vote is True or (vote is None and not _is_content(node)) or (bool(alike) and not _is_content(node))
            )


def _are_headings(siblings: Siblings, votes: list[bool | None]) -> bool | None:
    """Tell what the list is as a whole; None if its style or place leaves no choice but items."""
    if siblings.style <= Style.ARTICLE:
        return True
    parent = siblings.parent
    if siblings.style >= Style.LETTER or (parent is not None and not parent.heading):
        return None
    for_heading, for_item = votes.count(True), votes.count(False)
    if _under_targets(siblings) and any(
        vote is False and _DIGITS.search(node.block.text) for vote, node in zip(votes, siblings.nodes, strict=True)
    ):
        return None
    if for_heading == for_item and any(
        vote is False and _is_sentence(node) for vote, node in zip(votes, siblings.nodes, strict=True)
    ):
        return False
    return for_heading > 0 and for_heading >= for_item


def _in_sequence(siblings: Siblings) -> bool:
    """Tell whether the numbers rise, so that nothing says that two lists were taken for one."""
    numbers = [node.block.label.number for node in siblings.nodes if node.block.label]
    return all(number < following for number, following in pairwise(numbers))


def _is_sentence(node: Node) -> bool:
    """Tell whether the node is a sentence with its stop and nothing under it."""
    text = node.block.text
    return node.end <= node.index + 1 and text.endswith((".", ";")) and not _RUN_IN.search(text)


def _is_content(node: Node) -> bool:
    """Tell whether the node is several sentences, or a very long one: no title."""
    return len(node.block.text) > LONGEST_TITLE or bool(_FULL_STOPS.search(_NOTE.sub("", node.block.text)))


def titles(node: Node, blocks: list[Block]) -> bool | None:
    """Tell whether a node titles what follows: True; False: is itself content; None: could be either."""
    text = node.block.text
    if names_person(text):
        return False
    if is_capitals(text):
        return True
    following = blocks[node.index + 1 : node.index + 2] if node.end > node.index + 1 else []
    under_targets = _under_targets(node.siblings)
    if under_targets and _DIGITS.search(_NOTE.sub("", text)):
        return False
    core = _NOTE.sub("", text)
    if len(core) > LONGEST_TITLE or _SENTENCES.search(core):
        return False
    if core.endswith(":"):
        return True if following else None
    if _RUN_IN.search(core) and not core.lower().startswith("chủ đề"):
        return False
    if not following:
        return None if not core.endswith((".", ";")) else False
    if core.endswith((".", ";")):
        return _announces(core, following[0])
    return True


def _announces(core: str, following: Block) -> bool | None:
    """Tell whether a line titles the list under it: a short line with a stop does.

    A long one is a sentence with details.
    """
    if following.label is None:
        return None if len(core) < 60 else False
    return len(core) < 80


def _under_targets(siblings: Siblings) -> bool:
    parent = siblings.parent
    while parent is not None:
        if TARGETS.search(parent.block.text):
            return True
        parent = parent.siblings.parent
    return False
