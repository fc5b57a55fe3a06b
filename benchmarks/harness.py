"""Measuring side by side: rounds in random order, medians, ratios round by round, one line per goal.

What a work costs is its processor time, so that a busy neighbour changes neither side. What is measured by the clock,
because waiting is the point (clients in each other's way, sockets), is run in short turns beside its peer.
"""

from __future__ import annotations

import json
import random
import statistics
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from math import log
from pathlib import Path

from benchmarks.processor import used_here

LEDGER = Path(__file__).parent / "ledger.jsonl"
HEADER = "name | ours | peer | limit | ratio | target | spread | queries | PASS/FAIL"
ROUNDS = 5
Work = Callable[[], object]


@dataclass
class Line:
    """One goal: what was measured, beside what, and whether it holds.

    Milliseconds of processor time unless `unit` says else.
    """

    name: str
    ours: float
    peer: float | None
    limit: str
    ratio: float | None
    target: str
    spread: str = ""
    queries: int | None = None
    passed: bool | None = None
    unit: str = "ms"
    database: str = ""
    extra: dict[str, float] = field(default_factory=dict)

    def __str__(self) -> str:
        cells = [
            self.name,
            self._shown(self.ours),
            self._shown(self.peer),
            self.limit,
            "–" if self.ratio is None else f"{self.ratio:.3g}",
            self.target,
            self.spread,
            "" if self.queries is None else str(self.queries),
            "" if self.passed is None else "PASS" if self.passed else "FAIL",
            *(f"{name} {value:.3g}" for name, value in self.extra.items()),
        ]
        return " | ".join(cells)

    def _shown(self, value: float | None) -> str:
        if value is None:
            return "–"
        return f"{value:,.0f} {self.unit}" if value >= 1000 else f"{value:.3g} {self.unit}"


def seconds(work: Work) -> float:
    """Return the processor time of one call."""
    start = used_here()
    work()
    return used_here() - start


def side_by_side(works: dict[str, Work], rounds: int = ROUNDS) -> dict[str, list[float]]:
    """Seconds of processor time of each work per round; a warm-up first, the order within a round at random."""
    for work in works.values():
        work()
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name in random.sample(list(works), len(works)):
            times[name].append(seconds(works[name]))
    return times


def ratios(above: list[float], below: list[float]) -> list[float]:
    return [a / b for a, b in zip(above, below, strict=True)]


def compare(
    name: str,
    ours: Work,
    peer: Work,
    *,
    limit: str,
    at_most: float | None = None,
    at_least: float | None = None,
    rounds: int = ROUNDS,
    queries: int | None = None,
    most_queries: int | None = None,
) -> Line:
    """Measure ours against a peer. `at_most` bounds our time ÷ the peer's; `at_least` bounds our rate ÷ the peer's."""
    times = side_by_side({"ours": ours, "peer": peer}, rounds)
    slower = at_most is not None
    found = ratios(times["ours"], times["peer"]) if slower else ratios(times["peer"], times["ours"])
    ratio = statistics.median(found)
    held = ratio <= (at_most or 0) if slower else ratio >= (at_least or 0)
    if most_queries is not None and queries is not None:
        held = held and queries <= most_queries
    return Line(
        name=name,
        ours=statistics.median(times["ours"]) * 1000,
        peer=statistics.median(times["peer"]) * 1000,
        limit=limit,
        ratio=ratio,
        target=f"≤ {at_most}" if slower else f"≥ {at_least}",
        spread=f"{min(found):.3g}–{max(found):.3g}",
        queries=queries,
        passed=held,
    )


def beside(work: Work, yardstick: Work, rounds: int) -> tuple[float, float]:
    """Median seconds of a work, and its median ratio to a yardstick that is timed in the same rounds.

    For growth: the sizes are reached minutes apart, and the machine is not as busy at the one as at the other.
    """
    times = side_by_side({"work": work, "yardstick": yardstick}, rounds)
    return statistics.median(times["work"]), statistics.median(ratios(times["work"], times["yardstick"]))


def exponent(sizes: list[int], costs: list[float]) -> float:
    """Return the slope of log cost over log size: 0 is flat, 1 is linear."""
    xs, ys = [log(size) for size in sizes], [log(cost) for cost in costs]
    mean_x, mean_y = statistics.mean(xs), statistics.mean(ys)
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / sum((x - mean_x) ** 2 for x in xs)


def keep(lines: list[Line]) -> None:
    """Append a run to the ledger, one JSON object a line."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    with LEDGER.open("a") as ledger:
        for line in lines:
            ledger.write(json.dumps({"at": at, **asdict(line)}, ensure_ascii=False) + "\n")
