"""The outgoing register as a file to print or to keep: PDF, DOCX, XLSX."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import Http404
from django.utils import timezone

from documents.models import NumberSeries, RegisterEntry
from documents.queries import register_entries
from documents.rendering.tables import Column, Grid, Report, table_docx, table_pdf
from orgs.models import Organisation
from web import sheets
from web.files import PDF, WORD

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
TYPES = {"pdf": PDF, "docx": WORD, "xlsx": sheets.TYPES["xlsx"]}


def book(organisation: Organisation, series: NumberSeries | None, *, kind: str, at: datetime) -> tuple[bytes, str]:
    """(bytes, content type) of the register, oldest line first. Http404 for a kind that there is not."""
    if kind not in TYPES:
        raise Http404
    entries = register_entries(organisation, series.pk if series else None).order_by("issued_on", "number")
    rows = [_row(entry) for entry in entries]
    if kind == "xlsx":
        return sheets.xlsx("Sổ văn bản đi", list(COLUMNS), rows), TYPES[kind]
    columns = [Column(title, width) for title, width in COLUMNS.items()]
    report = Report(
        title="SỔ ĐĂNG KÝ VĂN BẢN ĐI",
        subtitle=f"{series.type_code} · {series.period}" if series else f"Đến ngày {timezone.localdate(at):%d/%m/%Y}",
        superior=organisation.letterhead_superior,
        issuer=organisation.letterhead_issuer or organisation.name.upper(),
        place=organisation.place,
        on=timezone.localdate(at),
        body=[Grid(columns, [[sheets.in_words(cell) for cell in row] for row in rows], numbered=True)],
        landscape=True,
    )
    if kind == "docx":
        return table_docx(report, profile=organisation.profile, at=at), TYPES[kind]
    return table_pdf(report, profile=organisation.profile, at=at, fonts_dir=settings.FONTS_DIR), TYPES[kind]


def _row(entry: RegisterEntry) -> list[sheets.Value]:
    return [
        str(entry),
        entry.issued_on,
        f"{entry.type_code} {entry.subject}",
        entry.signatory,
        entry.recipients,
        entry.archive,
        entry.copies,
        entry.dispatched_on,
        "điện tử" if entry.dispatched_on else "",
        f"Hủy số: {entry.void_reason}" if entry.voided_at else entry.note,
    ]
