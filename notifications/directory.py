"""The directory as an issuer sees it from its place in the tree: which organisations a name of a Nơi nhận line stands for.

Names are compared by `recipients.key`, with and without the places of the issuer and of those above it ("Tỉnh ủy" and
"Tỉnh ủy Lam Giang" are one). It holds plain values; `queries.directory` fills it from the rows of a day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from notifications.recipients import key
from notifications.recipients.places import completed, institution, names_at_home, place_of
from orgs.models import Organisation

Level = Organisation.Level
#: How an own superior is written without its place, by level, where its name does not tell whose union it is.
_OWN = {
    Level.CENTRAL: ("trung uong", "trung uong doan", "doan trung uong"),
    Level.PROVINCE: ("tinh doan", "doan tinh"),
}
_SUPERIOR = ("doan cap tren", "doan cap tren truc tiep", "cap tren", "cap tren truc tiep")


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


class Roster(Protocol):
    """The people of the house on the day: who sits where, and who is called what."""

    def seats(self, organisation: int) -> list[Seat]: ...

    def people(self, full_name: str) -> list[tuple[int, str]]: ...


class Directory:
    """Everything that can be addressed from the place of `home`."""

    def __init__(
        self, home: int, entries: Mapping[int, Entry], aliases: Iterable[tuple[int, str]], roster: Roster
    ) -> None:
        self.entries, self.aliases, self.roster = entries, tuple(aliases), roster
        self.desk = entries[home]  # a department where one drafts, else the issuer
        self.home = self._issuer(self.desk)

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
    def institutions(self) -> list[str]:
        """Whose unions the chain's are, folded, the issuer's first: "phuong an phu", "tinh lam giang", ""."""
        return [institution(entry.name) or institution(entry.short_name) for entry in self.chain]

    @cached_property
    def places(self) -> list[str]:
        """The folded place names of the chain: "lam giang" of "Tỉnh đoàn Lam Giang"."""
        return [place for whose in self.institutions if (place := place_of(whose))]

    @cached_property
    def _elsewhere(self) -> dict[str, str]:
        """Endings of names that tell another place than the issuer's, with that place: " phuong ho sen", "ho sen"."""
        found: dict[str, str] = {}
        for entry in self.entries.values() if self.places else ():
            whose = institution(entry.name) or institution(entry.short_name)
            place = place_of(whose)
            if place and place not in self.places:
                found[f" {place}" if entry.level == Level.PROVINCE else f" {whose}"] = place
        return found

    def _is_elsewhere(self, entry: Entry, folded: str) -> bool:
        """Whether an organisation stands at another place, and the text does not say so: another ward's "Đảng ủy"."""
        name = key(entry.name)
        return any(name.endswith(end) and not folded.endswith(place) for end, place in self._elsewhere.items())

    def local(self, text: str) -> str:
        """Return the key of a name without the issuer's own place at its end."""
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
        for organisation_id, text in self.aliases:
            names.setdefault(self.local(text), set()).add(organisation_id)
        for entry, whose in reversed(list(zip(self.chain, self.institutions, strict=True))):
            for name in names_at_home(whose) if whose else _OWN.get(Level(entry.level), ()):
                names[name] = {entry.id}
        return names | self._names_of_the_desk()

    def _names_of_the_desk(self) -> dict[str, set[int]]:
        """ "Đoàn cấp trên" is the issuer's superior; "Lãnh đạo Ban" in a department's paper leads that department."""
        names: dict[str, set[int]] = {}
        if len(self.chain) > 1:
            names |= {words: {self.chain[1].id} for words in _SUPERIOR}
        if self.desk is not self.home:
            for word in ("ban", "van phong", "phong"):
                if key(self.desk.short_name).startswith(word + " "):
                    names[word] = {self.desk.id}
        return names

    def own(self, text: str) -> list[Entry]:
        """Return what an issuer means by a name without a place: "Đảng ủy" of a ward is the ward's."""
        whose = self.local(self.institutions[0]) if self.institutions[0] else ""
        wanted = completed(self.local(text), whose) | completed(self.local(text), self.institutions[0])
        ids = set().union(*(self._names.get(name, ()) for name in wanted))
        return self._in_order(entry for pk in ids if (entry := self.entries[pk]).is_open)

    def own_institution(self) -> list[Entry]:
        """Return the institution that the issuer is the union of, where the directory knows it: the school of its union."""
        ids = self._names.get(self.local(self.institutions[0]), set()) if self.institutions[0] else set()
        return self._in_order(entry for pk in ids if (entry := self.entries[pk]).is_open)

    def named(self, text: str) -> list[Entry]:
        """Return the open organisations of that name: the issuer's own, else near ones, else any.

        A closed one's heir stands for it.
        """
        if own := self.own(text):
            return own
        found = {heir.id: heir for pk in self._names.get(self.local(text), ()) if (heir := self.heir(pk)) is not None}
        folded = key(text)
        found = {pk: entry for pk, entry in found.items() if not self._is_elsewhere(entry, folded)}
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
        """Return the seats of an organisation's bodies whose holders have authority that day, in order of rank."""
        return self.roster.seats(owner.id)

    def people(self, full_name: str) -> list[tuple[int, str]]:
        """Return the active people of exactly that name."""
        return self.roster.people(full_name)
