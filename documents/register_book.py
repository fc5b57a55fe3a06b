"""The outgoing register as a file to print or to keep: PDF and DOCX by the renderer, XLSX by tablib."""

from __future__ import annotations

from datetime import datetime

import tablib
from django.conf import settings
from django.http import Http404
from django.utils import timezone

from documents.models import NumberSeries, RegisterEntry
from documents.queries import register_entries
from documents.rendering.tables import Column, Grid, Report, table_docx, table_pdf
from orgs.models import Organisation

#: The ten columns of the book (NĐ30 Phụ lục IV) and their widths against one another.
COLUMNS = {
    "Số, ký hiệu": 1.3,
    "Ngày tháng": 1.1,
    "Tên loại và trích yếu nội dung": 3.4,
    "Người ký": 1.5,
    "Nơi nhận": 3,
    "Đơn vị, người nhận bản lưu": 1.2,
    "Số lượng bản": 0.8,
    "Ngày chuyển": 1.1,
    "Ký nhận": 0.9,
    "Ghi chú": 1.1,
}
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def book(organisation: Organisation, series: NumberSeries | None, *, kind: str, at: datetime) -> tuple[bytes, str]:
    """(bytes, content type) of the register, oldest line first. Http404 for a kind that there is not."""
    if kind not in TYPES:
        raise Http404
    entries = register_entries(organisation, series.pk if series else None).order_by("issued_on", "number")
    rows = [_row(entry) for entry in entries]
    if kind == "xlsx":
        return tablib.Dataset(*rows, headers=list(COLUMNS), title="So van ban di").export("xlsx"), TYPES[kind]
    report = Report(
        title="SỔ ĐĂNG KÝ VĂN BẢN ĐI",
        subtitle=f"{series.type_code} · {series.period}" if series else f"Đến ngày {timezone.localdate(at):%d/%m/%Y}",
        superior=organisation.letterhead_superior,
        issuer=organisation.letterhead_issuer or organisation.name.upper(),
        place=organisation.place,
        on=timezone.localdate(at),
        body=[Grid([Column(title, width) for title, width in COLUMNS.items()], rows, numbered=True)],
        landscape=True,
    )
    if kind == "docx":
        return table_docx(report, profile=organisation.profile, at=at), TYPES[kind]
    return table_pdf(report, profile=organisation.profile, at=at, fonts_dir=settings.FONTS_DIR), TYPES[kind]


def _row(entry: RegisterEntry) -> list[str]:
    return [
        str(entry),
        f"{entry.issued_on:%d/%m/%Y}",
        f"{entry.type_code} {entry.subject}",
        entry.signatory,
        entry.recipients,
        entry.archive,
        "" if entry.copies is None else str(entry.copies),
        f"{entry.dispatched_on:%d/%m/%Y}" if entry.dispatched_on else "",
        "điện tử" if entry.dispatched_on else "",
        f"Hủy số: {entry.void_reason}" if entry.voided_at else entry.note,
    ]
