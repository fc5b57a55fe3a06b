"""Tiếp thu, giải trình: the table that must be full before a document goes on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from approvals import actions
from approvals.forms import ResolutionForm
from approvals.models import Comment, Opinion, Resolution
from approvals.papers import answers_table
from approvals.permissions import can_read_answers, can_resolve
from approvals.queries import groups_of, progress_of
from approvals.rules.passages import text_of
from approvals.views.paper import answer_with
from audit.requests import perform_action
from documents.models import Document
from documents.queries import worked_on_document
from documents.states import ANSWERING


@require_GET
def resolutions(request: HttpRequest, pk: int) -> HttpResponse:
    document = _for_the_office(request, pk)
    groups = groups_of(document)
    progress = progress_of(groups)
    context = {
        "document": document,
        "document_title": str(document),
        "back_url": reverse("workflows:document", args=[pk]),
        "done": progress.done,
        "total": progress.total,
        "groups": groups,
        "docx_url": reverse("approvals:answers_file", args=[pk, "docx"]),
        "table_url": reverse("approvals:answers", args=[pk]),
        "can_answer": can_resolve(request.user, document) and document.status in ANSWERING,
    }
    return render(request, "approvals/resolutions.html", context)


def _for_the_office(request: HttpRequest, pk: int) -> Document:
    """Return the document for those who may read its table of answers; Http404 for others."""
    document = worked_on_document(request.user, pk)
    if not can_read_answers(request.user, document):
        raise Http404
    return document


@require_POST
def resolve_comment(request: HttpRequest, pk: int) -> HttpResponse:
    comment = get_object_or_404(Comment.objects.select_related("document__round"), pk=pk)
    worked_on_document(request.user, comment.document_id)
    return _resolve(request, comment.document, actions.resolve_comment, comment=comment, usual=comment.passage)


@require_POST
def resolve_opinion(request: HttpRequest, pk: int) -> HttpResponse:
    opinion = get_object_or_404(Opinion.objects.select_related("seat__round__document__round"), pk=pk)
    document = worked_on_document(request.user, opinion.seat.round.document_id)
    return _resolve(request, document, actions.resolve_opinion, opinion=opinion, usual="")


def _resolve(
    request: HttpRequest, document: Document, action: Callable[..., Resolution], *, usual: str, **target: object
) -> HttpResponse:
    """Answer; what was taken in without naming a place was taken in where the remark stands, if that is still there."""
    form = ResolutionForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        if given["kind"] == Resolution.Response.TAKEN_IN and not given["passage"] and document.round is not None:
            given["passage"] = usual if usual and text_of(document.round.tree, usual) is not None else ""
        perform_action(request, partial(action, **target), **given).tell(request, _("Đã ghi trả lời."))
    return redirect(reverse("approvals:resolutions", args=[document.pk]))


@require_GET
def answers(request: HttpRequest, pk: int, kind: str = "html") -> HttpResponse:
    """Show the bảng tổng hợp: on screen, as Word or PDF."""
    document = _for_the_office(request, pk)
    return answer_with(
        request,
        answers_table(document),
        kind=kind,
        at=timezone.now(),
        organisation=document.organisation,
        name=f"Tiếp thu, giải trình {document.type_code} {document.subject}",
        back_url=reverse("approvals:resolutions", args=[pk]),
        file_url=lambda file_kind: reverse("approvals:answers_file", args=[pk, file_kind]),
    )
