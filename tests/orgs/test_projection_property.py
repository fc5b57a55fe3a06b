"""Whatever happens to seats and roles on whatever days, the rights are those of the rows in force, never more, never fewer."""

from contextlib import suppress
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.actor import SYSTEM
from orgs import actions
from orgs.actions import SeatTerms
from orgs.models import Body, Membership, Role, RoleAssignment, User
from orgs.permissions import ROLE_PERMISSIONS, Perm, can
from orgs.queries import with_authority
from orgs.roles import implied_roles, in_force
from tests.orgs.conftest import NOW, TODAY

DAYS = st.integers(0, 12)
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["join", "added_later", "ratify", "leave", "give", "take", "night"]),
        st.integers(0, 1),
        st.sampled_from(["BCH", "TT", "UBKT"]),
        DAYS,
    ),
    min_size=4,
    max_size=14,
)


class Rollback(Exception):
    pass


def perform(province: SimpleNamespace, name: str, user: User, body: Body, at: datetime, days: int) -> None:
    day = at.date() + timedelta(days=days - 6)
    seat = Membership.objects.filter(user=user, body=body, ends_on=None).first()
    role = RoleAssignment.objects.filter(user=user, role=Role.CLERK, ends_on=None).first()
    who = {"actor": province.by, "at": at}
    if name in ("join", "added_later"):
        entry = "meeting" if name == "added_later" else "congress"
        actions.add_member(user=user, body=body, seat=SeatTerms(position="Bí thư", starts_on=day, entry=entry), **who)
    elif name == "ratify" and seat:
        actions.ratify(membership=seat, ratified_on=day, basis="114-QĐ", **who)
    elif name == "leave" and seat:
        actions.end_membership(membership=seat, ends_on=day, **who)
    elif name == "give":
        actions.assign_role(user=user, organisation=province.tinh, role=Role.CLERK, starts_on=day, **who)
    elif name == "take" and role:
        actions.end_role(assignment=role, ends_on=day, **who)


def expected(user: User, province: SimpleNamespace, on: date) -> set[str]:
    """By a second, naive reading of the rows: seats with authority, and roles given by hand."""
    roles = set(RoleAssignment.objects.filter(in_force(on), user=user, membership=None).values_list("role", flat=True))
    for seat in Membership.objects.filter(with_authority(on), user=user).select_related("body"):
        roles |= {role.value for role in implied_roles(seat.body.kind, seat.position)}
    return set().union(*(ROLE_PERMISSIONS[Role(role)] for role in roles)) if roles else set()


@pytest.mark.property
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(acts=ACTS)
def test_rights_are_those_of_the_rows_in_force(
    province: SimpleNamespace, acts: list[tuple[str, int, str, int]]
) -> None:
    people = (province.an, province.binh)
    bodies = {"BCH": province.bch, "TT": province.tt, "UBKT": province.ubkt}
    at = NOW
    try:
        with transaction.atomic():
            for name, who, kind, days in acts:
                with suppress(ValidationError):
                    perform(province, name, people[who], bodies[kind], at, days)
                if name == "night":
                    at += timedelta(days=1)
                    actions.sync_roles(actor=SYSTEM, at=at)
            at += timedelta(days=1)
            actions.sync_roles(actor=SYSTEM, at=at)
            for person in people:
                fresh = User.objects.get(pk=person.pk)
                held = {perm for perm in Perm if can(fresh, perm, province.tinh)}
                assert held == expected(fresh, province, at.date())
            raise Rollback
    except Rollback:
        pass
    assert at.date() > TODAY
