"""What a document cites, who cites it, what it may be compared with; and the papers that an organisation's documents cite."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from documents.models import Citation, CitedPaper, Document, RegisterEntry
from documents.paging import page_of_parts
from documents.queries.citing import Linker
from documents.queries.sheet import issued_paper
from documents.rules import full_number
from documents.structure import Draft
from documents.structure.comparing.compare import Comparison, compare
from orgs.models import Organisation
from orgs.people import AnyUser
from orgs.queries import ancestors
from orgs.searching import found_by, phrases

#: Papers of a superior that ours is to follow: these are proposed first.
LEADING = ("CTr", "KH", "NQ")
MOST_CITING = 20
MOST_FOUND = 8
#: Spelt otherwise than the rule book has it, or dated otherwise than the paper was first.
UNLIKE = Q(variant=True) | Q(dated_on__isnull=False) & ~Q(dated_on=F("paper__dated_on"))
#: Citations of the text that a document has now; those of its earlier rounds stay as they were.
CURRENT = Q(round=F("document__round"))


@dataclass
class CitedRow:
    """A paper that a document cites, with its places there. `target` only where this reader may see that document.

    `other_day`: the register has this number of this year, but with another day than the text gives. `voided`: the citing
    organisation's own register has the number of this year as voided, and no document under it.
    """

    paper: CitedPaper
    target: Document | None = None
    other_day: RegisterEntry | None = None
    voided: RegisterEntry | None = None
    places: list[Citation] = field(default_factory=list)

    @property
    def paper_id(self) -> int:
        return self.paper.pk

    @property
    def dated_on(self) -> date | None:
        """The day that this text gives; another text may give another."""
        return next((place.dated_on for place in self.places if place.dated_on), None)

    @property
    def any_day(self) -> tuple[str, None, str]:
        """What a linker asks for when the day is left open: key, day, issuer."""
        return self.paper.symbol_key, None, self.paper.issuer

    @property
    def variants(self) -> list[str]:
        """How its number is written besides the right way."""
        return sorted({place.written for place in self.places if place.variant})


@dataclass(frozen=True, slots=True)
class Choice:
    """A document to compare with: `why` is "superior" (cited, of a superior), "cited" or "found" (by the search)."""

    document: Document
    why: str


def cited_papers(document: Document, user: AnyUser) -> list[CitedRow]:
    """Return what the current text cites, paper by paper in its order.

    Two queries; one more where a number was voided, and three where a dated one is not linked.
    """
    voided = _voided(document).filter(symbol_key=OuterRef("paper__symbol_key"))
    found = (
        Citation.objects.filter(round=document.round_id)
        .select_related("paper")
        .annotate(is_voided=Exists(voided))
        .order_by("place")
    )
    rows: dict[int, CitedRow] = {}
    targets: dict[int, int] = {}
    void: set[int] = set()
    for citation in found:
        rows.setdefault(citation.paper_id, CitedRow(citation.paper)).places.append(citation)
        if citation.target_id is not None:
            targets.setdefault(citation.paper_id, citation.target_id)
        elif citation.is_voided:
            void.add(citation.paper_id)
    visible = visible_by_id(user, targets.values())
    for paper_id, target_id in targets.items():
        rows[paper_id].target = visible.get(target_id)
    _note_voided(document, [rows[key] for key in void - targets.keys()])
    _note_other_days(document, user, [row for key, row in rows.items() if key not in targets and row.dated_on])
    return list(rows.values())


def _note_voided(document: Document, rows: list[CitedRow]) -> None:
    """Note which numbers the organisation itself has voided: no paper bears them."""
    keys = [row.paper.symbol_key for row in rows]
    for entry in _voided(document).filter(symbol_key__in=keys) if keys else ():
        for row in rows:
            same_year = row.dated_on is None or row.dated_on.year == entry.issued_on.year
            if row.paper.symbol_key == entry.symbol_key and same_year:
                row.voided = entry


def _voided(document: Document) -> QuerySet[RegisterEntry]:
    """Numbers that the document's organisation has voided."""
    return RegisterEntry.objects.filter(series__organisation=document.organisation_id, voided_at__isnull=False)


def _note_other_days(document: Document, user: AnyUser, rows: list[CitedRow]) -> None:
    """Note where a day disagrees with the register.

    A slip of one of the two, said where the reader may see the paper.
    """
    linker = Linker([row.paper.symbol_key for row in rows])
    meant = {row.paper_id: target for row in rows if (target := linker.target(document, *row.any_day))}
    seen = visible_by_id(user, meant.values())
    entries = RegisterEntry.objects.filter(document__in=seen).select_related("document")
    by_document = {entry.document_id: entry for entry in entries} if seen else {}
    for row in rows:
        entry = by_document.get(meant.get(row.paper_id))
        if entry is not None and row.dated_on and entry.issued_on.year == row.dated_on.year:
            row.other_day = entry


