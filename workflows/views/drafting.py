"""A new draft, and the drafter's desk with its self-saving working copy."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from audit.actor import Actor
from audit.requests import actor_of, perform_action
from documents.actions import import_draft, save_working_copy, submit_round
from documents.actions.rounds import prepare_round
from documents.errors import refused
from documents.models import Document, WorkingCopy
from documents.permissions import can_edit, require_drafter
from documents.queries import worked_on_document
from documents.states import WRITING
from documents.structure import Draft, to_text
from orgs.permissions import Perm, can
from orgs.working import page_organisation
from web.typed import MOST_COUNTED, number_in
from workflows import actions
from workflows.forms import NewDraftForm


def new_draft(request: HttpRequest) -> HttpResponse:
    """Upload or paste; what is read becomes a document on its route, of the organisation that the form was opened for."""
    organisation = page_organisation(request)
    if organisation is None or not can(request.user, Perm.DRAFT, organisation):
        raise PermissionDenied(_("Đồng chí không có quyền soạn thảo ở đơn vị này. Hãy chọn đơn vị khác ở góc trái."))
    form = NewDraftForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        outcome = perform_action(request, import_draft, organisation=organisation, **form.material())
        if outcome.result is not None:
            return _on_its_way(request, outcome.result)
        form.blame(outcome.why)
    return render(request, "workflows/draft_new.html", {"form": form, "organisation": organisation})


def _on_its_way(request: HttpRequest, document: Document) -> HttpResponse:
    """Put the new document on its route; if no procedure fits, its page offers what may be done instead."""
    try:
        actions.start(actor=actor_of(request), document=document, at=timezone.now())
    except ValidationError:
        messages.info(
            request, _("Đã đọc và giữ dự thảo. Bấm “Đưa vào quy trình” để chọn văn bản này ban hành thành loại gì.")
        )
    return redirect(document)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the drafter's desk: the text as lines, saved as it is typed; "Ghi thành lần mới" makes it a round."""
    document = worked_on_document(request.user, pk)
    if request.method == "POST":
        typed = Typed.of(request)
        problem = _save_round(request, document, typed)
        return redirect("workflows:document", pk) if problem is None else _desk(request, document, typed, problem)
    require_drafter(actor_of(request), document)
    if document.status not in WRITING:
        messages.error(request, " ".join(refused("not_at_desk", status=document.get_status_display()).messages))
        return redirect("workflows:document", pk)
    return _desk(request, document, None, None)


@dataclass(frozen=True, slots=True)
class Typed:
    """What a desk's form sends: the text, and the copy and the round that it was drawn with."""

    text: str
    version: int
    seen: int

    @classmethod
    def of(cls, request: HttpRequest) -> Typed:
        version, seen = (number_in(request.POST.get(name), most=MOST_COUNTED) or 0 for name in ("version", "seen"))
        return cls(request.POST.get("text", ""), version, seen)


def _desk(request: HttpRequest, document: Document, typed: Typed | None, problem: Problem | None) -> HttpResponse:
    """Show the form as the server has it. What was typed and could not be taken stands beside it, to be copied from."""
    copy = WorkingCopy.objects.select_related("saved_by").filter(document=document).first()
    newest = copy.text if copy else to_text(Draft.from_json(document.round.tree)) if document.round else ""
    late = problem is not None and problem.late
    context = {
        "document": document,
        "text": newest if typed is None or late else typed.text,
        "typed": typed.text if typed is not None and late else "",
        "version": copy.version if copy else 0,
        "seen": document.round.ordinal if document.round else 0,
        "at_desk": document.status in WRITING and can_edit(request.user, document),
        "problem": problem,
        "saved_at": copy.saved_at if copy else None,
        "left_by": copy.saved_by if copy and copy.saved_by_id != request.user.pk else None,
    }
    return render(request, "workflows/edit.html", context, status=200 if problem is None else 409 if late else 422)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a text was not taken; `late`: the document had moved on since its page was drawn."""

    sentence: str
    late: bool


#: Refusals of a page that is older than the document.
LATE = frozenset({"stale", "round_moved", "not_at_desk"})


def _save_round(request: HttpRequest, document: Document, typed: Typed) -> Problem | None:
    """Keep the text and make it the next round; why not, or None."""

    def keep(*, actor: Actor, at: datetime) -> None:
        saved = save_working_copy(actor=replace(actor, form=""), document=document, at=at, **asdict(typed))
        ready = prepare_round(actor=actor, document=document, seen=typed.seen, saved=saved)
        submit_round(actor=actor, document=document, prepared=ready, at=at)

    try:
        outcome = perform_action(request, keep)
    except PermissionDenied as refusal:  # somebody else drafts it now
        return Problem(str(refusal), late=True)
    return None if outcome.refusal is None else Problem(outcome.why, late=outcome.code in LATE)


@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Self-saving: 204 with the new version in X-Version; 409 with the reason if the document moved on meanwhile."""
    document, typed = worked_on_document(request.user, pk), Typed.of(request)
    actor = replace(actor_of(request), form="")  # the same form saves itself again and again
    try:
        outcome = perform_action(request, save_working_copy, actor=actor, document=document, **asdict(typed))
    except PermissionDenied as refusal:
        return _moved_on(str(refusal))
    if outcome.result is None:
        return _moved_on(outcome.why)
    return HttpResponse(status=204, headers={"X-Version": str(outcome.result.version)})


def _moved_on(why: str) -> HttpResponse:
    return HttpResponse(why, status=409, content_type="text/plain; charset=utf-8")
