"""Which papers the rounds cite, kept as rows and linked to the register. Follows from the text; nobody decides it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from audit.actions import act
from documents.models import Citation, CitedPaper, Document, DraftRound, RegisterEntry
from documents.queries.citing import Linker
from documents.search_words import words_of_cited
from documents.structure import Draft
from documents.structure.reading.citations import Citation as Read
from documents.structure.reading.citations import citations

#: As the columns of CitedPaper.
_LONGEST = {"issuer": 200, "about": 300, "symbol": 80, "organ": 40, "unit": 60}


def write_citations(document: Document, row: DraftRound, found: Sequence[Read]) -> None:
    """Write one row per citation of a new round. Called by `add_round`, inside its transaction."""
    if not found:
        return
    linker = Linker([one.key for one in found])
    targets = [linker.target(document, one.key, _day(one.date), one.issuer) for one in found]
    papers = _papers(found)
    Citation.objects.bulk_create(
        [
            Citation(
                round=row,
                document=document,
                paper_id=papers[one.paper],
                place=place,
                written=(one.written or one.symbol)[:120],
                dated_on=_day(one.date),
                issuer=one.issuer[:200],
                line=one.line,
                passage=one.passage,
                first=one.first,
                variant=one.variant,
                target_id=target,
            )
            for place, (one, target) in enumerate(zip(found, targets, strict=True))
        ],
        batch_size=500,
    )


def _papers(found: Sequence[Read]) -> dict[str, int]:
    """Return the ids of the papers by their keys; those that nobody cited before are added."""
    rows = {one.paper: _paper(one) for one in reversed(found)}
    CitedPaper.objects.bulk_create(rows.values(), ignore_conflicts=True, batch_size=500)
    return dict(CitedPaper.objects.filter(key__in=rows).values_list("key", "pk"))


def _paper(one: Read) -> CitedPaper:
    words = {name: getattr(one, name)[:longest] for name, longest in _LONGEST.items()}
    paper = CitedPaper(key=one.paper, symbol_key=one.key, type_code=one.type, dated_on=_day(one.date), **words)
    paper.search_text = words_of_cited(paper)
    return paper


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def link_waiting(entry: RegisterEntry) -> int:
    """Link the citations that waited for a paper that is issued now; how many. Called when the register gets its line."""
    waiting = list(
        Citation.objects.filter(paper__symbol_key=entry.symbol_key, target__isnull=True)
        .exclude(document=entry.document)
        .select_related("document__organisation")
    )
    linker = Linker([entry.symbol_key]) if waiting else None
    linked = []
    for citation in waiting:
        assert linker is not None
        citation.target_id = linker.target(citation.document, entry.symbol_key, citation.dated_on, citation.issuer)
        if citation.target_id is not None:
            linked.append(citation)
    Citation.objects.bulk_update(linked, ["target"], batch_size=500)
    return len(linked)


@act
def read_citations_again(document: Document) -> None:
    """Write the rows of a document's current round anew: after an upgrade, or when a code of an organisation changed."""
    row = document.round
    if row is None:
        return
    Citation.objects.filter(round=row).delete()
    write_citations(document, row, citations(Draft.from_json(row.tree)))
