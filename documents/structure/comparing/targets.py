"""Compare the targets of two documents: which of ours answers which of theirs, and where the figures part.

Reads the targets of two trees; writes pairs. A figure that binds everybody below (a percentage, "mỗi …") falls short when ours
is less ambitious; a plain count (4.500 đoàn viên of a province beside 500.000 of the country) only differs.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import log

from rapidfuzz import fuzz

from documents.structure.comparing.wording import Run, words
from documents.structure.fold import fold
from documents.structure.tree import Target, Value

_ALIKE = 0.42  # weight of the common words: less alike are two different targets
_SAME_UNIT = 0.1  # added where both count the same thing
_MOST_PAIRS = 250_000  # of targets that are compared word by word
_FIGURES = re.compile(r"\d[\d.,]*\s?%?")
_FILLING = re.compile(
    r"\b(?:it nhat|toi thieu|tro len|phan dau|hang nam|trong nam|nam|tinh|toan|toan tinh|toan quoc|ca nuoc|moi|duoc|cac|va|cua|"
    r"co|cho|tu|la|so voi|dat|to chuc|thuc hien|xay dung)\b"
)
_UNBOUNDED = ("<=", "<")


@dataclass(frozen=True, slots=True)
class ValuePair:
    """One figure of theirs and the one of ours that answers it; None where there is none.

    `op`: same, lower, higher, theirs, ours. `short`: ours asks less than theirs where theirs binds.
    """

    op: str
    theirs: Value | None
    ours: Value | None
    short: bool = False


@dataclass(frozen=True, slots=True)
class TargetPair:
    """One target of theirs, ours, or both. `op`: same, short, differs, reworded, theirs, ours. `runs`: their words to ours."""

    op: str
    theirs: Target | None
    ours: Target | None
    values: tuple[ValuePair, ...] = ()
    runs: tuple[Run, ...] = ()


def compare_targets(theirs: Sequence[Target], ours: Sequence[Target]) -> list[TargetPair]:
    """List pairs in the order of theirs, then what only ours has in its own order."""
    pairs = _pairs(theirs, ours)
    found = [
        _compared(target, ours[pairs[i]]) if i in pairs else TargetPair("theirs", target, None)
        for i, target in enumerate(theirs)
    ]
    taken = set(pairs.values())
    return found + [TargetPair("ours", None, target) for j, target in enumerate(ours) if j not in taken]


def _pairs(theirs: Sequence[Target], ours: Sequence[Target]) -> dict[int, int]:
    """Tell which of theirs is answered by which of ours, the likest first; each once."""
    left, right = [_core(t.text) for t in theirs], [_core(t.text) for t in ours]
    weights = _weights([*left, *right])
    left_units, right_units = [_units(t) for t in theirs], [_units(t) for t in ours]
    ranked = sorted(
        (-score, abs(i - j), i, j)
        for i, j in _candidates(left, right)
        if (score := _likeness(left[i], right[j], weights) + _SAME_UNIT * bool(left_units[i] & right_units[j]))
        >= _ALIKE
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in ranked:
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _candidates(left: Sequence[frozenset[str]], right: Sequence[frozenset[str]]) -> Iterable[tuple[int, int]]:
    """Return every pair; of very many targets only those with the same words, in the same order."""
    if len(left) * len(right) <= _MOST_PAIRS:
        return product(range(len(left)), range(len(right)))
    waiting: dict[frozenset[str], list[int]] = defaultdict(list)
    for j in range(len(right) - 1, -1, -1):
        waiting[right[j]].append(j)
    return [(i, waiting[core].pop()) for i, core in enumerate(left) if waiting.get(core)]


def _core(text: str) -> frozenset[str]:
    """Return the words of what a target is about: without its figures and the words that every target has."""
    bare = re.sub(r"[^\w\s]", " ", fold(_FIGURES.sub(" ", text)))
    return frozenset(_FILLING.sub(" ", bare).split() or bare.split())


def _weights(cores: Sequence[frozenset[str]]) -> dict[str, float]:
    """Weigh a word the more the fewer targets have it: "thanh niên" says little, "hiến máu" much."""
    counts = Counter(word for core in cores for word in core)
    return {word: log(1 + len(cores) / count) for word, count in counts.items()}


def _likeness(one: frozenset[str], other: frozenset[str], weights: dict[str, float]) -> float:
    """Rate likeness from 0 to 1: half by all words, half by the words that the shorter one shares with the longer."""
    left, right = (sum(weights[word] for word in core) for core in (one, other))
    common = sum(weights[word] for word in one & other)
    if not left or not right:
        return 0.0
    return common / (left + right) + common / (2 * min(left, right))


def _units(target: Target) -> set[str]:
    return {fold(value.unit) for value in target.values if value.unit}


def _compared(theirs: Target, ours: Target) -> TargetPair:
    values = tuple(_values(theirs, ours))
    if any(value.short for value in values):
        op = "short"
    elif any(value.op != "same" for value in values):
        op = "differs"
    else:
        op = "same" if fold(theirs.text).strip(" .;") == fold(ours.text).strip(" .;") else "reworded"
    return TargetPair(op, theirs, ours, values, tuple(words(theirs.text, ours.text)))


def _values(theirs: Target, ours: Target) -> Iterator[ValuePair]:
    """Pair figures of one unit; of several, those of the likest scope, then in order."""
    left = list(ours.values)
    shared = any(value.unit == "%" for value in theirs.values)
    for value in theirs.values:
        same_unit = [other for other in left if fold(other.unit or "") == fold(value.unit or "")]
        answer = max(same_unit, key=lambda other: _scope_likeness(value, other), default=None)
        if answer is None:
            yield ValuePair("theirs", value, None, short=_binds(value, shared))
            continue
        left.remove(answer)
        yield _value_pair(value, answer, binding=_binds(value, shared))
    for value in left:
        yield ValuePair("ours", None, value)


def _scope_likeness(one: Value, other: Value) -> float:
    return float(fuzz.token_sort_ratio(fold(one.scope or ""), fold(other.scope or "")))


def _binds(value: Value, shared: bool) -> bool:
    """Tell whether a figure binds every unit below: a share, or what each one is to have ("mỗi …")."""
    return value.unit == "%" or shared or fold(value.scope or "").startswith("moi ")


def _value_pair(theirs: Value, ours: Value, *, binding: bool) -> ValuePair:
    if theirs.value == ours.value:
        return ValuePair("same", theirs, ours)
    lower = ours.value < theirs.value
    worse = not lower if theirs.comparator in _UNBOUNDED else lower
    return ValuePair("lower" if lower else "higher", theirs, ours, short=binding and worse)
