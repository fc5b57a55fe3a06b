"""Know the styles of an .odt: which are hidden or in capitals, and how the numbers of its lists are written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml.etree import _Element

from documents.structure.bounds import MOST_ANCESTORS
from documents.structure.reading.numbering import formatted

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_NUMBERS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_LEVELS = 10
_MOST = 100_000  # no list counts further


def named(element: _Element, namespace: str, name: str) -> str:
    value: str = element.get(f"{namespace}{name}", "")
    return value


class Look(NamedTuple):
    """How words print: not at all, in capitals."""

    hidden: bool = False
    capitals: bool = False


class Styles:
    """Tells how an element's style prints it."""

    def __init__(self, *parts: _Element | None) -> None:
        self._parents: dict[str, str] = {}
        self._own: dict[str, Look] = {}
        for style in (style for part in parts if part is not None for style in part.iter(f"{STYLE}style")):
            name = named(style, STYLE, "name")
            self._parents[name] = named(style, STYLE, "parent-style-name")
            for properties in style.iterchildren(f"{STYLE}text-properties"):
                self._own[name] = Look(
                    named(properties, TEXT, "display") == "none",
                    named(properties, _FO, "text-transform") == "uppercase"
                    or named(properties, _FO, "font-variant") == "small-caps",
                )

    def of(self, element: _Element) -> Look:
        name, hidden, capitals = named(element, TEXT, "style-name"), False, False
        for _ in range(MOST_ANCESTORS):
            own = self._own.get(name, Look())
            hidden, capitals = hidden or own.hidden, capitals or own.capitals
            if not (name := self._parents.get(name, "")):
                break
        return Look(hidden, capitals)


class Level(NamedTuple):
    """How one depth of a list is numbered; without a form it has bullets."""

    form: str
    before: str
    after: str
    shown: int  # so many counters, its own the last
    start: int


class Labels:
    """Writes the labels of lists and headings as the page shows them."""

    def __init__(self, *parts: _Element | None) -> None:
        self._styles: dict[str, dict[int, Level]] = {}
        self._outline: dict[int, Level] = {}
        self._counts: dict[str, list[int]] = {}
        self._open: list[str] = []  # the styles of the lists that are open
        for part in (part for part in parts if part is not None):
            for style in part.iter(f"{TEXT}list-style"):
                self._styles[named(style, STYLE, "name")] = _levels(style)
            for style in part.iter(f"{TEXT}outline-style"):
                self._outline = _levels(style)

    def of_heading(self, heading: _Element) -> str:
        """Return the number of a heading, "" if it has none."""
        depth = min(_count(named(heading, TEXT, "outline-level"), 1), _LEVELS)
        level = self._outline.get(depth)
        if level is None or not level.form or named(heading, TEXT, "is-list-header") == "true":
            return ""
        return self._next("outline", self._outline, depth, level.start)

    def items(self, element: _Element) -> Iterator[tuple[_Element, str]]:
        """Yield a list's items with their labels; the caller leaves the list when it is through."""
        style = named(element, TEXT, "style-name") or (self._open[-1] if self._open else "")
        depth = len(self._open) + 1
        self._open.append(style)
        levels = self._styles.get(style, {})
        level = levels.get(min(depth, _LEVELS), Level("", "", "", 1, 1))
        goes_on = named(element, TEXT, "continue-numbering") == "true" or named(
            element, "{http://www.w3.org/XML/1998/namespace}", "continue-list"
        )
        if depth == 1 and not goes_on and not named(element, TEXT, "continue-list"):
            self._counts.pop(style, None)
        for item in element:
            start = _count(named(item, TEXT, "start-value"), 0)
            if item.tag == f"{TEXT}list-item":
                yield item, self._next(style, levels, depth, start or level.start, again=bool(start))
            else:
                yield item, ""

    def leave(self, element: _Element) -> None:
        self._open.pop()

    def _next(self, style: str, levels: dict[int, Level], depth: int, start: int, *, again: bool = False) -> str:
        depth = min(depth, _LEVELS)
        counts = self._counts.setdefault(style, [0] * (_LEVELS + 1))
        counts[depth] = start if again or not counts[depth] else min(counts[depth] + 1, _MOST)
        counts[depth + 1 :] = [0] * (_LEVELS - depth)
        level = levels.get(depth)
        if level is None or not level.form:
            return "-"
        shown = range(max(1, depth - level.shown + 1), depth + 1)
        numbers = [formatted(max(counts[each], 1), (levels.get(each) or level).form or "decimal") for each in shown]
        return f"{level.before}{'.'.join(numbers)}{level.after}".strip()


def _levels(style: _Element) -> dict[int, Level]:
    return {
        _count(named(level, TEXT, "level"), 1): Level(
            _NUMBERS.get(named(level, STYLE, "num-format"), ""),
            named(level, STYLE, "num-prefix")[:20],
            named(level, STYLE, "num-suffix")[:20],
            _count(named(level, TEXT, "display-levels"), 1),
            _count(named(level, TEXT, "start-value"), 1),
        )
        for level in style
    }


def _count(written: str, otherwise: int) -> int:
    return min(int(written), _MOST) if written.isascii() and written.isdigit() and len(written) < 9 else otherwise
