"""Define what every check is made of: the check itself and what it reports. What it looks at is `Context`."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Any

from documents.structure.checks.context import Context
from documents.structure.checks.rules import rule_of
from documents.structure.tree import Finding, Paragraph

__all__ = ["REGISTRY", "Check", "Context", "Violation", "check", "edit"]

Run = Callable[[Context], Iterable["Violation"]]


@dataclass(frozen=True, slots=True)
class Violation:
    """One slip as a check sees it; `at` is its offset in the paragraph's clean text."""

    message: str
    paragraph: Paragraph | None = None
    line: int | None = None
    at: int | None = None
    repair: dict[str, Any] | None = None
    code: str | None = None  # where a check tells two codes apart


def edit(at: int, old: str, new: str) -> dict[str, Any]:
    """Return the repair that puts `new` for `old` at an offset of the paragraph's clean text."""
    return {"kind": "edit", "at": at, "old": old, "new": new}


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what it finds, how grave that is, which gate it holds, and two examples; its rule is in `rules`."""

    code: str
    severity: str  # blocker, error, warning, info
    gate: str | None  # R, S, N
    bad: str
    good: str
    run: Run

    def findings(self, context: Context) -> Iterator[Finding]:
        for slip in self.run(context):
            code = slip.code or self.code
            yield Finding(
                code=code,
                severity=self.severity,
                gate=self.gate,
                line=_line_of(slip, context),
                message=_shortened(slip.message),
                repair=slip.repair if _is_small(slip.repair) else None,
                paragraph=slip.paragraph.id if slip.paragraph else None,
                rule=rule_of(code, context.profile),
            )


MOST_SAID = 400  # letters of a message, which may quote the text
MOST_REPLACED = 2_000  # letters of an edit that is proposed


def _shortened(message: str) -> str:
    """Cut what a message quotes; it begins by what is wrong and ends by what to do."""
    return message if len(message) <= MOST_SAID else f"{message[: MOST_SAID - 120]} … {message[-100:]}"


def _is_small(repair: dict[str, Any] | None) -> bool:
    return repair is None or len(repair.get("old", "")) + len(repair.get("new", "")) <= MOST_REPLACED


REGISTRY: list[Check] = []


def check(code: str, severity: str, gate: str | None = None, *, bad: str, good: str) -> Callable[[Run], Run]:
    """Enter a function into the registry of checks."""

    def enter(run: Run) -> Callable[[Context], Iterable[Violation]]:
        REGISTRY.append(Check(code, severity, gate, bad, good, run))
        return run

    return enter


def _line_of(slip: Violation, context: Context) -> int:
    if slip.line is not None:
        return slip.line
    if slip.paragraph is None:
        return context.first_line
    return line_within(slip.paragraph, slip.at or 0)


_RESIDUE = re.compile(r"\[bookmark:[^\]\n]*\]|[*_]{1,3}(?=\s|$)")
_WORD = re.compile(r"\S+")


def line_within(paragraph: Paragraph, at: int) -> int:
    """Return the source line that an offset of a paragraph's clean text stands on: counted in words through its raw
    lines.
    """
    if "\n" not in paragraph.raw or at <= 0:
        return paragraph.line
    words = len(paragraph.label.split()) + bisect_left(_word_starts(paragraph.text), at)
    if at < len(paragraph.text) and not paragraph.text[at - 1].isspace():
        words -= 1
    ends = _words_by_line(paragraph.raw)
    return paragraph.line + (bisect_right(ends, words) if words < ends[-1] else 0)


@lru_cache(maxsize=4)  # many findings of one long paragraph ask one after the other
def _word_starts(text: str) -> list[int]:
    return [found.start() for found in _WORD.finditer(text)]


@lru_cache(maxsize=4)
def _words_by_line(raw: str) -> list[int]:
    """Count the words up to the end of each line."""
    return list(accumulate(len(_RESIDUE.sub("", line).split()) for line in raw.split("\n")))
