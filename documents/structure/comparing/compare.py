"""Compare two documents of different bodies: our programme beside our superior's.

Unlike a redline of rounds (`diff`) the two share no passages from the start: sections answer each other by their titles,
passages by their words, targets by what they are about. Reads two trees; writes sections with their rows, targets, themes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from documents.structure.comparing.passages import Answer, answers, answers_within
from documents.structure.comparing.sections import Section, match, sections
from documents.structure.comparing.targets import TargetPair, compare_targets
from documents.structure.comparing.wording import Run, words
from documents.structure.fold import fold
from documents.structure.lexicon.figures import find_values
from documents.structure.tree import Draft, Paragraph


@dataclass(frozen=True, slots=True)
class CompareRow:
    """One passage. `op`: same (word for word), changed, ours, theirs. `elsewhere`: the title of their other section.

    `figures`: they name other figures than ours (06 buổi, 04 buổi).
    """

    op: str
    theirs: Paragraph | None
    ours: Paragraph | None
    runs: tuple[Run, ...]
    elsewhere: str = ""
    figures: bool = False


@dataclass(frozen=True, slots=True)
class SectionPair:
    """A section of both, only ours, or only theirs (`op`), with its passages.

    `missing`: theirs, and nothing of it stands anywhere in ours. `targets`: how many targets it holds, shown apart.
    """

    op: str
    theirs: Section | None
    ours: Section | None
    rows: tuple[CompareRow, ...] = ()
    missing: bool = False

    @property
    def targets(self) -> int:
        return max(section.targets for section in (self.ours, self.theirs) if section)

    def count(self, op: str) -> int:
        return sum(row.op == op for row in self.rows)


@dataclass(frozen=True, slots=True)
class ThemePair:
    """The themes. `op`: same, differs, undecided (ours has options), theirs, ours, none; `option`: ours that says theirs."""

    op: str
    theirs: str
    ours: str
    runs: tuple[Run, ...] = ()
    option: int | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the page shows; `counts` names every number of its summary."""

    theme: ThemePair
    targets: list[TargetPair] = field(default_factory=list)
    sections: list[SectionPair] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """Count by kind: targets {target_<op>}, sections {section_both, section_ours, missing}, passages {same,
        changed, …}.
        """
        counts = {f"target_{op}": 0 for op in ("same", "reworded", "short", "differs", "theirs", "ours")}
        counts |= dict.fromkeys(("section_both", "section_ours", "missing", "same", "changed", "ours", "theirs"), 0)
        for pair in self.targets:
            counts[f"target_{pair.op}"] += 1
        for section in self.sections:
            if section.op != "theirs":
                counts[f"section_{section.op}"] += 1
            counts["missing"] += section.missing
            for row in section.rows:
                counts[row.op] += 1
        return counts


def compare(theirs: Draft, ours: Draft) -> Comparison:
    """Compare our document with theirs, which we were to follow."""
    left, right = sections(theirs), sections(ours)
    passages = [s.passages for s in left], [s.passages for s in right]
    found = answers(*passages)
    matched = match(left, right, found)
    found += answers_within(*passages, matched, found)
    return Comparison(
        theme=_themes(theirs, ours),
        targets=compare_targets(theirs.targets, ours.targets),
        sections=list(_section_pairs(left, right, matched, found)),
    )


def _section_pairs(
    left: Sequence[Section], right: Sequence[Section], matched: dict[int, int], found: Sequence[Answer]
) -> Iterator[SectionPair]:
    """List our sections in their order; what only theirs has follows the section that it stands after in theirs."""
    origins = {j: i for i, j in matched.items()}
    missing = _missing(left, matched, found)
    by_theirs, by_ours = _by_section(found, "theirs"), _by_section(found, "ours")
    shown: set[int] = set()

    def rows(i: int | None, j: int | None) -> tuple[CompareRow, ...]:
        answered = [] if i is None else by_theirs[i]
        return tuple(_rows(left, right, i, j, answered, [] if j is None else by_ours[j]))

    def only_theirs(start: int) -> Iterator[SectionPair]:
        for i in range(start, len(left)):
            if i in matched or i in shown:
                return
            shown.add(i)
            yield SectionPair("theirs", left[i], None, rows(i, None), i in missing)

    yield from only_theirs(0)
    for j, section in enumerate(right):
        i = origins.get(j)
        theirs = None if i is None else left[i]
        yield SectionPair("ours" if i is None else "both", theirs, section, rows(i, j))
        if i is not None:
            yield from only_theirs(i + 1)


