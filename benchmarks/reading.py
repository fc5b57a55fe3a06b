"""Reading and checking a draft: beside one pass of a regular expression, and how the cost grows, also of strange texts."""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Iterator

from benchmarks.harness import Line, compare, exponent, seconds
from benchmarks.strange import LINES, ONE_LINE, WORD
from benchmarks.texts import programme
from documents.structure import check, read

#: Families of strange texts whose growth is measured, with the units of the smallest and the largest text.
STRANGE: dict[str, tuple[Callable[[int], str | bytes], int, int]] = {
    "equal headings": (LINES["equal headings"], 1_000, 20_000),
    "deep labels": (LINES["deep labels"], 1_000, 20_000),
    "brackets": (ONE_LINE["brackets"], 5_000, 100_000),
    "quotes": (ONE_LINE["quotes"], 5_000, 100_000),
    "blanks": (ONE_LINE["blanks between words"], 5_000, 100_000),
    "one-line megabyte": (ONE_LINE["one-line megabyte"], 5_000, 100_000),
    "empty paragraphs": (WORD["empty paragraphs in a cell"], 5_000, 100_000),
    "nested tables": (WORD["nested tables"], 1_000, 20_000),
}
STEEPEST = 1.15


def run() -> Iterator[Line]:
    text = programme(60_000)
    yield compare(
        "read and check 60 KB",
        lambda: check(read(text)),
        lambda: re.findall(r"\w+", text),
        limit="one re.findall",
        at_most=40,
        rounds=9,
    )
    yield growth("60 KB to 2 MB", programme, [60_000, 250_000, 1_000_000, 2_000_000], steepest=1.1)
    for name, (family, least, most) in STRANGE.items():
        yield growth(f"{name}, {least:,} to {most:,}", family, [least, least * 4, most])


def growth(name: str, family: Callable[[int], str | bytes], sizes: list[int], *, steepest: float = STEEPEST) -> Line:
    """How the processor time of reading and checking grows with the text."""
    texts = [family(size) for size in sizes]
    rounds = [[seconds(lambda text=text: check(read(text))) for text in texts] for _ in range(3)]
    costs = [statistics.median(costs) for costs in zip(*rounds, strict=True)]
    slope = exponent(sizes, costs)
    return Line(
        name=f"read and check, {name}",
        ours=costs[-1] * 1000,
        peer=costs[0] * 1000,
        limit="linear",
        ratio=slope,
        target=f"exponent ≤ {steepest}",
        passed=slope <= steepest,
    )
