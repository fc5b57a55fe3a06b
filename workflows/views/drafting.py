"""A new draft, and the drafter's desk with its self-saving working copy."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from documents.actions import import_draft, save_working_copy, submit_round
from documents.models import Document, WorkingCopy
from documents.permissions import require_drafter
from documents.queries import worked_on_document
from documents.structure import Draft, to_text
from orgs.permissions import Perm, can
from orgs.working import page_organisation
from workflows import actions
from workflows.forms import NewDraftForm
from workflows.procedures import WRITING
from workflows.views.asking import actor_of


def new_draft(request: HttpRequest) -> HttpResponse:
    """Upload or paste; what is read becomes a document on its route, of the organisation that the form was opened for."""
    organisation = page_organisation(request)
    if organisation is None or not can(request.user, Perm.DRAFT, organisation):
        raise PermissionDenied(_("Đồng chí không có quyền soạn thảo ở đơn vị này. Hãy chọn đơn vị khác ở góc trái."))
    form = NewDraftForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            document = import_draft(
                actor=actor_of(request), organisation=organisation, at=timezone.now(), **form.material()
            )
        except ValidationError as refusal:
            form.blame(refusal)
        else:
            return _on_its_way(request, document)
    return render(request, "workflows/draft_new.html", {"form": form, "organisation": organisation})


def _on_its_way(request: HttpRequest, document: Document) -> HttpResponse:
    """Put the new document on its route; if no procedure fits, its page offers what may be done instead."""
    try:
        actions.start(actor=actor_of(request), document=document, at=timezone.now())
    except ValidationError:
        messages.info(
            request, _("Đã đọc và giữ dự thảo. Bấm “Đưa vào quy trình” để chọn văn bản này ban hành thành loại gì.")
        )
    return redirect("document", document.pk)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The drafter's desk: the text as lines, saved as it is typed; "Ghi thành lần mới" makes it a round."""
    document = worked_on_document(request.user, pk)
    require_drafter(actor_of(request), document)
    if (
        not hasattr(document, "itinerary")
        or document.itinerary.station is None
        or document.itinerary.station.kind not in WRITING
    ):
        messages.error(request, _("Văn bản không ở bàn soạn thảo nên chưa sửa được. Hãy đề nghị trả lại nếu cần sửa."))
        return redirect("document", pk)
    problem = _save_round(request, document) if request.method == "POST" else None
    if request.method == "POST" and problem is None:
        return redirect("document", pk)
    copy = WorkingCopy.objects.filter(document=document).first()
    text = copy.text if copy else to_text(Draft.from_json(document.round.tree)) if document.round else ""
    context = {"document": document, "text": text, "version": copy.version if copy else 0, "problem": problem}
    return render(request, "workflows/edit.html", {**context, "saved_at": copy.saved_at if copy else None})


def _save_round(request: HttpRequest, document: Document) -> str | None:
    """Keep the text and make it the next round; the sentence that says why not, or None."""
    version, now = request.POST.get("version", "0"), timezone.now()
    try:
        save_working_copy(
            actor=actor_of(request),
            document=document,
            text=request.POST.get("text", ""),
            version=int(version) if version.isdigit() else 0,
            at=now,
        )
        submit_round(actor=actor_of(request), document=document, at=now)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return None


@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Self-saving: 204 with the new version in X-Version; 409 if another window saved meanwhile."""
    document = worked_on_document(request.user, pk)
    version = request.POST.get("version", "0")
    try:
        copy = save_working_copy(
            actor=actor_of(request),
            document=document,
            text=request.POST.get("text", ""),
            version=int(version) if version.isdigit() else 0,
            at=timezone.now(),
        )
    except ValidationError as refusal:
        return HttpResponse(" ".join(refusal.messages), status=409)
    return HttpResponse(status=204, headers={"X-Version": str(copy.version)})
