"""Stations and procedures as plain data: what a version of a procedure stores and an itinerary is pinned to."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from workflows.kinds import StationKind


class Whose(StrEnum):
    """Which organisation the acting role or body belongs to."""

    OWN = "own"
    PARENT = "parent"
    NAMED = "named"


class Overdue(StrEnum):
    """What the minute tick does when a station is overdue."""

    REMIND = "remind"
    CLOSE = "close"
    ESCALATE = "escalate"
    SKIP = "skip"


class Applies(StrEnum):
    """When a station is on the way at all."""

    ALWAYS = "always"
    HAS_OPTIONS = "has_options"


class Approvals(StrEnum):
    """How many of those asked must approve."""

    ANY = "any"
    ALL = "all"
    MAJORITY = "majority"


@dataclass(frozen=True, slots=True)
class Who:
    """Who acts: the holders of a role, or the members of a body (by its kind), of one organisation."""

    role: str = ""
    body: str = ""
    of: Whose = Whose.OWN
    organisation_id: int | None = None


@dataclass(frozen=True, slots=True)
class StationRule:
    """How it is decided. `quorum` is a share "a/b" or ""; `majority` is ">1/2", ">=2/3" or "plurality"."""

    quorum: str = ""
    of: str = "members"
    majority: str = ">1/2"
    secret: bool = True
    sealed: bool = False
    second_ballot: bool = True
    approvals: Approvals = Approvals.ALL
    in_order: bool = False
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Station:
    """One stop of a procedure. `days` are working days until it is due; `return_to` is a place (from 0) or None."""

    kind: StationKind
    label: str
    who: Who = field(default_factory=Who)
    rule: StationRule = field(default_factory=StationRule)
    days: int = 1
    on_overdue: Overdue = Overdue.REMIND
    return_to: int | None = None
    applies: Applies = Applies.ALWAYS

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind.value,
            "label": self.label,
            "who": {
                "role": self.who.role,
                "body": self.who.body,
                "of": self.who.of.value,
                "organisation_id": self.who.organisation_id,
            },
            "rule": {
                "quorum": self.rule.quorum,
                "of": self.rule.of,
                "majority": self.rule.majority,
                "secret": self.rule.secret,
                "sealed": self.rule.sealed,
                "second_ballot": self.rule.second_ballot,
                "approvals": self.rule.approvals.value,
                "in_order": self.rule.in_order,
                "shared": self.rule.shared,
            },
            "days": self.days,
            "on_overdue": self.on_overdue.value,
            "return_to": self.return_to,
            "applies": self.applies.value,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Station:
        """Read a station; ValueError, KeyError or TypeError if `data` is none."""
        who, rule = dict(data.get("who", {})), dict(data.get("rule", {}))
        if "of" in who:
            who["of"] = Whose(who["of"])
        if "approvals" in rule:
            rule["approvals"] = Approvals(rule["approvals"])
        return cls(
            kind=StationKind(data["kind"]),
            label=str(data["label"]),
            who=Who(**who),
            rule=StationRule(**rule),
            days=int(data.get("days", 1)),
            on_overdue=Overdue(data.get("on_overdue", Overdue.REMIND)),
            return_to=data.get("return_to"),
            applies=Applies(data.get("applies", Applies.ALWAYS)),
        )


@dataclass(frozen=True, slots=True)
class Procedure:
    """The stations in order."""

    stations: tuple[Station, ...]

    def to_json(self) -> list[dict[str, Any]]:
        return [station.to_json() for station in self.stations]

    @classmethod
    def from_json(cls, data: list[dict[str, Any]]) -> Procedure:
        return cls(tuple(Station.from_json(item) for item in data))
