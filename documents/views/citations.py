"""Viện dẫn: what a document cites and who cites it, our text beside a superior's, and all papers cited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from documents.comparison_paper import comparison_paper
from documents.models import CitedPaper, Document
from documents.paging import PAGE, page
from documents.queries import Reading, visible_document, worked_on_document
from documents.queries.citations import (
    Choice,
    citations_of_paper,
    comparison,
    comparison_choices,
    numbers_of,
    papers_cited_by,
    spellings,
    targets_of,
)
from documents.queries.margin import citations_panel as shown
from documents.views.register import readable_organisation
from orgs.models import Organisation
from orgs.people import AnyUser
from orgs.working import PAGE_KEY
from web.files import file_name, to_keep


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    count: int
    current: bool


@require_GET
def citations_panel(request: HttpRequest, pk: int) -> HttpResponse:
    reading = Reading(request.user, worked_on_document(request.user, pk))
    return render(request, "documents/_citations.html", shown(reading))


@require_GET
def compare_choice(request: HttpRequest, pk: int) -> HttpResponse:
    """Which document to compare with: the superior's that it cites come first, others are searched for."""
    document = worked_on_document(request.user, pk)
    words = request.GET.get("q", "").strip()
    context = {"document": document, "words": words, **_choices(document, request.user, words)}
    return render(request, "documents/compare_choice.html", context)


def _choices(document: Document, user: AnyUser, words: str = "") -> dict[str, Any]:
    found = comparison_choices(document, user, words)
    numbers = numbers_of([document, *(choice.document for choice in found)])

    def listed(*why: str) -> list[tuple[Choice, str]]:
        return [(one, numbers.get(one.document.pk, "")) for one in found if one.why in why]

    return {"number": numbers.get(document.pk, ""), "proposed": listed("superior", "cited"), "found": listed("found")}


@require_GET
def compare_documents(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Đối chiếu: our document beside another that the reader may see too."""
    document, theirs, numbers = _both(request, pk, other)
    result = comparison(document, theirs)
    own, their = _sides(document, theirs, numbers)
    context = {
        "document": document,
        "theirs": theirs,
        "numbers": (numbers.get(document.pk, ""), numbers.get(theirs.pk, "")),
        "own": own,
        "their": their,
        "result": result,
        "counts": result.counts,
        "only_different": request.GET.get("xem") == "khac",
    }
    return render(request, "documents/compare.html", context)


@require_GET
def comparison_file(request: HttpRequest, pk: int, other: int, kind: str) -> HttpResponse:
    """Send the comparison as a paper: PDF or Word."""
    document, theirs, numbers = _both(request, pk, other)
    own, their = _sides(document, theirs, numbers)
    subtitle = f"{document.subject} – {numbers.get(theirs.pk) or theirs.type_code} {theirs.subject}"
    content, content_type = comparison_paper(
        document, (their, own), comparison(document, theirs), subtitle, kind=kind, at=timezone.now()
    )
    return to_keep(content, file_name(f"Đối chiếu {subtitle}", kind), content_type)


def _both(request: HttpRequest, pk: int, other: int) -> tuple[Document, Document, dict[int, str]]:
    """Return a document that the reader works on, another that they may read, and their numbers; Http404 otherwise."""
    document, theirs = worked_on_document(request.user, pk), visible_document(request.user, other)
    if document.pk == theirs.pk:
        raise Http404
    return document, theirs, numbers_of([document, theirs])


def _sides(document: Document, theirs: Document, numbers: dict[int, str]) -> tuple[str, str]:
    """Return what the two columns are called: the organisations, or the years where one organisation wrote both."""
    if document.organisation_id != theirs.organisation_id:
        return document.organisation.short_name, theirs.organisation.short_name
    if document.year and theirs.year and document.year != theirs.year:
        return _("Năm %(year)s") % {"year": document.year}, _("Năm %(year)s") % {"year": theirs.year}
    return numbers.get(document.pk) or _("Văn bản này"), numbers.get(theirs.pk) or _("Văn bản kia")


@require_GET
def cited_papers_list(request: HttpRequest) -> HttpResponse:
    """Show the papers that the organisation's documents cite, most cited first."""
    organisation = readable_organisation(request)
    show, words = request.GET.get("xem", ""), request.GET.get("q", "")
    papers = papers_cited_by(organisation, show, words)
    after, before = request.GET.get("after"), request.GET.get("before")
    shown = page(papers, column="citing", after=after, before=before, size=PAGE)
    targets, ways = targets_of(shown.rows, request.user), spellings(shown.rows, organisation)
    rows = [(paper, targets.get(paper.pk), ways.get(paper.pk, [])) for paper in shown.rows]
    context = {
        "organisation": organisation,
        "tabs": _tabs(request, organisation),
        "page": shown,
        "rows": rows,
        "words": words,
        "show": show,
    }
    return render(request, "documents/cited_papers.html", context)


def _tabs(request: HttpRequest, organisation: Organisation) -> list[Tab]:
    labels = (("", _("Tất cả")), ("unlinked", _("Chưa có trong sổ")), ("variants", _("Viết nhiều cách")))
    show = request.GET.get("xem", "")
    return [
        Tab(
            label,
            f"{request.path}?{urlencode({PAGE_KEY: organisation.pk, **({'xem': key} if key else {})})}",
            papers_cited_by(organisation, key).count(),
            key == show,
        )
        for key, label in labels
    ]


@require_GET
def cited_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper: which documents cite it. Only what the reader may see; a paper that only others cite is not there."""
    paper = get_object_or_404(CitedPaper, pk=pk)
    documents = citations_of_paper(paper, request.user)
    shown = page(documents, column="changed_at", after=request.GET.get("after"), before=request.GET.get("before"))
    if not documents.exists():
        raise Http404
    context = {
        "paper": paper,
        "target": targets_of([paper], request.user).get(paper.pk),
        "page": shown,
        "numbers": numbers_of(shown.rows),
    }
    return render(request, "documents/cited_paper.html", context)
