"""Compare two rounds of a draft: which paragraphs stayed, changed, moved, came or went, and the words inside them.

Which paragraph became which is said by `pairing`; the heaviest set of pairs that keeps its order stays in place, and
every other pair is a move.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from documents.structure.comparing.pairing import Pairs, heaviest_in_order, pair
from documents.structure.comparing.wording import Run, differing_words, tokens, words
from documents.structure.identity import Namer, wording
from documents.structure.tree import Draft, Paragraph

__all__ = ["Redline", "Row", "Run", "carry_ids", "diff", "differing_words", "wording", "words"]

_WORDS_TO_MOVE = 4  # shorter paragraphs (rules, labels) are not followed out of order


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a redline.

    `op`: same, changed, added, removed, moved (here now, perhaps changed too) or moved_away (stood here before).
    `runs` are word-level over label and text; of a moved_away row, the old wording as one deletion.
    """

    op: str
    before: Paragraph | None
    after: Paragraph | None
    runs: tuple[Run, ...]

    @property
    def paragraph(self) -> Paragraph:
        """Return the paragraph whose place and style the row takes: the new one where there is one."""
        shown = self.before if self.op == "moved_away" else self.after or self.before
        assert shown is not None
        return shown


@dataclass(frozen=True, slots=True)
class Redline:
    """What leads from one round to the next, in reading order."""

    rows: list[Row] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """Count {changed, added, removed, moved} paragraphs; one that moved and changed counts as moved."""
        counts = dict.fromkeys(("changed", "added", "removed", "moved"), 0)
        for row in self.rows:
            if row.op in counts:
                counts[row.op] += 1
        return counts

    @property
    def before(self) -> list[Paragraph]:
        return [row.before for row in self.rows if row.before and row.op != "moved"]

    @property
    def after(self) -> list[Paragraph]:
        return [row.after for row in self.rows if row.after and row.op != "moved_away"]

    def __bool__(self) -> bool:
        return any(row.op != "same" for row in self.rows)


def diff(before: Draft, after: Draft) -> Redline:
    """Return the redline of two rounds of a document.

    Passages with equal ids are one if they have something in common.
    """
    pairs = pair(before.paragraphs, after.paragraphs)
    kept = heaviest_in_order(pairs, [len(paragraph.text) for paragraph in before.paragraphs])
    pairs = {i: j for i, j in pairs.items() if i in kept or _may_move(before.paragraphs[i])}
    return Redline(list(_rows(before.paragraphs, after.paragraphs, pairs, kept)))


def carry_ids(before: Draft, after: Draft) -> Draft:
    """Return `after` with the ids of `before` on the passages that are recognised (same, changed or moved).

    A new passage gets an id made from its wording, so that the same text read again gets the same id.
    """
    origins = {j: i for i, j in pair(before.paragraphs, after.paragraphs).items()}
    namer = Namer(paragraph.id for paragraph in before.paragraphs)
    named = [
        replace(paragraph, id=before.paragraphs[origins[position]].id)
        if position in origins
        else replace(paragraph, id=namer.name(paragraph.kind, wording(paragraph)))
        for position, paragraph in enumerate(after.paragraphs)
    ]
    return replace(after, paragraphs=named)


def _rows(old: list[Paragraph], new: list[Paragraph], pairs: Pairs, kept: set[int]) -> Iterator[Row]:
    origins = {j: i for i, j in pairs.items()}
    i = 0
    for j, paragraph in enumerate(new):
        origin = origins.get(j)
        if origin is None:
            yield Row("added", None, paragraph, tuple(words("", wording(paragraph))))
            continue
        if origin in kept:
            yield from _gone(old, range(i, origin), pairs, new)
            i = origin + 1
        runs = tuple(words(wording(old[origin]), wording(paragraph)))
        stayed = "same" if wording(old[origin]) == wording(paragraph) else "changed"
        yield Row(stayed if origin in kept else "moved", old[origin], paragraph, runs)
    yield from _gone(old, range(i, len(old)), pairs, new)


def _gone(old: list[Paragraph], positions: Iterable[int], pairs: Pairs, new: list[Paragraph]) -> Iterator[Row]:
    for i in positions:
        target = new[pairs[i]] if i in pairs else None
        yield Row("moved_away" if target else "removed", old[i], target, tuple(words(wording(old[i]), "")))


def _may_move(paragraph: Paragraph) -> bool:
    return sum(token[0].isalnum() for token in tokens(paragraph.text)) >= _WORDS_TO_MOVE
