"""Commits on SQLite at 32 clients: none locked, none waiting long."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.db.models import F

from benchmarks.clients import at_once
from benchmarks.harness import Line
from orgs.models import Organisation

EACH = 25


def run() -> Iterator[Line]:
    row = Organisation.objects.create(name="Đơn vị ghi", short_name="Đơn vị ghi", level="commune")

    @transaction.atomic
    def read_and_write() -> None:
        Organisation.objects.get(pk=row.pk)
        Organisation.objects.filter(pk=row.pk).update(position_in_level=F("position_in_level") + 1)

    alone = at_once(1, [read_and_write] * 200)
    for count in (8, 32):
        many = at_once(count, [read_and_write] * count * EACH)
        yield Line(
            name=f"commits, {count} clients: worst",
            ours=many.worst * 1000,
            peer=alone.worst * 1000,
            limit="100 ms",
            ratio=many.rate / alone.rate,
            target="0 locked, worst ≤ 100 ms (ratio: rate ÷ one client's)",
            passed=many.locked == 0 and many.worst <= 0.1,
            extra={"locked": many.locked, "commits/s": many.rate},
        )
