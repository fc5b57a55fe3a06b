"""An office or a delegation that was changed past the acts is found out."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from audit.actor import Actor
from audit.queries.artefacts import faults_of
from orgs import actions
from orgs.actions import SeatTerms
from orgs.models import Delegation, Membership, RoleAssignment, User
from tests.orgs.conftest import NOW, TODAY


@pytest.fixture
def delegation(province: SimpleNamespace) -> Delegation:
    secretary = actions.add_member(
        actor=province.by,
        user=province.an,
        body=province.bch,
        seat=SeatTerms(position="Bí thư", starts_on=date(2025, 10, 1)),
        at=NOW,
    ).user
    return actions.grant_delegation(
        actor=Actor.of(User.objects.get(pk=secretary.pk)), organisation=province.tinh, delegator=secretary,
        delegate=province.binh, scope=Delegation.Scope.SIGN, starts_on=TODAY, ends_on=TODAY + timedelta(days=4),
        basis="31-UQ/TĐTN", at=NOW,
    )  # fmt: skip


def whys(province: SimpleNamespace) -> list[str]:
    return [fault.why for fault in faults_of(province.tinh.pk)]


def test_what_the_acts_wrote_is_as_the_journal_says(province: SimpleNamespace, delegation: Delegation) -> None:
    membership = Membership.objects.get(user=province.an)
    actions.revoke_delegation(actor=province.by, delegation=delegation, at=NOW + timedelta(hours=1))
    actions.end_membership(
        actor=province.by, membership=membership, ends_on=TODAY, reason="Chuyển công tác", at=NOW + timedelta(hours=2)
    )
    assert whys(province) == []


@pytest.mark.parametrize(
    "forged",
    [
        {"ends_on": TODAY + timedelta(days=400)},
        {"starts_on": TODAY - timedelta(days=400)},
        {"scope": Delegation.Scope.BOTH},
        {"basis": "99-UQ/TĐTN"},
    ],
)
def test_a_delegation_that_was_stretched_is_found(
    province: SimpleNamespace, delegation: Delegation, forged: dict[str, Any]
) -> None:
    Delegation.objects.update(**forged)
    assert whys(province) == ["changed"]


def test_a_delegation_that_was_put_in_or_taken_away_is_found(province: SimpleNamespace, delegation: Delegation) -> None:
    Delegation.objects.create(
        organisation=province.tinh, delegator=province.an, delegate=province.outsider, scope="both", starts_on=TODAY,
        ends_on=TODAY, basis="không có",
    )  # fmt: skip
    assert whys(province) == ["unknown"]
    Delegation.objects.all().delete()
    assert whys(province) == ["gone"]


def test_a_revocation_that_was_undone_is_found(province: SimpleNamespace, delegation: Delegation) -> None:
    actions.revoke_delegation(actor=province.by, delegation=delegation, at=NOW + timedelta(hours=1))
    Delegation.objects.update(revoked_at=None)
    assert whys(province) == ["changed"]


def test_an_office_that_was_moved_in_time_or_given_another_rank_is_found(
    province: SimpleNamespace, delegation: Delegation
) -> None:
    Membership.objects.filter(user=province.an).update(position="Ủy viên", starts_on=date(2020, 1, 1))
    assert whys(province) == ["changed"]


def test_a_role_given_to_somebody_else_is_found(province: SimpleNamespace) -> None:
    actions.assign_role(
        actor=province.by, user=province.binh, organisation=province.tinh, role="clerk", starts_on=TODAY, at=NOW
    )
    RoleAssignment.objects.filter(user=province.binh, role="clerk").update(user=province.outsider)
    assert whys(province) == ["changed"]
