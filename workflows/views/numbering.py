"""Cấp số và phát hành: the paper as it will be, and a checklist that fills itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.requests import perform_action
from audit.sent_forms import key_of, was_done
from documents.actions.issuing import NextNumber, issued_draft, next_number, signing_in_force
from documents.models import Document, Signing
from documents.queries import gate_findings, worked_on_document
from documents.rendering.sheet import lay_out
from documents.rules import full_number, written_number
from notifications.queries import Readiness, recipients_ready
from notifications.queries.margin import table_context
from orgs.people import AnyUser
from orgs.permissions import Perm, can
from workflows import actions
from workflows.procedures import StationKind


def number(request: HttpRequest, pk: int) -> HttpResponse:
    document = worked_on_document(request.user, pk)
    if not can(request.user, Perm.ASSIGN_NUMBER, document.organisation_id):
        raise PermissionDenied(_("Chỉ văn thư của đơn vị ban hành được cấp số."))
    if was_done(request.user.pk or 0, key_of(request)):
        return redirect("workflows:document", pk)
    station = document.itinerary.station if hasattr(document, "itinerary") else None
    if station is None or station.kind is not StationKind.NUMBER:
        messages.error(request, _("Văn bản không ở bước cấp số. Hãy xem thanh lộ trình."))
        return redirect("workflows:document", pk)
    if request.method == "POST":
        return _issue(request, document)
    return render(request, "workflows/number.html", page(request.user, document))


def _issue(request: HttpRequest, document: Document) -> HttpResponse:
    outcome = perform_action(request, actions.number, document=document)
    if outcome.result is None:
        messages.error(request, outcome.why)
        return redirect("workflows:number", document.pk)
    paper = outcome.result
    whole = full_number(paper.number, paper.symbol, document.organisation.profile)
    messages.success(request, _("Đã ban hành số {number} và gửi tới các nơi nhận.").format(number=whole))
    return redirect(document)


def page(user: AnyUser, document: Document) -> dict[str, Any]:
    """Return the inputs of `workflows/number.html`."""
    signing, coming, refusal = _coming(document)
    readiness = recipients_ready(document)
    holding = gate_findings(document, "N")
    sheet = lay_out(issued_draft(document, signing, coming), mark="") if signing and coming else None
    whole = full_number(coming.written, coming.symbol, document.organisation.profile) if coming else ""
    return {
        "document": document,
        "sheet": sheet,
        "stamp": _("Đã ký {day}").format(day=timezone.localtime(signing.signed_at).strftime("%d/%m/%Y %H:%M"))
        if signing
        else "",
        "signing": signing,
        "coming": coming,
        "whole_number": whole,
        "readiness": readiness,
        "checks": checks(holding, signing, coming, whole, readiness, refusal),
        "ready": bool(signing and coming and readiness and not holding),
        "table": table_context(document, user),
        **table_context(document, user),
    }


def _coming(document: Document) -> tuple[Signing | None, NextNumber | None, str]:
    """Return the signing and the number that is next, or the sentence that says why there is none."""
    signing = None
    try:
        signing = signing_in_force(document)
        return signing, next_number(document, signing), ""
    except ValidationError as refusal:
        return signing, None, " ".join(refusal.messages)


def checks(
    holding: list[Any],
    signing: Signing | None,
    coming: NextNumber | None,
    whole: str,
    readiness: Readiness,
    refusal: str,
) -> list[dict[str, str]]:
    """Return the lines of the checklist: state is done, wait or later."""
    signed = ""
    if signing:
        signed = _("{name}, {position} · ký {day}").format(
            name=signing.name,
            position=signing.position,
            day=timezone.localtime(signing.signed_at).strftime("%d/%m/%Y"),
        )
    series = (
        _("Sổ {type}, {period} · 01–{last} đủ").format(
            type=coming.type_code, period=coming.period, last=written_number(coming.number - 1)
        )
        if coming and coming.number > 1
        else _("Số đầu tiên của sổ")
        if coming
        else refusal
    )
    return [
        {
            "state": "wait" if holding else "done",
            "label": _("Còn {n} điểm chặn").format(n=len(holding)) if holding else _("Không còn điểm chặn"),
            "note": holding[0].with_rule if holding else _("Thể thức đã kiểm tra"),
        },
        {
            "state": "done" if signing else "wait",
            "label": _("Đã ký") if signing else _("Chưa ký"),
            "note": signed or refusal,
        },
        {
            "state": "done" if coming else "wait",
            "label": _("Số {number}").format(number=whole) if coming else _("Chưa có số"),
            "note": series,
        },
        _recipients_check(readiness),
        {"state": "later", "label": _("Con dấu của đơn vị"), "note": _("Đóng trên bản giấy sau khi phát hành")},
    ]


def _recipients_check(readiness: Readiness) -> dict[str, str]:
    if not readiness.lines:
        return {
            "state": "wait",
            "label": _("Văn bản không có Nơi nhận"),
            "note": _("Hãy trả lại ở trang văn bản để người soạn bổ sung Nơi nhận"),
        }
    parts = [_("{n} dòng rõ").format(n=readiness.clear)]
    if readiness.to_choose:
        parts.append(_("{n} dòng cần chọn").format(n=readiness.to_choose))
    if readiness.unknown:
        parts.append(_("{n} dòng chưa rõ").format(n=readiness.unknown))
    if readiness.papers:
        parts.append(_("{n} bản gửi giấy").format(n=readiness.papers))
    return {
        "state": "done" if readiness else "wait",
        "label": _("Nơi nhận: {parts}").format(parts=", ".join(parts)),
        "note": "" if readiness else _("Chọn cách hiểu cho từng dòng ở bảng dưới"),
    }
