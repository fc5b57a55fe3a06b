"""What one part of a line may stand for in the directory."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from notifications.directory import Directory, Entry, Level, Seat
from notifications.matching.shapes import Meaning, Target, one, to_organisation, to_people, together
from notifications.recipients import Part, PartKind, key

_CLASS_LEVELS = {
    "province": (Level.PROVINCE,),
    "district": (Level.DISTRICT,),
    "commune": (Level.COMMUNE,),
    "direct": (Level.DIRECT,),
    "base": (Level.COMMUNE, Level.DIRECT),
    "chapter": (Level.CHAPTER,),
    "units": (Level.DIRECT, Level.AFFILIATE),
}
_CLASS_WORDS = {
    Level.PROVINCE: "tỉnh đoàn, thành đoàn",
    Level.DISTRICT: "đoàn cấp huyện",
    Level.COMMUNE: "đoàn cấp xã",
    Level.DIRECT: "đoàn trực thuộc",
    Level.CHAPTER: "chi đoàn",
    Level.AFFILIATE: "đơn vị sự nghiệp",
}
_BODY_WORDS = {
    "BCH": "ủy viên BCH",
    "BTV": "ủy viên Ban Thường vụ",
    "TT": "đồng chí Thường trực",
    "UBKT": "ủy viên UBKT",
}
#: "Lãnh đạo Sở Nội vụ" is written to the Sở.
_LEADERS_OF = re.compile(r"^(?:tập thể\s+)?lãnh đạo\s+", re.IGNORECASE)
#: A head that says nothing without its owner: every office has one.
_GENERIC = re.compile(r"(?:van phong|ban|phong|uy ban kiem tra|thuong truc|uy ban nhan dan|hoi dong nhan dan)\b")


def alternatives(part: Part, directory: Directory) -> list[Meaning]:
    """Return what a part may stand for.

    At least one meaning, which says what is missing if nobody is known by the name.
    """
    find = {
        PartKind.UNIT: _unit,
        PartKind.LEADERSHIP: _leadership,
        PartKind.MEMBERS: _members,
        PartKind.DEPARTMENTS: _departments,
        PartKind.SUBORDINATES: _subordinates,
        PartKind.OPEN_CLASS: _open_class,
        PartKind.PERSON: _person,
        PartKind.POSITION: _position,
    }[part.kind]
    found = find(part, directory)
    if not found:
        return [Meaning("", missing=(part.name,))]
    if len(found) == 1:
        return [replace(found[0], answer="")]
    return found


def _unit(part: Part, directory: Directory) -> list[Meaning]:
    """By the whole name; by the head below its owner; and, where the owner is a neighbour's, a name of its own alone."""
    head, name = _LEADERS_OF.sub("", part.head), _LEADERS_OF.sub("", part.name)
    found = {entry.id: entry for entry in directory.named(part.name) or directory.named(name)}
    if not found and part.owner:
        for owner in directory.owners(part.owner):
            found |= {entry.id: entry for entry in directory.child_named(owner, head)}
    if part.inherited and not _GENERIC.match(key(part.head)):
        found |= {entry.id: entry for entry in directory.named(part.head)}
    return [one(entry) for entry in found.values()] or _body(part, directory)


def _body(part: Part, directory: Directory) -> list[Meaning]:
    """Return a body of an organisation of the house that is no organisation itself: its people."""
    meanings = []
    for owner in directory.owners(part.owner):
        seats = [s for s in directory.seats(owner) if key(part.head) in (key(s.body_name), key(s.body_kind))]
        if seats:
            people = to_people(seats)
            words = f"{len(people)} đồng chí {seats[0].body_name} {owner.short_name}"
            meanings.append(Meaning(words, people, answer=words))
    return meanings


def _leadership(part: Part, directory: Directory) -> list[Meaning]:
    """Read a leadership.

    A name of its own in the directory, the people of the body in the house, else the organisation.
    """
    if known := directory.named(part.name):
        return [one(entry) for entry in known]
    meanings = []
    for owner in directory.owners(part.owner):
        people = to_people(_sitting(part.body or "TT", part.term, directory.seats(owner)))
        if people:
            words = f"{len(people)} {_BODY_WORDS.get(part.body, 'đồng chí lãnh đạo')} {owner.short_name}"
            meanings.append(Meaning(words, people, answer=words))
        else:
            meanings.append(one(owner, f"{part.head} {owner.name}"))
    return meanings


def _sitting(body: str, term: str, seats: Iterable[Seat]) -> list[Seat]:
    return [seat for seat in seats if seat.body_kind == body and (not term or key(seat.term) == key(term))]


