"""Reads for pages and for the floors above."""

from documents.queries.choices import ClarifiedChoice, clarified_choices, unanswered_choices, votable_choices
from documents.queries.findings import ShownFinding, findings_for, findings_of, gate_findings, repair_proposals
from documents.queries.reading import Reading, received_document, visible_document, worked_on_document
from documents.queries.register import register_entries, series_of
from documents.queries.sheet import (
    SheetView,
    draft_mark,
    finding_notes,
    issued_paper,
    note_sources,
    notes_for,
    sheet_view,
)

__all__ = [
    "ClarifiedChoice",
    "Reading",
    "SheetView",
    "ShownFinding",
    "clarified_choices",
    "draft_mark",
    "finding_notes",
    "findings_for",
    "findings_of",
    "gate_findings",
    "issued_paper",
    "note_sources",
    "notes_for",
    "received_document",
    "register_entries",
    "repair_proposals",
    "series_of",
    "sheet_view",
    "unanswered_choices",
    "visible_document",
    "votable_choices",
    "worked_on_document",
]
