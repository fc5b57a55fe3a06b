"""What every test shares: the profile of Hypothesis, and which tests can run here."""

from __future__ import annotations

from importlib import import_module

import hypothesis
import pytest
from django.conf import settings
from django.db import connection

from tests.browser import CHROMIUM
from tests.servers import REDIS_SERVER

append_only = import_module("audit.migrations.0002_append_only")

hypothesis.settings.register_profile(
    "suite", deadline=None, max_examples=40, suppress_health_check=[hypothesis.HealthCheck.too_slow], derandomize=True
)
hypothesis.settings.load_profile("suite")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what this run cannot do (one database's own tests on the other, browser journeys without a browser) and
    what it need not: a test that asks for no database or server answers alike beside either, and runs beside SQLite.

    `tests/run.py` runs the suite once per database and says so when there is no browser.
    """
    postgres = "postgresql" in settings.DATABASES["default"]["ENGINE"]
    out = [
        item
        for item in items
        if (item.get_closest_marker("postgres") and not postgres)
        or (item.get_closest_marker("sqlite") and postgres)
        or (item.get_closest_marker("browser") and not CHROMIUM)
        or (item.get_closest_marker("redis_server") and not REDIS_SERVER)
        or (postgres and _is_plain(item))
    ]
    if out:
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if item not in set(out)]


def _is_plain(item: pytest.Item) -> bool:
    """Tell whether a test asks for no database, and is none of those that meet Redis or processes of their own."""
    asked = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    marked = any(item.get_closest_marker(name) for name in ("django_db", "postgres", "redis_server", "browser"))
    return not asked and not marked and not {"live", "journeys"} & set(item.path.parts)


def _delete_rows(style: object, tables: list[str], **_: object) -> list[str]:
    return [f'DELETE FROM "{table}"' for table in tables]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """Transaction tests empty every table when they end; the journal's guard would stop that. Its own tests put it back.

    On PostgreSQL they delete the few rows: TRUNCATE writes the empty files of 500 tables and indexes to the disk.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for statement in append_only.REMOVE[connection.vendor]:
            cursor.execute(statement)
    if connection.vendor == "postgresql":
        connection.ops.sql_flush = _delete_rows  # type: ignore[assignment, method-assign]  # of this connection only


@pytest.fixture(autouse=True)
def _fast_passwords(settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
