"""Whether the holder of a seat may use it now."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a seat at the moment of the act."""

    lapsed: bool = False
    has_authority: bool = True  # membership in force and ratified on that day
    in_session: bool = False
    present: bool | None = None
    on_paper: bool = False


def obstacle(standing: Standing) -> str | None:
    """Why the seat may not be used now: no_authority, absent, on_paper; None if it may.

    Authority starts at ratification and ends with the membership, even while the ballot is open: what was cast by right
    stays, what comes later is refused (HD20 8.1b, 8.2). In a session only those present take part.
    """
    if standing.lapsed or not standing.has_authority:
        return "no_authority"
    if standing.in_session and standing.present is not True:
        return "absent"
    return "on_paper" if standing.on_paper else None
