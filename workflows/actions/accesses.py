"""Accesses follow what gave them: seats, stations and delegations as they are today, not as they were when opened."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from audit.actions import act
from documents.actions import end_accesses, grant_accesses, open_documents, reopen_accesses
from documents.models import Access, Document
from orgs.models import Delegation, Organisation, RoleAssignment, User
from orgs.queries import delegates_of, delegations_in_force
from orgs.roles import in_force
from workflows.permissions import SCOPE_OF_ACT
from workflows.queries.grounds import delegated_documents, grounded, stations


@act
def follow_accesses(*, at: datetime, user_ids: Collection[int] | None = None) -> None:
    """Close the accesses of these people (default: of all) whose ground is gone, and open those that have one now.

    Who: the system, told of a change or by the nightly job. Announces nothing: pages and sockets ask again by themselves.
    """
    on = timezone.localdate(at)
    whose = Q() if user_ids is None else Q(user__in=list(user_ids))
    for why in (Access.Why.SEAT, Access.Why.STATION, Access.Why.DELEGATION):
        rows, ground = Access.objects.filter(whose, why=why, user__isnull=False), grounded(why, on)
        end_accesses(accesses=rows.exclude(ground), at=at)
        reopen_accesses(accesses=rows.filter(ground), at=at)
    _open_stations(RoleAssignment.objects.filter(whose), on, at)
    given = delegations_in_force(on)
    _open_delegations(given if user_ids is None else given.filter(delegate__in=list(user_ids)), on, at)


def _open_stations(roles: QuerySet[RoleAssignment], on: date, at: datetime) -> None:
    """Whoever came into a role sees what came to it at a station of another organisation."""
    asked = set(stations().values_list("organisation", "role").distinct())
    held = roles.filter(in_force(on), organisation__in={organisation_id for organisation_id, _role in asked})
    for user_id, organisation_id, role in held.values_list("user", "organisation", "role").distinct():
        if (organisation_id, role) in asked:
            _open(stations().filter(organisation=organisation_id, role=role), Access.Why.STATION, user_id, at)


def _open_delegations(given: Iterable[Delegation], on: date, at: datetime) -> None:
    for delegation in given:
        for rows in delegated_documents(delegation, on):
            _open(rows, Access.Why.DELEGATION, delegation.delegate_id, at)


def _open(rows: QuerySet[Any], why: Access.Why, user_id: int, at: datetime) -> None:
    """Let a person see the documents that the rows name, where they have no such access yet."""
    known = Access.objects.filter(document=OuterRef("document"), user=user_id, why=why)
    missing = rows.filter(~Exists(known)).values_list("document", flat=True)
    open_documents(user_id=user_id, document_ids=missing, why=why, at=at)


def open_to_delegates(
    document: Document, act: str, organisation: Organisation, people: Iterable[User], at: datetime
) -> None:
    """Let whoever stands in for these people at an approval or a signature see the document: a part of opening it."""
    scope = SCOPE_OF_ACT.get(act)
    if scope is None:
        return
    delegates = delegates_of({person.pk for person in people}, organisation, scope, timezone.localdate(at))
    if delegates:
        grant_accesses(document=document, why=Access.Why.DELEGATION, at=at, user_ids=delegates)
