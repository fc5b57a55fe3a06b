"""One line of a Nơi nhận → its readings: marks at the end, ";" groups, then each group (see `groups`)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import product

from documents.structure.lexicon.words import purpose_of
from notifications.recipients.groups import read_group
from notifications.recipients.parts import Part, PartKind, Reading, Understood
from notifications.recipients.words import ARCHIVE, BACK_REFERENCE, BRACKET, COPIES
from web.letters import plain_in_place

#: More readings than a clerk could compare are no help: the line counts as not understood.
MOST_READINGS = 6


@dataclass(frozen=True, slots=True)
class Context:
    """What back-references point at: the lines after "Kính gửi", and the text of each Điều by its number."""

    addressees: tuple[str, ...] = ()
    articles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Group:
    text: str
    purpose: str
    copies: int | None


def read_line(text: str, context: Context | None = None) -> Understood:
    """Read one line; `context` resolves "Như trên", "Như kính gửi" and "Như Điều n"."""
    clean = _clean(text)
    groups = [group for piece in _split_groups(clean) if (group := _marks(piece)).text or group.copies]
    if groups and not groups[-1].text and len(groups) > 1:  # "…;^(05b)": copies of what stands before
        groups[-2:] = [replace(groups[-2], copies=groups[-1].copies)]
    groups = [group for group in groups if group.text]
    copies = [group.copies for group in groups if group.copies]
    per_group = [_read(group, context or Context()) for group in groups]
    if not groups or any(not readings for readings in per_group):
        return Understood(clean, (), copies=sum(copies) or None)
    return _whole(clean, groups, per_group, sum(copies) or None)


def joined_lines(lines: Iterable[str]) -> list[str]:
    """Physical lines → Nơi nhận lines: wrapped ones joined, the purpose beside a rule given to each line it spans.

    A side rule is a "|" or "}" at the end of each line that it spans; the purpose stands after it on one of them.
    """
    whole: list[str] = []
    for line in lines:
        clean = " ".join(unicodedata.normalize("NFC", line).split())
        if not clean:
            continue
        if whole and not re.match(r"[-–+•*]", clean) and not re.search(r"[;.}|]$", whole[-1]):
            whole[-1] += " " + clean
        else:
            whole.append(clean)
    return _without_side_rules(whole)


def _without_side_rules(lines: list[str]) -> list[str]:
    plain: list[str] = []
    span: list[str] = []
    purpose = ""
    for line in [*lines, ""]:
        rule = re.match(r"(?P<text>.*?)\s*[|}]+\s*(?P<purpose>\([^()]*\))?[;.]?$", line)
        if rule:
            span.append(rule["text"].rstrip(" ;.,"))
            purpose = rule["purpose"] or purpose
            continue
        plain += [f"{text} {purpose};" if purpose else f"{text};" for text in span]
        span, purpose = [], ""
        if line:
            plain.append(line)
    return plain


def _clean(text: str) -> str:
    return re.sub(r"^[-–+•*]\s*", "", " ".join(unicodedata.normalize("NFC", text).split())).strip()


def _split_groups(text: str) -> list[str]:
    return [piece.strip() for piece in text.split(";") if piece.strip(" .,")]


def _marks(piece: str) -> _Group:
    """Take the purpose and the number of copies off the end of a group; other brackets stay in the text."""
    purpose, copies = "", None
    text = piece.strip(" .,^")
    while True:
        folded = plain_in_place(text)
        if found := _at_end(COPIES, folded):
            copies = int(found["copies"])
        elif (found := _at_end(BRACKET, folded)) and (said := purpose_of(found["inside"])):
            purpose = said
        else:
            return _Group(text, purpose, copies)
        text = text[: found.start()].rstrip(" .,;^")


def _at_end(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for found in pattern.finditer(text):  # noqa: B007 - the last one is wanted
        pass
    return found if found is not None and found.end() == len(text.rstrip()) else None


def _read(group: _Group, context: Context) -> list[tuple[Part, ...]]:
    """Return the alternatives of one group: usually one tuple of parts."""
    folded = plain_in_place(group.text)
    if archive := ARCHIVE.match(folded):
        return [(Part(PartKind.ARCHIVE, group.text[archive.start("places") :].strip(), copies=group.copies),)]
    if reference := BACK_REFERENCE.match(folded):
        return [_marked(parts, group) for parts in _referred(reference, context)]
    parts = read_group(group.text)
    return [_marked(parts, group)] if parts else []


def _marked(parts: tuple[Part, ...], group: _Group) -> tuple[Part, ...]:
    copies = group.copies if len(parts) == 1 else None
    return tuple(replace(part, purpose=part.purpose or group.purpose, copies=part.copies or copies) for part in parts)


def _referred(reference: re.Match[str], context: Context) -> list[tuple[Part, ...]]:
    if article := reference["article"]:
        named = re.split(
            r"\b(?:chịu|có) trách nhiệm\b|\bcăn cứ Quyết định\b", context.articles.get(article, ""), maxsplit=1
        )[0]
        lines = [named.strip(" ,;:.")] if named.strip() else []
    else:
        lines = list(context.addressees)
    understood = [read_line(line) for line in lines]
    if not understood or any(not line.readings for line in understood):
        return []
    together = product(*[[reading.parts for reading in line.readings] for line in understood])
    return [tuple(part for parts in combination for part in parts) for combination in together]


def _whole(clean: str, groups: list[_Group], per_group: list[list[tuple[Part, ...]]], copies: int | None) -> Understood:
    combinations = [tuple(part for parts in chosen for part in parts) for chosen in product(*per_group)]
    if len(combinations) > MOST_READINGS:
        return Understood(clean, (), copies=copies)
    if len(combinations) > 1:
        readings = tuple(Reading(parts, f"Cách {n}") for n, parts in enumerate(combinations, start=1))
        return Understood(clean, readings, "Dòng này có nhiều cách hiểu: chọn một cách.", copies)
    parts = combinations[0]
    named = [group for group in groups if not ARCHIVE.match(plain_in_place(group.text))]
    if len(named) > 1 and named[-1].purpose and not any(group.purpose for group in named[:-1]):
        return _asks_for_whom(clean, named, parts, copies)
    return Understood(clean, (Reading(parts),), copies=copies)


def _asks_for_whom(clean: str, groups: list[_Group], parts: tuple[Part, ...], copies: int | None) -> Understood:
    """One purpose at the end of several groups: for all of them, or for the last alone?"""
    last = groups[-1]
    written = next(bracket for bracket in reversed(re.findall(r"\([^()]*\)", clean)) if purpose_of(bracket))
    everyone = "cả hai" if len(groups) == 2 else f"cả {len(groups)} nơi"
    to_all = tuple(part if part.kind is PartKind.ARCHIVE else replace(part, purpose=last.purpose) for part in parts)
    readings = (
        Reading(to_all, everyone[0].upper() + everyone[1:]),
        Reading(parts, f"Chỉ {last.text}"),
    )
    return Understood(clean, readings, f"“{written}” cho {everyone}, hay chỉ cho {last.text}?", copies)


def _plain(bracket: str) -> str:
    return plain_in_place(bracket.strip("()"))
