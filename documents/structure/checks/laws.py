"""Check that a law is cited by one number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from documents.structure.checks.base import Context, Violation, check
from documents.structure.fold import fold
from documents.structure.text import pattern

_LAW = pattern(
    r"\b(?P<name>(?:Bộ luật|Luật|Pháp lệnh)\s[^,;.:()“”\d]{3,80}?)\s+(?:số\s*)?(?P<number>\d{1,3})/(?P<year>\d{4})/(?P<organ>(?:QH|UBTVQH|PL-UBTVQH)\d{1,2})"
)
_MOST_NUMBERS = 50  # of one law that are held beside each other
_OF = re.compile(r" của (?=Luật|Bộ luật|Pháp lệnh)")


@check(
    "reference_variant", "warning", None,
    bad="Luật Thanh niên số 57/2020/QH14 … số 57/2021/QH14", good="Luật Thanh niên số 57/2020/QH14 (cả hai lần)",
)  # fmt: skip
def law_variant(context: Context) -> Iterator[Violation]:
    """Report a law that is cited under two numbers which differ in one part; an older law of its name differs in more."""
    if "/QH" not in context.text and "UBTVQH" not in context.text:
        return
    laws: dict[str, list[re.Match[str]]] = {}
    for found in _LAW.finditer(context.text):
        laws.setdefault(fold(_OF.split(found["name"])[-1]), []).append(found)
    for cited in laws.values():
        yield from _variants(context, cited)


def _variants(context: Context, cited: list[re.Match[str]]) -> Iterator[Violation]:
    """Report each number once that is one part apart from another which is cited oftener, or as often and earlier."""
    counts = Counter(_number_of(each) for each in cited)
    order = list(counts)[:_MOST_NUMBERS]
    first = {number: next(each for each in cited if _number_of(each) == number) for number in order}
    for number in order:
        others = [other for other in order if _one_apart(other, number)]
        right = next((o for o in others if (counts[o], -order.index(o)) > (counts[number], -order.index(number))), None)
        if right:
            each = first[number]
            paragraph, at = context.place(each.start("number"))
            said = f"{each['name']} được viện dẫn bằng hai số: {'/'.join(right)} và {'/'.join(number)}; hãy kiểm tra và thống nhất."
            yield Violation(said, paragraph, at=at)


def _number_of(law: re.Match[str]) -> tuple[str, str, str]:
    return law["number"].lstrip("0"), law["year"], law["organ"]


def _one_apart(one: tuple[str, str, str], other: tuple[str, str, str]) -> bool:
    return sum(left != right for left, right in zip(one, other, strict=True)) == 1
