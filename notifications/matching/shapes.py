"""What a matched line is made of, and the words that say it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from notifications.directory import Entry, Seat


@dataclass(frozen=True, slots=True)
class Target:
    """One addressee: an organisation or a person of the directory."""

    name: str
    organisation: int | None = None
    user: int | None = None
    purpose: str = ""
    on_paper: bool = False


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one part stands for: addressees, the words that say so, and the names nobody is known by."""

    words: str
    targets: tuple[Target, ...] = ()
    missing: tuple[str, ...] = ()
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Matched:
    """A line matched: `state` is a RecipientLine.State value; several `readings` come with a `question`."""

    state: str
    understood: str
    readings: list[dict[str, Any]] = field(default_factory=list)
    question: str = ""
    purpose: str = ""
    copies: int | None = None


def together(words: list[str]) -> str:
    """ "Văn phòng Trung ương Đoàn", "7 ban của Trung ương Đoàn" → one sentence."""
    words = [word for word in words if word]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} và {words[-1]}"


def to_organisation(entry: Entry, name: str = "") -> Target:
    return Target(name or entry.name, organisation=entry.id, on_paper=entry.on_paper)


def one(entry: Entry, name: str = "") -> Meaning:
    return Meaning(name or entry.name, (to_organisation(entry, name),), answer=entry.name)


def to_people(seats: Iterable[Seat]) -> tuple[Target, ...]:
    return tuple(Target(name, user=pk) for pk, name in {seat.user_id: seat.name for seat in seats}.items())
