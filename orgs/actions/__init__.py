"""Everything that changes who somebody is: accounts, roles, memberships, delegations, organisations."""

from orgs.actions.delegations import grant_delegation, revoke_delegation, use_delegation
from orgs.actions.directory import add_to_directory, change_directory, note_new_password, switch_account
from orgs.actions.memberships import SeatTerms, add_member, end_membership, ratify
from orgs.actions.organisations import close_organisation, merge
from orgs.actions.roles import assign_role, end_role, sync_roles

__all__ = [
    "SeatTerms",
    "add_member",
    "add_to_directory",
    "assign_role",
    "change_directory",
    "close_organisation",
    "end_membership",
    "end_role",
    "grant_delegation",
    "merge",
    "note_new_password",
    "ratify",
    "revoke_delegation",
    "switch_account",
    "sync_roles",
    "use_delegation",
]
