"""Find which numbered lines form a list, and which list stands under which line.

Reads: blocks. Writes: nodes, each in one list of siblings, with its parent. Robust against wrong numbers: a label goes on
with the innermost open list that expects its number, else with the innermost one of its style.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from documents.structure.lexicon.labels import Style
from documents.structure.reading.joining import Block

LOOK_AHEAD = 40  # labels


@dataclass(slots=True)
class Node:
    """A numbered block in the outline."""

    index: int  # of its block
    block: Block
    siblings: Siblings
    end: int = 0  # index of the first block that is no longer under it
    children: list[Siblings] = field(default_factory=list)
    heading: bool = False


@dataclass(slots=True)
class Siblings:
    """Labels of one style under one parent."""

    style: Style
    parent: Node | None
    depth: int
    prefix: tuple[int, ...] = ()
    nodes: list[Node] = field(default_factory=list)

    @property
    def last(self) -> int:
        label = self.nodes[-1].block.label if self.nodes else None
        return label.number if label else 0


class Outline:
    """Builds the lists while walking the blocks once."""

    def __init__(self, blocks: list[Block]) -> None:
        self.blocks = blocks
        self.nodes: list[Node] = []
        self.lists: list[Siblings] = []
        self._open: list[Siblings] = []
        self._at = 0  # the block being placed
        self._numbered = [index for index, block in enumerate(blocks) if block.numbered]
        for position, index in enumerate(self._numbered):
            self._place(index, position + 1)
        self._close(0, len(blocks))

    def _place(self, index: int, following: int) -> None:
        block = self.blocks[index]
        self._at = index
        siblings = self._continued(block) or self._begun(block, following) or self._nearest(block)
        if siblings is None:
            siblings = self._begin(block)
        else:
            self._close(self._open.index(siblings) + 1, index)
        if siblings.nodes:
            siblings.nodes[-1].end = index
        node = Node(index, block, siblings)
        siblings.nodes.append(node)
        self.nodes.append(node)

    def _continued(self, block: Block) -> Siblings | None:
        """Return the innermost open list that expects this label's number (with its prefix, if it has one)."""
        label = block.label
        assert label is not None
        expecting = [
            siblings for siblings in self._open if siblings.style == label.style and siblings.last + 1 == label.number
        ]
        same = [siblings for siblings in expecting if siblings.prefix == label.prefix]
        found = same or expecting
        return found[-1] if found else None

    def _begun(self, block: Block, following: int) -> Siblings | None:
        """Return a new list for a label that is a first one; None if it rather repeats a number of an open list."""
        label = block.label
        assert label is not None
        same = [siblings for siblings in self._open if siblings.style == label.style]
        if not same:
            return self._begin(block)
        if label.number != 1:
            return None
        if same[-1].prefix != label.prefix:
            return self._begin(block)
        if self._restarts(block, same[-1], following):
            if len(same) > 1:  # a list after a nested list, not one within it
                self._close(self._open.index(same[-1]), self._at)
            return self._begin(block)
        return None

    def _restarts(self, block: Block, innermost: Siblings, following: int) -> bool:
        """Tell whether the next label of this style is 2, so that this one begins a nested list (and is not a slip for
        `last`+1).
        """
        for index in self._numbered[following : following + LOOK_AHEAD]:
            label = self.blocks[index].label
            assert label is not None
            assert block.label is not None
            if label.style < block.label.style:
                return False
            if label.style == block.label.style:
                return label.number == 2 and innermost.last != 1
        return False

    def _nearest(self, block: Block) -> Siblings | None:
        same = [siblings for siblings in self._open if siblings.style == block.style]
        if block.label and block.label.prefix:
            same = [siblings for siblings in same if siblings.prefix == block.label.prefix] or same
        return same[-1] if same else None

    def _begin(self, block: Block) -> Siblings:
        label = block.label
        assert label is not None
        depth = len(self._open)
        if label.style <= Style.ARTICLE:
            depth = next((at for at, siblings in enumerate(self._open) if siblings.style >= label.style), depth)
        elif label.prefix:
            depth = next(
                (
                    at + 1
                    for at, siblings in enumerate(self._open)
                    if siblings.style == label.style - 1 and siblings.last == label.prefix[-1]
                ),
                next((at for at, siblings in enumerate(self._open) if siblings.style == label.style), depth),
            )
        self._close(depth, self._at)
        parent = self._open[-1].nodes[-1] if self._open else None
        siblings = Siblings(label.style, parent, len(self._open) + 1, label.prefix)
        if parent is not None:
            parent.children.append(siblings)
        self._open.append(siblings)
        self.lists.append(siblings)
        return siblings

    def _close(self, depth: int, end: int) -> None:
        """Close the open lists from `depth` inwards."""
        for siblings in self._open[depth:]:
            siblings.nodes[-1].end = end
        del self._open[depth:]
