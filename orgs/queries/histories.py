"""Whose rows' histories stand on the page of an organisation and of a person, for those who may read them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from orgs.models import Body, Delegation, Membership, Organisation, OrganisationAlias, RoleAssignment, Term, User
from orgs.people import AnyUser
from orgs.permissions import may_read_history


def organisation_histories(reader: AnyUser, organisation: Organisation) -> list[QuerySet[Any]]:
    """Return the histories of an organisation, the units below it, and who is who there; none for who may not read them."""
    if not may_read_history(reader, organisation):
        return []
    pk = organisation.pk
    return [
        Membership.history.filter(body__organisation=pk),
        RoleAssignment.history.filter(organisation=pk),
        Delegation.history.filter(organisation=pk),
        Body.history.filter(organisation=pk),
        Term.history.filter(organisation=pk),
        OrganisationAlias.history.filter(organisation=pk),
        Organisation.history.filter(Q(id=pk) | Q(parent=pk)),
    ]


def person_histories(person: User) -> list[QuerySet[Any]]:
    """Return the histories of a person's own account, roles, seats and delegations: theirs to read, and on no page of others."""
    return [
        RoleAssignment.history.filter(user=person.pk),
        Membership.history.filter(user=person.pk),
        Delegation.history.filter(Q(delegator=person.pk) | Q(delegate=person.pk)),
        User.history.filter(id=person.pk),
    ]
