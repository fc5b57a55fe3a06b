"""Check words that were written together, as exports and copying from a page leave them: "quyếtđịnh", "báo cáoThủ tướng"."""

from __future__ import annotations

from collections.abc import Iterator

from documents.structure.checks.base import Context, Violation, check, edit
from documents.structure.lexicon.syllables import has_tone, is_syllable
from documents.structure.tree import Paragraph, ParagraphKind

_SKIP = frozenset({ParagraphKind.SIGNER, ParagraphKind.RULE, ParagraphKind.NUMBER})
_SHORTEST, _LONGEST = 5, 14  # letters of two syllables
#: Loanwords that are written together although each half could be a syllable.
_LOANWORDS = frozenset(
    "vắcxin vácxin cátxét cácbon xúcxích cácten búpphê lốpxe bêtông phôtô côngtơ môtơ sơmi xíchlô xúctác".split()
)


@check(
    "spacing", "info", None,
    bad="xem xét, quyếtđịnh", good="xem xét, quyết định",
)  # fmt: skip
def glued_words(context: Context) -> Iterator[Violation]:
    """Report a word that is no syllable and falls into two in one way only; proper names are left alone."""
    for word in sorted(_suspects(context.words)):
        at = context.lower.find(word)
        while at >= 0:
            paragraph, place = context.place(at)
            written = paragraph.text[place : place + len(word)]
            alone = not (
                context.lower[at - 1 : at].isalnum() or context.lower[at + len(word) : at + len(word) + 1].isalnum()
            )
            if alone and paragraph.kind not in _SKIP and (cut := _seam(written)):
                yield _slip(paragraph, place, written, cut)
            at = context.lower.find(word, at + len(word))


def _slip(paragraph: Paragraph, at: int, written: str, cut: int) -> Violation:
    said = f"Thiếu khoảng trắng ở “{written}”; hãy sửa dấu cách."
    return Violation(said, paragraph, at=at, repair=edit(at, written, f"{written[:cut]} {written[cut:]}"))


def _suspects(words: list[str]) -> set[str]:
    """List the words, each once, that are too long for a syllable or no syllable, and have a mark."""
    return {
        word
        for word in set(words)
        if _SHORTEST <= len(word) <= _LONGEST and not word.isascii() and word.isalpha() and word not in _LOANWORDS
        and not is_syllable(word)
    }  # fmt: skip


def _seam(written: str) -> int:
    """Tell after how many letters a word falls into two syllables; 0 if it does not, or in more ways than one."""
    capitals = [place for place, letter in enumerate(written) if letter.isupper()]
    if len(capitals) > 2 or (capitals and capitals[-1] == 0):
        return 0  # an abbreviation, or the name of a place or a people: "Xơđăng"
    places = capitals[-1:] or range(1, len(written))
    cuts = [cut for cut in places if _two_syllables(written[:cut], written[cut:])]
    return cuts[0] if len(cuts) == 1 else 0


def _two_syllables(first: str, second: str) -> bool:
    toned = has_tone(first) or has_tone(second)
    return toned and len(first) > 1 and len(second) > 1 and is_syllable(first) and is_syllable(second)
