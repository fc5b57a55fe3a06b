"""What every test shares: the profile of Hypothesis, and which tests can run here."""

from __future__ import annotations

from importlib import import_module

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker, Settings

from tests.browser import CHROMIUM
from tests.servers import REDIS_SERVER

append_only = import_module("audit.migrations.0002_append_only")

hypothesis.settings.register_profile(
    "suite", deadline=None, max_examples=40, suppress_health_check=[hypothesis.HealthCheck.too_slow], derandomize=True
)
hypothesis.settings.load_profile("suite")


@pytest.hookimpl(tryfirst=True)  # before pytest itself leaves out what `-m` does not ask for
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the plain tests, and leave out what this run cannot do: one database's own tests on the other, browser
    journeys without a browser.

    `tests/run.py` runs the plain tests once and the others once per database, and says so when there is no browser.
    """
    for item in items:
        if _is_plain(item):
            item.add_marker("plain")
    postgres = "postgresql" in settings.DATABASES["default"]["ENGINE"]
    out = [
        item
        for item in items
        if (item.get_closest_marker("postgres") and not postgres)
        or (item.get_closest_marker("sqlite") and postgres)
        or (item.get_closest_marker("browser") and not CHROMIUM)
        or (item.get_closest_marker("redis_server") and not REDIS_SERVER)
    ]
    if out:
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if item not in set(out)]


def _is_plain(item: pytest.Item) -> bool:
    """Tell whether a test asks for no database, and is none of those that meet Redis or processes of their own."""
    asked = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    marked = any(item.get_closest_marker(name) for name in ("django_db", "postgres", "redis_server", "browser"))
    unittest = isinstance(item, pytest.Function) and item.cls is not None and issubclass(item.cls, TransactionTestCase)
    return not asked and not unittest and not marked and not {"live", "journeys"} & set(item.path.parts)


def _delete_rows(style: object, tables: list[str], **_: object) -> list[str]:
    return [f'DELETE FROM "{table}"' for table in tables]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Transaction tests empty every table when they end; the journal's guard would stop that. Its own tests put it back.

    On PostgreSQL they delete the few rows: TRUNCATE writes the empty files of 500 tables and indexes to the disk. Nor
    does a commit of a test wait for the disk there.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for statement in append_only.REMOVE[connection.vendor]:
            cursor.execute(statement)
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(f'ALTER DATABASE "{connection.settings_dict["NAME"]}" SET synchronous_commit = off')
        connection.ops.sql_flush = _delete_rows  # type: ignore[assignment, method-assign]  # of this connection only


@pytest.fixture(autouse=True)
def _fast_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
