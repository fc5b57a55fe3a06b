"""Footnotes on paper: read, written and read again they are the same, at the foot of the page in PDF and in Word."""

import io
import zipfile

import pypdfium2
import pytest

from documents.rendering.docx import redline_docx, to_docx
from documents.rendering.pdf import to_pdf
from documents.rendering.sheet import lay_out
from documents.structure import Draft, ParagraphKind, diff, read, to_text
from tests.documents.rendering.conftest import AT, FONTS

TEXT = """TỈNH ĐOÀN SÔNG VÂN
BCH ĐOÀN XÃ HÒA BÌNH
***
Số: 12-KH/ĐTN
ĐOÀN TNCS HỒ CHÍ MINH
Hòa Bình, ngày 06 tháng 3 năm 2027
KẾ HOẠCH
Tổ chức hội trại năm 2027
I. MỤC ĐÍCH
1. Tạo sân chơi theo Nghị quyết số 12-NQ/TW[1], nhà rộng 30 m².
[1] Nghị quyết số 12-NQ/TW ngày 05/5/2026 của Bộ Chính trị.
2. Giáo dục truyền thống[2], như đã nêu[1].
[2] Theo hướng dẫn của Tỉnh đoàn.
"""
NOTES = [
    ("[1]", "Nghị quyết số 12-NQ/TW ngày 05/5/2026 của Bộ Chính trị."),
    ("[2]", "Theo hướng dẫn của Tỉnh đoàn."),
]


def notes_of(draft: Draft) -> list[tuple[str, str]]:
    return [(paragraph.label, paragraph.text) for paragraph in draft.of_kind(ParagraphKind.FOOTNOTE)]


def printed(draft: Draft) -> str:
    pages = pypdfium2.PdfDocument(to_pdf(draft, profile="HD29", fonts_dir=FONTS, at=AT))
    return "\n".join(page.get_textpage().get_text_range() for page in pages)


def test_notes_stay_when_the_text_is_written_back_and_read_again() -> None:
    draft = read(TEXT)
    assert notes_of(draft) == NOTES
    assert [heading.label for heading in draft.headings] == ["I"]
    again = read(to_text(draft))
    assert [(p.kind, p.label, p.text) for p in again.paragraphs] == [
        (p.kind, p.label, p.text) for p in draft.paragraphs
    ]


@pytest.mark.parametrize("line", ["[1] Nghị quyết số 12-NQ/TW.", "[…] còn nữa", "[12a] Mục"])
def test_a_line_that_nothing_refers_to_is_no_note(line: str) -> None:
    draft = read(TEXT.split("1. Tạo")[0] + f"Mở đầu.\n{line}\n")
    assert notes_of(draft) == []
    assert line in to_text(draft)


def test_notes_stand_at_the_foot_of_the_page_in_the_pdf() -> None:
    text = printed(read(TEXT))
    assert text.index("Giáo dục truyền thống") < text.index("Nghị quyết số 12-NQ/TW ngày 05/5/2026")
    assert "30 m²" in text
    assert "Theo hướng dẫn của Tỉnh đoàn." in text
    assert "như đã nêu[1]" in text


def test_a_note_that_is_referred_to_where_nothing_is_printed_is_printed_all_the_same() -> None:
    draft = read(TEXT)
    for paragraph in draft.paragraphs:
        paragraph.text = paragraph.text.replace("[2]", "")
    assert "Theo hướng dẫn của Tỉnh đoàn." in printed(draft)
    assert notes_of(read(to_docx(draft, profile="HD29", at=AT))) == NOTES[:1]
    assert "Theo hướng dẫn của Tỉnh đoàn." in to_text(read(to_docx(draft, profile="HD29", at=AT)))


def test_a_word_file_keeps_its_notes_as_notes() -> None:
    draft = read(TEXT)
    made = to_docx(draft, profile="HD29", at=AT)
    with zipfile.ZipFile(io.BytesIO(made)) as opened:
        assert "Theo hướng dẫn" in opened.read("word/footnotes.xml").decode()
        assert "footnotes.xml" in opened.read("word/_rels/document.xml.rels").decode()
    assert notes_of(read(made, "ke-hoach.docx")) == NOTES


def test_a_redline_and_the_sheet_show_notes_as_paragraphs_of_the_text() -> None:
    before, after = read(TEXT), read(TEXT.replace("Tỉnh đoàn.\n", "Trung ương Đoàn.\n"))
    assert "Trung ương Đoàn." in to_text(read(redline_docx(diff(before, after), profile="HD29", at=AT)))
    assert [line.css for line in lay_out(after).body if "footnote" in line.css] == ["footnote", "footnote"]
