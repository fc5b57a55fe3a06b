from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db.models import QuerySet
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import DjangoAssertNumQueries

from documents.paging import Page, count_of_parts, page
from notifications.models import Notice
from orgs.models import User

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)


def notices(offsets: Iterable[int]) -> QuerySet[Notice]:
    user = User.objects.create(username=f"reader{User.objects.count()}", full_name="Người đọc")
    Notice.objects.bulk_create(
        Notice(user=user, kind="note", text=str(n), created_at=NOON + timedelta(minutes=offset))
        for n, offset in enumerate(offsets)
    )
    return Notice.objects.filter(user=user)


def walk(rows: QuerySet[Any], **step: Any) -> tuple[list[list[int]], Page]:
    """All pages in turn, by the key that each gives."""
    found, here = [], page(rows, column="created_at", size=3)
    while True:
        found.append([row.pk for row in here.rows])
        if here.next is None:
            return found, here
        here = page(rows, column="created_at", size=3, after=here.next)


class Paging(TestCase):
    @given(st.lists(st.integers(0, 4), max_size=14))
    def test_pages_hold_every_row_once_in_order_even_with_equal_times(self, offsets: list[int]) -> None:
        rows = notices(offsets)
        pages, _ = walk(rows)
        whole = [pk for one in pages for pk in one]
        assert whole == list(rows.order_by("-created_at", "-pk").values_list("pk", flat=True))

    @given(st.lists(st.integers(0, 4), min_size=4, max_size=14))
    def test_the_way_back_shows_the_same_pages(self, offsets: list[int]) -> None:
        rows = notices(offsets)
        pages, last = walk(rows)
        before = page(rows, column="created_at", size=3, before=last.previous)
        assert [row.pk for row in before.rows] == pages[-2]


@pytest.mark.django_db
def test_a_broken_key_gives_the_first_page() -> None:
    rows = notices(range(5))
    assert page(rows, column="created_at", size=3, after="%%%").rows == page(rows, column="created_at", size=3).rows


@pytest.mark.django_db
def test_a_page_is_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    rows = notices(range(5))
    with django_assert_num_queries(1):
        page(rows, column="created_at", size=3)


@pytest.mark.django_db
def test_parts_that_overlap_are_counted_once_and_no_further_than_asked() -> None:
    rows = notices(range(6))
    parts = [rows.filter(created_at__gte=NOON), rows.filter(text__in=["0", "1"]), rows.none()]
    assert count_of_parts(parts, 10) == 6
    assert count_of_parts(parts, 5) is None
    assert count_of_parts([rows.none()], 5) == 0
