"""Read, check, repair, compare and change drafts. Plain Python, no Django."""

from documents.structure.checks import check
from documents.structure.comparing.diff import Redline, carry_ids, diff
from documents.structure.comparing.wording import differing_words, words
from documents.structure.editing.amend import (
    decide_theme,
    fill_issue,
    set_letterhead,
    set_recipients,
    set_signature,
    set_type,
    strip_draft_marks,
    without_meeting_mark,
)
from documents.structure.editing.decide import decide
from documents.structure.editing.repair import Proposal, apply, proposals
from documents.structure.editing.write import to_text
from documents.structure.errors import Unreadable
from documents.structure.reading.pipeline import read
from documents.structure.tree import Draft, Finding, Paragraph, ParagraphKind

__all__ = [
    "Draft",
    "Finding",
    "Paragraph",
    "ParagraphKind",
    "Proposal",
    "Redline",
    "Unreadable",
    "apply",
    "carry_ids",
    "check",
    "decide",
    "decide_theme",
    "diff",
    "differing_words",
    "fill_issue",
    "proposals",
    "read",
    "set_letterhead",
    "set_recipients",
    "set_signature",
    "set_type",
    "strip_draft_marks",
    "to_text",
    "without_meeting_mark",
    "words",
]
