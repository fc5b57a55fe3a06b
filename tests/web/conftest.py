"""The demo's province, loaded once for all tests of this folder that ask for it."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from workflows.demo.loading import load


@pytest.fixture(scope="package")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The province inside a transaction that ends with the folder's tests; each test's own is a savepoint of it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(timezone.now())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def province(loaded: None, db: None) -> None:
    """The province as it was loaded; what a test changes in it is undone."""
