"""The lists of a document as their labels tell them: what follows what, and where the numbers go wrong.

Reads the labelled headings and items; writes `Run`s (lists of siblings) and `Fault`s. Works from labels alone, so that
a wrong number cannot hide itself by shifting the reader's levels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from documents.structure.labels import Style, read_label
from documents.structure.tree import Kind, Paragraph

_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_TAILLESS = re.compile(r"[.)/:\s-]*$")
_DECIMALS = (Style.DECIMAL2, Style.DECIMAL3, Style.DECIMAL4)
_FIGURES = frozenset({Style.DECIMAL, Style.CLOSED, Style.BRACKET})
_RESET = frozenset({Kind.ANNEX, Kind.RECIPIENTS_LABEL, Kind.CAPACITY, Kind.ENACTING})


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
        return self.paragraph.kind is Kind.HEADING


@dataclass(slots=True)
class Run:
    """A list of siblings under one parent. `start` is what its numbers are counted from (a list may go on another's)."""

    style: Style
    parent: Entry | None
    entries: list[Entry] = field(default_factory=list)
    start: int = 1
    nested: bool = False  # reuses its parent level's numbers


@dataclass(slots=True, frozen=True)
class Fault:
    """One slip of numbering. `kind`: duplicate, gap, misplaced, collision, style."""

    kind: str
    entry: Entry
    run: Run
    wanted: str = ""


def lists_of(paragraphs: list[Paragraph]) -> list[Run]:
    """Every list of siblings in the order of its first entry."""
    entries = list(_entries(paragraphs))
    return _Grouping(entries, paragraphs).runs


def _entries(paragraphs: list[Paragraph]) -> Iterator[Entry]:
    for place, paragraph in enumerate(paragraphs):
        if paragraph.label and paragraph.kind in (Kind.HEADING, Kind.ITEM):
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
        resets = {place for place, paragraph in enumerate(paragraphs) if paragraph.kind in _RESET}
        last_place = -1
        for index, entry in enumerate(entries):
            if resets and any(place in resets for place in range(last_place + 1, entry.place)):
                self.stack.clear()
                self.closed.clear()
                self.nested_left = 0
            last_place = entry.place
            self._take(index, entry)

    def _take(self, index: int, entry: Entry) -> None:
        depth = self._depth_of(entry)
        if depth is None:
            sibling = self._other_style(index, entry)
            if sibling is not None:
                self._close_below(sibling)
                self.stack[sibling].entries.append(entry)
                return
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
        """A new list under the last entry of the innermost open list that may be its parent."""
        while (
            self.stack
            and not nested
            and self.stack[-1].style in _DECIMALS
            and entry.style in (*_DECIMALS, Style.DECIMAL)
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

    def _other_style(self, index: int, entry: Entry) -> int | None:
        """The open list that this entry goes on with, although its label is written in another style."""
        if entry.number < 2 or entry.prefix:
            return None
        following = self.entries[index + 1] if index + 1 < len(self.entries) else None
        for depth in range(len(self.stack) - 1, -1, -1):
            run = self.stack[depth]
            last = run.entries[-1]
            if run.style in _DECIMALS or last.number != entry.number - 1 or last.heading != entry.heading:
                continue
            if {run.style, entry.style} <= {
                Style.DECIMAL,
                Style.CLOSED,
                Style.BRACKET,
                Style.ROMAN,
                Style.LETTER,
                Style.UPPER,
            }:
                goes_on = following and following.style is run.style and following.number == entry.number + 1
                opens = following and following.style is entry.style and following.number == entry.number + 1
                if goes_on or not opens and {run.style, entry.style} <= _FIGURES:
                    return depth
        return None

    def _restart(self, index: int, entry: Entry, depth: int) -> str:
        """What a second "1." of an open list is: "nested" in it, a "new" list, or a slip ("same" list)."""
        run = self.stack[depth]
        last = run.entries[-1]
        numbers, members = self._ahead(index, depth)
        introduced = self._introduced(entry, last)
        if len(numbers) == 1 and not introduced:
            return "same" if last.heading == entry.heading else self._alone(entry, last)
        lengths = [
            size
            for size in range(1, len(numbers))
            if numbers[:size] == list(range(1, size + 1)) and numbers[size] == last.number + 1
        ]
        plain = numbers == list(range(1, len(numbers) + 1))
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
                self.nested_left = self._plain_size(numbers)
                return "nested"
            return "new"
        return "new" if introduced else "same"

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
        """Numbers of the same style from here on, as far as the open lists above this one stay open."""
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
        """A heading without a number, a bullet or a sentence with a colon stands between the two lists."""
        for place in range(last.place + 1, entry.place):
            paragraph = self.paragraphs[place]
            if paragraph.kind is Kind.HEADING and not paragraph.label:
                return True
            if paragraph.kind is Kind.BULLET and (paragraph.text.endswith(":") or paragraph.label == "*"):
                return True
            if paragraph.kind in (Kind.PROSE, Kind.CLOSING, Kind.TYPE, Kind.SUBJECT) and (
                paragraph.text.endswith(":") or paragraph.text.isupper()
            ):
                return True
        return False


def faults_of(run: Run) -> Iterator[Fault]:
    """The slips of one list; sets every entry's right number."""
    if run.nested:
        yield Fault("collision", run.entries[0], run)
    yield from _sequence(run)
    if run.style in _DECIMALS:
        yield from _prefixes(run)
    yield from _styles(run)


def _sequence(run: Run) -> Iterator[Fault]:
    entries = run.entries
    letters = run.style is Style.LETTER
    _set_right(run)
    seen = [entry.number for entry in entries]
    shift = 0
    skip = -1
    slipped = False
    for index, entry in enumerate(entries):
        off = entry.number - entry.right
        if off == shift or index <= skip:
            continue
        if letters and off - shift in (1, -1) and _letter_skip(entries, index):
            shift = off
            continue
        following = entries[index + 1] if index + 1 < len(entries) else None
        after = following.number - following.right if following else None
        if index == 0 and len(entries) == 1:
            if entry.number == 2 and run.parent is not None:
                yield Fault("gap", entry, run)
            continue
        alone = after == shift if following else entry.number in seen[:index]
        if not alone and following and entry.number == following.number + 1 and following.number == entry.right + shift:
            beyond = entries[index + 2] if index + 2 < len(entries) else None
            if beyond is None or beyond.number - beyond.right == shift:
                skip = index + 1
                yield Fault("misplaced", entry, run)
                continue
        if alone:
            twice = seen.count(entry.number) > 1
            yield Fault("duplicate+gap" if twice else "gap", entry, run)
            continue
        cured = slipped and off == 0
        if not cured:
            yield Fault("gap" if off > shift else "duplicate", entry, run)
        slipped = not cured
        shift = off


def _set_right(run: Run) -> None:
    for place, entry in enumerate(run.entries):
        entry.right = run.start + place


def _letter_skip(entries: list[Entry], index: int) -> bool:
    """a, b, c, d, e: the alphabet without "đ" is used too, and nothing is missing."""
    return entries[index].number >= 6 and entries[index - 1].number == 4 if index else False


def _prefixes(run: Run) -> Iterator[Fault]:
    """Entries whose prefix is not their parent's number, as written or as it should be."""
    parent = run.parent
    if parent is None or parent.style is Style.ARTICLE:
        return
    rights = {(*parent.prefix, parent.number), (*parent.prefix, parent.right)}
    if len(parent.prefix) + 1 != len(run.entries[0].prefix):
        if len(run.entries[0].prefix) != 1:
            return
        rights = {(parent.number,), (parent.right,)}
        if parent.style is Style.ROMAN and not any(entry.prefix in rights for entry in run.entries):
            rights = {run.entries[0].prefix}
    wrong = [entry for entry in run.entries if entry.prefix not in rights]
    if len(wrong) == len(run.entries) > 1 and len({entry.prefix for entry in wrong}) == 1:
        yield Fault("misplaced", wrong[0], run)
        return
    for entry in wrong:
        if not _orphan(entry, parent, wrong):
            yield Fault("misplaced", entry, run)


def _orphan(entry: Entry, parent: Entry, wrong: list[Entry]) -> bool:
    """The heading that the entry stands under is missing: that is a gap among headings, told there."""
    first = any(other.prefix == entry.prefix and other.number == 1 for other in wrong)
    return first and entry.prefix == (*parent.prefix, parent.number + 1)


def _styles(run: Run) -> Iterator[Fault]:
    """Entries whose label is punctuated unlike most of their list."""
    if len(run.entries) < 3:
        return
    shapes = [(entry.style, entry.tail) for entry in run.entries]
    common = max(set(shapes), key=shapes.count)
    if shapes.count(common) * 2 <= len(shapes):
        return
    model = next(entry for entry, shape in zip(run.entries, shapes, strict=True) if shape == common)
    for entry, shape in zip(run.entries, shapes, strict=True):
        if shape != common:
            yield Fault("style", entry, run, wanted=write_label(model, entry.number))


def write_label(model: Entry, number: int, prefix: tuple[int, ...] | None = None) -> str:
    """The label of a number, written as the model's label is."""
    before = model.prefix if prefix is None else prefix
    written = model.paragraph.label
    if model.style is Style.ROMAN:
        core = _to_roman(number)
    elif model.style in (Style.LETTER, Style.UPPER):
        core = _LETTERS[number - 1] if number <= len(_LETTERS) else str(number)
        core = core.upper() if model.style is Style.UPPER else core
    elif model.style in (Style.PART, Style.CHAPTER, Style.ARTICLE):
        word, old = written.split(" ", 1)
        core = _to_roman(number) if re.match(r"[IVX]", old) else str(number)
        return f"{word} {core}{model.tail}"
    else:
        core = ".".join(str(part) for part in (*before, number))
    if model.style is Style.BRACKET:
        rest = written[written.find(")") :] if ")" in written else ")"
        return f"({core}{rest}".strip()
    return f"{core}{model.tail}"


def _to_roman(number: int) -> str:
    text = ""
    for value, digits in _ROMAN:
        while number >= value:
            text += digits
            number -= value
    return text


def renumbered(run: Run) -> dict[str, str]:
    """Paragraph id → right label for every entry of the list (and its numbered children) whose label must change."""
    labels: dict[str, str] = {}
    for entry in run.entries:
        prefix = entry.prefix
        if run.style in _DECIMALS and run.parent and len(run.parent.prefix) + 1 == len(entry.prefix):
            prefix = (*run.parent.prefix, run.parent.right or run.parent.number)
        if entry.number != entry.right or prefix != entry.prefix:
            labels[entry.paragraph.id] = write_label(entry, entry.right, prefix)
            for child in entry.children:
                labels.update(_with_prefix(child, (*prefix, entry.right)))
    return labels


def _with_prefix(run: Run, prefix: tuple[int, ...]) -> dict[str, str]:
    labels: dict[str, str] = {}
    if run.style not in _DECIMALS or len(run.entries[0].prefix) != len(prefix):
        return labels
    for place, entry in enumerate(run.entries):
        number = entry.right or run.start + place
        if entry.prefix != prefix or entry.number != number:
            labels[entry.paragraph.id] = write_label(entry, number, prefix)
        for child in entry.children:
            labels.update(_with_prefix(child, (*prefix, number)))
    return labels


def inner_labels(run: Run) -> dict[str, str]:
    """Labels one level deeper for a list that reuses its parent level's numbers: 2.7 → 2.7.1, 3 → 3.1, otherwise a)."""
    parent = run.parent
    labels: dict[str, str] = {}
    for place, entry in enumerate(run.entries, start=1):
        if parent and parent.style in (Style.DECIMAL, *_DECIMALS) and parent.style is not Style.DECIMAL4:
            core = ".".join(str(part) for part in (*parent.prefix, parent.number, place))
            labels[entry.paragraph.id] = f"{core}{entry.tail}"
        else:
            labels[entry.paragraph.id] = f"{_LETTERS[place - 1] if place <= len(_LETTERS) else place})"
    return labels
