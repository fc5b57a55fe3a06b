"""Check form and content: `check(draft)` gives what an expert secretary would mark in the margin.

Reads a `Draft` as `read` gives it; writes nothing. Every check is one small unit in the registry of `base`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from documents.structure.checks import (
    annexes,
    bases,
    blanks,
    bodies_closed,
    capitals,
    dates,
    deadlines,
    glued,
    headings,
    later,
    laws,
    letterhead,
    ordinals,
    parts,
    questions,
    recipients,
    references,
    repeats,
    residue,
    scope,
    signature,
    targets,
    theme,
    weekdays,
    wording,
    years,
)
from documents.structure.checks.base import REGISTRY, Check
from documents.structure.checks.context import Context, guess_profile
from documents.structure.profiles import PROFILES
from documents.structure.tree import Draft, Finding

__all__ = ["BLOCKERS", "CODES", "MORE", "OFF", "REGISTRY", "SETTABLE", "Check", "check", "usual_severity"]

# imported for their entries in the registry, in this order
_MODULES = (
    letterhead, bases, blanks, years, theme, questions, headings, parts, targets, deadlines, dates, weekdays, references, later, laws, ordinals, annexes, scope, repeats,
    bodies_closed, recipients, signature, residue, wording, glued, capitals,
)  # fmt: skip

#: The last finding of a kind that has too many.
MORE = "more_findings"
MOST_OF_A_KIND = 200
MOST_FINDINGS = 600
_GRAVITY = {"blocker": 0, "error": 1, "warning": 2, "info": 3}
#: Codes that a check gives beside its own.
_BESIDE = {
    "heading_gap": "heading_duplicate",
    "heading_misplaced": "heading_duplicate",
    "item_gap": "heading_duplicate",
}
CODES = frozenset(entry.code for entry in REGISTRY) | _BESIDE.keys() | {MORE}
#: Codes that hold a document; no office sets them aside. What was not listed may hold it too.
BLOCKERS = frozenset(entry.code for entry in REGISTRY if entry.severity == "blocker") | {MORE}
OFF = "off"
#: What an office may make of every other code.
SETTABLE = (OFF, "info", "warning", "error")


def usual_severity(code: str) -> str:
    """Return the gravest severity that a code has where no office set it. KeyError: no check gives it by itself."""
    given = {entry.severity for entry in REGISTRY if entry.code == _BESIDE.get(code, code)}
    return min(given, key=_GRAVITY.__getitem__)


def check(draft: Draft, profile: str | None = None, settings: Mapping[str, str] | None = None) -> list[Finding]:
    """Return the findings of a draft, sorted by line.

    Of a kind, and in all, only so many; the last of a kind says how many more.

    `profile` is the name of a format profile ("HD29", "NĐ30"); None reads it off the letterhead. `settings`: the severity, or
    OFF, that an office gave a code; what is a blocker stays one.
    Raises KeyError for a profile nobody knows.
    """
    if not draft.paragraphs:
        return []
    context = Context(draft, PROFILES[profile] if profile else guess_profile(draft))
    found = [finding for entry in REGISTRY for finding in entry.findings(context)]
    return sorted(
        _bounded(_one_per_place(_as_set(found, settings or {}))), key=lambda finding: (finding.line, finding.code)
    )


def _as_set(findings: list[Finding], settings: Mapping[str, str]) -> list[Finding]:
    """Leave out what an office switched off, and give the rest the severity that it chose."""
    if not settings:
        return findings
    return [
        finding if wanted is None else replace(finding, severity=wanted)
        for finding in findings
        if (wanted := None if finding.code in BLOCKERS else settings.get(finding.code)) != OFF
    ]


def _bounded(findings: list[Finding]) -> Iterator[Finding]:
    """Return the gravest first, up to the bounds; what is left out of a kind is one finding that holds the same gate."""
    kept: Counter[str] = Counter()
    left: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=lambda finding: (_GRAVITY[finding.severity], finding.line)):
        if kept[finding.code] < MOST_OF_A_KIND and kept.total() < MOST_FINDINGS:
            kept[finding.code] += 1
            yield finding
        else:
            left.setdefault(finding.code, []).append(finding)
    yield from map(_more, left.values())


def _more(left: list[Finding]) -> Finding:
    first = left[0]
    message = f"Từ đây còn {len(left)} điểm tương tự chưa liệt kê ({_first_words(first.message)}); hãy sửa các điểm đã nêu rồi kiểm tra lại."
    return replace(first, code=MORE, message=message, repair=None, paragraph=None)


def _first_words(message: str) -> str:
    """Tell what is wrong, without what to do about it: "Thừa khoảng trắng ở “…”"."""
    return message.split(";")[0][:120]


def _one_per_place(findings: list[Finding]) -> list[Finding]:
    """Keep one finding of a code on a passage, however many symptoms the slip had."""
    seen: dict[tuple[str, int, str, int | None], Finding] = {}
    for finding in findings:
        at = (finding.repair or {}).get("at")
        seen.setdefault((finding.code, finding.line, finding.message, at), finding)
    return list(seen.values())
