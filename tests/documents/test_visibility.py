"""Who sees a document at all: whoever works on it, and whoever received it, and nobody else."""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from types import SimpleNamespace

import pytest
from django.db.models import QuerySet

from audit.actor import Actor
from documents.models import Access, Document
from documents.visibility import is_visible_to
from orgs.actions.roles import refresh
from orgs.models import Organisation, Role, RoleAssignment, User
from tests.documents.conftest import NOW, person

HOUR = timedelta(hours=1)
#: From when until when: in force, without an end, over, ending this moment, not yet begun.
TIMES = [(-HOUR, HOUR), (-HOUR, None), (-HOUR, -HOUR / 2), (-HOUR, timedelta()), (HOUR, None)]


@pytest.fixture
def reader(office: SimpleNamespace) -> User:
    """Somebody who receives the mail of a commune, and has no right to read the documents of the province."""
    commune = Organisation.objects.create(name="Đoàn xã Vân Khê", short_name="Đoàn xã Vân Khê", level="commune")
    user = person("nhan", "Vũ Thị Nhận")
    RoleAssignment.objects.create(
        user=user, organisation=commune, role=Role.RECIPIENT, starts_on=NOW.date() - timedelta(days=9)
    )
    refresh(user, actor=Actor.of(user), at=NOW)
    return User.objects.get(pk=user.pk)


@pytest.fixture
def opened(office: SimpleNamespace, reader: User) -> None:
    """A document of the province for each access that there can be: of this reader, of others, for each reason and time."""
    commune, elsewhere = Organisation.objects.get(level="commune"), office.tinh
    holders = [
        {"user": reader},
        {"user": office.outsider.user},
        {"organisation": commune},
        {"organisation": elsewhere},
    ]
    for holder, why, (since, until) in product(holders, Access.Why.values, TIMES):
        document = Document.objects.create(
            organisation=office.tinh,
            drafter=office.drafter.user,
            subject=f"{why} {since} {until}",
            created_at=NOW,
            changed_at=NOW,
        )
        ends = None if until is None else NOW + until
        Access.objects.create(document=document, why=why, from_at=NOW + since, until_at=ends, **holder)


def keys(found: QuerySet[Document]) -> set[int]:
    return {document.pk for document in found}


def test_seen_is_what_one_works_on_and_what_one_received(reader: User, opened: None) -> None:
    documents = Document.objects.all()
    worked_on, received = keys(documents.worked_on_by(reader, NOW)), keys(documents.received_by(reader, NOW))
    assert (len(worked_on), len(received)) == (3 * 2, 2 * 2)
    assert keys(documents.visible_to(reader, NOW)) == worked_on | received
    assert keys(documents.filter(is_visible_to(reader, NOW))) == worked_on | received
    assert set.union(*map(keys, documents.visible_parts(reader, NOW))) == worked_on | received


def test_an_organisations_access_opens_only_what_was_delivered_to_it(reader: User, opened: None) -> None:
    seen = Access.objects.filter(document__in=Document.objects.visible_to(reader, NOW), user=None)
    assert {(access.why, access.organisation.level) for access in seen} == {("delivery", "commune")}


def test_an_account_that_is_off_sees_nothing(reader: User, opened: None) -> None:
    reader.is_active = False
    assert not Document.objects.visible_to(reader, NOW).exists()
    assert not any(part.exists() for part in Document.objects.visible_parts(reader, NOW))
