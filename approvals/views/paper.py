"""A report that the system writes: on screen, as Word, as PDF."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from approvals.papers import as_pdf
from documents.rendering.tables import Report, table_docx
from orgs.models import Organisation
from web.files import PDF, WORD, file_name, to_keep


def answer_with(
    request: HttpRequest,
    report: Report,
    *,
    kind: str,
    at: datetime,
    organisation: Organisation,
    name: str,
    back_url: str,
    file_url: Callable[[str], str],
) -> HttpResponse:
    """Answer with the report in the form asked for: html, docx or pdf. Http404 for another."""
    if kind == "html":
        context = {
            "report": report,
            "parts": [(part.__class__.__name__, part) for part in report.body],
            "back_url": back_url,
            "docx_url": file_url("docx"),
            "pdf_url": file_url("pdf"),
        }
        return render(request, "approvals/report.html", context)
    if kind == "docx":
        content, content_type = table_docx(report, profile=organisation.profile, at=at), WORD
    elif kind == "pdf":
        content, content_type = as_pdf(report, organisation, at), PDF
    else:
        raise Http404
    return to_keep(content, file_name(name, kind), content_type)
