"""Who works on a document, asked from both sides."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from documents.actions import grant_accesses
from documents.models import Access, Document
from documents.permissions import workers_among, works_on
from orgs.models import User
from tests.documents.conftest import NOW, person


@pytest.fixture
def strangers(office: SimpleNamespace) -> list[User]:
    return [person(name, name) for name in ("mai", "nam", "oanh", "phuc")]


def test_workers_are_those_with_the_right_and_those_with_a_seat(
    office: SimpleNamespace, plan: Document, strangers: list[User]
) -> None:
    seated, delivered, ended, _nobody = strangers
    grant_accesses(document=plan, why=Access.Why.SEAT, at=NOW, user_ids=[seated.pk])
    grant_accesses(document=plan, why=Access.Why.DELIVERY, at=NOW, user_ids=[delivered.pk])
    grant_accesses(document=plan, why=Access.Why.SEAT, at=NOW, user_ids=[ended.pk], until=NOW + timedelta(hours=1))
    checker, clerk = office.checker.user, office.clerk.user
    later = NOW + timedelta(hours=2)

    assert workers_among(plan, [user.pk for user in (checker, clerk, *strangers)], later) == {
        checker.pk,
        clerk.pk,
        seated.pk,
    }
    assert workers_among(plan, {ended.pk}, NOW) == {ended.pk}
    assert workers_among(plan, [], NOW) == set()
    assert works_on(checker, plan)


def test_whoever_is_switched_off_works_on_nothing(
    office: SimpleNamespace, plan: Document, strangers: list[User]
) -> None:
    grant_accesses(document=plan, why=Access.Why.SEAT, at=NOW, user_ids=[strangers[0].pk])
    both = [office.checker.user.pk, strangers[0].pk]
    assert workers_among(plan, both, NOW) == set(both)
    User.objects.filter(pk__in=both).update(is_active=False)
    assert workers_among(plan, both, NOW) == set()
