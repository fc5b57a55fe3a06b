"""Ủy quyền: in writing, within a period, by one's own right only."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit.actor import Actor
from orgs import actions
from orgs.actions import SeatTerms
from orgs.models import Delegation, User
from orgs.queries import delegate_of, delegations_for
from tests.orgs.conftest import NOW, TODAY

SIGN = Delegation.Scope.SIGN


@pytest.fixture
def secretary(province: SimpleNamespace) -> User:
    actions.add_member(
        actor=province.by,
        user=province.an,
        body=province.bch,
        seat=SeatTerms(position="Bí thư", starts_on=date(2025, 10, 1)),
        at=NOW,
    )
    return User.objects.get(pk=province.an.pk)


def grant(province: SimpleNamespace, secretary: User, **more: Any) -> Delegation:
    values = {
        "actor": Actor.of(secretary),
        "organisation": province.tinh,
        "delegator": secretary,
        "delegate": province.binh,
        "scope": SIGN,
        "starts_on": TODAY,
        "ends_on": TODAY + timedelta(days=4),
        "basis": "31-UQ/TĐTN",
        "at": NOW,
    } | more
    return actions.grant_delegation(**values)


def test_a_delegate_stands_in_within_the_period(province: SimpleNamespace, secretary: User) -> None:
    given = grant(province, secretary)
    assert delegations_for(province.binh, province.tinh, SIGN, TODAY) == [given]
    assert delegate_of(secretary, province.tinh, SIGN, TODAY) == province.binh
    assert delegate_of(secretary, province.tinh, "approve", TODAY) is None
    assert delegations_for(province.binh, province.tinh, SIGN, TODAY + timedelta(days=5)) == []


def test_a_delegation_may_be_for_one_day(province: SimpleNamespace, secretary: User) -> None:
    given = grant(province, secretary, ends_on=TODAY)
    assert delegations_for(province.binh, province.tinh, SIGN, TODAY) == [given]
    assert delegations_for(province.binh, province.tinh, SIGN, TODAY + timedelta(days=1)) == []


def test_a_delegation_is_for_the_organisation_that_it_names(province: SimpleNamespace, secretary: User) -> None:
    grant(province, secretary)
    assert delegations_for(province.binh, province.xa, SIGN, TODAY) == []
    assert delegate_of(secretary, province.xa, SIGN, TODAY) is None


def test_what_one_holds_by_delegation_is_not_passed_on(province: SimpleNamespace, secretary: User) -> None:
    grant(province, secretary)
    with pytest.raises(ValidationError) as refused:
        grant(province, secretary, actor=Actor.of(province.binh), delegator=province.binh, delegate=province.outsider)
    assert refused.value.code == "not_own"


def test_only_the_delegator_or_the_administrator_records_it(province: SimpleNamespace, secretary: User) -> None:
    with pytest.raises(PermissionDenied):
        grant(province, secretary, actor=Actor.of(province.binh))
    assert grant(province, secretary, actor=province.by).pk


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"basis": " "}, "basis"),
        ({"ends_on": TODAY - timedelta(days=1)}, "period"),
    ],
)
def test_a_delegation_needs_its_paper_and_a_period(
    province: SimpleNamespace, secretary: User, more: dict[str, Any], code: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        grant(province, secretary, **more)
    assert refused.value.code == code


def test_nobody_delegates_to_oneself_or_twice(province: SimpleNamespace, secretary: User) -> None:
    with pytest.raises(ValidationError) as refused:
        grant(province, secretary, delegate=secretary)
    assert refused.value.code == "oneself"
    grant(province, secretary)
    with pytest.raises(ValidationError) as refused:
        grant(province, secretary, delegate=province.outsider, scope="both")
    assert refused.value.code == "overlap"


def test_a_revoked_delegation_counts_no_more(province: SimpleNamespace, secretary: User) -> None:
    given = grant(province, secretary)
    actions.revoke_delegation(actor=Actor.of(secretary), delegation=given, at=NOW)
    assert delegations_for(province.binh, province.tinh, SIGN, TODAY) == []
    with pytest.raises(ValidationError):
        actions.revoke_delegation(actor=Actor.of(secretary), delegation=given, at=NOW)
