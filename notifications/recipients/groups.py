"""One ";" group of a line → its parts: persons, owner-colon lists, and commas with an owner at the end."""

from __future__ import annotations

import re
from dataclasses import replace

from notifications.recipients import words
from notifications.recipients.folding import plain_words
from notifications.recipients.parts import Part, PartKind
from web.letters import plain_in_place

_COLON = re.compile(r"(?P<owner>[^:,;]{1,60}):\s*(?P<list>.+)$")
_UNDER = re.compile(r"\s+(?:truc thuoc|thuoc)\s+(?=\S)")
_WITHIN = re.compile(r"\s+(?:trong|tren dia ban)\s+(?:toan\s+)?(?:tinh|xa|phuong|dac khu|thanh pho|khoi|don vi)$")
_LED_BY = re.compile(r"^(?:ban thuong vu|btv|ban chap hanh|bch|thuong truc)\s+(?=(?:cac|doan)\b)")


def read_group(text: str) -> tuple[Part, ...]:
    """Read the parts that a group names, in order; empty when it holds no letters."""
    text = text.strip(" .,;")
    if not plain_words(text):
        return ()
    if person := _people(text):
        return person
    if words.NAMED_ELSEWHERE.match(plain_in_place(text)):
        return (Part(PartKind.OPEN_CLASS, text, head=text),)
    if colon := _COLON.match(text):
        return tuple(_owned(piece, colon["owner"].strip()) for piece in _elements(colon["list"]))
    return _comma_list(_elements(text))


def _people(text: str) -> tuple[Part, ...]:
    """ "Đ/c Trần Văn An, Bí thư …, Trưởng Ban …": the commas after a name are titles, not further recipients."""
    prefix = words.PERSON_PREFIX.match(plain_in_place(text))
    if prefix is None:
        return ()
    first, *rest = [piece.strip() for piece in text[prefix.end() :].split(",")]
    if not _is_name(first):
        return ()
    people = [Part(PartKind.PERSON, first, head=first)]
    for piece in rest:
        if prefix["many"] and _is_name(piece):
            people.append(Part(PartKind.PERSON, piece, head=piece))
        else:
            people[-1] = replace(people[-1], titles=", ".join(filter(None, [people[-1].titles, piece])))
    return tuple(people)


def _is_name(text: str) -> bool:
    """Two to six capitalised words without a word that begins the name of a unit, a post or a body."""
    tokens = text.split()
    folded = plain_in_place(text)
    if not 2 <= len(tokens) <= 6 or not all(token[:1].isupper() and token[1:].islower() for token in tokens):
        return False
    starts = (words.UNIT_START, words.POSITION, words.MEMBERS, words.LEADERSHIP)
    return not any(pattern.match(folded + " ") for pattern in starts) and not folded.startswith(
        ("thuong truc", "doan ")
    )


def _elements(text: str) -> list[str]:
    """Split at commas, and at "và" where a unit begins after it."""
    pieces: list[str] = []
    for piece in re.split(r",(?!\s*giúp việc\b)", text, flags=re.IGNORECASE):  # "tham mưu, giúp việc" is one word
        folded, start = plain_in_place(piece), 0
        for joint in re.finditer(r"\s+va\s+", folded):
            if words.UNIT_START.match(folded[joint.end() :] + " ") or _class(folded[joint.end() :]):
                pieces.append(piece[start : joint.start()])
                start = joint.end()
        pieces.append(piece[start:])
    return [piece.strip(" .") for piece in pieces if plain_words(piece)]


def _owned(text: str, owner: str) -> Part:
    """Read an element of "VP: CVP, PCVP": a post in that unit, or a part of it."""
    kind = PartKind.POSITION if words.POSITION.match(plain_in_place(text)) else PartKind.UNIT
    return Part(kind, f"{text} ({owner})", head=text, owner=owner)


def _comma_list(texts: list[str]) -> tuple[Part, ...]:
    parts: list[Part] = []
    at = 0
    while at < len(texts):
        run = _run_of_classes(texts, at)
        if run:
            parts.append(_subordinates(texts[at : at + run]))
            at += run
        else:
            parts.append(_single(texts[at]))
            at += 1
    return tuple(_owners_leftwards(parts))


def _class(folded: str) -> str:
    name = re.sub(r"^(?:\d+\s+)?(?:cac\s+)?", "", _LED_BY.sub("", folded.strip()))
    name = _WITHIN.sub("", re.sub(r"\s+", " ", name).strip(" ."))
    if under := _UNDER.search(name):
        name = name[: under.start()] + (" truc thuoc" if "truc thuoc" in under.group() else "")
    name = re.sub(r"^doan cac ", "doan ", name) if name not in words.SUBORDINATES else name
    return words.SUBORDINATES.get(name, "")


