"""The paper view of a round: as it stands, compared with another, with its findings and other notes as marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.shortcuts import get_object_or_404

from documents.models import Document, DraftRound, IssuedPaper
from documents.queries.findings import ShownFinding, findings_for
from documents.queries.reading import Reading
from documents.rendering.sheet import Note, Sheet, lay_out
from documents.structure.comparing.diff import Redline, diff
from documents.structure.tree import Draft

TONES = {"blocker": "blocker", "error": "blocker", "warning": "warning", "info": "warning"}

#: Upper floors add what is said about passages in AppConfig.ready: the notes that the reader may see.
note_sources: list[Callable[[Reading], Iterable[Note]]] = []


@dataclass(frozen=True, slots=True)
class SheetView:
    """What the paper column shows: the sheet, which round it is, and against which it is compared."""

    sheet: Sheet
    round: DraftRound
    against: DraftRound | None
    redline: Redline | None
    rounds: list[DraftRound]

    @property
    def previous(self) -> int | None:
        """The round before the one shown; None for the first."""
        return self.round.ordinal - 1 if self.round.ordinal > 1 else None


def sheet_view(
    document: Document, *, ordinal: int | None = None, against: int | None = None, notes: Iterable[Note] = ()
) -> SheetView:
    """Return the sheet of one round (default: the current), maybe as a redline against another.

    The issued text once issued.
    """
    rounds = list(document.rounds.defer("tree", "findings").order_by("ordinal"))
    shown = _round(document, ordinal)
    compared = _round(document, against) if against is not None else None
    paper = issued_paper(document) if ordinal is None and against is None else None
    draft = Draft.from_json(paper.tree if paper else shown.tree)
    redline = None if compared is None else diff(Draft.from_json(compared.tree), draft)
    mark = None if paper else draft_mark(shown.ordinal)
    return SheetView(
        lay_out(redline or draft, notes=notes, mark=mark, pictures=draft.pictures), shown, compared, redline, rounds
    )


def _round(document: Document, ordinal: int | None) -> DraftRound:
    if ordinal is None or (document.round is not None and ordinal == document.round.ordinal):
        assert document.round is not None
        return document.round
    return get_object_or_404(document.rounds, ordinal=ordinal)


def issued_paper(document: Document) -> IssuedPaper | None:
    """Return the frozen paper, without its bytes; None before issue."""
    return IssuedPaper.objects.defer("pdf").filter(document=document).first()


def draft_mark(ordinal: int) -> str:
    """Return the mark that the system prints on a draft: DỰ THẢO, from the second round with its number.

    Paper speaks Vietnamese whatever the language of the page.
    """
    return "DỰ THẢO" if ordinal == 1 else f"DỰ THẢO LẦN {ordinal}"


def notes_for(reading: Reading) -> list[Note]:
    """Everything said about passages of the document that this reader may see: findings, and what upper floors know."""
    findings = finding_notes(reading.ask(findings_for))
    return [*findings, *(note for source in note_sources for note in source(reading))]


def finding_notes(findings: Iterable[ShownFinding]) -> list[Note]:
    """Return the findings that hold or warn, as marks on the sheet."""
    return [
        Note(finding.paragraph, TONES[finding.severity], target=f"#finding-{number}", label=finding.with_rule)
        for number, finding in enumerate(findings)
        if finding.paragraph and finding.severity != "info" and not finding.waived
    ]
