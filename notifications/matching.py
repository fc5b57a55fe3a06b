"""Parts of a line → addressees of the directory. Several matches are alternatives, none is a missing name; no guess.

`match_line(understood, directory)` → `Outcome`: what the line means, ready to be stored on its row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import product
from typing import Any

from notifications.directory import Directory, Entry, Level, Seat
from notifications.recipients import Kind, Part, Understood, key
from notifications.recipients.lines import MOST_READINGS

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
class Outcome:
    """A line matched: `state` is a RecipientLine.State value; several `readings` come with a `question`."""

    state: str
    understood: str
    readings: list[dict[str, Any]] = field(default_factory=list)
    question: str = ""
    purpose: str = ""
    copies: int | None = None


def match_line(understood: Understood, directory: Directory) -> Outcome:
    """Match every reading of a line; duplicates among what they denote fall together."""
    if not understood.readings:
        return Outcome("unresolved", "", question="Chưa hiểu dòng này: chọn nơi nhận hoặc gửi bản giấy.")
    if understood.is_archive and all(p.kind is Kind.ARCHIVE for p in understood.readings[0].parts):
        return Outcome("archive", f"Lưu: {understood.readings[0].parts[0].name}", copies=understood.copies)
    readings: list[dict[str, Any]] = []
    for reading in understood.readings:
        for meaning in _meanings([part for part in reading.parts if part.kind is not Kind.ARCHIVE], directory):
            answer = ", ".join(filter(None, [reading.answer, meaning.answer])) or meaning.words
            stored = _stored(meaning, answer)
            if stored["targets"] not in [other["targets"] for other in readings] or stored["missing"]:
                readings.append(stored)
    return _outcome(understood, readings)


def _outcome(understood: Understood, readings: list[dict[str, Any]]) -> Outcome:
    purposes = {part.purpose for part in understood.readings[0].parts if part.kind is not Kind.ARCHIVE}
    purpose = purposes.pop() if len(purposes) == 1 else ""
    first, several = readings[0], len(readings) > 1
    if several and len(readings) <= MOST_READINGS:
        question = understood.question or "Dòng này có nhiều cách hiểu: chọn một cách."
        return Outcome("ambiguous", "", readings, question, "", understood.copies)
    if first["missing"] or several:
        missing = "; ".join(first["missing"])
        question = (
            f"Chưa có trong danh bạ: {missing}." if missing else "Có quá nhiều nơi trùng tên: ghi rõ tên nơi nhận."
        )
        return Outcome("unresolved", first["words"], readings[:1], question, purpose, understood.copies)
    return Outcome("resolved", first["words"], readings, "", purpose, understood.copies)


def _stored(meaning: Meaning, answer: str) -> dict[str, Any]:
    seen: dict[tuple[int | None, int | None], Target] = {}
    for target in meaning.targets:
        seen.setdefault((target.organisation, target.user), target)
    return {
        "answer": answer[:200],
        "words": meaning.words[:300],
        "targets": [asdict(target) for target in seen.values()],
        "missing": list(meaning.missing),
    }


def _meanings(parts: Sequence[Part], directory: Directory) -> list[Meaning]:
    """Every combination of the parts' alternatives, as one meaning each."""
    alternatives = [_alternatives(part, directory) for part in parts]
    meanings = []
    for chosen in list(product(*alternatives))[: MOST_READINGS + 1]:
        targets = tuple(
            replace(target, purpose=part.purpose)
            for part, meaning in zip(parts, chosen, strict=True)
            for target in meaning.targets
        )
        missing = tuple(name for meaning in chosen for name in meaning.missing)
        answer = ", ".join(meaning.answer for meaning in chosen if meaning.answer)
        meanings.append(Meaning(_together([meaning.words for meaning in chosen]), targets, missing, answer))
    return meanings


def _together(words: list[str]) -> str:
    """ "Văn phòng Trung ương Đoàn", "7 ban của Trung ương Đoàn" → one sentence."""
    words = [word for word in words if word]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} và {words[-1]}"


def _alternatives(part: Part, directory: Directory) -> list[Meaning]:
    """What a part may stand for: at least one meaning, which says what is missing if nobody is known by the name."""
    find = {
        Kind.UNIT: _unit,
        Kind.LEADERSHIP: _leadership,
        Kind.MEMBERS: _members,
        Kind.DEPARTMENTS: _departments,
        Kind.SUBORDINATES: _subordinates,
        Kind.OPEN_CLASS: _open_class,
        Kind.PERSON: _person,
        Kind.POSITION: _position,
    }[part.kind]
    found = find(part, directory)
    if not found:
        return [Meaning("", missing=(part.name,))]
    if len(found) == 1:
        return [replace(found[0], answer="")]
    return found


def _to_organisation(entry: Entry, name: str = "") -> Target:
    return Target(name or entry.name, organisation=entry.id, on_paper=entry.on_paper)


def _one(entry: Entry, name: str = "") -> Meaning:
    return Meaning(name or entry.name, (_to_organisation(entry, name),), answer=entry.name)


def _to_people(seats: Iterable[Seat]) -> tuple[Target, ...]:
    return tuple(Target(name, user=pk) for pk, name in {seat.user_id: seat.name for seat in seats}.items())


def _unit(part: Part, directory: Directory) -> list[Meaning]:
    """By the whole name; by the head below its owner; and, where the owner is a neighbour's, by the head alone."""
    found = {entry.id: entry for entry in directory.named(part.name)}
    if not found and part.owner:
        for owner in directory.owners(part.owner):
            found |= {entry.id: entry for entry in directory.child_named(owner, part.head)}
    if part.inherited:
        found |= {entry.id: entry for entry in directory.named(part.head)}
    return [_one(entry) for entry in found.values()] or _body(part, directory)


