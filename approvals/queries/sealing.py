"""What the pages of a sealed ballot show: whose keys, whose turn it is to open, what a voter's browser seals with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from approvals.models import Ballot, Teller
from approvals.permissions import possible_tellers
from approvals.rules.sealing import digest_of, fingerprint, packed_size
from orgs.people import AnyUser


@dataclass(frozen=True, slots=True)
class KeyHolder:
    """One of the two tellers, and what they have done; who is `gone` does not open any more, so the convenor must act."""

    name: str
    fingerprint: str
    opened: bool
    gone: bool


def sealed_shown(user: AnyUser, ballot: Ballot) -> dict[str, Any] | None:
    """Return the inputs of `approvals/_sealed.html`; None for a ballot whose slips are not sealed, or that is over."""
    if not ballot.sealed or not ballot.is_open:
        return None
    tellers = ballot.tellers_in_office()
    able = set(possible_tellers(ballot).values_list("pk", flat=True))
    opening = ballot.opening_place() if ballot.ended_at else 0
    mine = next((teller for teller in tellers if teller.user_id == user.pk), None)
    return {
        "holders": [
            KeyHolder(
                name=str(teller),
                fingerprint=fingerprint(teller.public_key),
                opened=teller.place < opening,
                gone=teller.user_id not in able,
            )
            for teller in tellers
        ],
        "unlocked": len(ballot.keys()) == 2,
        "may_make_key": mine is not None and not mine.public_key and not opening,
        "may_open": mine is not None and mine.place == opening,
    }


def sealing_inputs(ballot: Ballot) -> dict[str, Any]:
    """Return what the voter's browser needs to seal a slip of this ballot."""
    first, second = ballot.keys()
    size = packed_size(ballot.option_keys)
    return {"first": first, "second": second, "sealed_to": digest_of([first, second]), "size": size}


def teller_of(user: AnyUser, ballot: Ballot) -> Teller | None:
    return ballot.tellers.filter(user_id=user.pk or 0, dismissed_at=None).first()
