"""Numbers from one hot series at 32 clients with one act in ten rolled back, beside a sequence (which leaves gaps)."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator

from django.db import connection, transaction

from benchmarks.clients import in_turns
from benchmarks.harness import Line, ratios
from documents.actions.issuing import take_number
from documents.models import NumberSeries, RegisterEntry
from orgs.models import Organisation

CLIENTS, ACTS = 32, 640


class RolledBack(Exception):
    """What every tenth act ends with."""


def run() -> Iterator[Line]:
    organisation = Organisation.objects.create(name="Đơn vị cấp số", short_name="Đơn vị cấp số", level="province")
    ours, peer = [], []
    postgres = connection.vendor == "postgresql"
    if postgres:
        with connection.cursor() as cursor:
            cursor.execute("CREATE SEQUENCE IF NOT EXISTS bench_numbers")
    for period in range(5):
        other = sequence_number if postgres else counter_number
        taken, given = in_turns(
            CLIENTS,
            [safely(ours_number(organisation, str(period), n)) for n in range(ACTS)],
            [safely(other(organisation, f"peer-{period}", n)) for n in range(ACTS)],
        )
        ours.append(taken.rate)
        peer.append(given.rate)
    found, whole = ratios(ours, peer), all(whole_run(organisation, str(period)) for period in range(5))
    floor = 0.45 if postgres else 1.0
    yield Line(
        "number from a hot series, 32 clients", statistics.median(ours), statistics.median(peer),
        "sequence" if postgres else "select, then update", statistics.median(found),
        f"≥ {floor}, no gap, no double", f"{min(found):.3g}–{max(found):.3g}",
        passed=statistics.median(found) >= floor and whole, unit="/s", extra={"whole": float(whole)},
    )  # fmt: skip


def safely(work: Callable[[], object]) -> Callable[[], object]:
    def one() -> None:
        try:
            work()
        except RolledBack:
            return

    return one


def enter(series_id: int, number: int, n: int) -> None:
    """Write what goes with a number: its line in the register."""
    RegisterEntry.objects.create(
        series_id=series_id, number=number, symbol="KH/TĐTN", issued_on="2026-11-22", type_code="KH",
        subject="Kế hoạch", signatory="Phạm Anh Khoa", void_reason="đo",
    )  # fmt: skip
    if n % 10 == 0:
        raise RolledBack


def ours_number(organisation: Organisation, period: str, n: int) -> Callable[[], object]:
    @transaction.atomic
    def work() -> None:
        enter(*take_number(organisation, "KH", period), n)

    return work


def sequence_number(organisation: Organisation, period: str, n: int) -> Callable[[], object]:
    series, _ = NumberSeries.objects.get_or_create(organisation=organisation, type_code="KH", period=period)

    @transaction.atomic
    def work() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval('bench_numbers')")
            (number,) = cursor.fetchone()
        enter(series.pk, number, n)

    return work


def counter_number(organisation: Organisation, period: str, n: int) -> Callable[[], object]:
    series, _ = NumberSeries.objects.get_or_create(organisation=organisation, type_code="KH", period=period)

    @transaction.atomic
    def work() -> None:
        row = NumberSeries.objects.select_for_update().get(pk=series.pk)
        row.last += 1
        row.save(update_fields=["last"])
        enter(row.pk, row.last, n)

    return work


def whole_run(organisation: Organisation, period: str) -> bool:
    """01 to the last, none missing, none twice."""
    series = NumberSeries.objects.get(organisation=organisation, period=period)
    given = sorted(RegisterEntry.objects.filter(series=series).values_list("number", flat=True))
    return given == list(range(1, series.last + 1))
