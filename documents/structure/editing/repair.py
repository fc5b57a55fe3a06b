"""Propose safe repairs as the next round, and write the accepted ones into a draft.

Form is repaired (NFC, residue, spaces, numbering, punctuation, capitals); content and figures are only flagged.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from documents.structure.comparing.diff import carry_ids
from documents.structure.editing.write import to_text
from documents.structure.reading.pipeline import read
from documents.structure.tree import Draft, Finding, Paragraph, Residue

#: Repairs that touch words: for the drafter, not for the format checker alone.
_WORDS = frozenset({"doubled_word"})
_MOST_SHOWN, _AROUND = 2_000, 200  # letters of a passage that is shown whole; around an edit of a longer one
_WHOLE = {
    "nfc": "not_nfc",
    "residue": "import_residue",
    "legacy": "legacy_font",
    "misread": "letters_misread",
    "pasted": "pasted_line",
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """One repair that may be accepted by itself.

    `id` names the same repair of the same passage in any process; `paragraph` is the first passage that it changes (None:
    the whole document); `before` and `after` show the passage, or the labels that change; `edits` says what is done.
    """

    id: str
    code: str
    paragraph: str | None
    before: str
    after: str
    form_only: bool
    line: int
    message: str
    edits: tuple[dict[str, Any], ...] = field(default=())


def proposals(draft: Draft, findings: Sequence[Finding]) -> list[Proposal]:
    """Return the safe repairs of the findings, in the order of their lines; one for a whole renumbering."""
    known = {paragraph.id: paragraph for paragraph in draft.paragraphs}
    made: dict[str, Proposal] = {}
    spaced: set[str | None] = set()
    relabelled: set[str] = set()
    for finding in findings:
        kind = (finding.repair or {}).get("kind")
        if kind == "spaces":
            if finding.paragraph in spaced:
                continue
            spaced.add(finding.paragraph)
        if kind == "labels" and finding.repair is not None:
            if relabelled & set(finding.repair["labels"]):
                continue
            relabelled.update(finding.repair["labels"])
        proposal = _proposal(finding, known)
        if proposal is not None:
            made.setdefault(proposal.id, proposal)
    return list(made.values())


def _proposal(finding: Finding, known: dict[str, Paragraph]) -> Proposal | None:
    repair = finding.repair
    if not repair:
        return None
    kind = repair["kind"]
    paragraph = known.get(finding.paragraph or "")
    if kind in _WHOLE:
        before, after, target = "", "", None
    elif kind == "labels":
        labels = {pid: label for pid, label in repair["labels"].items() if pid in known and known[pid].label != label}
        if not labels:
            return None
        before = "; ".join(known[pid].label for pid in labels)
        after = "; ".join(labels.values())
        target = next(iter(labels))
    elif paragraph is None:
        return None
    else:
        target = paragraph.id
        before, after = _spaced(paragraph) if kind == "spaces" else _shown(paragraph.text, repair)
        if kind == "edit" and before == after:
            return None
    return Proposal(
        id=_identity(finding.code, target, before, after, repair),
        code=finding.code,
        paragraph=target,
        before=before,
        after=after,
        form_only=finding.code not in _WORDS,
        line=finding.line,
        message=finding.message,
        edits=(repair,),
    )


def _spaced(paragraph: Paragraph) -> tuple[str, str]:
    return paragraph.raw[:_MOST_SHOWN], paragraph.text[:_MOST_SHOWN]


def _shown(text: str, edit: dict[str, Any]) -> tuple[str, str]:
    """Return the passage before and after an edit; of a long one what stands around it."""
    if len(text) > _MOST_SHOWN:
        start = max(0, edit["at"] - _AROUND)
        text, edit = text[start : edit["at"] + len(edit["old"]) + _AROUND], {**edit, "at": edit["at"] - start}
    return text, _edited(text, [edit])


def _identity(code: str, target: str | None, before: str, after: str, repair: dict[str, Any]) -> str:
    said = "\x1f".join((code, target or "", before, after, str(repair.get("at", ""))))
    return f"{code}-{hashlib.sha256(said.encode()).hexdigest()[:12]}"


def apply(draft: Draft, accepted: Iterable[Proposal]) -> Draft:
    """Return a new draft with the accepted repairs written in, read again so that its fields agree; passages keep
    their ids.

    Edits of one passage are made from its end backwards, so that their offsets stay true.
    """
    edits: dict[str, list[dict[str, Any]]] = {}
    labels: dict[str, str] = {}
    cleaned: set[str] = set()
    whole: set[str] = set()
    for proposal in accepted:
        for repair in proposal.edits:
            kind = repair["kind"]
            if kind == "edit" and proposal.paragraph:
                edits.setdefault(proposal.paragraph, []).append(repair)
            elif kind == "labels":
                labels.update(repair["labels"])
            elif kind == "spaces" and proposal.paragraph:
                cleaned.add(proposal.paragraph)
            elif kind in _WHOLE:
                whole.add(kind)
    changed = [
        _repaired(paragraph, edits.get(paragraph.id, []), labels.get(paragraph.id), clean=paragraph.id in cleaned)
        for paragraph in draft.paragraphs
    ]
    again = read(to_text(replace(draft, paragraphs=changed)))
    again = _with_ids(replace(draft, paragraphs=changed), again)
    again.pictures = draft.pictures
    again.residue = _residue_left(draft.residue, whole)
    return again


def _repaired(paragraph: Paragraph, edits: list[dict[str, Any]], label: str | None, *, clean: bool) -> Paragraph:
    """Return the passage after its repairs; untouched passages keep their source text."""
    text = _edited(paragraph.text, edits)
    label = paragraph.label if label is None else label
    if not clean and text == paragraph.text and label == paragraph.label:
        return paragraph
    return replace(paragraph, text=text, label=label, raw=f"{label} {text}" if label else text)


def _edited(text: str, edits: Iterable[dict[str, Any]]) -> str:
    limit, pieces = len(text), []
    for edit in sorted(edits, key=lambda edit: edit["at"], reverse=True):
        at, old = edit["at"], edit["old"]
        if text.startswith(old, at) and at + len(old) <= limit:
            pieces += [text[at + len(old) : limit], edit["new"]]
            limit = at
    return "".join([text[:limit], *reversed(pieces)])


def _with_ids(before: Draft, after: Draft) -> Draft:
    """Carry ids over, and untouched passages' source text: passage by passage if both have as many, else as
    recognised.
    """
    if len(before.paragraphs) != len(after.paragraphs):
        return carry_ids(before, after)
    for old, new in zip(before.paragraphs, after.paragraphs, strict=True):
        new.id = old.id
        if new.text == old.text and new.label == old.label:
            new.raw = old.raw
    return after


def _residue_left(residue: Residue, whole: set[str]) -> Residue:
    left = replace(residue)
    if "nfc" in whole:
        left.not_nfc = left.first_not_nfc_line = 0
    if "legacy" in whole:
        left.legacy = left.first_legacy_line = 0
    if "misread" in whole:
        left.misread = left.first_misread_line = 0
    if "pasted" in whole:
        left.pasted = left.parted = left.first_pasted_line = 0
        left.seams = []
    if "residue" in whole:
        left.markup = left.first_line = 0
    return left