def _by_section(found: Sequence[Answer], side: str) -> dict[int, list[Answer]]:
    sections: dict[int, list[Answer]] = defaultdict(list)
    for answer in found:
        sections[getattr(answer, side)[0]].append(answer)
    return sections


def _rows(
    left: Sequence[Section],
    right: Sequence[Section],
    i: int | None,
    j: int | None,
    of_theirs: Sequence[Answer],
    of_ours: Sequence[Answer],
) -> Iterator[CompareRow]:
    """Return the passages of our section, with those that only their section has where they stand in it."""
    theirs = left[i].passages if i is not None else []
    taken = {answer.theirs[1] for answer in of_theirs}
    by_ours = {answer.ours[1]: answer for answer in of_ours}
    at = 0
    for place, paragraph in enumerate(right[j].passages if j is not None else []):
        answer = by_ours.get(place)
        if answer is None:
            yield CompareRow("ours", None, paragraph, (("ins", paragraph.text),))
            continue
        section, other = answer.theirs
        if section == i:
            yield from _alone(theirs, taken, at, other)
            at = max(at, other + 1)
        elsewhere = "" if section == i else left[section].title
        yield _answered(left[section].passages[other], paragraph, answer, elsewhere)
    yield from _alone(theirs, taken, at, len(theirs))


def _answered(theirs: Paragraph, ours: Paragraph, answer: Answer, elsewhere: str) -> CompareRow:
    if answer.same:
        return CompareRow("same", theirs, ours, (("same", ours.text),), elsewhere)
    differ = _figures(theirs.text) != _figures(ours.text)
    return CompareRow("changed", theirs, ours, tuple(words(theirs.text, ours.text)), elsewhere, differ)


def _figures(text: str) -> list[tuple[float, str]]:
    return sorted((value.value, fold(value.unit or "")) for value in find_values(text))


def _alone(theirs: Sequence[Paragraph], taken: set[int], start: int, end: int) -> Iterator[CompareRow]:
    for place in range(start, end):
        if place not in taken:
            yield CompareRow("theirs", theirs[place], None, (("del", theirs[place].text),))


def _missing(left: Sequence[Section], matched: dict[int, int], found: Sequence[Answer]) -> set[int]:
    """List their sections of which ours has nothing: neither section nor one under it, nor half of its passages.

    Under a missing section only the outermost counts.
    """
    missing: set[int] = set()
    answered = Counter(answer.theirs[0] for answer in found)
    ends, above = _nesting(left)
    # for each section what stands before it, so that what lies inside one is a difference
    passages = list(accumulate((len(section.passages) for section in left), initial=0))
    answers_before = list(accumulate((answered[i] for i in range(len(left))), initial=0))
    matches_before = list(accumulate((i in matched for i in range(len(left))), initial=0))
    for i, section in enumerate(left):
        inside, end = passages[ends[i]] - passages[i], ends[i]
        covered = matches_before[end] > matches_before[i] or (
            inside and 2 * (answers_before[end] - answers_before[i]) >= inside
        )
        if section.heading and not covered and above[i] not in missing:
            missing.add(i)
    return missing


def _nesting(left: Sequence[Section]) -> tuple[list[int], list[int | None]]:
    """Tell for each section where the next of its level or above begins, and which section it stands under."""
    ends = [len(left)] * len(left)
    above: list[int | None] = []
    around: list[int] = []
    for i, section in enumerate(left):
        while around and left[around[-1]].level >= section.level:
            ends[around.pop()] = i
        above.append(around[-1] if around else None)
        around.append(i)
    return ends, above


def _themes(theirs: Draft, ours: Draft) -> ThemePair:
    left, right = theirs.theme.text or "", ours.theme.text or ""
    if left and not right and ours.theme.options:
        return ThemePair("undecided", left, "", option=_saying(left, ours))
    if not left or not right:
        return ThemePair("theirs" if left else "ours" if right else "none", left, right)
    same = left.casefold() == right.casefold()
    return ThemePair("same" if same else "differs", left, right, tuple(words(left, right)))


def _saying(theme: str, ours: Draft) -> int | None:
    """Return the option that proposes their theme as it is."""
    bare = theme.casefold().strip(' “”".;')
    return next((option.order for option in ours.theme.options if bare in option.text.casefold()), None)
