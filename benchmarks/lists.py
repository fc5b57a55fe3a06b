"""A page of documents as a person may see them, beside the same page unfiltered and guardian per document."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from benchmarks import population
from benchmarks.harness import Line, Work, compare, exponent, side_by_side
from documents.models import Access, Document
from documents.paging import key_of, page, page_of_parts
from orgs.models import Organisation, User
from orgs.permissions import forget

SIZES = (10_000, 50_000, 100_000)


def run() -> Iterator[Line]:
    rows = population.organisations(500)
    drafter, outsider = population.person("drafter"), population.person("outsider")
    readers = {n: population.reads_for(population.person(f"reader-{n}"), rows[:n]) for n in (1, 10, 200)}
    picker = random.Random(3)
    made: list[Document] = []
    costs: dict[int, list[float]] = {n: [] for n in readers}
    for size in SIZES:
        made += population.documents(
            size - len(made), rows, drafter, start=timezone.now() - timedelta(days=200) + timedelta(minutes=len(made))
        )
        if size == SIZES[0]:
            population.accesses(outsider, picker.sample(made, 300))
            for reader in readers.values():
                population.accesses(reader, picker.sample(made, 100))
        population.settle()
        for n, reader in readers.items():
            costs[n].append(min(side_by_side({"page": visible_page(reader)}, 7)["page"]))
    for n, reader in readers.items():
        yield against_unfiltered(f"list of 100,000, rights on {n}", visible_page(reader))
        growth = costs[n][-1] / costs[n][0]
        yield Line(
            f"list 10,000 to 100,000, rights on {n}",
            costs[n][-1] * 1000,
            costs[n][0] * 1000,
            "10,000",
            growth,
            "≤ 1.3",
            f"exponent {exponent(list(SIZES), costs[n]):.2f}",
            passed=growth <= 1.3,
        )
    yield against_unfiltered("list of 100,000, rights on none, 300 seats", visible_page(outsider))
    deep = list(Document.objects.order_by("-changed_at", "-pk")[30_000:30_001])[0]
    yield against_unfiltered("list at depth 30,000, rights on 200", visible_page(readers[200], after=deep))
    yield per_document(readers[200], rows)


def visible_page(user: User, after: Document | None = None) -> Work:
    key = key_of(after, "changed_at") if after else None

    def work() -> object:
        forget(user)  # each request asks the rights once
        rows = Document.objects.select_related("organisation")
        return page_of_parts(rows, Document.objects.visible_parts(user), column="changed_at", after=key)

    return work


def unfiltered() -> object:
    return page(Document.objects.select_related("organisation"), column="changed_at")


def against_unfiltered(name: str, work: Work) -> Line:
    count = population.queries_of(work)
    return compare(name, work, unfiltered, limit="unfiltered page", at_most=2, rounds=15, queries=count, most_queries=4)


def per_document(user: User, rows: list[Organisation]) -> Line:
    """Rights as one row per document and person, the way guardian is used out of the box."""
    at = timezone.now() - timedelta(days=1)
    Access.objects.bulk_create(
        (
            Access(document_id=pk, user=user, why=Access.Why.STATION, from_at=at)
            for pk in Document.objects.filter(organisation__in=rows[:200]).values_list("pk", flat=True)
        ),
        batch_size=2_000,
        ignore_conflicts=True,
    )
    population.settle()
    mine = Access.objects.filter(user_id=user.pk, why=Access.Why.STATION, document=OuterRef("pk"))

    def peer() -> object:
        granted = list(mine.model.objects.filter(user_id=user.pk, why="station").values_list("document_id", flat=True))
        return len(granted), page(
            Document.objects.filter(Exists(mine)).select_related("organisation"), column="changed_at"
        )

    return compare("list beside a right per document", visible_page(user), peer, limit="rows per document", at_least=8)