def _members(part: Part, directory: Directory) -> list[Meaning]:
    """Return the people of a body today; a term that is written must be theirs."""
    meanings = []
    for owner in directory.owners(part.owner):
        seats = _sitting(part.body, part.term, directory.seats(owner))
        if seats:
            people = to_people(seats)
            term = f" khóa {seats[0].term}" if seats[0].term else ""
            words = f"{len(people)} {_BODY_WORDS[part.body]} {owner.short_name}{term} đương nhiệm"
            meanings.append(Meaning(words, people, answer=words))
    return meanings


def _departments(part: Part, directory: Directory) -> list[Meaning]:
    """Return the ban of an organisation (its Văn phòng is written apart).

    Units of their own, else the people of the bodies.
    """
    meanings = []
    for owner in directory.owners(part.owner):
        children = directory.children(owner, Level.DEPARTMENT, Level.OUTSIDE)
        bans = [entry for entry in children if not key(entry.short_name).startswith("van phong")]
        seats = [seat for seat in directory.seats(owner) if seat.body_kind == "BAN"]
        if bans:
            words = f"{len(bans)} ban của {owner.short_name}"
            meanings.append(Meaning(words, tuple(map(to_organisation, bans)), answer=words))
        elif seats:
            bodies = len({seat.body_name for seat in seats})
            words = f"{bodies} ban của {owner.short_name}"
            meanings.append(Meaning(words, to_people(seats), answer=words))
    return meanings


def _subordinates(part: Part, directory: Directory) -> list[Meaning]:
    """Classes of subordinates by level. A level that has ended is a question: its heirs, or leave it out?"""
    meanings = []
    for owner in directory.owners(part.owner):
        levels = [level for code in part.classes for level in _levels(code, owner)]
        present = {level: found for level in dict.fromkeys(levels) if (found := directory.below(owner, [level]))}
        ended = [e for level in levels if level not in present for e in directory.children(owner, level, closed=True)]
        base = _of_levels(present)
        heirs = {heir.id: heir for entry in ended if (heir := directory.heir(entry.id)) is not None}
        if heirs:
            words = f"{len(heirs)} nơi kế thừa đoàn cấp huyện đã kết thúc"
            both = (*base.targets, *map(to_organisation, heirs.values()))
            meanings.append(Meaning(together([base.words, words]), both, answer="Cả nơi kế thừa cấp huyện"))
            if base.targets:
                meanings.append(replace(base, answer=f"Chỉ {base.words}"))
        elif base.targets:
            meanings.append(base)
    return meanings


def _levels(code: str, owner: Entry) -> tuple[str, ...]:
    """Return the levels that a word means.

    A "thành đoàn" is a province's equal below the centre, a district's below one.
    """
    if code == "city":
        return (Level.PROVINCE if owner.level == Level.CENTRAL else Level.DISTRICT,)
    return _CLASS_LEVELS[code]


def _of_levels(present: dict[str, list[Entry]]) -> Meaning:
    words = [f"{len(entries)} {_CLASS_WORDS[Level(level)]}" for level, entries in present.items()]
    targets = tuple(to_organisation(entry) for entries in present.values() for entry in entries)
    return Meaning(together(words), targets, answer=together(words))


def _open_class(part: Part, directory: Directory) -> list[Meaning]:
    """ "các đoàn thể tỉnh" is whoever the clerk said it is: every organisation that has it as an alias, together."""
    known = directory.named(part.name)
    if not known:
        return []
    return [Meaning(f"{len(known)} nơi: {', '.join(e.short_name for e in known)}", tuple(map(to_organisation, known)))]


def _person(part: Part, directory: Directory) -> list[Meaning]:
    return [
        Meaning(name, (Target(name, user=pk),), answer=f"{name} ({number})")
        for number, (pk, name) in enumerate(directory.people(part.head), start=1)
    ]


def _position(part: Part, directory: Directory) -> list[Meaning]:
    """Return the people who hold the post in the owner, or in the body of the issuer that the owner names ("VP.

    CVP").
    """
    wanted = key(part.head).removeprefix("cac ")
    meanings = []
    for owner in directory.owners(part.owner) or [directory.home]:
        seats = directory.seats(owner) or directory.seats(directory.home)
        holders = [s for s in seats if wanted in (key(s.position), key(f"{s.position} {s.body_name}"), _post(s))]
        if holders:
            people = to_people(holders)
            words = ", ".join(f"{part.head} {target.name}" for target in people)
            meanings.append(Meaning(words, people, answer=words))
    return meanings


def _post(seat: Seat) -> str:
    """ "Trưởng ban" of "Ban Tổ chức" is written "Trưởng Ban Tổ chức"."""
    return key(seat.position).removesuffix(" ban") + " " + key(seat.body_name)
