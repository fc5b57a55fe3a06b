"""Sổ văn bản đi: the ten columns as in the book."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from audit.actor import Actor
from audit.requests import perform_action
from documents.actions import void_number
from documents.forms import VoidForm
from documents.models import NumberSeries, RegisterEntry
from documents.paging import page
from documents.queries import register_entries, series_of
from documents.queries.register import series_tabs
from documents.register_book import book
from orgs.models import Organisation
from orgs.permissions import Perm, can, organisation_ids, require
from orgs.working import PAGE_KEY, page_organisation
from web.files import file_name, to_keep
from web.typed import number_in


def readable_organisation(request: HttpRequest) -> Organisation:
    """Return the organisation that the page is about, if the person may read its register."""
    organisation = page_organisation(request)
    require(Actor.of(request.user), Perm.READ_DOCUMENTS, organisation.pk if organisation else 0)
    assert organisation is not None
    return organisation


def columns() -> list[str]:
    """Name the ten columns of the book, in their order."""
    told = [_("Số, ký hiệu"), _("Ngày tháng"), _("Tên loại và trích yếu"), _("Người ký"), _("Nơi nhận"), _("Bản lưu")]
    return [*told, _("Số bản"), _("Ngày chuyển"), _("Ký nhận"), _("Ghi chú")]


def address_of(organisation: Organisation) -> str:
    return f"{reverse('documents:register')}?{PAGE_KEY}={organisation.pk}"


@require_GET
def register(request: HttpRequest) -> HttpResponse:
    organisation = readable_organisation(request)
    chosen = request.GET.get("day", "")
    series = list(series_of(organisation))
    entries = register_entries(organisation, number_in(chosen), request.GET.get("q", ""))
    context: dict[str, Any] = {
        "organisation": organisation,
        "tabs": series_tabs(series, chosen, address_of(organisation)),
        "columns": columns(),
        "series": next((one for one in series if str(one.pk) == chosen), None),
        "page": page(entries, column="issued_on", after=request.GET.get("after"), before=request.GET.get("before")),
        "before": organisation.predecessors.filter(pk__in=organisation_ids(request.user, Perm.READ_DOCUMENTS)),
        "may_void": can(request.user, Perm.ASSIGN_NUMBER, organisation),
    }
    return render(request, "documents/register.html", context)


@require_GET
def register_file(request: HttpRequest, kind: str) -> HttpResponse:
    """Send the book to print: PDF, DOCX or XLSX of one series, or of all."""
    organisation = readable_organisation(request)
    chosen = number_in(request.GET.get("day"))
    series = None if chosen is None else get_object_or_404(NumberSeries, pk=chosen, organisation=organisation)
    content, content_type = book(organisation, series, kind=kind, at=timezone.now())
    words = f"Sổ văn bản đi {organisation.short_name} {series or ''}"
    return to_keep(content, file_name(words, kind), content_type)


@require_POST
def register_void(request: HttpRequest, pk: int) -> HttpResponse:
    """Void a number of a register that the person reads; whether they may, and whether it can be, asks the action."""
    readable = organisation_ids(request.user, Perm.READ_DOCUMENTS)
    entries = RegisterEntry.objects.filter(series__organisation__in=readable)
    entry = get_object_or_404(entries.select_related("series__organisation"), pk=pk)
    form = VoidForm(request.POST)
    if form.is_valid():
        done = _("Đã hủy số {number}; số ở lại trong sổ kèm lý do.").format(number=entry)
        perform_action(request, void_number, entry=entry, form=form).tell(request, done, refused="{why}")
    else:
        messages.error(request, " ".join(map(str, form.errors["reason"])))
    return redirect(address_of(entry.series.organisation))
