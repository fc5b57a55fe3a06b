"""Everything that changes who somebody is: roles, memberships, delegations, organisations."""

from orgs.actions.delegations import grant_delegation, revoke_delegation, use_delegation
from orgs.actions.memberships import add_member, end_membership, ratify
from orgs.actions.organisations import close_organisation, merge
from orgs.actions.roles import assign_role, end_role, sync_roles

__all__ = [
    "add_member",
    "assign_role",
    "close_organisation",
    "end_membership",
    "end_role",
    "grant_delegation",
    "merge",
    "ratify",
    "revoke_delegation",
    "sync_roles",
    "use_delegation",
]
