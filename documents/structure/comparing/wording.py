"""Compare two wordings word by word: what they have in common and where they part.

A wording is cut into words, figures ("4.000", "2026"), signs and the blanks between them, and compared as a sequence
of those by rapidfuzz's bit-parallel longest common subsequence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import takewhile

from rapidfuzz.distance import Indel

SAME, INS, DEL = "same", "ins", "del"
Run = tuple[str, str]  # (same | ins | del, the text)

_TOKEN = re.compile(r"\w+(?:[.,]\w+)*|\s+|.", re.DOTALL)
_MOST_STEPS = 16_000_000  # tokens × tokens that are compared; beyond that what differs is shown as replaced


_MOST_COMPARED = 4_000  # words of a passage by which it is told from others: of a longer one its beginning and its end


def telling_words(text: str) -> list[str]:
    """Return the words of a passage, without signs and blanks, by which its likeness to another is measured."""
    found = [token for token in tokens(text) if token[0].isalnum()]
    if len(found) <= _MOST_COMPARED:
        return found
    return [*found[: _MOST_COMPARED // 2], *found[-_MOST_COMPARED // 2 :]]


class Alphabet:
    """Gives every distinct token one character, so that sequences of tokens are compared as strings, in C."""

    def __init__(self) -> None:
        self._letters: dict[str, str] = {}

    def spell(self, tokens: Iterable[str]) -> str:
        letters = self._letters
        return "".join([letters.setdefault(token, chr(len(letters) + 1)) for token in tokens])


def tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


def words(before: str, after: str) -> list[Run]:
    """Return the runs that lead from one wording to the other.

    Joining the runs that are not `ins` gives `before`, those that are not `del` gives `after`; none is empty, no two
    neighbours have the same operation, and where words are replaced the deletion comes first.
    """
    if before == after:
        return [(SAME, before)] if before else []
    old, new = tokens(before), tokens(after)
    start, end = _ends_in_common(old, new)
    steps: list[Run] = [(SAME, "".join(old[:start]))]
    steps += _steps(old[start : len(old) - end], new[start : len(new) - end])
    steps.append((SAME, "".join(old[len(old) - end :])))
    return _bridge(_bridge(_gather(steps), _is_blank), _is_lone_word)


def _steps(old: list[str], new: list[str]) -> Iterator[Run]:
    if len(old) * len(new) > _MOST_STEPS:
        yield DEL, "".join(old)
        yield INS, "".join(new)
        return
    alphabet = Alphabet()
    for op in Indel.opcodes(alphabet.spell(old), alphabet.spell(new)):
        if op.tag == "equal":
            yield SAME, "".join(old[op.src_start : op.src_end])
            continue
        yield DEL, "".join(old[op.src_start : op.src_end])
        yield INS, "".join(new[op.dest_start : op.dest_end])


def _ends_in_common(old: list[str], new: list[str]) -> tuple[int, int]:
    """Count how many tokens both begin with, and how many of the rest both end with."""
    most = min(len(old), len(new))
    start = next((place for place in range(most) if old[place] != new[place]), most)
    rest = most - start
    end = next((place for place in range(rest) if old[-1 - place] != new[-1 - place]), rest)
    return start, end


def differing_words(texts: Sequence[str]) -> list[list[tuple[str, bool]]]:
    """Give each text's runs (text, differs): `differs` is False for words that every other text has in that order."""
    cut = [tokens(text) for text in texts]
    alphabet = Alphabet()
    spelt = [alphabet.spell(piece) for piece in cut]
    return [_differing(position, cut[position], spelt) for position in range(len(texts))]


def _differing(position: int, own: list[str], spelt: list[str]) -> list[tuple[str, bool]]:
    common = [True] * len(own)
    for other, spelling in enumerate(spelt):
        if other == position:
            continue
        shared = [False] * len(own)
        if len(own) * len(spelling) > _MOST_STEPS:
            common = [False] * len(own)
            continue
        for op in Indel.opcodes(spelt[position], spelling):
            if op.tag == "equal":
                shared[op.src_start : op.src_end] = [True] * (op.src_end - op.src_start)
        common = [here and there for here, there in zip(common, shared, strict=True)]
    runs: list[tuple[str, bool]] = []
    for index, token in enumerate(own):
        differs = not common[index]
        if token.isspace() and 0 < index < len(own) - 1:  # a blank between two differing words belongs to them
            differs = not common[index - 1] and not common[index + 1]
        if runs and runs[-1][1] == differs:
            runs[-1] = (runs[-1][0] + token, differs)
        else:
            runs.append((token, differs))
    return runs


def _bridge(runs: list[Run], is_crumb: Callable[[list[Run], int], bool]) -> list[Run]:
    """Take what little stays between two changes into both, so that a reader sees one change and not crumbs."""
    bridged: list[Run] = []
    for index, (op, text) in enumerate(runs):
        inside = op == SAME and 0 < index < len(runs) - 1
        bridged += [(DEL, text), (INS, text)] if inside and is_crumb(runs, index) else [(op, text)]
    return _gather(bridged)


def _is_blank(runs: list[Run], index: int) -> bool:
    """Tell whether a run is a lone blank: "thứ ba" → "bản lề" is one change."""
    return runs[index][1].isspace()


def _is_lone_word(runs: list[Run], index: int) -> bool:
    """Tell whether a run is a single word between changes of several words each."""
    before, after = reversed(runs[max(index - 2, 0) : index]), runs[index + 1 : index + 3]
    return len(runs[index][1].split()) == 1 and _is_long(before) and _is_long(after)


def _is_long(runs: Iterable[Run]) -> bool:
    change = takewhile(lambda run: run[0] != SAME, runs)
    return any(len(text.split()) > 1 for _, text in change)


def _gather(steps: Iterable[Run]) -> list[Run]:
    """Join neighbouring deletions, then neighbouring insertions, between what stays the same."""
    runs: list[Run] = []
    pending = {DEL: "", INS: ""}

    def flush() -> None:
        runs.extend((op, pending[op]) for op in (DEL, INS) if pending[op])
        pending.update({DEL: "", INS: ""})

    for op, text in steps:
        if op != SAME:
            pending[op] += text
        elif text:
            flush()
            if runs and runs[-1][0] == SAME:
                runs[-1] = (SAME, runs[-1][1] + text)
            else:
                runs.append((SAME, text))
    flush()
    return runs
