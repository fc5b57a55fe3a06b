"""Our text beside another's as a paper to take to a meeting: PDF or Word, in the office's form."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.http import Http404
from django.utils import timezone

from documents.models import Document
from documents.rendering.tables import Column, Grid, Heading, Report, table_docx, table_pdf
from documents.structure.comparing.compare import CompareRow, Comparison, SectionPair, ThemePair
from documents.structure.comparing.targets import TargetPair
from documents.structure.tree import Value
from web.files import PDF, WORD

TYPES = {"pdf": PDF, "docx": WORD}
#: The paper is Vietnamese whoever prints it, like every paper of the office.
ON_TARGETS = {
    "same": "Như nhau",
    "reworded": "Cùng số liệu, khác lời",
    "short": "Thấp hơn",
    "differs": "Số liệu khác",
    "theirs": "Chưa có",
    "ours": "Riêng",
}
ON_PASSAGES = {"changed": "Viết lại", "theirs": "Chưa có", "ours": "Riêng"}


def comparison_paper(
    document: Document, names: tuple[str, str], result: Comparison, subtitle: str, *, kind: str, at: datetime
) -> tuple[bytes, str]:
    """(bytes, content type) of the table; `names` are the columns (theirs, ours). Http404 for a kind that there is not."""
    if kind not in TYPES:
        raise Http404
    organisation = document.organisation
    report = Report(
        title="BẢNG ĐỐI CHIẾU",
        subtitle=subtitle,
        superior=organisation.letterhead_superior,
        issuer=organisation.letterhead_issuer or organisation.name.upper(),
        place=organisation.place,
        on=timezone.localdate(at),
        body=list(_body(names, result)),
        landscape=True,
    )
    if kind == "docx":
        return table_docx(report, profile=organisation.profile, at=at), TYPES[kind]
    return table_pdf(report, profile=organisation.profile, at=at, fonts_dir=settings.FONTS_DIR), TYPES[kind]


def _body(names: tuple[str, str], result: Comparison) -> Iterator[str | Heading | Grid]:
    columns = [Column(names[0], 4), Column(names[1], 4), Column("Nhận xét", 2)]
    yield summary(result)
    if result.theme.op != "none":
        yield Heading("1. Chủ đề")
        yield Grid(columns, [_theme(result.theme)])
    if result.targets:
        yield Heading("2. Chỉ tiêu")
        yield Grid(columns, [_target(pair) for pair in result.targets])
    yield Heading("3. Nội dung theo mục")
    yield Grid(columns, [row for pair in result.sections for row in _section(pair)])


def summary(result: Comparison) -> str:
    """Say the figures of the page's head as one sentence."""
    counts = result.counts
    return (
        f"Chỉ tiêu: {counts['target_short']} thấp hơn, {counts['target_theirs']} chưa có, {counts['target_differs']} khác số "
        f"liệu, {counts['target_ours']} riêng. Nội dung: {counts['missing']} mục thiếu, {counts['changed']} đoạn viết lại, "
        f"{counts['same']} đoạn lấy nguyên văn, {counts['theirs']} đoạn chưa có, {counts['ours']} đoạn riêng."
    )


def _theme(theme: ThemePair) -> list[str]:
    if theme.op == "undecided":
        said = f"Phương án {theme.option} lấy chủ đề này" if theme.option else "Không phương án nào lấy chủ đề này"
        return [theme.theirs, "Đang lấy ý kiến", said]
    return [theme.theirs or "—", theme.ours or "—", {"same": "Như nhau", "differs": "Khác"}.get(theme.op, "")]


def _target(pair: TargetPair) -> list[str]:
    figures = [f"{_figure(value.theirs)} → {_figure(value.ours)}" for value in pair.values if value.op != "same"]
    theirs, ours = (target.text if target else "—" for target in (pair.theirs, pair.ours))
    return [theirs, ours, ": ".join(filter(None, (ON_TARGETS[pair.op], "; ".join(figures))))]


def _figure(value: Value | None) -> str:
    if value is None:
        return "không nêu"
    sign = {"=": "", ">=": "≥ ", "<=": "≤ "}.get(value.comparator, f"{value.comparator} ")
    number = f"{value.value:,}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return f"{sign}{number}{'%' if value.unit == '%' else f' {value.unit}' if value.unit else ''}"


def _section(pair: SectionPair) -> Iterator[list[str]]:
    titles = [section.title if section else "—" for section in (pair.theirs, pair.ours)]
    same = pair.count("same")
    said = "Mục thiếu" if pair.missing else "Mục riêng" if pair.op == "ours" else ""
    if same:
        said = f"{same} đoạn lấy nguyên văn"
    if any(title not in ("", "—") for title in titles):
        yield [*titles, said]
    for row in pair.rows:
        if row.op != "same":
            yield [_text(row, "theirs"), _text(row, "ours"), _remark(row)]


def _text(row: CompareRow, side: str) -> str:
    paragraph = getattr(row, side)
    return f"{paragraph.label} {paragraph.text}".strip() if paragraph else "—"


def _remark(row: CompareRow) -> str:
    said = [ON_PASSAGES[row.op]]
    if row.figures:
        said.append("số liệu khác")
    if row.elsewhere:
        said.append(f"ở mục {row.elsewhere}")
    return "; ".join(said)
