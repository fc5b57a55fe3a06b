"""Find which paragraph of one round became which of the next.

Stages, each taking what the one before left: equal wording in order, equal wording elsewhere or under another label,
the one paragraph of its kind, similar wording between the same neighbours, similar wording anywhere.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from rapidfuzz import process
from rapidfuzz.distance import Indel

from documents.structure.comparing.wording import Alphabet, telling_words
from documents.structure.identity import wording
from documents.structure.tree import Paragraph, ParagraphKind

Pairs = dict[int, int]  # position before → position after
Candidate = tuple[float, int, int]  # similarity, position before, position after

_SIMILAR = 0.5  # share of common words that makes a paragraph "changed" between the same neighbours
_SIMILAR_ELSEWHERE = 0.6  # … and anywhere else in the document
_RELATED = 0.2  # … and when both rounds give a passage of one kind the same id
_SAME_ID, _SAME_KIND = 1.0, 0.05  # what these add to the similarity when candidates compete
_WORDS_TO_FOLLOW = 6  # shorter paragraphs are not looked for elsewhere by similarity
_WINDOW = 40  # paragraphs on either side that are compared within a long changed stretch
_MOST_PAIRS = 250_000  # of texts with more, only paragraphs that share rare words are compared …
_RARE = 30  # … which stand in no more paragraphs than this
_MOST_LIKELY = 20  # paragraphs that share the most of them

_SINGULAR = frozenset(
    {
        ParagraphKind.SUPERIOR,
        ParagraphKind.ISSUER,
        ParagraphKind.NUMBER,
        ParagraphKind.DATE,
        ParagraphKind.MEETING,
        ParagraphKind.TYPE,
        ParagraphKind.SUBJECT,
        ParagraphKind.ADDRESSEE,
        ParagraphKind.THEME,
        ParagraphKind.CLOSING,
        ParagraphKind.ARCHIVE,
        ParagraphKind.CAPACITY,
        ParagraphKind.POSITION,
        ParagraphKind.SIGNER,
    }
)


def pair(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> Pairs:
    """Return every recognised paragraph's position before and after, whether it changed, moved or neither.

    An empty id means that the paragraph has none; equal ids count only for paragraphs that have something in common.
    """
    pairs = _equal_in_order(old, new)
    _equal_elsewhere(old, new, pairs, wording)
    _equal_elsewhere(old, new, pairs, _unlabelled)
    if len(pairs) < min(len(old), len(new)):
        _add_similar(old, new, pairs)
    return pairs


def heaviest_in_order(pairs: Pairs, weights: Sequence[int]) -> set[int]:
    """Return the positions before of the pairs to leave in place: an increasing subsequence of greatest weight."""
    tops: list[int] = []  # positions after, increasing …
    sums: list[int] = []  # … with the best weight of a chain that ends there, increasing too
    ends: list[int] = []
    previous: dict[int, int | None] = {}
    for i in sorted(pairs):
        j = pairs[i]
        at = bisect_left(tops, j)
        total = weights[i] + 1 + (sums[at - 1] if at else 0)
        previous[i] = ends[at - 1] if at else None
        stop = at
        while stop < len(tops) and sums[stop] <= total:
            stop += 1
        tops[at:stop], sums[at:stop], ends[at:stop] = [j], [total], [i]
    kept: set[int] = set()
    step = ends[-1] if ends else None
    while step is not None:
        kept.add(step)
        step = previous[step]
    return kept


def _unlabelled(paragraph: Paragraph) -> str:
    return paragraph.text


def _equal_in_order(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> Pairs:
    alphabet = Alphabet()
    spelt = alphabet.spell(map(wording, old)), alphabet.spell(map(wording, new))
    return {
        op.src_start + step: op.dest_start + step
        for op in Indel.opcodes(*spelt)
        if op.tag == "equal"
        for step in range(op.src_end - op.src_start)
    }


def _equal_elsewhere(
    old: Sequence[Paragraph], new: Sequence[Paragraph], pairs: Pairs, key: Callable[[Paragraph], str]
) -> None:
    waiting: dict[str, list[int]] = defaultdict(list)
    for j in _left(len(new), pairs.values()):
        waiting[key(new[j])].append(j)
    for i in _left(len(old), pairs):
        places = waiting.get(key(old[i]))
        if places:
            pairs[i] = places.pop(_nearest(places, i))


def _nearest(places: list[int], i: int) -> int:
    """Return the index of the place nearest to `i` (the earlier of two); `places` is sorted and not empty."""
    at = bisect_left(places, i)
    if at == len(places) or (at and i - places[at - 1] <= places[at] - i):
        return at - 1
    return at


def _left(count: int, used: Iterable[int]) -> list[int]:
    taken = set(used)
    return [position for position in range(count) if position not in taken]


def _add_similar(old: Sequence[Paragraph], new: Sequence[Paragraph], pairs: Pairs) -> None:
    alphabet = Alphabet()
    spelt_old = {i: _spell(old[i], alphabet) for i in _left(len(old), pairs)}
    spelt_new = {j: _spell(new[j], alphabet) for j in _left(len(new), pairs.values())}
    stretches = list(_stretches(old, new, pairs))
    for ours, theirs in stretches:
        _pair_singular(ours, theirs, old, new, pairs)
    candidates = list(_same_ids(old, new, spelt_old, spelt_new))
    for ours, theirs in stretches:
        candidates += _nearby(ours, theirs, spelt_old, spelt_new)
    _take(candidates, old, new, pairs)
    _take(_anywhere(pairs, spelt_old, spelt_new), old, new, pairs)


def _spell(paragraph: Paragraph, alphabet: Alphabet) -> str:
    return alphabet.spell(telling_words(paragraph.text))


def _stretches(
    old: Sequence[Paragraph], new: Sequence[Paragraph], pairs: Pairs
) -> Iterator[tuple[list[int], list[int]]]:
    """Return the unpaired paragraphs before and after that lie between the same neighbours."""
    taken = set(pairs.values())
    kept = sorted(heaviest_in_order(pairs, [len(paragraph.text) for paragraph in old]))
    i, j = 0, 0
    for end_i, end_j in [*((k, pairs[k]) for k in kept), (len(old), len(new))]:
        ours = [position for position in range(i, end_i) if position not in pairs]
        theirs = [position for position in range(j, end_j) if position not in taken]
        if ours and theirs:
            yield ours, theirs
        i, j = end_i + 1, end_j + 1


def _same_ids(
    old: Sequence[Paragraph], new: Sequence[Paragraph], spelt_old: dict[int, str], spelt_new: dict[int, str]
) -> Iterator[Candidate]:
    places = {new[j].id: j for j in spelt_new if new[j].id}
    for i, spelling in spelt_old.items():
        j = places.get(old[i].id)
        if j is not None and old[i].kind == new[j].kind:
            likeness = Indel.normalized_similarity(spelling, spelt_new[j])
            if likeness >= _RELATED:
                yield likeness + _SAME_ID, i, j


def _nearby(
    ours: list[int], theirs: list[int], spelt_old: dict[int, str], spelt_new: dict[int, str]
) -> Iterator[Candidate]:
    slope = len(theirs) / len(ours)
    for rank, i in enumerate(ours):
        middle = int(rank * slope)
        window = theirs[max(0, middle - _WINDOW) : middle + _WINDOW + 1]
        yield from _likest(i, spelt_old[i], {j: spelt_new[j] for j in window}, _SIMILAR)


def _anywhere(pairs: Pairs, spelt_old: dict[int, str], spelt_new: dict[int, str]) -> Iterator[Candidate]:
    taken = set(pairs.values())
    places = {j: s for j, s in spelt_new.items() if j not in taken and len(s) >= _WORDS_TO_FOLLOW}
    waiting = {i: s for i, s in spelt_old.items() if i not in pairs and len(s) >= _WORDS_TO_FOLLOW}
    if len(waiting) * len(places) <= _MOST_PAIRS:
        for i, spelling in waiting.items():
            yield from _likest(i, spelling, places, _SIMILAR_ELSEWHERE)
        return
    rare = _rare_words(places)
    for i, spelling in waiting.items():
        shared = Counter(j for word in set(spelling) for j in rare.get(word, ()))
        likely = {j: places[j] for j, _ in shared.most_common(_MOST_LIKELY)}
        yield from _likest(i, spelling, likely, _SIMILAR_ELSEWHERE)


def _rare_words(places: dict[int, str]) -> dict[str, list[int]]:
    """Map each word that stands in few paragraphs to these."""
    found: dict[str, list[int]] = defaultdict(list)
    for j, spelling in places.items():
        for word in set(spelling):
            found[word].append(j)
    return {word: where for word, where in found.items() if len(where) <= _RARE}


def _likest(i: int, spelling: str, places: dict[int, str], cutoff: float) -> Iterator[Candidate]:
    if not spelling:
        return
    found = process.extract(spelling, places, scorer=Indel.normalized_similarity, score_cutoff=cutoff, limit=3)
    yield from ((likeness, i, j) for _, likeness, j in found)


def _take(candidates: Iterable[Candidate], old: Sequence[Paragraph], new: Sequence[Paragraph], pairs: Pairs) -> None:
    """Accept candidates from the likest down; ties go to the nearest."""

    def rank(candidate: Candidate) -> tuple[float, int, int]:
        likeness, i, j = candidate
        return -(likeness + _SAME_KIND * (old[i].kind == new[j].kind)), abs(i - j), i

    taken = set(pairs.values())
    for _, i, j in sorted(candidates, key=rank):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)


def _pair_singular(
    ours: list[int], theirs: list[int], old: Sequence[Paragraph], new: Sequence[Paragraph], pairs: Pairs
) -> None:
    """Pair a number line, a signer, a subject … in the same place, however much its words changed."""
    taken = set(pairs.values())
    places = {new[j].kind: j for j in reversed(theirs) if j not in taken and new[j].kind in _SINGULAR}
    for i in ours:
        if old[i].kind in places:
            pairs[i] = places.pop(old[i].kind)
