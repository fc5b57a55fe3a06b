"""Roles as rights: the guardian groups follow the dated rows, also when they end."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from pytest_django import DjangoAssertNumQueries

from audit.actor import SYSTEM, Actor
from audit.models import JournalEntry
from orgs import actions, events
from orgs.actions import SeatTerms
from orgs.models import Body, Membership, Role, RoleAssignment, User
from orgs.permissions import ROLE_PERMISSIONS, Perm, can, holders
from orgs.queries import has_authority, holders_of_role, members_with_authority
from orgs.roles import implied_roles, project
from tests.orgs.conftest import NOW, TODAY

YESTERDAY = TODAY - timedelta(days=1)


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


def join(province: SimpleNamespace, user: User, body: Body, **more: Any) -> Membership:
    values = {"starts_on": date(2025, 10, 1), "term": province.term} | more
    return actions.add_member(actor=province.by, user=user, body=body, seat=SeatTerms(**values), at=NOW)


@pytest.mark.parametrize(
    ("kind", "position", "roles"),
    [
        ("BCH", "Ủy viên", {Role.COMMITTEE_MEMBER}),
        ("BCH", "Bí thư", {Role.COMMITTEE_MEMBER, Role.SECRETARY}),
        ("BCH", "Phó Bí thư Thường trực", {Role.COMMITTEE_MEMBER, Role.DEPUTY_SECRETARY}),
        ("TT", "Bí thư", {Role.STANDING_SECRETARIAT}),
        ("BTV", "Ủy viên", set()),
        ("UBKT", "Chủ nhiệm", {Role.AUDITOR}),
        ("VP", "Chánh Văn phòng", {Role.CHIEF_OF_OFFICE}),
        ("VP", "Văn thư", {Role.CLERK}),
    ],
)
def test_a_seat_brings_its_roles(kind: str, position: str, roles: set[Role]) -> None:
    assert implied_roles(kind, position) == roles


@pytest.mark.parametrize("role", list(Role))
def test_a_role_gives_exactly_its_rights_on_its_organisation_alone(province: SimpleNamespace, role: Role) -> None:
    actions.assign_role(
        actor=province.by, user=province.an, organisation=province.tinh, role=role, starts_on=TODAY, at=NOW
    )
    an = again(province.an)
    assert {perm for perm in Perm if can(an, perm, province.tinh)} == ROLE_PERMISSIONS[role]
    assert not any(can(an, perm, province.xa) for perm in Perm)
    assert all(an in holders(perm, province.tinh) for perm in ROLE_PERMISSIONS[role])


def test_the_right_goes_when_the_role_ends(province: SimpleNamespace) -> None:
    role = actions.assign_role(
        actor=province.by, user=province.an, organisation=province.tinh, role=Role.CLERK, starts_on=TODAY, at=NOW
    )
    assert can(again(province.an), Perm.ASSIGN_NUMBER, province.tinh)
    actions.end_role(actor=province.by, assignment=role, ends_on=YESTERDAY, at=NOW)
    assert not can(again(province.an), Perm.ASSIGN_NUMBER, province.tinh)
    assert list(holders(Perm.ASSIGN_NUMBER, province.tinh)) == []


def test_a_role_that_ends_before_it_begins_never_was(province: SimpleNamespace) -> None:
    role = actions.assign_role(
        actor=province.by, user=province.an, organisation=province.tinh, role=Role.CLERK, starts_on=TODAY, at=NOW
    )
    actions.end_role(actor=province.by, assignment=role, ends_on=YESTERDAY - timedelta(days=30), at=NOW)
    role.refresh_from_db()
    assert role.ends_on == YESTERDAY
    assert not can(again(province.an), Perm.ASSIGN_NUMBER, province.tinh)


def test_an_outsider_cannot_give_roles(province: SimpleNamespace) -> None:
    with pytest.raises(PermissionDenied):
        actions.assign_role(
            actor=Actor.of(province.outsider),
            user=province.outsider,
            organisation=province.tinh,
            role=Role.SECRETARY,
            starts_on=TODAY,
            at=NOW,
        )
    assert not JournalEntry.objects.exists()


def test_the_administrator_of_the_province_administers_its_communes_but_not_the_centre(
    province: SimpleNamespace,
) -> None:
    values = {"actor": province.by, "user": province.an, "role": Role.CLERK, "starts_on": TODAY, "at": NOW}
    actions.assign_role(organisation=province.xa, **values)
    with pytest.raises(PermissionDenied):
        actions.assign_role(organisation=province.centre, **values)


def test_a_role_is_not_given_twice(province: SimpleNamespace) -> None:
    values = {"actor": province.by, "user": province.an, "role": Role.CLERK, "starts_on": TODAY, "at": NOW}
    actions.assign_role(organisation=province.tinh, **values)
    with pytest.raises(ValidationError) as refused:
        actions.assign_role(organisation=province.tinh, **values)
    assert refused.value.code == "held"


def test_the_right_goes_when_the_membership_ends(province: SimpleNamespace) -> None:
    seat = join(province, province.an, province.bch)
    assert can(again(province.an), Perm.VOTE, province.tinh)
    actions.end_membership(actor=province.by, membership=seat, ends_on=YESTERDAY, at=NOW, reason="Chuyển công tác")
    assert not can(again(province.an), Perm.VOTE, province.tinh)
    assert not has_authority(province.an, province.tinh, "BCH", TODAY)
    assert has_authority(province.an, province.tinh, "BCH", YESTERDAY)
    assert RoleAssignment.objects.get(user=province.an).ends_on == YESTERDAY


def test_a_membership_that_ends_later_keeps_its_right_until_the_nightly_job(province: SimpleNamespace) -> None:
    heard = []
    events.membership_ended.connect(lambda **facts: heard.append(facts["user_id"]), weak=False, dispatch_uid="heard")
    seat = join(province, province.an, province.bch)
    actions.end_membership(actor=province.by, membership=seat, ends_on=TODAY, at=NOW)
    assert can(again(province.an), Perm.VOTE, province.tinh)
    assert heard == []
    actions.sync_roles(actor=SYSTEM, at=NOW + timedelta(days=1))
    actions.sync_roles(actor=SYSTEM, at=NOW + timedelta(days=2))
    events.membership_ended.disconnect(dispatch_uid="heard")
    assert not can(again(province.an), Perm.VOTE, province.tinh)
    assert heard == [province.an.pk]


def test_the_same_role_by_two_seats_stays_until_the_last_ends(province: SimpleNamespace) -> None:
    first = join(province, province.an, province.bch, position="Bí thư")
    join(province, province.an, province.tt, position="Bí thư")
    actions.end_membership(actor=province.by, membership=first, ends_on=YESTERDAY, at=NOW)
    an = again(province.an)
    assert not can(an, Perm.SIGN, province.tinh)
    assert can(an, Perm.APPROVE, province.tinh)


def test_a_member_added_at_a_meeting_votes_only_after_ratification(province: SimpleNamespace) -> None:
    seat = join(province, province.an, province.bch, entry="meeting", starts_on=date(2026, 10, 1))
    assert not can(again(province.an), Perm.VOTE, province.tinh)
    assert members_with_authority(province.tinh, "BCH", TODAY) == []
    actions.ratify(actor=province.by, membership=seat, ratified_on=TODAY, basis="114-QĐ/TWĐTN", at=NOW)
    assert can(again(province.an), Perm.VOTE, province.tinh)
    assert not has_authority(province.an, province.tinh, "BCH", YESTERDAY)
    assert [holder.name for holder in members_with_authority(province.tinh, "BCH", TODAY)] == ["Trịnh Bình An"]


def test_ratification_is_refused_twice_and_without_its_decision(province: SimpleNamespace) -> None:
    seat = join(province, province.an, province.bch, entry="meeting", starts_on=date(2026, 10, 1))
    with pytest.raises(ValidationError) as refused:
        actions.ratify(actor=province.by, membership=seat, ratified_on=TODAY, basis=" ", at=NOW)
    assert refused.value.code == "basis"
    actions.ratify(actor=province.by, membership=seat, ratified_on=TODAY, basis="114-QĐ/TWĐTN", at=NOW)
    with pytest.raises(ValidationError) as refused:
        actions.ratify(actor=province.by, membership=seat, ratified_on=TODAY, basis="115-QĐ/TWĐTN", at=NOW)
    assert refused.value.code == "ratified"


def test_an_inactive_person_loses_every_right(province: SimpleNamespace) -> None:
    join(province, province.an, province.bch)
    User.objects.filter(pk=province.an.pk).update(is_active=False)
    actions.sync_roles(actor=SYSTEM, at=NOW)
    assert not province.an.groups.exists()
    assert members_with_authority(province.tinh, "BCH", TODAY) == []


def test_the_projection_costs_the_same_for_many_people(
    province: SimpleNamespace, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    people = User.objects.bulk_create(User(username=f"u{n}", full_name=f"Người {n}") for n in range(300))
    RoleAssignment.objects.bulk_create(
        RoleAssignment(user=user, organisation=province.tinh, role=Role.RECIPIENT, starts_on=TODAY) for user in people
    )
    with django_assert_max_num_queries(12):
        assert project(TODAY) == (300, 0)
    with django_assert_max_num_queries(4):
        assert project(TODAY) == (0, 0)


def test_holders_of_a_role_are_asked_for_a_day(province: SimpleNamespace) -> None:
    actions.assign_role(
        actor=province.by, user=province.an, organisation=province.tinh, role=Role.CLERK, starts_on=TODAY, at=NOW
    )
    assert holders_of_role(province.tinh, Role.CLERK, TODAY) == [province.an]
    assert holders_of_role(province.tinh, Role.CLERK, YESTERDAY) == []
