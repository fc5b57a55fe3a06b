"""Check of repeats: the same 25 consecutive words twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from documents.structure.checks.base import Context, Violation, check
from documents.structure.tree import ParagraphKind

LENGTH = 25
_BLOCK = LENGTH // 2 + 1  # every run of 25 words holds one whole aligned block of 13
_WORD = re.compile(r"\w+")
_RESTATED = frozenset({ParagraphKind.SUBJECT, ParagraphKind.TYPE})  # the opening sentence says the subject again
_SKIP = frozenset({ParagraphKind.TABLE, ParagraphKind.RECIPIENT, ParagraphKind.ANNEX, ParagraphKind.BASIS})
_OPENING = 0.6  # of a paragraph's words: so long may be what it begins with as another does


@check(
    "passage_repeated", "warning", None,
    bad="(hai đoạn giống nhau từ 25 chữ liên tiếp)", good="(mỗi nội dung nêu một lần)",
)  # fmt: skip
def passage_repeated(context: Context) -> Iterator[Violation]:
    words = context.words
    last_start = -1
    for first, second, length in _repeats(words):
        offset = _offset_of(context, second)
        paragraph, at = context.place(offset)
        if paragraph.kind in _SKIP or paragraph.line == last_start:
            continue
        last_start = paragraph.line
        earlier, _ = context.place(_offset_of(context, first))
        if earlier.kind in _RESTATED or (not at and length < _OPENING * len(_WORD.findall(paragraph.text))):
            continue
        said = f"Đoạn này lặp lại nguyên văn nội dung ở dòng {earlier.line}; hãy bỏ bớt một chỗ hoặc viết lại."
        yield Violation(said, paragraph, at=at)


def _repeats(words: list[str]) -> Iterator[tuple[int, int, int]]:
    """Find every maximal repeat of at least 25 words: (place of the first, place of the second, length).

    Linear in the number of words: blocks of 13 words at places divisible by 13 are looked up at every place.
    """
    count = len(words)
    if count < 2 * LENGTH:
        return
    pairs = {(words[place], words[place + 1]) for place in range(0, count - _BLOCK, _BLOCK)}
    blocks: dict[tuple[str, ...], int] = {}
    until = 0
    for place, pair in enumerate(pairwise(words)):
        if place + _BLOCK > count:
            break
        if pair not in pairs:
            continue
        block = tuple(words[place : place + _BLOCK])
        earlier = blocks.get(block)
        if earlier is not None and place >= until and earlier + _BLOCK <= place:
            start, end, before = place, place + _BLOCK, earlier
            while before > 0 and start > until and words[before - 1] == words[start - 1]:
                before, start = before - 1, start - 1
            shift = start - before
            while end < count and words[end] == words[end - shift]:
                end += 1
            if end - start >= LENGTH:
                until = end
                yield before, start, end - start
        if place % _BLOCK == 0 and earlier is None:
            blocks[block] = place


def _offset_of(context: Context, place: int) -> int:
    """Find where the word of that place stands in the text; only asked for repeats, which are rare."""
    starts: list[int] | None = context.__dict__.get("word_starts")
    if starts is None:
        starts = [found.start() for found in _WORD.finditer(context.lower)]
        context.__dict__["word_starts"] = starts
    return starts[place]
