"""The seats of a roll by block (khối), and how many of them were used: of a ballot and of an opinion round alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """The seats of one block of the roll, and how many of them were used."""

    name: str
    used: int
    total: int


def by_unit(seats: Iterable[tuple[str, bool]]) -> list[Unit]:
    """From (block, used) of each seat, in the order in which the blocks first come."""
    marks: dict[str, list[bool]] = {}
    for name, used in seats:
        marks.setdefault(name, []).append(used)
    return [Unit(name, sum(used), len(used)) for name, used in marks.items()]
