"""Find passages of two documents that say the same: word for word, or with other words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import Indel

from documents.structure.comparing.wording import Alphabet, telling_words
from documents.structure.fold import fold
from documents.structure.tree import Paragraph

Place = tuple[int, int]  # position of the section, position of the passage in it

_ALIKE = 0.55  # share of common words …
_ALIKE_WITHIN = 0.36  # … and between two sections that answer each other
_WORDS_TO_FOLLOW = 5  # shorter passages answer only what says the same
_MOST_PAIRS = 1_500_000  # beyond that only passages that say the same are found, so that huge texts stay quick


@dataclass(frozen=True, slots=True)
class Answer:
    """A passage of ours that says what one of theirs says; `same`: word for word, but for case, signs and labels."""

    theirs: Place
    ours: Place
    same: bool


def answers(theirs: Sequence[Sequence[Paragraph]], ours: Sequence[Sequence[Paragraph]]) -> list[Answer]:
    """Give each passage one answer at most: those that say the same, then the likest first."""
    alphabet = Alphabet()
    left, right = _spelt(theirs, alphabet), _spelt(ours, alphabet)
    found = _same(left, right)
    done_left, done_right = {answer.theirs for answer in found}, {answer.ours for answer in found}
    left = {place: text for place, text in left.items() if place not in done_left and len(text) >= _WORDS_TO_FOLLOW}
    right = {place: text for place, text in right.items() if place not in done_right and len(text) >= _WORDS_TO_FOLLOW}
    if len(left) * len(right) > _MOST_PAIRS:
        return found
    return found + _alike(left, right, _ALIKE)


def answers_within(
    theirs: Sequence[Sequence[Paragraph]],
    ours: Sequence[Sequence[Paragraph]],
    sections: dict[int, int],
    found: Sequence[Answer],
) -> list[Answer]:
    """Find more answers, of passages left over in sections that answer each other: they may be less alike."""
    alphabet = Alphabet()
    done_left, done_right = {answer.theirs for answer in found}, {answer.ours for answer in found}
    left = {place: text for place, text in _spelt(theirs, alphabet).items() if place not in done_left}
    right = {place: text for place, text in _spelt(ours, alphabet).items() if place not in done_right}
    left_by, right_by = _by_section(left), _by_section(right)
    more: list[Answer] = []
    pairs = 0
    for i, j in sections.items():
        pairs += len(left_by[i]) * len(right_by[j])
        if pairs > _MOST_PAIRS:
            break
        more += _alike(left_by[i], right_by[j], _ALIKE_WITHIN)
    return more


def _by_section(spelt: dict[Place, str]) -> dict[int, dict[Place, str]]:
    """Return the passages that are long enough to be followed, by their section."""
    found: dict[int, dict[Place, str]] = defaultdict(dict)
    for place, text in spelt.items():
        if len(text) >= _WORDS_TO_FOLLOW:
            found[place[0]][place] = text
    return found


def _alike(left: dict[Place, str], right: dict[Place, str], cutoff: float) -> list[Answer]:
    """Return the likest pairs, each passage once."""
    scorer = Indel.normalized_similarity
    ranked = sorted(
        (-likeness, i, j)
        for j, spelling in right.items()
        for _, likeness, i in process.extract(spelling, left, scorer=scorer, score_cutoff=cutoff, limit=4)
    )
    pairs: dict[Place, Place] = {}
    taken: set[Place] = set()
    for _, i, j in ranked:
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return [Answer(i, j, same=False) for i, j in pairs.items()]


def _spelt(sections: Sequence[Sequence[Paragraph]], alphabet: Alphabet) -> dict[Place, str]:
    """Spell words as one character each, folded, signs left out."""
    return {
        (section, place): alphabet.spell(map(fold, telling_words(paragraph.text)))
        for section, passages in enumerate(sections)
        for place, paragraph in enumerate(passages)
    }


def _same(left: dict[Place, str], right: dict[Place, str]) -> list[Answer]:
    waiting: dict[str, list[Place]] = defaultdict(list)
    for place, spelling in left.items():
        waiting[spelling].append(place)
    return [
        Answer(waiting[spelling].pop(0), place, same=True)
        for place, spelling in right.items()
        if spelling and waiting.get(spelling)
    ]
