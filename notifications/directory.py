"""The directory as an issuing organisation sees it on a day: which rows a name of a Nơi nhận line stands for.

Three queries for the organisations and their names, one more for each organisation whose people are asked for; none per
recipient. Names are compared by `recipients.key`, with and without the province's own place ("Tỉnh ủy" and "Tỉnh ủy Lam
Giang" are one).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from notifications.recipients import key
from orgs.models import Membership, Organisation, OrganisationAlias, User
from orgs.queries import with_authority

Level = Organisation.Level
#: How an own superior is written without its place, by level.
_OWN = {
    Level.CENTRAL: ("trung uong", "trung uong doan", "doan trung uong"),
    Level.PROVINCE: ("tinh doan", "thanh doan", "doan tinh", "ban chap hanh tinh doan"),
    Level.COMMUNE: ("doan xa", "xa doan", "doan phuong", "phuong doan", "doan dac khu", "doan co so"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One organisation, as much of it as matching needs."""

    id: int
    name: str
    short_name: str
    level: str
    parent_id: int | None
    successor_id: int | None
    on_paper: bool
    is_open: bool
    position: int


@dataclass(frozen=True, slots=True)
class Seat:
    """A person's place in a body of an organisation."""

    user_id: int
    name: str
    position: str
    body_kind: str
    body_name: str
    term: str


def _is_open(valid_from: date, valid_to: date | None, on: date) -> bool:
    return valid_from <= on and (valid_to is None or on <= valid_to)


class Directory:
    """Everything that can be addressed from `home` on the day `on`."""

    def __init__(self, home: Organisation, on: date) -> None:
        self.on = on
        rows = Organisation.objects.order_by().values_list(
            "id",
            "name",
            "short_name",
            "level",
            "parent_id",
            "successor_id",
            "on_paper",
            "valid_from",
            "valid_to",
            "position_in_level",
        )
        self.entries = {
            pk: Entry(pk, *rest[:6], _is_open(rest[6], rest[7], on), rest[8])  # type: ignore[call-arg]
            for pk, *rest in rows
        }
        self.home = self._issuer(self.entries[home.pk])
        self._seats: dict[int, list[Seat]] = {}

    def _issuer(self, entry: Entry) -> Entry:
        """Return who issues: a department writes for the organisation that it belongs to."""
        while entry.level == Level.DEPARTMENT and entry.parent_id is not None:
            entry = self.entries[entry.parent_id]
        return entry

    @cached_property
    def chain(self) -> list[Entry]:
        """The issuer and what lies above it, the nearest first."""
        chain = [self.home]
        while chain[-1].parent_id is not None and len(chain) < 12:
            chain.append(self.entries[chain[-1].parent_id])
        return chain

    @cached_property
    def places(self) -> list[str]:
        """The folded place names of the chain: "lam giang" of "Tỉnh đoàn Lam Giang"."""
        found = []
        for entry in self.chain:
            words = key(entry.name)
            if match := re.match(r"(?:tinh doan|thanh doan|doan tinh)\s+(?P<place>.+)$", words):
                found.append(match["place"])
        return found

    def local(self, text: str) -> str:
        """Return the key of a name without the own province's place at its end."""
        folded = key(text)
        for place in self.places:
            folded = folded.removesuffix(" " + place)
        return folded

    @cached_property
    def _near(self) -> set[int]:
        """What an office means when it gives no place: itself, its superiors, their direct children, what is below it."""
        chain = {entry.id for entry in self.chain}
        near = chain | {entry.id for entry in self.entries.values() if entry.parent_id in chain}
        outside = {e.id for e in self.entries.values() if e.parent_id is None}
        near |= outside | {e.id for e in self.entries.values() if e.parent_id in near and e.level == Level.OUTSIDE}
        below: set[int] = set()
        layer = {self.home.id}
        while layer:
            layer = {entry.id for entry in self.entries.values() if entry.parent_id in layer} - below
            below |= layer
        return near | below

    @cached_property
    def _names(self) -> dict[str, set[int]]:
        names: dict[str, set[int]] = {}
        for entry in self.entries.values():
            for name in (entry.name, entry.short_name):
                names.setdefault(self.local(name), set()).add(entry.id)
        for organisation_id, text in OrganisationAlias.objects.values_list("organisation_id", "text"):
            names.setdefault(self.local(text), set()).add(organisation_id)
        for entry in reversed(self.chain):
            for name in _OWN.get(Level(entry.level), ()):
                names[name] = {entry.id}
        return names

    def named(self, text: str) -> list[Entry]:
        """Return the open organisations of that name, near ones if there are any; a closed one's heir stands for it."""
        found = {heir.id: heir for pk in self._names.get(self.local(text), ()) if (heir := self.heir(pk)) is not None}
        near = {pk: entry for pk, entry in found.items() if pk in self._near}
        return self._in_order((near or found).values())

    def heir(self, pk: int) -> Entry | None:
        """Return the organisation while it is open, else the open one that succeeded it."""
        entry: Entry | None = self.entries.get(pk)
        for _ in range(10):
            if entry is None or entry.is_open:
                return entry
            entry = self.entries.get(entry.successor_id) if entry.successor_id else None
        return None

    def owners(self, words: str) -> list[Entry]:
        """Whose it is: the issuer when nothing is written, else the organisations of that name."""
        return self.named(words) if words else [self.home]

    def children(self, owner: Entry, *levels: str, closed: bool = False) -> list[Entry]:
        """Return the direct children of an organisation at these levels (all if none is given), open ones or closed ones."""
        return self._in_order(
            entry
            for entry in self.entries.values()
            if entry.parent_id == owner.id and entry.is_open != closed and (not levels or entry.level in levels)
        )

    def child_named(self, owner: Entry, head: str) -> list[Entry]:
        """Return the open children of `owner` called `head`, with or without the owner's name behind."""
        wanted = {self.local(head), self.local(f"{head} {owner.short_name}"), self.local(f"{head} {owner.name}")}
        ids = set().union(*(self._names.get(name, ()) for name in wanted))
        return self._in_order(e for pk in ids if (e := self.entries[pk]).parent_id == owner.id and e.is_open)

    def below(self, owner: Entry, levels: Iterable[str]) -> list[Entry]:
        """Return the open organisations of these levels anywhere below `owner`; the nearest layer that has any."""
        levels, layer = set(levels), {owner.id}
        while layer:
            children = [entry for entry in self.entries.values() if entry.parent_id in layer]
            found = [entry for entry in children if entry.level in levels and entry.is_open]
            if found:
                return self._in_order(found)
            layer = {entry.id for entry in children}
        return []

    def _in_order(self, entries: Iterable[Entry]) -> list[Entry]:
        return sorted(entries, key=lambda entry: (entry.position, entry.short_name, entry.id))

    def seats(self, owner: Entry) -> list[Seat]:
        """Return the seats of an organisation's bodies whose holders have authority that day, in order of rank (HD20 8.1b)."""
        if owner.id not in self._seats:
            rows = (
                Membership.objects.filter(with_authority(self.on), body__organisation_id=owner.id, user__is_active=True)
                .order_by("rank", "pk")
                .values_list("user_id", "user__full_name", "position", "body__kind", "body__name", "term__number")
            )
            self._seats[owner.id] = [Seat(*row[:5], row[5] or "") for row in rows]
        return self._seats[owner.id]

    def people(self, full_name: str) -> list[tuple[int, str]]:
        """Return the active people of exactly that name."""
        return list(User.objects.filter(full_name=full_name, is_active=True).values_list("id", "full_name")[:5])
