"""Several clients at once: threads with a connection of their own, released together."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.db import OperationalError, connection


@dataclass
class LoadResult:
    """What so many clients came to: acts per second, the worst single act in seconds, how many were locked out."""

    rate: float = 0
    worst: float = 0
    locked: int = 0
    times: list[float] = field(default_factory=list)


def at_once(count: int, works: Sequence[Callable[[], object]]) -> LoadResult:
    """Share `works` out to `count` clients and let them all begin together."""
    outcome, start = LoadResult(), threading.Barrier(count + 1)

    def client(mine: Sequence[Callable[[], object]]) -> None:
        connection.ensure_connection()
        start.wait()
        for work in mine:
            begun = time.perf_counter()
            try:
                work()
            except OperationalError:
                outcome.locked += 1
            outcome.times.append(time.perf_counter() - begun)
        connection.close()

    threads = [threading.Thread(target=client, args=(works[n::count],)) for n in range(count)]
    for thread in threads:
        thread.start()
    start.wait()
    begun = time.perf_counter()
    for thread in threads:
        thread.join()
    outcome.rate = len(works) / (time.perf_counter() - begun)
    outcome.worst = max(outcome.times)
    return outcome


def in_turns(
    count: int, ours: Sequence[Callable[[], object]], peer: Sequence[Callable[[], object]]
) -> tuple[LoadResult, LoadResult]:
    """Run ours and a peer one straight after the other, in an order left to chance."""
    sides = [ours, peer]
    order = random.sample(range(2), 2)
    found = {side: at_once(count, sides[side]) for side in order}
    return found[0], found[1]
