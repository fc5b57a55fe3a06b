"""The row histories of people and organisations say who, when and why, as the act does."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from audit.actor import Actor
from orgs.actions import (
    SeatTerms,
    add_member,
    assign_role,
    close_organisation,
    end_membership,
    end_role,
    grant_delegation,
    ratify,
    revoke_delegation,
)
from orgs.models import Delegation, Membership, Role, User
from tests.orgs.conftest import NOW, TODAY

WHY = "Theo Quyết định 15-QĐ/TĐTN"
LATER = NOW + timedelta(hours=3)


def last(row: Any) -> Any:
    """Who, when and why of the last row of history."""
    past = row.history.latest("history_id")  # whatever day this machine has
    return past.history_user, past.history_date, past.history_change_reason


def test_ending_a_role_keeps_who_when_and_why(province: SimpleNamespace) -> None:
    role = assign_role(
        actor=province.by, user=province.an, organisation=province.tinh, role=Role.CLERK, starts_on=TODAY, at=NOW
    )
    assert last(role) == (province.admin, NOW, None)
    end_role(actor=province.by, assignment=role, ends_on=TODAY, at=LATER, reason=WHY)
    assert last(role) == (province.admin, LATER, WHY)


def test_ending_a_seat_keeps_the_reason_with_the_roles_that_it_brought(province: SimpleNamespace) -> None:
    seat = add_member(actor=province.by, user=province.an, body=province.bch, seat=SeatTerms(starts_on=TODAY), at=NOW)
    end_membership(actor=province.by, membership=seat, ends_on=TODAY, at=LATER, reason=WHY)
    assert last(seat) == (province.admin, LATER, WHY)
    assert last(seat.roles.get()) == (province.admin, LATER, WHY)


def test_ratifying_a_seat_keeps_who_and_when(province: SimpleNamespace) -> None:
    seat = add_member(
        actor=province.by,
        user=province.an,
        body=province.bch,
        seat=SeatTerms(starts_on=TODAY, entry=Membership.Entry.MEETING),
        at=NOW,
    )
    ratify(actor=province.by, membership=seat, ratified_on=TODAY, basis="QĐ 3", at=LATER)
    assert last(seat) == (province.admin, LATER, None)


def test_closing_an_organisation_keeps_the_reason_with_its_roles(province: SimpleNamespace) -> None:
    role = assign_role(
        actor=province.by, user=province.an, organisation=province.huyen, role=Role.CLERK, starts_on=TODAY, at=NOW
    )
    close_organisation(actor=province.by, organisation=province.huyen, on=TODAY, at=LATER, reason=WHY)
    assert last(province.huyen) == last(role) == (province.admin, LATER, WHY)


def test_revoking_a_delegation_keeps_who_when_and_why(province: SimpleNamespace) -> None:
    assign_role(
        actor=province.by, user=province.an, organisation=province.tinh, role=Role.SECRETARY, starts_on=TODAY, at=NOW
    )
    given = grant_delegation(
        actor=Actor.of(province.an),
        organisation=province.tinh,
        delegator=province.an,
        delegate=province.binh,
        scope=Delegation.Scope.SIGN,
        starts_on=TODAY,
        ends_on=TODAY,
        basis="GUQ 1",
        at=NOW,
    )
    assert last(given) == (province.an, NOW, None)
    revoke_delegation(actor=province.by, delegation=given, at=LATER, reason=WHY)
    assert last(given) == (province.admin, LATER, WHY)


def test_a_long_reason_is_shortened_with_a_mark(province: SimpleNamespace) -> None:
    role = assign_role(
        actor=province.by, user=province.an, organisation=province.tinh, role=Role.CLERK, starts_on=TODAY, at=NOW
    )
    end_role(actor=province.by, assignment=role, ends_on=TODAY, at=LATER, reason="dài " * 60)
    kept = last(role)[2]
    assert (len(kept), kept[-1]) == (100, "…")


@pytest.mark.django_db
def test_logging_in_is_no_change_of_a_person() -> None:
    person = User.objects.create_user("an", full_name="Trịnh Bình An", password="Bí-mật-2026")
    written = person.history.count()
    Client().force_login(person)
    person.refresh_from_db()
    assert person.last_login is not None
    assert person.history.count() == written == 1