def _body(part: Part, directory: Directory) -> list[Meaning]:
    """A body of an organisation of the house that is no organisation itself: its people."""
    meanings = []
    for owner in directory.owners(part.owner):
        seats = [s for s in directory.seats(owner) if key(part.head) in (key(s.body_name), key(s.body_kind))]
        if seats:
            people = _to_people(seats)
            words = f"{len(people)} đồng chí {seats[0].body_name} {owner.short_name}"
            meanings.append(Meaning(words, people, answer=words))
    return meanings


def _leadership(part: Part, directory: Directory) -> list[Meaning]:
    """A name of its own in the directory; the people of the body in the house; else the organisation itself."""
    if known := directory.named(part.name):
        return [_one(entry) for entry in known]
    meanings = []
    for owner in directory.owners(part.owner):
        people = _to_people(_sitting(part.body or "TT", part.term, directory.seats(owner)))
        if people:
            words = f"{len(people)} {_BODY_WORDS.get(part.body, 'đồng chí lãnh đạo')} {owner.short_name}"
            meanings.append(Meaning(words, people, answer=words))
        else:
            meanings.append(_one(owner, f"{part.head} {owner.name}"))
    return meanings


def _sitting(body: str, term: str, seats: Iterable[Seat]) -> list[Seat]:
    return [seat for seat in seats if seat.body_kind == body and (not term or key(seat.term) == key(term))]


def _members(part: Part, directory: Directory) -> list[Meaning]:
    """The people of a body today; a term that is written must be theirs."""
    meanings = []
    for owner in directory.owners(part.owner):
        seats = _sitting(part.body, part.term, directory.seats(owner))
        if seats:
            people = _to_people(seats)
            term = f" khóa {seats[0].term}" if seats[0].term else ""
            words = f"{len(people)} {_BODY_WORDS[part.body]} {owner.short_name}{term} đương nhiệm"
            meanings.append(Meaning(words, people, answer=words))
    return meanings


def _departments(part: Part, directory: Directory) -> list[Meaning]:
    """The ban of an organisation (its Văn phòng is written apart): units of their own, else the people of the bodies."""
    meanings = []
    for owner in directory.owners(part.owner):
        children = directory.children(owner, Level.DEPARTMENT, Level.OUTSIDE)
        bans = [entry for entry in children if not key(entry.short_name).startswith("van phong")]
        seats = [seat for seat in directory.seats(owner) if seat.body_kind == "BAN"]
        if bans:
            words = f"{len(bans)} ban của {owner.short_name}"
            meanings.append(Meaning(words, tuple(map(_to_organisation, bans)), answer=words))
        elif seats:
            bodies = len({seat.body_name for seat in seats})
            words = f"{bodies} ban của {owner.short_name}"
            meanings.append(Meaning(words, _to_people(seats), answer=words))
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
            both = (*base.targets, *map(_to_organisation, heirs.values()))
            meanings.append(Meaning(_together([base.words, words]), both, answer="Cả nơi kế thừa cấp huyện"))
            if base.targets:
                meanings.append(replace(base, answer=f"Chỉ {base.words}"))
        elif base.targets:
            meanings.append(base)
    return meanings


def _levels(code: str, owner: Entry) -> tuple[str, ...]:
    """A "thành đoàn" is a province's equal below the centre, a district's below a province."""
    if code == "city":
        return (Level.PROVINCE if owner.level == Level.CENTRAL else Level.DISTRICT,)
    return _CLASS_LEVELS[code]


def _of_levels(present: dict[str, list[Entry]]) -> Meaning:
    words = [f"{len(entries)} {_CLASS_WORDS[Level(level)]}" for level, entries in present.items()]
    targets = tuple(_to_organisation(entry) for entries in present.values() for entry in entries)
    return Meaning(_together(words), targets, answer=_together(words))


def _open_class(part: Part, directory: Directory) -> list[Meaning]:
    """ "các đoàn thể tỉnh" is whoever the clerk said it is: every organisation that has it as an alias, together."""
    known = directory.named(part.name)
    if not known:
        return []
    return [Meaning(f"{len(known)} nơi: {', '.join(e.short_name for e in known)}", tuple(map(_to_organisation, known)))]


def _person(part: Part, directory: Directory) -> list[Meaning]:
    return [
        Meaning(name, (Target(name, user=pk),), answer=f"{name} ({number})")
        for number, (pk, name) in enumerate(directory.people(part.head), start=1)
    ]


def _position(part: Part, directory: Directory) -> list[Meaning]:
    """The people who hold the post in the owner, or in the body of the issuer that the owner names ("VP: CVP")."""
    wanted = key(part.head).removeprefix("cac ")
    meanings = []
    for owner in directory.owners(part.owner) or [directory.home]:
        seats = directory.seats(owner) or directory.seats(directory.home)
        holders = [s for s in seats if wanted in (key(s.position), key(f"{s.position} {s.body_name}"), _post(s))]
        if holders:
            people = _to_people(holders)
            words = ", ".join(f"{part.head} {target.name}" for target in people)
            meanings.append(Meaning(words, people, answer=words))
    return meanings


def _post(seat: Seat) -> str:
    """ "Trưởng ban" of "Ban Tổ chức" is written "Trưởng Ban Tổ chức"."""
    return key(seat.position).removesuffix(" ban") + " " + key(seat.body_name)
