"""When several people's approvals make one decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """One seat of a sign-off: where it stands in the order, what was decided ("", approved, returned), lapsed or not."""

    place: int
    decision: str = ""
    lapsed: bool = False


def verdict(rule: str, places: Sequence[Place]) -> str:
    """approved, returned, open, or unserved (every seat left its office before enough was decided).

    `any`: the first decision; `all`: every seat left, one return is enough to return; `majority`: more than half of the
    seats left, returned as soon as that cannot be reached. A decision given by right stands though its seat lapsed since.
    """
    counted = [place for place in places if place.decision or not place.lapsed]
    approvals = sum(place.decision == "approved" for place in counted)
    returns = sum(place.decision == "returned" for place in counted)
    if not counted:
        return "unserved"
    if rule == "any":
        needed, spare = 1, 0
    elif rule == "all":
        needed, spare = len(counted), 0
    else:
        needed = len(counted) // 2 + 1
        spare = len(counted) - needed
    if approvals >= needed:
        return "approved"
    return "returned" if returns > spare else "open"


def on_turn(places: Sequence[Place], *, in_order: bool) -> list[int]:
    """Indexes of the seats that may decide now: all undecided ones, or the first place that has any."""
    waiting = [index for index, place in enumerate(places) if not place.decision and not place.lapsed]
    if not in_order or not waiting:
        return waiting
    first = min(places[index].place for index in waiting)
    return [index for index in waiting if places[index].place == first]
