"""Checks of form and content: `check(draft)` gives what an expert secretary would mark in the margin.

Reads a `Draft` as `read` gives it; writes nothing. Every check is one small unit in the registry of `base`.
"""

from __future__ import annotations

from documents.structure.checks import (
    annexes,
    bases,
    bodies_closed,
    capitals,
    dates,
    deadlines,
    headings,
    letterhead,
    ordinals,
    parts,
    recipients,
    references,
    repeats,
    residue,
    scope,
    signature,
    targets,
    theme,
    wording,
    years,
)
from documents.structure.checks.base import REGISTRY, Check
from documents.structure.checks.context import Context, guess_profile
from documents.structure.profiles import PROFILES
from documents.structure.tree import Draft, Finding

__all__ = ["CODES", "REGISTRY", "Check", "check"]

# imported for their entries in the registry, in this order
_MODULES = (
    letterhead, bases, years, theme, headings, parts, targets, deadlines, dates, references, ordinals, annexes, scope, repeats,
    bodies_closed, recipients, signature, residue, wording, capitals,
)  # fmt: skip

CODES = frozenset(entry.code for entry in REGISTRY) | {"heading_gap", "heading_misplaced", "item_gap", "list_collision"}


def check(draft: Draft, profile: str | None = None) -> list[Finding]:
    """Every finding of a draft, sorted by line.

    `profile` is the name of a format profile ("HD29", "NĐ30"); None reads it off the letterhead.
    Raises KeyError for a profile nobody knows.
    """
    if not draft.paragraphs:
        return []
    context = Context(draft, PROFILES[profile] if profile else guess_profile(draft))
    found = [finding for entry in REGISTRY for finding in entry.findings(context)]
    return sorted(_one_per_place(found), key=lambda finding: (finding.line, finding.code))


def _one_per_place(findings: list[Finding]) -> list[Finding]:
    """The same code on the same passage is one finding however many symptoms the slip had."""
    seen: dict[tuple[str, int, str, int | None], Finding] = {}
    for finding in findings:
        at = (finding.repair or {}).get("at")
        seen.setdefault((finding.code, finding.line, finding.message, at), finding)
    return list(seen.values())
