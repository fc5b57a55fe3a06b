"""Prepare a text to become a round: name its passages, check it, find its citations."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from documents.structure.checks import check
from documents.structure.comparing.diff import carry_ids
from documents.structure.editing.write import to_text
from documents.structure.pictures import carry_pictures
from documents.structure.reading.citations import Citation, citations
from documents.structure.tree import Draft


@dataclass(frozen=True, slots=True)
class Setting:
    """What an office made of a check: its severity, or OFF; and the office's name."""

    severity: str
    office: str


@dataclass(frozen=True, slots=True)
class Checked:
    """All that a round keeps of its text. `tree`, `findings` and `settings` are plain JSON, as the round's columns."""

    tree: dict[str, Any]
    findings: list[dict[str, Any]]
    citations: list[Citation]
    text_sha256: str
    settings: dict[str, dict[str, str]]  # by code, as they were when it was checked

    def to_json(self) -> dict[str, Any]:
        return {
            "tree": self.tree,
            "findings": self.findings,
            "citations": [asdict(citation) for citation in self.citations],
            "text_sha256": self.text_sha256,
            "settings": self.settings,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Checked:
        found = [Citation(**citation) for citation in data["citations"]]
        return cls(data["tree"], data["findings"], found, data["text_sha256"], data["settings"])


def check_next(
    draft: Draft, *, before: dict[str, Any] | None, profile: str, settings: Mapping[str, Setting]
) -> Checked:
    """Check a draft that follows another (a tree, or None): recognised passages keep their ids.

    `settings`: what the office made of checks, by code. KeyError: no such profile.
    """
    sha256 = text_sha256(draft)
    if before is not None:
        former = Draft.from_json(before)
        draft = carry_ids(former, draft)
        carry_pictures(former, draft)
    severities = {code: setting.severity for code, setting in settings.items()}
    findings = [asdict(finding) for finding in check(draft, profile, severities)]
    kept = {code: asdict(setting) for code, setting in settings.items()}
    return Checked(draft.to_json(), findings, citations(draft), sha256, kept)


def text_sha256(draft: Draft) -> str:
    """Hash a draft's text, ids and line numbers apart: two rounds with one hash have the same text."""
    return hashlib.sha256(to_text(draft).encode("utf-8", "replace")).hexdigest()
