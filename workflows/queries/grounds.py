"""On what an access for a seat, a station or a delegation rests today. Conditions on `documents.models.Access` rows.

Whoever was asked or served keeps reading what they worked on, as long as they hold the office by which they did:
the membership of a seat, the role of a station, the delegation. docs/access.md says the same in a table.
"""

from __future__ import annotations

from datetime import date
from typing import Any, TypeAlias

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet

from approvals.models import OpinionSeat, Seat, SignOffSeat
from documents.models import Access
from orgs.models import Delegation, Membership, Role, RoleAssignment
from orgs.queries import delegations_in_force, with_authority
from orgs.roles import in_force
from workflows.models import Turn

#: An id, or what an outer query's row says.
Given: TypeAlias = int | OuterRef
#: Each kind of seat, and what its row calls the round that it belongs to.
SEATS: tuple[tuple[type[Model], str], ...] = ((OpinionSeat, "round"), (Seat, "ballot"), (SignOffSeat, "sign_off"))
APPROVES = Q(scope__in=[Delegation.Scope.APPROVE, Delegation.Scope.BOTH])
SIGNS = Q(scope__in=[Delegation.Scope.SIGN, Delegation.Scope.BOTH])


def grounded(why: str, on: date) -> Q:
    """Return the condition of accesses of people for that reason that still have a ground on that day.

    The account is on.
    """
    grounds = {Access.Why.SEAT: _seat, Access.Why.STATION: _station, Access.Why.DELEGATION: _delegation}
    return Q(user__is_active=True) & grounds[Access.Why(why)](on)


def _seat(on: date) -> Q:
    """Return the condition of a seat that did not lapse and whose holder is still a member.

    Or of an administrator who is to find somebody.
    """
    administers = RoleAssignment.objects.filter(in_force(on), user=OuterRef("user"), role=Role.ORGANISATION_ADMIN)
    stands_in = Turn.objects.filter(document=OuterRef("document"), user=OuterRef("user"), closed_at=None)
    found = Q(Exists(stands_in.filter(Exists(administers), act=Turn.Act.APPOINT)))
    for model, of in SEATS:
        seats = model._default_manager.filter(
            **{f"{of}__document": OuterRef("document")}, user=OuterRef("user"), lapsed_at=None
        )
        found |= Q(Exists(seats.filter(_in_office(of, on))))
    return found


def _in_office(of: str, on: date) -> Q:
    """Seats whose holder is a member of their body that day; who was asked for a role has a role there."""
    member = Membership.objects.filter(with_authority(on), user=OuterRef("user"), body=OuterRef("membership__body"))
    role = RoleAssignment.objects.filter(
        in_force(on), user=OuterRef("user"), organisation=OuterRef(f"{of}__organisation")
    )
    return Q(Exists(member)) | Q(Exists(role), membership=None)


def _station(on: date) -> Q:
    """Return the condition that the document came to a role that the person holds that day."""
    role = RoleAssignment.objects.filter(
        in_force(on),
        user=OuterRef(OuterRef("user")),
        organisation=OuterRef("organisation"),
        role=OuterRef("role"),
    )
    return Q(Exists(stations().filter(Exists(role), document=OuterRef("document"))))


def stations() -> QuerySet[Turn]:
    """Return the turns of roles of other organisations than the document's own, open and closed."""
    return Turn.objects.filter(user=None).exclude(organisation=F("document__organisation"))


def _delegation(on: date) -> Q:
    """Return the condition of a delegation in force, and of what the delegator is to approve or sign, or the delegate did."""
    given = delegations_in_force(on).filter(delegate=OuterRef("user"))
    of = {"organisation": OuterRef("organisation"), "document": OuterRef(OuterRef("document"))}
    approves = _to_approve(user=OuterRef("delegator"), delegate=OuterRef("delegate"), **of)
    signs = _to_sign(on, user=OuterRef(OuterRef("delegator")), delegate=OuterRef("delegate"), **of)
    return Q(Exists(given.filter(APPROVES & Q(Exists(approves)) | SIGNS & Q(Exists(signs)))))


def _to_approve(*, user: Given, delegate: Given, organisation: Given, **of: Given) -> QuerySet[Any]:
    seats = SignOffSeat.objects.annotate(document=F("sign_off__document")).filter(user=user, lapsed_at=None, **of)
    return seats.filter(
        Q(sign_off__outcome="") | Q(decided_by=delegate), sign_off__organisation=organisation, sign_off__delegable=True
    )


def _to_sign(on: date, *, user: Given, delegate: Given, **of: Given) -> QuerySet[Any]:
    """Return the turns to sign of a role that `user` holds that day, open or served by the delegate."""
    role = RoleAssignment.objects.filter(
        in_force(on), user=user, organisation=OuterRef("organisation"), role=OuterRef("role")
    )
    turns = Turn.objects.filter(Q(closed_at=None) | Q(closed_by=delegate), act=Turn.Act.SIGN, **of)
    return turns.filter(Exists(role))


def delegated_documents(delegation: Delegation, on: date) -> list[QuerySet[Any]]:
    """Rows whose `document` a delegation opens to its delegate that day: what is to be approved, what is to be signed."""
    whose = {
        "user": delegation.delegator_id,
        "delegate": delegation.delegate_id,
        "organisation": delegation.organisation_id,
    }
    found: list[QuerySet[Any]] = []
    if delegation.scope != Delegation.Scope.SIGN:
        found.append(_to_approve(**whose))
    if delegation.scope != Delegation.Scope.APPROVE:
        found.append(_to_sign(on, **whose))
    return found
