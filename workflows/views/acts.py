"""The acts of the document page: each posts, does one action and returns to the document."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from audit.requests import actor_of
from documents.queries import worked_on_document
from web.typed import number_in
from workflows import actions
from workflows.models import Procedure
from workflows.procedures import StationKind
from workflows.queries.vacancies import drafters_of
from workflows.views.asking import acting_for, answered


@require_POST
def start_route(request: HttpRequest, pk: int) -> HttpResponse:
    document = worked_on_document(request.user, pk)
    chosen = number_in(request.POST.get("procedure"))
    procedure = Procedure.objects.filter(pk=chosen).first() if chosen is not None else None
    return answered(
        request,
        document,
        lambda: actions.start(
            actor=actor_of(request),
            document=document,
            procedure=procedure,
            type_code=request.POST.get("type", ""),
            at=timezone.now(),
        ),
        _("Đã đưa văn bản vào quy trình."),
    )


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """From the desk, for the first time or after a revision; maybe with a new file."""
    document = worked_on_document(request.user, pk)
    upload = request.FILES.get("file")
    station = document.itinerary.station if hasattr(document, "itinerary") else None
    seen = request.POST.get("seen", "")[:8]
    action = actions.submit_revision if station and station.kind is StationKind.REVISE else actions.submit_draft
    return answered(
        request,
        document,
        lambda: action(
            actor=actor_of(request),
            document=document,
            file=upload.read() if upload else None,
            name=upload.name or "" if upload else "",
            message=request.POST.get("message", ""),
            seen=int(seen) if seen.isdecimal() else None,
            at=timezone.now(),
        ),
        _("Đã trình. Văn bản chuyển sang bước tiếp theo."),
    )


@require_POST
def pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    document = worked_on_document(request.user, pk)
    message = request.POST.get("message", "")
    return answered(
        request,
        document,
        lambda: actions.pass_check(actor=actor_of(request), document=document, message=message, at=timezone.now()),
        _("Đã xác nhận thể thức. Văn bản chuyển sang bước tiếp theo."),
    )


@require_POST
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    document = worked_on_document(request.user, pk)
    to, reason = request.POST.get("to", ""), request.POST.get("reason", "")
    return answered(
        request,
        document,
        lambda: actions.return_document(
            actor=acting_for(request, document),
            document=document,
            reason=reason,
            to=number_in(to),
            at=timezone.now(),
        ),
        _("Đã trả lại. Người nhận thấy lý do ở bàn làm việc."),
    )


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    document = worked_on_document(request.user, pk)
    reason = request.POST.get("reason", "")
    return answered(
        request,
        document,
        lambda: actions.cancel_document(actor=actor_of(request), document=document, reason=reason, at=timezone.now()),
        _("Đã hủy văn bản."),
    )


@require_POST
def assign_drafter(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the drafting to the person chosen in the dialog."""
    document = worked_on_document(request.user, pk)
    chosen, reason = request.POST.get("drafter", ""), request.POST.get("reason", "")
    known = {str(user.pk): user for user in drafters_of(document.organisation, timezone.localdate())}
    if chosen not in known:
        messages.error(request, _("Hãy chọn người soạn thảo trong danh sách."))
        return redirect("workflows:document", pk)
    return answered(
        request,
        document,
        lambda: actions.assign_drafter(
            actor=actor_of(request), document=document, drafter=known[chosen], reason=reason, at=timezone.now()
        ),
        _("Đã giao người soạn thảo mới. Đồng chí ấy thấy việc ở bàn làm việc của mình."),
    )


@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    document = worked_on_document(request.user, pk)
    return answered(
        request,
        document,
        lambda: actions.sign(actor=acting_for(request, document), document=document, at=timezone.now()),
        _("Đã ký. Văn bản chuyển văn thư cấp số."),
    )


@require_POST
def ask_again(request: HttpRequest, pk: int) -> HttpResponse:
    document = worked_on_document(request.user, pk)
    reason = request.POST.get("reason", "")
    return answered(
        request,
        document,
        lambda: actions.ask_again(actor=actor_of(request), document=document, reason=reason, at=timezone.now()),
        _("Đã mở lại. Các đồng chí trong danh sách được báo ngay."),
    )
