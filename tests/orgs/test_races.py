"""Two administrators at the same moment: one act is done, the other is told that it was done before."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Model

from audit.models import JournalEntry
from orgs import actions
from orgs.actions import SeatTerms
from orgs.models import Body, Delegation, Membership, Organisation, Role, RoleAssignment
from tests.orgs.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db(transaction=True)
PAPER = "12-QĐ/TĐTN"


def ending(province: SimpleNamespace) -> tuple[Membership, Callable[[Membership], object]]:
    row = seat(province)
    return row, lambda row: actions.end_membership(actor=province.by, membership=row, ends_on=TODAY, at=NOW)


def ratifying(province: SimpleNamespace) -> tuple[Membership, Callable[[Membership], object]]:
    row = seat(province, entry=Membership.Entry.MEETING)
    return row, lambda row: actions.ratify(actor=province.by, membership=row, ratified_on=TODAY, basis=PAPER, at=NOW)


def taking_a_role(province: SimpleNamespace) -> tuple[RoleAssignment, Callable[[RoleAssignment], object]]:
    row = actions.assign_role(
        actor=province.by, user=province.an, organisation=province.tinh, role=Role.CLERK, starts_on=TODAY, at=NOW
    )
    return row, lambda row: actions.end_role(actor=province.by, assignment=row, ends_on=TODAY, at=NOW)


def revoking(province: SimpleNamespace) -> tuple[Delegation, Callable[[Delegation], object]]:
    row = Delegation.objects.create(**delegation(province))
    return row, lambda row: actions.revoke_delegation(actor=province.by, delegation=row, at=NOW)


def closing(province: SimpleNamespace) -> tuple[Organisation, Callable[[Organisation], object]]:
    return province.xa, lambda row: actions.close_organisation(
        actor=province.by, organisation=row, successor=province.huyen, on=TODAY, at=NOW
    )


def assigning(province: SimpleNamespace) -> tuple[Organisation, Callable[[Organisation], object]]:
    return province.tinh, lambda row: actions.assign_role(
        actor=province.by, user=province.an, organisation=row, role=Role.CLERK, starts_on=TODAY, at=NOW
    )


def seating(province: SimpleNamespace) -> tuple[Body, Callable[[Body], object]]:
    return province.bch, lambda row: actions.add_member(
        actor=province.by, user=province.an, body=row, seat=SeatTerms(starts_on=TODAY), at=NOW
    )


def granting(province: SimpleNamespace) -> tuple[Organisation, Callable[[Organisation], object]]:
    actions.assign_role(
        actor=province.by, user=province.an, organisation=province.tinh, role=Role.SECRETARY, starts_on=TODAY, at=NOW
    )
    given = delegation(province)
    return province.tinh, lambda row: actions.grant_delegation(
        actor=province.by, at=NOW, **(given | {"organisation": row})
    )


def seat(province: SimpleNamespace, **more: Any) -> Membership:
    return actions.add_member(
        actor=province.by,
        user=province.an,
        body=province.bch,
        seat=SeatTerms(starts_on=date(2026, 1, 1), **more),
        at=NOW,
    )


def delegation(province: SimpleNamespace) -> dict[str, Any]:
    return {
        "organisation": province.tinh,
        "delegator": province.an,
        "delegate": province.binh,
        "scope": Delegation.Scope.SIGN,
        "starts_on": TODAY,
        "ends_on": date(2026, 12, 31),
        "basis": PAPER,
    }


#: Each act: what prepares it, what the second one is told, what the journal calls it.
ACTS = [
    (ending, "ended", "orgs.membership_ended"),
    (ratifying, "ratified", "orgs.member_ratified"),
    (taking_a_role, "ended", "orgs.role_ended"),
    (revoking, "revoked", "orgs.delegation_revoked"),
    (closing, "closed", "orgs.organisation_closed"),
    (assigning, "held", "orgs.role_assigned"),
    (seating, "held", "orgs.member_added"),
    (granting, "overlap", "orgs.delegation_granted"),
]


@pytest.mark.parametrize(("prepare", "code", "verb"), ACTS, ids=lambda one: getattr(one, "__name__", None))
def test_what_two_pages_show_as_open_is_done_once(
    province: SimpleNamespace, prepare: Callable[..., Any], code: str, verb: str
) -> None:
    row, act = prepare(province)
    shown, also_shown = (type(row)._base_manager.get(pk=row.pk) for _page in range(2))
    act(shown)
    with pytest.raises(ValidationError) as refusal:
        act(also_shown)
    assert refusal.value.code == code
    assert JournalEntry.objects.filter(verb=verb).count() == 1


@pytest.mark.parametrize(("prepare", "code", "verb"), ACTS, ids=lambda one: getattr(one, "__name__", None))
def test_what_two_do_at_once_is_done_once(
    province: SimpleNamespace, prepare: Callable[..., Any], code: str, verb: str
) -> None:
    row, act = prepare(province)
    gate = Barrier(4)

    def run(shown: Model) -> str:
        gate.wait()
        try:
            act(shown)
            return "done"
        except ValidationError as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(run, [type(row)._base_manager.get(pk=row.pk) for _page in range(4)]))
    assert sorted(outcomes) == sorted(["done", code, code, code])
    assert JournalEntry.objects.filter(verb=verb).count() == 1


def test_two_seats_that_bring_the_same_role_may_be_given_at_once(province: SimpleNamespace) -> None:
    """One person into two bodies: both acts open the same role, and neither fails."""
    gate = Barrier(2)

    def seat_in(body: Body) -> None:
        gate.wait()
        try:
            actions.add_member(actor=province.by, user=province.an, body=body, seat=SeatTerms(starts_on=TODAY), at=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(seat_in, [province.bch, province.tt]))
    assert Membership.objects.filter(user=province.an).count() == 2
    held = RoleAssignment.objects.filter(user=province.an, ends_on=None).values_list("role", flat=True)
    assert len(held) == len(set(held))


def test_two_organisations_never_succeed_each_other(province: SimpleNamespace) -> None:
    gate = Barrier(2)

    def close(pair: tuple[Organisation, Organisation]) -> str:
        one, other = (Organisation._base_manager.get(pk=row.pk) for row in pair)
        gate.wait()
        try:
            actions.close_organisation(actor=province.by, organisation=one, successor=other, on=TODAY, at=NOW)
            return "done"
        except ValidationError as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(close, [(province.xa, province.huyen), (province.huyen, province.xa)]))
    assert sorted(outcomes) == ["done", "successor"]
