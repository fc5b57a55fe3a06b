"""Acts for the journal's tests: small ones on users, and the triggers that the suite's database leaves out."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from audit.actions import act, record
from audit.actor import Actor
from audit.guards import missing_guards, put_back
from orgs.models import User

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
append_only = import_module("audit.migrations.0002_append_only")


@act
def rename(
    *, actor: Actor, user: User, name: str, at: datetime, organisation_id: int = 1, document_id: int | None = None
) -> None:
    user.full_name = name
    user.save()
    record(
        actor=actor,
        verb="test.rename",
        subject=user,
        organisation_id=organisation_id,
        document_id=document_id,
        at=at,
        reason=f"đổi tên “{name}”",
        facts={"name": name},
    )


@pytest.fixture
def an(db: None) -> User:
    return User.objects.create(username="an", full_name="Trịnh Bình An", email="an@lamgiang.example")


@pytest.fixture
def by_an(an: User) -> Actor:
    return Actor.of(an, origin="127.0.0.1")


@pytest.fixture
def triggers(db: None) -> None:
    """The database's own guard, as in production."""
    put_back(missing_guards())


@pytest.fixture
def unguarded(db: None) -> None:
    """The table as an intruder with all rights would have it: without its guard."""
    with connection.cursor() as cursor:
        for statement in append_only.REMOVE[connection.vendor]:
            cursor.execute(statement)
