import io
from dataclasses import replace
from datetime import date
from typing import Any

import pypdfium2
import pytest
from docx import Document

from documents.rendering.tables import Column, Grid, Heading, Report, Signer, table_docx, table_pdf
from tests.documents.rendering.conftest import AT, FONTS


@pytest.fixture
def tally() -> Report:
    return Report(
        title="BIÊN BẢN",
        subtitle="Kiểm phiếu chọn chủ đề công tác năm 2027",
        superior="ĐOÀN TNCS HỒ CHÍ MINH",
        issuer="BCH TỈNH LAM GIANG",
        number="Số: 03-BB/TĐTN",
        place="Lam Giang",
        on=date(2026, 11, 22),
        body=(
            "Hồi 17 giờ 00, ngày 22 tháng 11 năm 2026, Ban Kiểm phiếu tiến hành kiểm phiếu.",
            Heading("1. Kết quả"),
            Grid(
                (Column("TT", 1, "center"), Column("Phương án", 6), Column("Số phiếu", 2, "right")),
                (("1", "Tuổi trẻ Lam Giang xung kích", "11"), ("2", "Tuổi trẻ Lam Giang sáng tạo",)),
                numbered=True,
            ),
        ),
        signers=(Signer(("THƯ KÝ",), "Lê Thu Hằng"), Signer(("TM. BAN KIỂM PHIẾU", "TRƯỞNG BAN"), "Vũ Đình Dũng")),
    )  # fmt: skip


def text_of(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def pdf_of(report: Report) -> bytes:
    return table_pdf(report, profile="HD29", at=AT, fonts_dir=FONTS)


def test_a_report_is_printed_in_the_offices_form(tally: Report) -> None:
    text = text_of(pdf_of(tally))
    for words in (
        "BCH TỈNH LAM GIANG",
        "Số: 03-BB/TĐTN",
        "ngày 22 tháng 11 năm 2026",
        "BIÊN BẢN",
        "(2)",
        "Vũ Đình Dũng",
    ):
        assert words in text


def test_the_same_report_gives_the_same_bytes(tally: Report) -> None:
    assert pdf_of(tally) == pdf_of(tally)


def test_a_book_lies_on_its_side_and_repeats_its_head() -> None:
    grid = Grid((Column("Số, ký hiệu"), Column("Trích yếu", 4)), [(f"{n:02d}-CTr", "Về việc " * 20) for n in range(60)])
    pages = pypdfium2.PdfDocument(pdf_of(Report(title="SỔ ĐĂNG KÝ VĂN BẢN ĐI", body=(grid,), landscape=True)))
    assert len(pages) > 1
    assert all(page.get_width() > page.get_height() for page in pages)
    assert all("Số, ký hiệu" in page.get_textpage().get_text_range() for page in pages)


def test_the_word_file_says_the_same(tally: Report) -> None:
    document = Document(io.BytesIO(table_docx(tally, profile="HD29", at=AT)))
    texts = [p.text for p in document.element.body.iter(document.paragraphs[0]._p.tag) for p in [_Text(p)]]
    for words in ("BIÊN BẢN", "Số: 03-BB/TĐTN", "Tuổi trẻ Lam Giang sáng tạo", "TRƯỞNG BAN", "Lê Thu Hằng"):
        assert words in texts


def test_rows_of_a_word_file_keep_their_order_line_breaks_and_gaps(tally: Report) -> None:
    rows = (("1", "một\x07"), ("2", "hai\nba"), ("3",), ("4", "năm", "6", "thừa"))
    told: Any = tally.body[2]
    grid = replace(told, rows=rows)
    document = Document(io.BytesIO(table_docx(replace(tally, body=(grid,)), profile="HD29", at=AT)))
    table = next(table for table in document.tables if len(table.columns) == 3)
    assert [[cell.text for cell in row.cells] for row in table.rows][2:] == [
        ["1", "một", ""],
        ["2", "hai\nba", ""],
        ["3", "", ""],
        ["4", "năm", "6"],
    ]


class _Text:
    def __init__(self, paragraph: Any) -> None:
        self.text = "".join(node.text or "" for node in paragraph.iter() if node.tag.endswith("}t"))
