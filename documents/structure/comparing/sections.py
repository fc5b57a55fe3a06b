"""Find which section of ours answers which of theirs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import product

from rapidfuzz import fuzz

from documents.structure.comparing.passages import Answer
from documents.structure.fold import fold
from documents.structure.lexicon.labels import bare_label
from documents.structure.tree import Draft, Paragraph, ParagraphKind

_ALIKE = 64.0  # of 100: titles less alike are different sections …
_SHARING = 30.0  # … unless they share passages: added for sharing all of them
_OTHER_LEVEL = 6.0  # taken off for each level of difference
_PASSAGES = frozenset(
    {ParagraphKind.ITEM, ParagraphKind.BULLET, ParagraphKind.PROSE, ParagraphKind.TABLE}
)  # themes are shown apart
_MOST_PAIRS = 40_000  # of sections whose titles are compared
_FILLING = re.compile(
    r"\b(?:mot so|cac|nhung|chu yeu|co ban|trong tam|cu the|nam|va|cua|ve|trong|cho|cong tac|\d{4}|phan|muc|noi dung)\b"
)


@dataclass(slots=True)
class Section:
    """A heading with the passages right under it, up to the next heading of any level. Targets are only counted."""

    heading: Paragraph | None
    passages: list[Paragraph] = field(default_factory=list)
    targets: int = 0

    @property
    def level(self) -> int:
        return self.heading.level if self.heading else 1

    @property
    def title(self) -> str:
        """Return label and title: "II. CHỈ TIÊU"; empty for what stands before the first heading."""
        return f"{self.heading.label} {self.heading.text}".strip() if self.heading else ""

    @property
    def label(self) -> str:
        return bare_label(self.heading.label) if self.heading else ""


def sections(draft: Draft) -> list[Section]:
    """Return the body by its headings; first what stands before them, if anything does."""
    targets = {target.line for target in draft.targets}
    found = [Section(None)]
    for paragraph in draft.paragraphs:
        if paragraph.kind is ParagraphKind.HEADING:
            found.append(Section(paragraph))
        elif paragraph.kind in _PASSAGES and not (len(found) == 1 and paragraph.text.endswith(":")):
            if paragraph.line in targets:
                found[-1].targets += 1
            elif not found[-1].targets:  # what follows a target in its section continues it
                found[-1].passages.append(paragraph)
    return found if found[0].passages else found[1:]


def match(left: Sequence[Section], right: Sequence[Section], found: Sequence[Answer]) -> dict[int, int]:
    """Map positions of their sections to those of ours, the likest first; each once."""
    shared = Counter((answer.theirs[0], answer.ours[0]) for answer in found)
    ranked = sorted(
        (-score, abs(i - j), i, j)
        for i, j in _candidates(left, right, shared)
        if (score := _likeness(left[i], right[j], shared[i, j])) >= _ALIKE
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in ranked:
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _candidates(
    left: Sequence[Section], right: Sequence[Section], shared: Counter[tuple[int, int]]
) -> Iterable[tuple[int, int]]:
    """Return every pair; of very many sections only those that share passages, or the same title in the same order."""
    if len(left) * len(right) <= _MOST_PAIRS:
        return product(range(len(left)), range(len(right)))
    titled: dict[str, list[int]] = defaultdict(list)
    for j in range(len(right) - 1, -1, -1):
        titled[fold(right[j].title)].append(j)
    same = ((i, titled[title].pop()) for i, one in enumerate(left) if titled.get(title := fold(one.title)))
    return {*shared, *same}


def _likeness(one: Section, other: Section, shared: int) -> float:
    if one.heading is None or other.heading is None:
        return 100.0 if one.heading is other.heading else 0.0
    if one.targets and other.targets and one.level == other.level:
        return 100.0
    smaller = min(len(one.passages), len(other.passages))
    bonus = _SHARING * shared / smaller if smaller else 0.0
    return title_likeness(one.heading.text, other.heading.text) + bonus - _OTHER_LEVEL * abs(one.level - other.level)


def title_likeness(one: str, other: str) -> float:
    """Rate titles from 0 to 100, without regard to case, marks, word order and the words that every title has."""
    left, right = _core(one), _core(other)
    return float(max(fuzz.token_sort_ratio(left, right), 0.9 * fuzz.token_set_ratio(left, right)))


def _core(title: str) -> str:
    folded = re.sub(r"[^\w\s]", " ", fold(title))
    return " ".join(_FILLING.sub(" ", folded).split()) or " ".join(folded.split())
