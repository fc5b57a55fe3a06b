"""Find where the numbers of a list go wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from documents.structure.checks.lists import DECIMALS, Entry, Run
from documents.structure.checks.relabel import write_label
from documents.structure.lexicon.labels import Style


@dataclass(slots=True, frozen=True)
class Fault:
    """One slip of numbering. `kind`: duplicate, gap, misplaced, collision, style."""

    kind: str
    entry: Entry
    run: Run
    wanted: str = ""


def faults_of(run: Run) -> Iterator[Fault]:
    """Return the slips of one list; sets every entry's right number."""
    if run.nested:
        yield Fault("collision", run.entries[0], run)
    yield from _sequence(run)
    if run.style in DECIMALS:
        yield from _prefixes(run)
    yield from _styles(run)


def _sequence(run: Run) -> Iterator[Fault]:
    entries = run.entries
    letters = run.style is Style.LETTER
    _set_right(run)
    counts = Counter(entry.number for entry in entries)
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
        # of the last entry nothing follows, so its own number counts once among all
        alone = after == shift if following else counts[entry.number] > 1
        if not alone and following and entry.number == following.number + 1 and following.number == entry.right + shift:
            beyond = entries[index + 2] if index + 2 < len(entries) else None
            if beyond is None or beyond.number - beyond.right == shift:
                skip = index + 1
                yield Fault("misplaced", entry, run)
                continue
        if alone:
            twice = counts[entry.number] > 1
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
    """Tell whether the list goes on from d to e without "đ": that alphabet is used too, and nothing is missing."""
    return entries[index].number >= 6 and entries[index - 1].number == 4 if index else False


def _prefixes(run: Run) -> Iterator[Fault]:
    """Find entries whose prefix is not their parent's number, as written or as it should be."""
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
    # the heading that an entry stands under may be missing: that is a gap among headings, told there
    next_parent = (*parent.prefix, parent.number + 1)
    orphans = any(entry.prefix == next_parent and entry.number == 1 for entry in wrong)
    for entry in wrong:
        if not (orphans and entry.prefix == next_parent):
            yield Fault("misplaced", entry, run)


def _styles(run: Run) -> Iterator[Fault]:
    """Find entries whose label is punctuated unlike most of their list."""
    if len(run.entries) < 3:
        return
    shapes = [(entry.style, entry.tail) for entry in run.entries]
    ((common, count),) = Counter(shapes).most_common(1)
    if count * 2 <= len(shapes):
        return
    model = next(entry for entry, shape in zip(run.entries, shapes, strict=True) if shape == common)
    for entry, shape in zip(run.entries, shapes, strict=True):
        if shape != common:
            yield Fault("style", entry, run, wanted=write_label(model, entry.number))
