"""The page of drafts as a person may see it, beside the same page of every document, and a right per document.

The unfiltered page is the whole page (rows, holders, count, frame, HTML) of all documents; `rows alone` tells the ratio
without frame and HTML. Growth is read against a yardstick timed in the same rounds (harness.beside).

The peer "guardian per document" is the same list (same rows, order, holders and count: asserted) found by guardian's own
shortcut, called as its documentation calls it. Its rows are those that a province would have (shared goals: "guardian
rows per document"): one for each document and each group that reads it, which are the groups of the eight roles that hold
READ_DOCUMENTS, and one for each seat; only for the documents of the reader's organisations, fewer than in truth. An
earlier peer read a page of twice the size without count, holders and drafters, from rows given to one person alone and
with guardian's look at groups switched off: less work than our list, for rights that nobody holds in that way. A queryset
as `klass` would make guardian join it into each subquery (seconds on either database); it is not used.
"""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable, Iterator
from copy import copy
from datetime import timedelta
from unittest import mock

from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.db.models import QuerySet
from django.test import RequestFactory
from django.utils import timezone
from guardian.shortcuts import get_objects_for_user

from benchmarks import population
from benchmarks.harness import Line, Work, beside, compare, exponent, ratios, side_by_side
from documents.models import Document
from documents.paging import key_of
from documents.visibility import DocumentQuerySet
from orgs.models import Organisation, User
from orgs.permissions import forget
from workflows.queries import document_list
from workflows.views.lists import listing

SIZES = (10_000, 50_000, 100_000)


def run() -> Iterator[Line]:
    rows = population.organisations(500)
    drafter, outsider = population.person("drafter"), population.person("outsider")
    readers = {n: population.reads_for(population.person(f"reader-{n}"), rows[:n]) for n in (1, 10, 200)}
    costs: dict[int, list[tuple[float, float]]] = {n: [] for n in readers}
    made: list[Document] = []
    for size in SIZES:
        start = timezone.now() - timedelta(days=200) + timedelta(minutes=len(made))
        made += population.documents(size - len(made), rows, drafter, start=start)
        if size == SIZES[0]:
            for person in (outsider, *readers.values()):
                population.accesses(person, random.Random(3).sample(made, 200))
        population.settle()
        for n, reader in readers.items():
            work = list_of(reader)
            costs[n].append(beside(work, population.yardstick, 15))
    for n, reader in readers.items():
        yield against_unfiltered(f"page of 100,000, rights on {n}", reader)
        yield growth(f"list 10,000 to 100,000, rights on {n}", costs[n])
    yield against_unfiltered("page of 100,000, no rights, 200 seats", outsider)
    deep = Document.objects.order_by("-changed_at", "-pk")[30_000]
    yield against_unfiltered("page at depth 30,000, rights on 200", readers[200], key_of(deep, "changed_at"))
    yield against_unfiltered("page at depth 30,000, rights on 1", readers[1], key_of(deep, "changed_at"))
    yield per_document(readers[200], rows[:200])


def growth(name: str, costs: list[tuple[float, float]]) -> Line:
    """From the smallest size to the largest: seconds are shown, ratios to the yardstick compared."""
    (first, low), (last, high) = costs[0], costs[-1]
    return Line(
        name=name,
        ours=last * 1000,
        peer=first * 1000,
        limit="10,000",
        ratio=high / low,
        target="≤ 1.3",
        spread=f"exponent {exponent(list(SIZES), [cost for _, cost in costs]):.2f}",
        passed=high / low <= 1.3,
    )


def list_of(user: User, after: str = "") -> Work:
    """Return the rows of the page, as one request reads them: rights asked once."""

    def work() -> object:
        forget(user)
        return document_list(user, "drafts", after=after)

    return work


def page_of(user: User, after: str = "") -> Work:
    """Return the whole page: rows, frame, HTML."""

    def work() -> object:
        forget(user)
        request = RequestFactory().get("/du-thao/", {"after": after} if after else {})
        request.user, request.session = user, SessionStore()
        return listing(request, "drafts").content

    return work


def seen_by(found: Callable[[DocumentQuerySet, User], list[QuerySet[Document]]], work: Work) -> Work:
    """Do the same work with another answer to what the person may see."""

    def otherwise() -> object:
        with mock.patch.object(DocumentQuerySet, "visible_parts", lambda self, user, at=None: found(self, user)):
            return work()

    return otherwise


def everything(documents: DocumentQuerySet, user: User) -> list[QuerySet[Document]]:
    return [documents]


def granted(documents: DocumentQuerySet, user: User) -> list[QuerySet[Document]]:
    return [get_objects_for_user(user, "documents.view_document")]


def against_unfiltered(name: str, user: User, after: str = "") -> Line:
    whole, rows = page_of(user, after), list_of(user, after)
    line = compare(
        name,
        whole,
        seen_by(everything, whole),
        limit="unfiltered page",
        at_most=2,
        rounds=11,
        queries=population.queries_of(rows),
        most_queries=4,
    )
    alone = side_by_side({"ours": rows, "peer": seen_by(everything, rows)}, 11)
    line.extra["rows alone"] = statistics.median(ratios(alone["ours"], alone["peer"]))
    return line


def per_document(user: User, rows: list[Organisation]) -> Line:
    """guardian as it comes: a row per document and group, read by its own shortcut."""
    population.rights_per_document(rows)
    ours = list_of(user)

    def peer() -> object:
        fresh = copy(user)  # guardian keeps what it read on the user object; a request has a new one
        return seen_by(granted, list_of(fresh))()

    assert ours() == peer(), "both must find the same page"
    return compare("list beside guardian per document", ours, peer, limit="guardian", at_least=8, rounds=11)