def _bare_class(folded: str) -> str:
    return words.ELLIPTICAL.get(re.sub(r"^(?:cac\s+)", "", _LED_BY.sub("", folded.strip())), "")


def _run_of_classes(texts: list[str], at: int) -> int:
    """How many elements from `at` name classes of subordinates; 0 when they are single units.

    "huyện", "thị", "xã" count only beside an element with "đoàn" in the same run; and the run must be a plural.
    """
    folded = [plain_in_place(text) for text in texts[at:]]
    length = 0
    while length < len(folded) and (_class(folded[length]) or _bare_class(folded[length])):
        length += 1
    while length and not any(_class(piece) for piece in folded[:length]):
        return 0
    plural = re.compile(r"(?:^|\s)(?:cac|cap|co so|truc thuoc|\d+)\b")
    if length == 1 and not plural.search(folded[0]):
        return 0
    return length


def _subordinates(texts: list[str]) -> Part:
    folded = [plain_in_place(text) for text in texts]
    classes = dict.fromkeys(_class(piece) or _bare_class(piece) for piece in folded)
    owner = ""
    if under := _UNDER.search(folded[-1]):
        owner = texts[-1][under.end() :].strip()
    return Part(PartKind.SUBORDINATES, ", ".join(texts), owner=owner, classes=tuple(classes))


def _single(text: str) -> Part:
    """Classify one element by its words; its owner is what stands at its end."""
    folded = plain_in_place(text)
    term = words.TERM.search(folded)
    code = text[term.start("term") : term.end("term")].upper() if term else ""
    bare = (text[: term.start()] if term else text).strip(" ,")
    plain = plain_in_place(bare)
    if members := words.MEMBERS.match(plain):
        owner = bare[members.end() :].strip(" ,")
        return Part(PartKind.MEMBERS, text, owner=owner, body=words.BODIES[members["body"]], term=code)
    if prefix := words.PERSON_PREFIX.match(plain):
        bare, plain = bare[prefix.end() :], plain[prefix.end() :]
    owner_at = words.OWNER.search(plain)
    head, owner = (bare[: owner_at.start()].strip(), bare[owner_at.start() :]) if owner_at else (bare, "")
    return _by_head(text, head, owner, code)


def _by_head(text: str, head: str, owner: str, term: str) -> Part:
    folded = re.sub(r"[,\s]+", " ", plain_in_place(head))
    if not head:
        return Part(PartKind.UNIT, text, head=owner)
    if words.DEPARTMENTS.match(folded):
        return Part(PartKind.DEPARTMENTS, text, head=head, owner=owner)
    if group := words.LEADERSHIP.match(folded):
        return Part(
            PartKind.LEADERSHIP, text, head=head, owner=owner, term=term, body=words.BODIES.get(group["group"], "")
        )
    if words.POSITION.match(folded):
        return Part(PartKind.POSITION, text, head=head, owner=owner)
    if words.OPEN_CLASS.match(folded):
        return Part(PartKind.OPEN_CLASS, text, head=head, owner=owner)
    return Part(PartKind.UNIT, text, head=head, owner=owner)


#: Owners that say nothing without a place: "TT HĐND, UBND tỉnh".
_PLACELESS = ("ubnd", "hdnd", "uy ban nhan dan", "hoi dong nhan dan")


def _owners_leftwards(parts: list[Part]) -> list[Part]:
    """ "Văn phòng, các ban TW Đoàn": what has no owner takes the one written next to its right."""
    owner, place = "", ""
    done: list[Part] = []
    for part in reversed(parts):
        needs = part.kind in (
            PartKind.UNIT,
            PartKind.DEPARTMENTS,
            PartKind.LEADERSHIP,
            PartKind.MEMBERS,
            PartKind.POSITION,
            PartKind.OPEN_CLASS,
        )
        if part.kind is PartKind.UNIT and not part.owner and plain_words(part.head) in _PLACELESS and place:
            part = replace(part, name=f"{part.name} {place}", head=f"{part.head} {place}", inherited=True)
        elif plain_words(part.owner) in _PLACELESS and place:
            part = replace(part, name=f"{part.name} {place}", owner=f"{part.owner} {place}", inherited=True)
        elif needs and not part.owner and owner and not _stands_alone(part):
            part = replace(part, owner=owner, name=f"{part.name} {owner}", inherited=True)
        if part.owner:
            owner = part.owner
        last = (part.owner or part.head).split()
        if last and plain_words(last[-1]) in ("tinh", "huyen", "xa", "phuong", "thanh", "quan"):
            place = last[-1]
        done.append(part)
    return done[::-1]


def _stands_alone(part: Part) -> bool:
    """Whether the element is itself an owner ("Tỉnh ủy", "UBND tỉnh") and so belongs to nobody."""
    return part.kind is PartKind.UNIT and bool(words.OWNER.match(plain_in_place(part.head)))
