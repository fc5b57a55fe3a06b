"""Commits on SQLite at 32 clients: none locked, none waiting long."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

from django.db import OperationalError, connection, transaction
from django.db.models import F

from benchmarks.harness import Line
from orgs.models import Organisation

EACH = 25


def run() -> Iterator[Line]:
    row = Organisation.objects.create(name="Đơn vị ghi", short_name="Đơn vị ghi", level="commune")
    alone = clients(1, row, 200)
    for count in (8, 32):
        many = clients(count, row, EACH)
        yield Line(
            name=f"commits, {count} clients",
            ours=many.worst * 1000,
            peer=alone.rate,
            limit="one client's rate",
            ratio=many.rate / alone.rate,
            target="0 locked, worst ≤ 100 ms",
            passed=many.locked == 0 and many.worst <= 0.1,
            extra={"locked": many.locked, "commits/s": many.rate},
        )


class Outcome:
    def __init__(self) -> None:
        self.worst = self.rate = 0.0
        self.locked = 0


def clients(count: int, row: Organisation, each: int) -> Outcome:
    """So many threads, each with its own connection, reading and then writing one row per transaction."""
    outcome, start = Outcome(), threading.Barrier(count + 1)
    times: list[float] = []

    def client() -> None:
        connection.ensure_connection()
        start.wait()
        for _ in range(each):
            begun = time.perf_counter()
            try:
                with transaction.atomic():
                    Organisation.objects.get(pk=row.pk)
                    Organisation.objects.filter(pk=row.pk).update(position_in_level=F("position_in_level") + 1)
            except OperationalError:
                outcome.locked += 1
            times.append(time.perf_counter() - begun)
        connection.close()

    threads = [threading.Thread(target=client) for _ in range(count)]
    for thread in threads:
        thread.start()
    start.wait()
    begun = time.perf_counter()
    for thread in threads:
        thread.join()
    outcome.rate = count * each / (time.perf_counter() - begun)
    outcome.worst = max(times)
    return outcome
