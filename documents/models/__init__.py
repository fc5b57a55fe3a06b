"""One module per question: what it is, what it says, how it is issued, what it cites."""

from documents.models.checks import CheckSetting
from documents.models.citations import Citation, CitedPaper
from documents.models.documents import Access, Document, Status, Urgency
from documents.models.papers import IssuedPaper, NumberSeries, RegisterEntry, Signing
from documents.models.rounds import Clarification, DraftRound, FindingsSeen, SourceFile, Waiver, WorkingCopy

__all__ = [
    "Access",
    "CheckSetting",
    "Citation",
    "CitedPaper",
    "Clarification",
    "Document",
    "DraftRound",
    "FindingsSeen",
    "IssuedPaper",
    "NumberSeries",
    "RegisterEntry",
    "Signing",
    "SourceFile",
    "Status",
    "Urgency",
    "Waiver",
    "WorkingCopy",
]
