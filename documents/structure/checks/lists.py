"""Find the lists of a document by their labels: which label goes on with which list.

Reads the labelled headings and items; writes `Run`s (lists of siblings). Works from labels alone, so that a wrong number
cannot hide itself by shifting the reader's levels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from documents.structure.lexicon.labels import Style, read_label
from documents.structure.tree import Paragraph, ParagraphKind

_TAILLESS = re.compile(r"[.)/:\s-]*$")
DECIMALS = (Style.DECIMAL2, Style.DECIMAL3, Style.DECIMAL4)
_FIGURES = frozenset({Style.DECIMAL, Style.CLOSED, Style.BRACKET})
_PLAIN = frozenset({*_FIGURES, Style.ROMAN, Style.LETTER, Style.UPPER})
_RESET = frozenset(
    {ParagraphKind.ANNEX, ParagraphKind.RECIPIENTS_LABEL, ParagraphKind.CAPACITY, ParagraphKind.ENACTING}
)


@dataclass(slots=True)
class Entry:
    """One labelled paragraph; `right` is the number it should have."""

    paragraph: Paragraph
    place: int  # index among all paragraphs
    style: Style
    number: int
    prefix: tuple[int, ...]
    tail: str  # punctuation after the number
    right: int = 0
    children: list[Run] = field(default_factory=list)

    @property
    def heading(self) -> bool:
        return self.paragraph.kind is ParagraphKind.HEADING


@dataclass(slots=True)
class Run:
    """A list of siblings under one parent. `start` is what its numbers are counted from (a list may go on another's)."""

    style: Style
    parent: Entry | None
    entries: list[Entry] = field(default_factory=list)
    start: int = 1
    nested: bool = False  # reuses its parent level's numbers


def lists_of(paragraphs: list[Paragraph]) -> list[Run]:
    """List every list of siblings in the order of its first entry."""
    entries = list(_entries(paragraphs))
    return _Grouping(entries, paragraphs).runs


def _entries(paragraphs: list[Paragraph]) -> Iterator[Entry]:
    for place, paragraph in enumerate(paragraphs):
        if paragraph.label and paragraph.kind in (ParagraphKind.HEADING, ParagraphKind.ITEM):
            found = read_label(f"{paragraph.label} {paragraph.text[:1].upper() or 'X'}")
            if found and found[0].style is not Style.BULLET and found[0].number:
                label = found[0]
                tail = _TAILLESS.search(paragraph.label)
                yield Entry(paragraph, place, label.style, label.number, label.prefix, tail[0].strip() if tail else "")


class _Grouping:
    """Walks the labels with a stack of open lists, as a reader's eye does."""

    def __init__(self, entries: list[Entry], paragraphs: list[Paragraph]) -> None:
        self.entries = entries
        self.paragraphs = paragraphs
        self.runs: list[Run] = []
        self.stack: list[Run] = []
        self.closed: dict[Style, int] = {}
        self.nested_left = 0
        self.introductions = list(accumulate(map(_introduces, paragraphs), initial=0))
        resets = list(accumulate((paragraph.kind in _RESET for paragraph in paragraphs), initial=0))
        last_place = 0
        for index, entry in enumerate(entries):
            if resets[last_place] != resets[entry.place]:
                self.stack.clear()
                self.closed.clear()
                self.nested_left = 0
            last_place = entry.place
            self._take(index, entry)

    def _take(self, index: int, entry: Entry) -> None:
        depth = self._depth_of(entry)
        sibling = self._other_style(index, entry, depth)
        if sibling is not None:
            self._close_below(sibling)
            self.stack[sibling].entries.append(entry)
            return
        if depth is None:
            self._open(entry)
            return
        run = self.stack[depth]
        if run.nested:
            self._take_nested(index, entry, depth)
            return
        if entry.number == 1 and not entry.prefix and run.entries:
            verdict = self._restart(index, entry, depth)
            if verdict == "nested":
                self._open(entry, nested=True)
                self.nested_left -= 1
                return
            if verdict == "new":
                self._close_below(depth)
                self.stack.pop()
                self._open(entry)
                return
        self._close_below(depth)
        run.entries.append(entry)

    def _take_nested(self, index: int, entry: Entry, depth: int) -> None:
        self._close_below(depth)
        if self.nested_left > 0:
            self.nested_left -= 1
            self.stack[depth].entries.append(entry)
            return
        self.stack.pop()
        self._take(index, entry)

    def _depth_of(self, entry: Entry) -> int | None:
        for depth in range(len(self.stack) - 1, -1, -1):
            if self.stack[depth].style is entry.style:
                return depth
        return None

    def _close_below(self, depth: int) -> None:
        for run in self.stack[depth + 1 :]:
            self._remember(run)
        del self.stack[depth + 1 :]

    def _remember(self, run: Run) -> None:
        self.closed[run.style] = run.entries[-1].number

    def _open(self, entry: Entry, *, nested: bool = False) -> None:
        """Open a new list under the last entry of the innermost open list that may be its parent."""
        while (
            self.stack and not nested and self.stack[-1].style in DECIMALS and entry.style in (*DECIMALS, Style.DECIMAL)
        ):
            if self.stack[-1].style < entry.style:
                break
            self._remember(self.stack.pop())
        while (
            self.stack
            and entry.style is Style.ROMAN
            and self.stack[-1].style > Style.ROMAN
            and not entry.paragraph.level > 1
        ):
            self._remember(self.stack.pop())
        parent = self.stack[-1].entries[-1] if self.stack else None
        run = Run(entry.style, parent, [entry], nested=nested)
        if entry.number > 1 and self.closed.get(entry.style) == entry.number - 1 and not entry.prefix:
            run.start = entry.number
        if parent:
            parent.children.append(run)
        self.stack.append(run)
        self.runs.append(run)

    def _other_style(self, index: int, entry: Entry, own: int | None) -> int | None:
        """Return the open list that this entry goes on with, although its label is written in another style.

        `own` is the depth of an open list of its own style; a heading may still belong further out than a list of items.
        """
        if entry.number < 2 or entry.prefix or entry.style not in _PLAIN:
            return None
        if own is not None and (not entry.heading or self.stack[own].entries[-1].heading):
            return None
        for depth in range(len(self.stack) - 1, -1, -1):
            run = self.stack[depth]
            last = run.entries[-1]
            if run.style not in _PLAIN or last.number != entry.number - 1 or last.heading != entry.heading:
                continue
            if self._resumed(index, entry, run) or (own is None and self._stands_alone(index, entry, run)):
                return depth
        return None

    def _resumed(self, index: int, entry: Entry, run: Run) -> bool:
        """Tell whether the list's own style comes again with the number after this one."""
        later = next((other for other in self.entries[index + 1 : index + 200] if other.style is run.style), None)
        return later is not None and later.number == entry.number + 1 and later.heading == entry.heading

    def _stands_alone(self, index: int, entry: Entry, run: Run) -> bool:
        """Tell whether figures bear another mark ("5)" after "4.") and no list of that mark begins here."""
        following = self.entries[index + 1] if index + 1 < len(self.entries) else None
        opens = following and following.style is entry.style and following.number == entry.number + 1
        return not opens and {run.style, entry.style} <= _FIGURES

    def _restart(self, index: int, entry: Entry, depth: int) -> str:
        """Tell what a second "1." of an open list is: "nested" in it, a "new" list, or a slip ("same" list)."""
        run = self.stack[depth]
        last = run.entries[-1]
        if self._starts_over(entry, run):
            return "same"
        numbers, members = self._ahead(index, depth)
        introduced = self._introduced(entry, last)
        if len(numbers) == 1 and not introduced:
            return "same" if last.heading == entry.heading else self._alone(entry, last)
        regular = self._plain_size(numbers)
        lengths = [size for size in range(1, min(regular + 1, len(numbers))) if numbers[size] == last.number + 1]
        plain = regular == len(numbers)
        differs = last.heading and not entry.heading
        if lengths and not (plain and introduced):
            size = lengths[-1]
            if differs:
                size = next((size for size in reversed(lengths) if members[size].heading), size)
            if size > 1 or differs:
                self.nested_left = size
                return "nested"
        if len(numbers) > 1 and numbers[1] == 2:
            if differs and not introduced:
                self.nested_left = regular
                return "nested"
            return "new"
        return "new" if introduced else "same"

    def _starts_over(self, entry: Entry, run: Run) -> bool:
        """Tell whether headings begin with 1 at every line, as exports from the web do: a heading alone is no list."""
        ones = [each.number for each in run.entries[:2]] in ([1], [1, 1])
        introduced = bool(entry.place) and _introduces(self.paragraphs[entry.place - 1])
        return ones and entry.heading and run.entries[-1].heading and not introduced

    @staticmethod
    def _alone(entry: Entry, last: Entry) -> str:
        return "new" if last.heading and not entry.heading else "same"

    @staticmethod
    def _plain_size(numbers: list[int]) -> int:
        size = 1
        while size < len(numbers) and numbers[size] == size + 1:
            size += 1
        return size

    def _ahead(self, index: int, depth: int) -> tuple[list[int], list[Entry]]:
        """List the numbers of the same style from here on, as far as the open lists above this one stay open."""
        outer = {run.style for run in self.stack[:depth]}
        style = self.entries[index].style
        members = []
        for entry in self.entries[index : index + 200]:
            if entry.style in outer:
                break
            if entry.style is style:
                members.append(entry)
        return [entry.number for entry in members], members

    def _introduced(self, entry: Entry, last: Entry) -> bool:
        """Tell whether a heading without a number, a bullet or a sentence with a colon stands between the two lists."""
        return self.introductions[last.place + 1] < self.introductions[entry.place]


def _introduces(paragraph: Paragraph) -> bool:
    if paragraph.kind is ParagraphKind.HEADING:
        return not paragraph.label
    if paragraph.kind is ParagraphKind.BULLET:
        return paragraph.text.endswith(":") or paragraph.label == "*"
    if paragraph.kind in (ParagraphKind.PROSE, ParagraphKind.CLOSING, ParagraphKind.TYPE, ParagraphKind.SUBJECT):
        return paragraph.text.endswith(":") or paragraph.text.isupper()
    return False
