"""The page of drafts as a person may see it, beside the same page of every document, and a right per document."""

from __future__ import annotations

import random
import statistics
from collections.abc import Iterator
from datetime import timedelta
from unittest import mock

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.test import RequestFactory
from django.utils import timezone
from guardian.models import UserObjectPermission
from guardian.shortcuts import get_objects_for_user

from benchmarks import population
from benchmarks.harness import Line, Work, compare, exponent, seconds
from documents.models import Document
from documents.paging import key_of, page
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
    costs: dict[int, list[float]] = {n: [] for n in readers}
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
            work()
            costs[n].append(statistics.median(seconds(work) for _ in range(15)))
    for n, reader in readers.items():
        yield against_unfiltered(f"page of 100,000, rights on {n}", reader)
        yield growth(f"list 10,000 to 100,000, rights on {n}", costs[n])
    yield against_unfiltered("page of 100,000, no rights, 200 seats", outsider)
    deep = Document.objects.order_by("-changed_at", "-pk")[30_000]
    yield against_unfiltered("page at depth 30,000, rights on 200", readers[200], key_of(deep, "changed_at"))
    yield per_document(readers[200], rows)


def growth(name: str, costs: list[float]) -> Line:
    return Line(
        name=name,
        ours=costs[-1] * 1000,
        peer=costs[0] * 1000,
        limit="10,000",
        ratio=costs[-1] / costs[0],
        target="≤ 1.3",
        spread=f"exponent {exponent(list(SIZES), costs):.2f}",
        passed=costs[-1] / costs[0] <= 1.3,
    )


def list_of(user: User, after: str = "") -> Work:
    """The rows of the page, as one request reads them: rights asked once."""

    def work() -> object:
        forget(user)
        return document_list(user, "drafts", after=after)

    return work


def page_of(user: User, after: str = "") -> Work:
    """The whole page: rows, frame, HTML."""

    def work() -> object:
        forget(user)
        request = RequestFactory().get("/du-thao/", {"after": after} if after else {})
        request.user, request.session = user, SessionStore()
        return listing(request, "drafts").content

    return work


def against_unfiltered(name: str, user: User, after: str = "") -> Line:
    whole = page_of(user, after)

    def everything() -> object:
        with (
            mock.patch.object(DocumentQuerySet, "visible_to", lambda self, user, at=None: self),
            mock.patch.object(DocumentQuerySet, "visible_parts", lambda self, user, at=None: [self]),
        ):
            return whole()

    count = population.queries_of(list_of(user, after))
    return compare(
        name, whole, everything, limit="unfiltered page", at_most=2, rounds=11, queries=count, most_queries=5
    )


def per_document(user: User, rows: list[Organisation]) -> Line:
    """guardian as it comes: one row per person and document, read by its own shortcut."""
    kind = ContentType.objects.get_for_model(Document)
    right = Permission.objects.get(content_type=kind, codename="view_document")
    UserObjectPermission.objects.bulk_create(
        (
            UserObjectPermission(permission=right, content_type=kind, object_pk=str(pk), user=user)
            for pk in Document.objects.filter(organisation__in=rows[:200]).values_list("pk", flat=True)
        ),
        batch_size=2_000,
    )
    population.settle()

    def peer() -> object:
        granted = get_objects_for_user(user, "documents.view_document", use_groups=False)
        return page(granted.select_related("organisation"), column="changed_at")

    return compare("list beside guardian per document", list_of(user), peer, limit="guardian", at_least=8)
