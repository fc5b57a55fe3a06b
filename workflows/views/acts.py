"""The acts of the document page: each posts, does one action and returns to the document."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from audit.requests import perform_action
from documents.queries import worked_on_document
from web.typed import number_in
from workflows import actions
from workflows.models import Procedure
from workflows.procedures import StationKind
from workflows.queries.vacancies import drafters_of
from workflows.views.asking import acting_for


@require_POST
def start_route(request: HttpRequest, pk: int) -> HttpResponse:
    document = worked_on_document(request.user, pk)
    chosen = number_in(request.POST.get("procedure"))
    procedure = Procedure.objects.filter(pk=chosen).first() if chosen is not None else None
    outcome = perform_action(
        request, actions.start, document=document, procedure=procedure, type_code=request.POST.get("type", "")
    )
    outcome.tell(request, _("Đã đưa văn bản vào quy trình."))
    return redirect("workflows:document", pk)


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """From the desk, for the first time or after a revision; maybe with a new file."""
    document = worked_on_document(request.user, pk)
    upload = request.FILES.get("file")
    station = document.itinerary.station if hasattr(document, "itinerary") else None
    seen = request.POST.get("seen", "")[:8]
    action = actions.submit_revision if station and station.kind is StationKind.REVISE else actions.submit_draft
    outcome = perform_action(
        request,
        action,
        document=document,
        file=upload.read() if upload else None,
        name=upload.name or "" if upload else "",
        message=request.POST.get("message", ""),
        seen=int(seen) if seen.isdecimal() else None,
    )
    outcome.tell(request, _("Đã trình. Văn bản chuyển sang bước tiếp theo."))
    return redirect("workflows:document", pk)


@require_POST
def pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    document = worked_on_document(request.user, pk)
    message = request.POST.get("message", "")
    outcome = perform_action(request, actions.pass_check, document=document, message=message)
    outcome.tell(request, _("Đã xác nhận thể thức. Văn bản chuyển sang bước tiếp theo."))
    return redirect("workflows:document", pk)


@require_POST
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    document = worked_on_document(request.user, pk)
    to, reason = request.POST.get("to", ""), request.POST.get("reason", "")
    outcome = perform_action(
        request,
        actions.return_document,
        document=document,
        actor=acting_for(request, document),
        reason=reason,
        to=number_in(to),
    )
    outcome.tell(request, _("Đã trả lại. Người nhận thấy lý do ở bàn làm việc."))
    return redirect("workflows:document", pk)


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    document = worked_on_document(request.user, pk)
    reason = request.POST.get("reason", "")
    outcome = perform_action(request, actions.cancel_document, document=document, reason=reason)
    outcome.tell(request, _("Đã hủy văn bản."))
    return redirect("workflows:document", pk)


@require_POST
def assign_drafter(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the drafting to the person chosen in the dialog."""
    document = worked_on_document(request.user, pk)
    chosen, reason = request.POST.get("drafter", ""), request.POST.get("reason", "")
    known = {str(user.pk): user for user in drafters_of(document.organisation, timezone.localdate())}
    if chosen not in known:
        messages.error(request, _("Hãy chọn người soạn thảo trong danh sách."))
        return redirect("workflows:document", pk)
    outcome = perform_action(request, actions.assign_drafter, document=document, drafter=known[chosen], reason=reason)
    outcome.tell(request, _("Đã giao người soạn thảo mới. Đồng chí ấy thấy việc ở bàn làm việc của mình."))
    return redirect("workflows:document", pk)


@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    document = worked_on_document(request.user, pk)
    outcome = perform_action(request, actions.sign, document=document, actor=acting_for(request, document))
    outcome.tell(request, _("Đã ký. Văn bản chuyển văn thư cấp số."))
    return redirect("workflows:document", pk)


@require_POST
def ask_again(request: HttpRequest, pk: int) -> HttpResponse:
    document = worked_on_document(request.user, pk)
    reason = request.POST.get("reason", "")
    outcome = perform_action(request, actions.ask_again, document=document, reason=reason)
    outcome.tell(request, _("Đã mở lại. Các đồng chí trong danh sách được báo ngay."))
    return redirect("workflows:document", pk)
