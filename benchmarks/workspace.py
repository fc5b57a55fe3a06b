"""The workspace: how its cost and size stand up to many turns and many rights.

Growth is read against a yardstick timed in the same rounds (harness.beside).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.test import RequestFactory
from django.utils import timezone

from benchmarks import population
from benchmarks.harness import Line, beside
from orgs.models import Organisation, Role, RoleAssignment, User
from orgs.permissions import forget
from workflows.models import Itinerary, Procedure, ProcedureVersion, Turn, Visit
from workflows.procedures.catalogue import PLAN
from workflows.queries import workspace as read_workspace
from workflows.views.workspace import workspace

SIZES = (1_000, 10_000, 100_000)


def run() -> Iterator[Line]:
    rows = population.organisations(500)
    readers = {n: checker(rows[:n]) for n in (1, 10, 200)}
    drafter = population.person("drafter-of-turns")
    costs: dict[int, list[tuple[float, float]]] = {n: [] for n in readers}
    made = 0
    for size in SIZES:
        turns(size - made, rows, drafter)
        made = size
        population.settle()
        for n, reader in readers.items():
            costs[n].append(beside(lambda reader=reader: rows_of(reader), population.yardstick, 11))
    for n, reader in readers.items():
        count = population.queries_of(lambda reader=reader: rows_of(reader))
        (first, low), (last, high) = costs[n][0], costs[n][-1]
        ratio = high / low
        yield Line(
            f"workspace 1,000 to 100,000 turns, rights on {n}", last * 1000, first * 1000, "1,000 turns",
            ratio, "≤ 2 and ≤ 8 queries", queries=count, passed=ratio <= 2 and count <= 8,
        )  # fmt: skip
    size = len(html_of(readers[200])) / 1024
    yield Line("workspace page at 100,000 turns", size, None, "60 kB", None, "≤ 60", passed=size <= 60, unit="kB")


def checker(rows: list[Organisation]) -> User:
    user = population.person(f"checker-{len(rows)}")
    RoleAssignment.objects.bulk_create(
        RoleAssignment(user=user, organisation=row, role=Role.FORMAT_CHECKER, starts_on=date(2025, 1, 1))
        for row in rows
    )
    return population.reads_for(user, rows)


def turns(count: int, rows: list[Organisation], drafter: User) -> None:
    """Documents that stand at the format check of their organisation, each with its open turn."""
    now = timezone.now()
    made = population.documents(count, rows, drafter)
    procedure, _ = Procedure.objects.get_or_create(organisation=rows[0], name="Kế hoạch", defaults={"type_codes": []})
    stations = PLAN.to_json()
    version, _ = ProcedureVersion.objects.get_or_create(
        procedure=procedure, number=1, defaults={"stations": stations, "published_at": now}
    )
    kept = {"version": version, "stations": stations, "position": 1, "arrived_at": now}
    ways = Itinerary.objects.bulk_create((Itinerary(document=one, **kept) for one in made), batch_size=2_000)
    visits = Visit.objects.bulk_create(
        (Visit(itinerary=way, position=1, kind="check", label="Kiểm tra thể thức", arrived_at=now) for way in ways),
        batch_size=2_000,
    )
    Turn.objects.bulk_create(
        (
            Turn(
                document=document, visit=visit, act=Turn.Act.CHECK, organisation_id=document.organisation_id,
                role=Role.FORMAT_CHECKER, label="Kiểm tra thể thức", opened_at=now,
                due_at=now + timedelta(hours=n % 90),
            )
            for n, (document, visit) in enumerate(zip(made, visits, strict=True))
        ),
        batch_size=2_000,
    )  # fmt: skip


def rows_of(user: User) -> object:
    forget(user)
    user.__dict__.pop("_holders", None)
    return read_workspace(user, timezone.now())


def html_of(user: User) -> bytes:
    forget(user)
    user.__dict__.pop("_holders", None)
    request = RequestFactory().get("/")
    request.user, request.session = user, SessionStore()
    return workspace(request).content