def visible_by_id(user: AnyUser, ids: Iterable[int]) -> dict[int, Document]:
    """Those of the documents that the person may see."""
    wanted = set(ids)
    if not wanted:
        return {}
    return Document.objects.visible_to(user).select_related("organisation").in_bulk(wanted)


def citing_documents(document: Document, user: AnyUser) -> list[Document]:
    """Return the documents that cite this one now and that the person may see, newest first, at most MOST_CITING."""
    citing = Citation.objects.filter(CURRENT, target=document).values("document")
    found = Document.objects.visible_to(user).filter(pk__in=citing)
    return list(found.select_related("organisation").order_by("-changed_at", "-pk")[:MOST_CITING])


def comparison_choices(document: Document, user: AnyUser, words: str = "") -> list[Choice]:
    """Return what to compare with: programmes and plans of superiors, other cited papers, then what is searched."""
    above = {one.pk for one in ancestors(document.organisation)}
    cited = [row.target for row in cited_papers(document, user) if row.target]
    choices = [Choice(one, "superior" if one.organisation_id in above else "cited") for one in cited]
    choices.sort(key=lambda choice: (choice.why != "superior", choice.document.type_code not in LEADING))
    known = {document.pk, *(one.pk for one in cited)}
    return choices + [Choice(one, "found") for one in _search(user, words) if one.pk not in known]


def _search(user: AnyUser, words: str) -> list[Document]:
    if not phrases(words):
        return []
    rows = Document.objects.select_related("organisation")
    parts = [found_by(part, words) for part in Document.objects.visible_parts(user)]
    return page_of_parts(rows, parts, column="changed_at", size=MOST_FOUND).rows


def comparison(document: Document, other: Document) -> Comparison:
    """Ours (`document`) beside theirs (`other`), each as it was issued, or as its current round says."""
    return compare(_text(other), _text(document))


def _text(document: Document) -> Draft:
    paper = issued_paper(document)
    if paper is not None:
        return Draft.from_json(paper.tree)
    return Draft.from_json(document.round.tree) if document.round else Draft()


def numbers_of(documents: Iterable[Document]) -> dict[int, str]:
    """{document id: "31-CTr/TWĐTN"} of those that are in the register."""
    ids = {one.pk: one.organisation.profile for one in documents}
    entries = RegisterEntry.objects.filter(document__in=ids).values_list("document_id", "number", "symbol")
    return {pk: full_number(f"{number:02d}", symbol, ids[pk]) for pk, number, symbol in entries if pk in ids}


def papers_cited_by(organisation: Organisation, show: str = "", words: str = "") -> QuerySet[CitedPaper]:
    """Return the papers that an organisation's documents cite, with how many do (`citing`) and how many places misspell.

    `show`: "" all, "unlinked" those not in the register, "variants" those spelt in more than one way.
    """
    papers = (
        CitedPaper.objects.filter(
            citations__document__organisation=organisation, citations__round=F("citations__document__round")
        )
        .annotate(
            citing=Count("citations__document", distinct=True),
            misspelt=Count(
                "citations",
                filter=Q(citations__variant=True)
                | Q(citations__dated_on__isnull=False) & ~Q(citations__dated_on=F("dated_on")),
                distinct=True,
            ),
            linked=Count("citations__target", distinct=True),
        )
        .filter(citing__gt=0)
    )
    if show == "unlinked":
        papers = papers.filter(linked=0)
    elif show == "variants":
        papers = papers.filter(misspelt__gt=0)
    return found_by(papers, words)


def spellings(papers: Iterable[CitedPaper], organisation: Organisation) -> dict[int, list[str]]:
    """{paper id: the other ways in which the organisation's documents write its number, and other days}. One query."""
    known = {paper.pk: paper for paper in papers}
    found = Citation.objects.filter(CURRENT, UNLIKE, paper__in=known, document__organisation=organisation)
    ways: dict[int, list[str]] = {}
    for pk, written, day in found.order_by("paper", "written").values_list("paper", "written", "dated_on").distinct():
        other_day = f" ({day:%d/%m/%Y})" if day and day != known[pk].dated_on else ""
        ways.setdefault(pk, []).append(f"{written}{other_day}")
    return ways


def targets_of(papers: Iterable[CitedPaper], user: AnyUser) -> dict[int, Document]:
    """{paper id: the document of the register}, where the person may see it. Two queries."""
    found = Citation.objects.filter(paper__in=[paper.pk for paper in papers], target__isnull=False)
    pairs = dict(found.order_by("-pk").values_list("paper", "target").distinct())
    visible = visible_by_id(user, pairs.values())
    return {paper: visible[target] for paper, target in pairs.items() if target in visible}


def citations_of_paper(paper: CitedPaper, user: AnyUser) -> QuerySet[Document]:
    """Return the documents that cite a paper now and that the person may see, told apart (`worked_on`)."""
    citing = Citation.objects.filter(CURRENT, paper=paper).values("document")
    return Document.objects.visible_to(user).told_apart(user).filter(pk__in=citing).select_related("organisation")
