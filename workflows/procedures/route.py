"""Where a document goes next, where it may go back to, and what lies between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workflows.kinds import MENDING, RETURNABLE, REVIEWS, WRITING, StationKind
from workflows.procedures.stations import Applies, Station


@dataclass(frozen=True, slots=True)
class Facts:
    """What the route depends on: does the present text offer options that are still open?"""

    has_options: bool = False


def applies(station: Station, facts: Facts) -> bool:
    return station.applies is Applies.ALWAYS or facts.has_options


def next_station(stations: Sequence[Station], position: int, facts: Facts) -> int | None:
    """Return the place of the next station that applies after `position`, or None at the end of the route."""
    for place in range(position + 1, len(stations)):
        if applies(stations[place], facts):
            return place
    return None


def passed_over(stations: Sequence[Station], position: int, facts: Facts) -> list[int]:
    """Return the places that going on from `position` skips, because they do not apply."""
    following = next_station(stations, position, facts)
    end = len(stations) if following is None else following
    return list(range(position + 1, end))


def return_places(stations: Sequence[Station], position: int) -> list[int]:
    """Return the earlier places that a document may be returned to, the nearest first."""
    return [place for place in range(position - 1, -1, -1) if stations[place].kind in RETURNABLE]


def return_place(stations: Sequence[Station], position: int) -> int | None:
    """Where a return leads unless another place is named: the station's own rule, else the nearest writing station."""
    target = stations[position].return_to
    if target is not None:
        return target
    for place in range(position - 1, -1, -1):
        if stations[place].kind in WRITING:
            return place
    return None


def undone_by_return(stations: Sequence[Station], position: int, to: int, facts: Facts) -> list[int]:
    """Return the places that will be walked again after a return from `position` to `to`; the others are skipped.

    A ballot whose winner is already in the text does not apply any more, so it is not held again.
    """
    return [place for place in range(to, position + 1) if applies(stations[place], facts)]


def gates_on_leaving(stations: Sequence[Station], position: int, facts: Facts) -> tuple[str, ...]:
    """Return the gates whose blockers hold a draft that a person sends on from here (documents: R review, S signing).

    R is asked before members or leaders see the text; S at the last place before signing where it can still be mended.
    Signing and numbering ask their own gates (S, N) themselves.
    """
    if stations[position].kind not in MENDING:
        return ()
    following = next_station(stations, position, facts)
    if following is None or stations[following].kind not in REVIEWS:
        return ()
    for place in range(following, len(stations)):
        if not applies(stations[place], facts):
            continue
        if stations[place].kind in MENDING | {StationKind.BALLOT}:
            return ("R",)
        if stations[place].kind is StationKind.SIGN:
            return ("R", "S")
    return ("R",)
