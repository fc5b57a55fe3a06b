"""Reading and checking a draft, beside one pass of a regular expression over the same text."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator

from benchmarks.harness import Line, compare, exponent, seconds
from benchmarks.texts import programme
from documents.structure import check, read


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
    yield growth([60_000, 250_000, 1_000_000, 2_000_000])


def growth(sizes: list[int]) -> Line:
    """How the cost grows with the text."""
    costs = []
    for text in map(programme, sizes):
        costs.append(statistics.median(seconds(lambda text=text: check(read(text))) for _ in range(3)))
    slope = exponent(sizes, costs)
    return Line(
        name="read and check, 60 KB to 2 MB",
        ours=costs[-1] * 1000,
        peer=costs[0] * 1000,
        limit="linear",
        ratio=slope,
        target="exponent ≤ 1.1",
        passed=slope <= 1.1,
    )
