"""The outgoing register as a file to print or to keep: PDF and DOCX by the renderer, XLSX by tablib."""

from __future__ import annotations

from datetime import datetime

import tablib
from django.conf import settings
from django.http import Http404
from django.utils import timezone

from documents.models import NumberSeries, RegisterEntry
from documents.queries import register_entries
from documents.rendering.tables import Table, table_docx, table_pdf
from orgs.models import Organisation

#: The ten columns of the book (NĐ30 Phụ lục IV).
COLUMNS = [
    "Số, ký hiệu",
    "Ngày tháng",
    "Tên loại và trích yếu nội dung",
    "Người ký",
    "Nơi nhận",
    "Đơn vị, người nhận bản lưu",
    "Số lượng bản",
    "Ngày chuyển",
    "Ký nhận",
    "Ghi chú",
]
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
        return tablib.Dataset(*rows, headers=COLUMNS, title="So van ban di").export("xlsx"), TYPES[kind]
    title = "SỔ ĐĂNG KÝ VĂN BẢN ĐI"
    subtitle = f"{series.type_code} · {series.period}" if series else f"Đến ngày {timezone.localdate(at):%d/%m/%Y}"
    table = Table(
        superior=organisation.letterhead_superior,
        issuer=organisation.letterhead_issuer or organisation.name.upper(),
        title=title,
        subtitle=subtitle,
        columns=COLUMNS,
        rows=rows,
        landscape=True,
    )
    return (table_pdf(table, fonts_dir=settings.FONTS_DIR, at=at) if kind == "pdf" else table_docx(table)), TYPES[kind]


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
