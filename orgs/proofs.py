"""What the journal says of offices and delegations, and whether the rows that authority rests on still are so."""

from __future__ import annotations

from datetime import date
from typing import Any

from audit.registry import Artefact, Said, register_artefacts
from orgs.models import Delegation, Membership, RoleAssignment


def register() -> None:
    register_artefacts(
        Artefact("orgs.member_added", Membership, _seat, _added),
        Artefact("orgs.member_ratified", Membership, _seat, _ratified),
        Artefact("orgs.membership_ended", Membership, _seat, _ended, last=True),
        Artefact("orgs.role_assigned", RoleAssignment, _role, _assigned),
        Artefact("orgs.delegation_granted", Delegation, _delegation, _granted, known_by="organisation_id"),
        Artefact("orgs.delegation_revoked", Delegation, _delegation, _granted, {"at": "revoked_at"}),
    )


def delegation_facts(delegation: Delegation) -> dict[str, Any]:
    """Who acts for whom, in what, when and on which paper. Names change, so people stand by their ids too."""
    return {
        "people": [delegation.delegator_id, delegation.delegate_id],
        "scope": str(delegation.scope),
        "starts_on": delegation.starts_on.isoformat(),
        "ends_on": delegation.ends_on.isoformat(),
        "basis": delegation.basis,
    }


def _granted(row: Delegation, said: Said) -> dict[str, Any]:
    return delegation_facts(row)


def _added(row: Membership, said: Said) -> dict[str, Any]:
    return {"user": row.user_id, "position": row.position, "starts_on": _day(row.starts_on)}


def _ratified(row: Membership, said: Said) -> dict[str, Any]:
    return {"user": row.user_id, "ratified_on": _day(row.ratified_on), "basis": row.ratified_by}


def _ended(row: Membership, said: Said) -> dict[str, Any]:
    return {"user": row.user_id, "ends_on": _day(row.ends_on)}


def _assigned(row: RoleAssignment, said: Said) -> dict[str, Any]:
    return {"user": row.user_id, "role": str(row.role), "starts_on": _day(row.starts_on)}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _seat(row: Membership) -> str:
    return f"tư cách thành viên {row.pk}"


def _role(row: RoleAssignment) -> str:
    return f"vai trò {row.pk}"


def _delegation(row: Delegation) -> str:
    return f"ủy quyền {row.pk}"
