"""Organisations end, are succeeded, and stay."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit.actor import SYSTEM, Actor
from audit.models import JournalEntry
from orgs import actions
from orgs.models import Organisation, Role, RoleAssignment, User
from orgs.permissions import Perm, can, holders
from orgs.queries import ancestors, heir
from tests.orgs.conftest import NOW, TODAY

LAST_DAY = date(2025, 6, 30)


def test_a_closed_organisation_stays_and_names_its_successor(province: SimpleNamespace) -> None:
    actions.close_organisation(
        actor=province.by, organisation=province.huyen, on=LAST_DAY, successor=province.xa, at=NOW
    )
    closed = Organisation.objects.get(pk=province.huyen.pk)
    assert closed.is_open(LAST_DAY)
    assert not closed.is_open(TODAY)
    assert heir(closed, TODAY) == province.xa


def test_roles_end_with_their_organisation(province: SimpleNamespace) -> None:
    actions.assign_role(
        actor=province.by,
        user=province.an,
        organisation=province.huyen,
        role=Role.CLERK,
        starts_on=date(2024, 1, 1),
        at=NOW,
    )
    actions.close_organisation(actor=province.by, organisation=province.huyen, on=LAST_DAY, at=NOW)
    assert RoleAssignment.objects.get(user=province.an).ends_on == LAST_DAY
    assert not can(User.objects.get(pk=province.an.pk), Perm.ASSIGN_NUMBER, province.huyen)


def test_a_closed_organisation_takes_no_new_role(province: SimpleNamespace) -> None:
    actions.close_organisation(actor=province.by, organisation=province.huyen, on=LAST_DAY, at=NOW)
    with pytest.raises(ValidationError) as refused:
        actions.assign_role(
            actor=province.by, user=province.an, organisation=province.huyen, role="clerk", starts_on=TODAY, at=NOW
        )
    assert refused.value.code == "closed"


def test_a_merger_closes_all_and_is_one_act_with_its_entries(province: SimpleNamespace) -> None:
    actions.merge(
        actor=province.by, organisations=[province.huyen], into=province.xa, on=LAST_DAY, at=NOW, reason="Sắp xếp"
    )
    assert list(JournalEntry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "orgs.organisations_merged",
        "orgs.organisation_closed",
    ]


def test_an_outsider_closes_nothing(province: SimpleNamespace) -> None:
    with pytest.raises(PermissionDenied):
        actions.close_organisation(actor=Actor.of(province.outsider), organisation=province.huyen, on=LAST_DAY, at=NOW)


def test_it_is_not_closed_twice_nor_succeeded_by_a_closed_one(province: SimpleNamespace) -> None:
    actions.close_organisation(actor=province.by, organisation=province.huyen, on=LAST_DAY, at=NOW)
    with pytest.raises(ValidationError):
        actions.close_organisation(
            actor=province.by, organisation=province.huyen, on=LAST_DAY + timedelta(days=1), at=NOW
        )
    with pytest.raises(ValidationError) as refused:
        actions.close_organisation(
            actor=province.by, organisation=province.xa, on=TODAY, successor=province.huyen, at=NOW
        )
    assert refused.value.code == "successor"


def test_ancestors_run_from_the_top(province: SimpleNamespace) -> None:
    assert ancestors(province.xa) == [province.centre, province.tinh]


def test_a_successor_reads_and_no_more_of_what_it_took_over(province: SimpleNamespace) -> None:
    """Over two mergers, and with the rights that the nightly job would find surplus or missing."""
    last = Organisation.objects.create(name="Đoàn xã Mới", short_name="Mới", level="commune", parent=province.tinh)
    clerk = province.an
    actions.assign_role(
        actor=province.by, user=clerk, organisation=last, role=Role.CLERK, starts_on=date(2025, 1, 1), at=NOW
    )
    for closed, into in ((province.huyen, province.xa), (province.xa, last)):
        actions.close_organisation(actor=province.by, organisation=closed, on=LAST_DAY, successor=into, at=NOW)
    for again in range(2):
        fresh = User.objects.get(pk=clerk.pk)
        for closed in (province.huyen, province.xa):
            assert can(fresh, Perm.READ_DOCUMENTS, closed)
            assert can(fresh, Perm.RECEIVE, closed)
            assert not can(fresh, Perm.ASSIGN_NUMBER, closed)
            assert list(holders(Perm.RECEIVE, closed)) == [fresh]
        assert not can(fresh, Perm.READ_DOCUMENTS, province.tinh)
        assert again or actions.sync_roles(actor=SYSTEM, at=NOW)["rights_removed"] == 0


def test_a_successor_reads_only_from_the_day_on_which_the_other_is_closed(province: SimpleNamespace) -> None:
    clerk = province.an
    actions.assign_role(
        actor=province.by, user=clerk, organisation=province.xa, role=Role.CLERK, starts_on=date(2025, 1, 1), at=NOW
    )
    actions.close_organisation(actor=province.by, organisation=province.huyen, on=TODAY, successor=province.xa, at=NOW)
    assert not can(User.objects.get(pk=clerk.pk), Perm.READ_DOCUMENTS, province.huyen)
    actions.sync_roles(actor=SYSTEM, at=NOW + timedelta(days=1))
    assert can(User.objects.get(pk=clerk.pk), Perm.READ_DOCUMENTS, province.huyen)
