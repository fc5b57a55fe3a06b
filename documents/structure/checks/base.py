"""What every check is made of: the check itself and what it reports. What it looks at is `Context`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from documents.structure.checks.context import Context
from documents.structure.tree import Finding, Paragraph

__all__ = ["REGISTRY", "Check", "Context", "Slip", "check", "edit"]

Run = Callable[[Context], Iterable["Slip"]]


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip as a check sees it; `at` is its offset in the paragraph's clean text."""

    message: str
    paragraph: Paragraph | None = None
    line: int | None = None
    at: int | None = None
    repair: dict[str, Any] | None = None
    code: str | None = None  # where a check tells two codes apart


def edit(at: int, old: str, new: str) -> dict[str, Any]:
    """The repair that puts `new` for `old` at an offset of the paragraph's clean text."""
    return {"kind": "edit", "at": at, "old": old, "new": new}


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what it finds, how grave that is, which gate it holds, where the rule stands, and two examples."""

    code: str
    severity: str  # blocker, error, warning, info
    gate: str | None  # R, S, N
    clause: str
    bad: str
    good: str
    run: Run

    def findings(self, context: Context) -> Iterator[Finding]:
        for slip in self.run(context):
            yield Finding(
                code=slip.code or self.code,
                severity=self.severity,
                gate=self.gate,
                line=_line_of(slip, context),
                message=slip.message,
                repair=slip.repair,
                paragraph=slip.paragraph.id if slip.paragraph else None,
            )


REGISTRY: list[Check] = []


def check(
    code: str, severity: str, gate: str | None = None, *, clause: str, bad: str, good: str
) -> Callable[[Run], Run]:
    """Enter a function into the registry of checks."""

    def enter(run: Run) -> Callable[[Context], Iterable[Slip]]:
        REGISTRY.append(Check(code, severity, gate, clause, bad, good, run))
        return run

    return enter


def _line_of(slip: Slip, context: Context) -> int:
    if slip.line is not None:
        return slip.line
    if slip.paragraph is None:
        return context.first_line
    return line_within(slip.paragraph, slip.at or 0)


_COUNTABLE = 50_000  # characters; beyond it the place is taken from the raw text, markup and all
_RESIDUE = re.compile(r"\[bookmark:[^\]]*\]|[*_]{1,3}(?=\s|$)")


def line_within(paragraph: Paragraph, at: int) -> int:
    """The source line that an offset of a paragraph's clean text stands on: counted in words through its raw lines."""
    raw = paragraph.raw
    if "\n" not in raw or at <= 0:
        return paragraph.line
    if len(raw) > _COUNTABLE:
        return paragraph.line + raw.count("\n", 0, at)
    words = len(paragraph.label.split()) + len(paragraph.text[:at].split())
    if at < len(paragraph.text) and at > 0 and not paragraph.text[at - 1].isspace():
        words -= 1
    for number, line in enumerate(raw.split("\n")):
        words -= len(_RESIDUE.sub("", line).split())
        if words < 0:
            return paragraph.line + number
    return paragraph.line
