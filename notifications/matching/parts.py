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
#: Who leads the institution that a union belongs to.
_LEADERS_AT_HOME = re.compile(r"(?:ban giam hieu|ban giam doc|hoi dong truong|lanh dao truong)\b")


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
    known = directory.named(part.name) or directory.named(name)
    found = {entry.id: entry for entry in (known if part.owner else _not_a_strangers_office(known, directory))}
    if not found and part.owner:
        for owner in directory.owners(part.owner):
            found |= {entry.id: entry for entry in directory.child_named(owner, head)}
    if part.inherited and not _GENERIC.match(key(part.head)):
        found |= {entry.id: entry for entry in directory.named(part.head)}
    return [one(entry) for entry in found.values()] or _body(part, directory) or _leaders_at_home(part, directory)


def _not_a_strangers_office(known: list[Entry], directory: Directory) -> list[Entry]:
    """Return an office that is named without its owner where it is the issuer's: a ward's "Văn phòng" is not the province's."""
    own = [entry for entry in known if directory.home.id == entry.parent_id or entry in directory.chain]
    return own or [e for e in known if e.level != Level.DEPARTMENT or e is directory.desk]


def _leaders_at_home(part: Part, directory: Directory) -> list[Meaning]:
    """ "Ban Giám hiệu" in a school's union is written to the school."""
    if part.owner or not _LEADERS_AT_HOME.match(key(part.head)):
        return []
    return [one(entry, f"{part.head} {entry.name}") for entry in directory.own_institution()]


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
    owners = _leading(part, directory)
    if known := [
        entry for entry in directory.named(part.name) if entry != directory.home and not _of_own(part, directory)
    ]:
        return [one(entry) for entry in known]
    meanings = []
    for owner in owners:
        people = to_people(_sitting(part.body or "TT", part.term, directory.seats(owner)))
        if people:
            words = f"{len(people)} {_BODY_WORDS.get(part.body, 'đồng chí lãnh đạo')} {owner.short_name}"
            meanings.append(Meaning(words, people, answer=words))
        else:
            meanings.append(one(owner, f"{part.head} {owner.name}"))
    return meanings


def _leading(part: Part, directory: Directory) -> list[Entry]:
    """Whose leadership it is: the issuer's where nothing is written, but only the centre has a Ban Bí thư."""
    if not part.owner and key(part.head) == "ban bi thu":
        return [entry for entry in directory.chain if entry.level == Level.CENTRAL]
    return directory.owners(part.owner)


def _of_own(part: Part, directory: Directory) -> bool:
    """Whether the owner is one that the issuer's place tells: then no other body's alias is meant."""
    return bool(part.owner) and bool(directory.own(part.owner))


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
        present = {
            level: found for level in dict.fromkeys(levels) if (found := _at_level(part, owner, level, directory))
        }
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
    return meanings or _beside(part, directory)


def _at_level(part: Part, owner: Entry, level: str, directory: Directory) -> list[Entry]:
    """Return what stands below the owner at a level; "trực thuộc" is what stands directly below."""
    if "truc thuoc" in key(part.name):
        return directory.children(owner, level)
    return directory.below(owner, [level])


def _beside(part: Part, directory: Directory) -> list[Meaning]:
    """Return the neighbours where no such class stands below the issuer: a ward's "Đoàn các xã, phường".

    "Các cơ sở Đoàn" of one that is itself a base may be its chapters or the other bases: a question.
    """
    if part.owner or "truc thuoc" in key(part.name) or set(part.classes) & {"direct", "units", "chapter"}:
        return []
    meanings = []
    if "base" in part.classes:
        meanings.append(_of_levels({Level.CHAPTER: directory.below(directory.home, [Level.CHAPTER])}))
    for above in directory.chain[1:]:
        levels = dict.fromkeys(level for code in part.classes for level in _levels(code, above))
        found = {level: [e for e in directory.below(above, [level]) if e != directory.home] for level in levels}
        if any(found.values()):
            meanings.append(_of_levels({level: entries for level, entries in found.items() if entries}))
            break
    return [meaning for meaning in meanings if meaning.targets]


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
    """Return the people who hold the post in the owner, or in the body of the issuer that the owner names ("VP: CVP").

    Where the owner's people are not of the house, what is meant is written to the owner.
    """
    wanted = key(part.head).removeprefix("cac ")
    owners = directory.owners(part.owner)
    inside = _seats_of_body(part.owner, directory)
    meanings = []
    for owner in owners or [directory.home] * bool(inside):
        holders = [s for s in directory.seats(owner) or inside if _holds(s, wanted)]
        if holders:
            people = to_people(holders)
            words = ", ".join(f"{part.head} {target.name}" for target in people)
            meanings.append(Meaning(words, people, answer=words))
        elif owner.level == Level.OUTSIDE:
            meanings.append(one(owner, f"{part.head} {owner.name}"))
    return meanings


def _seats_of_body(words: str, directory: Directory) -> list[Seat]:
    """Return the seats of the issuer's body of that name: "VP", "Ban Phong trào"."""
    named, seats = directory.local(words), directory.seats(directory.home)
    return [s for s in seats if named and named in (key(s.body_name), key(s.body_kind))]


def _holds(seat: Seat, wanted: str) -> bool:
    return wanted in (key(seat.position), key(f"{seat.position} {seat.body_name}"), _post(seat))


def _post(seat: Seat) -> str:
    """ "Trưởng ban" of "Ban Tổ chức" is written "Trưởng Ban Tổ chức"."""
    return key(seat.position).removesuffix(" ban") + " " + key(seat.body_name)
