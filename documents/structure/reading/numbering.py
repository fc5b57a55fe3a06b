"""Render the automatic list numbers of a .docx as the labels that Word prints.

Reads numbering.xml and the styles; keeps one counter per list and level while paragraphs are met in order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml.etree import _Element

from documents.structure.bounds import MOST_ANCESTORS
from documents.structure.lexicon.labels import to_roman

_PLACE = re.compile(r"%(\d)")
_LEVELS = 9  # of a list in Word
_MOST_LETTERS = 10  # AAAA…
_LONGEST_LABEL = 60
_PLAIN_BULLETS = frozenset("-–+*•")


@dataclass(slots=True, frozen=True)
class Level:
    form: str  # decimal, upperRoman, bullet, …
    text: str  # "%1.%2."
    start: int
    legal: bool  # all components in digits


class Numbering:
    """Gives a paragraph's label; call it once per paragraph, in document order."""

    def __init__(self, document: WordDocument) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}  # numId → (abstract id, start overrides)
        self._styles: dict[str, tuple[str, int]] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        self._read_definitions(document)
        self._read_styles(document)

    def label(self, paragraph: _Element) -> str:
        """Return the paragraph's label: "I.", "2.1.", "-"; empty if it is in no list."""
        found = self._list_of(paragraph)
        if found is None or found[0] not in self._lists:
            return ""
        number, depth = found
        abstract, overrides = self._lists[number]
        levels = self._levels.get(abstract, {})
        level = levels.get(depth)
        if level is None or level.form == "none":
            return ""
        if level.form == "bullet":
            return level.text if level.text in _PLAIN_BULLETS else "-"
        counters = self._count(number, abstract, depth, levels, overrides)
        return _PLACE.sub(
            lambda match: self._part(int(match.group(1)) - 1, counters, levels, level), level.text
        ).strip()

    def _count(
        self, number: str, abstract: str, depth: int, levels: dict[int, Level], overrides: dict[int, int]
    ) -> dict[int, int]:
        counters = self._counters.setdefault(abstract, {})
        if number not in self._begun:
            self._begun.add(number)
            for at, start in overrides.items():
                counters[at] = start - 1
        counters[depth] = counters.get(depth, levels[depth].start - 1) + 1
        for deeper in [at for at in counters if at > depth]:
            del counters[deeper]
        return counters

    def _part(self, at: int, counters: dict[int, int], levels: dict[int, Level], level: Level) -> str:
        form = "decimal" if level.legal or at not in levels else levels[at].form
        return formatted(counters.get(at, levels[at].start if at in levels else 1), form)

    def _list_of(self, paragraph: _Element) -> tuple[str, int] | None:
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return self._styles.get("")
        own = _numbers(properties)
        style = properties.find(qn("w:pStyle"))
        inherited = self._styles.get(style.get(qn("w:val"), "") if style is not None else "")
        if own is None:
            return inherited
        number = own[0] if own[0] is not None else (inherited[0] if inherited else None)
        depth = own[1] if own[1] is not None else (inherited[1] if inherited else 0)
        return (number, depth) if number not in (None, "0") and 0 <= depth < _LEVELS else None

    def _read_definitions(self, document: WordDocument) -> None:
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        for abstract in root.iterchildren(qn("w:abstractNum")):
            levels = {int(each.get(qn("w:ilvl"), "0")): _level(each) for each in abstract.iterchildren(qn("w:lvl"))}
            self._levels[abstract.get(qn("w:abstractNumId"), "")] = levels
        for each in root.iterchildren(qn("w:num")):
            abstract_id = each.find(qn("w:abstractNumId"))
            overrides = {}
            for override in each.iterchildren(qn("w:lvlOverride")):
                start = override.find(qn("w:startOverride"))
                if start is not None:
                    overrides[int(override.get(qn("w:ilvl"), "0"))] = int(start.get(qn("w:val"), "1"))
            if abstract_id is not None:
                self._lists[each.get(qn("w:numId"), "")] = (abstract_id.get(qn("w:val"), ""), overrides)

    def _read_styles(self, document: WordDocument) -> None:
        parents: dict[str, str] = {}
        for style in document.styles.element.iterchildren(qn("w:style")):
            name = style.get(qn("w:styleId"), "")
            based = style.find(qn("w:basedOn"))
            if based is not None:
                parents[name] = based.get(qn("w:val"), "")
            properties = style.find(qn("w:pPr"))
            own = _numbers(properties) if properties is not None else None
            if own is not None and own[0] is not None:
                self._styles[name] = (own[0], own[1] or 0)
        own_styles = dict(self._styles)
        for name in parents:
            ancestor = name
            for _ in range(MOST_ANCESTORS):
                if ancestor in own_styles or ancestor not in parents:
                    break
                ancestor = parents[ancestor]
            if ancestor in own_styles:
                self._styles[name] = own_styles[ancestor]


def formatted(value: int, form: str) -> str:
    """Return a counter in Word's number format."""
    if form in ("upperRoman", "lowerRoman"):
        roman = to_roman(value)
        return roman if form == "upperRoman" else roman.lower()
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (value - 1) % 26) * min((value - 1) // 26 + 1, _MOST_LETTERS)
        return letter if form == "upperLetter" else letter.lower()
    return f"{value:02d}" if form == "decimalZero" else str(value)


def _numbers(properties: _Element) -> tuple[str | None, int | None] | None:
    numbering = properties.find(qn("w:numPr"))
    if numbering is None:
        return None
    number, depth = numbering.find(qn("w:numId")), numbering.find(qn("w:ilvl"))
    return (
        number.get(qn("w:val")) if number is not None else None,
        int(depth.get(qn("w:val"), "0")) if depth is not None else None,
    )


def _level(element: _Element) -> Level:
    form, text, start = element.find(qn("w:numFmt")), element.find(qn("w:lvlText")), element.find(qn("w:start"))
    return Level(
        form.get(qn("w:val"), "decimal") if form is not None else "decimal",
        text.get(qn("w:val"), "")[:_LONGEST_LABEL] if text is not None else "",
        int(start.get(qn("w:val"), "1")) if start is not None else 1,
        element.find(qn("w:isLgl")) is not None,
    )
