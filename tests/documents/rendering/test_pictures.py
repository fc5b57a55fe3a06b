"""Pictures of a Word file: on the page, in the PDF, in the Word file, and in the rounds that follow."""

import base64
import io
import struct
import zlib

import pypdfium2
import pytest
from docx import Document
from PIL import Image

from documents.rendering.docx import to_docx
from documents.rendering.pdf import to_pdf
from documents.rendering.sheet import lay_out
from documents.structure import Draft, ParagraphKind, apply, check, proposals, read, to_text
from documents.structure.checked import check_next
from documents.structure.reading import images
from tests.documents.rendering.conftest import AT, FONTS
from tests.documents.structure.word_files import as_docx, png, saved, with_pictures

TEXT = "KẾ HOẠCH\nTổ chức hội trại năm 2027\nI. MỤC ĐÍCH\nTạo sân chơi.\nII. NỘI DUNG\nDựng trại  tại xã.\n"
SIGNED = "Nơi nhận:\n- Lưu: VP.\nTM. BAN CHẤP HÀNH\nBÍ THƯ\nChẻo Thị Mẩy"


def drafted(*pictures: bytes, width: int | None = None) -> Draft:
    return read(with_pictures(f"Sơ đồ trại:\n{TEXT}", *pictures, width=width), "a.docx")


def codes(draft: Draft) -> list[str]:
    return [finding.code for finding in check(draft)]


def told(draft: Draft) -> str:
    return " ".join(finding.message for finding in check(draft) if finding.code == "content_left_out")


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "BMP"])
def test_a_picture_is_a_line_of_the_text_and_kept_with_it(form: str) -> None:
    draft = drafted(png(form=form), width=50)
    (line,) = draft.of_kind(ParagraphKind.PICTURE)
    (picture,) = draft.pictures
    assert line.text == f"[Hình {picture.name}]"
    assert draft.paragraphs.index(line) == 1
    assert abs(picture.width - 50) <= 1
    with Image.open(io.BytesIO(base64.b64decode(picture.data))) as opened:
        assert opened.format == picture.type.upper()
        red, green, _ = opened.convert("RGB").getpixel((5, 5))  # type: ignore[misc]  # a colour of three
        assert red > 240 > 20 > green
    assert not {"content_left_out", "picture_unknown", "import_residue"} & set(codes(draft))


def test_a_picture_is_printed_in_the_pdf_and_in_word() -> None:
    draft = drafted(png(), png(colour="blue"))
    pages = pypdfium2.PdfDocument(to_pdf(draft, profile="HD29", fonts_dir=FONTS, at=AT))
    objects = [type(each).__name__ for page in pages for each in page.get_objects()]
    assert objects.count("PdfImage") == 2
    assert "Hình" not in pages[0].get_textpage().get_text_range()
    again = read(to_docx(draft, profile="HD29", at=AT), "b.docx")
    assert len(again.of_kind(ParagraphKind.PICTURE)) == 2
    assert len(again.pictures) == 2


def test_a_picture_behind_the_signature_or_in_the_letterhead_is_printed_too() -> None:
    for text in (f"TỈNH ĐOÀN SÔNG VÂN\n{TEXT}{SIGNED}", f"BÍ THƯ\n{TEXT}", SIGNED):
        draft = read(with_pictures(text, png()), "a.docx")
        pages = pypdfium2.PdfDocument(to_pdf(draft, profile="HD29", fonts_dir=FONTS, at=AT))
        assert "PdfImage" in [type(each).__name__ for page in pages for each in page.get_objects()]


def test_the_page_shows_a_picture_by_its_bytes() -> None:
    draft = drafted(png())
    (line,) = [line for line in lay_out(draft, pictures=draft.pictures).body if "picture" in line.css]
    assert line.picture is not None
    assert line.picture.src.startswith("data:image/")


def test_the_next_round_and_a_repair_keep_the_pictures_that_the_text_still_names() -> None:
    first = drafted(png(), png(colour="blue"))
    gone = f"[Hình {first.pictures[1].name}]\n"
    checked = check_next(read(to_text(first).replace(gone, "")), before=first.to_json(), profile="HD29", settings={})
    assert [picture["name"] for picture in checked.tree["pictures"]] == [first.pictures[0].name]
    assert Draft.from_json(checked.tree).pictures == first.pictures[:1]
    assert "picture_unknown" not in [finding["code"] for finding in checked.findings]
    repaired = apply(first, proposals(first, check(first)))
    assert repaired.pictures == first.pictures
    assert len(repaired.of_kind(ParagraphKind.PICTURE)) == 2


def test_a_line_that_names_no_picture_is_told() -> None:
    assert "picture_unknown" in codes(read(f"{TEXT}[Hình 0123456789ab]\n"))


# ── pictures that cannot be carried ─────────────────────────────────────────────────────────────────────────────────
def bomb() -> bytes:
    """A PNG that declares 60,000 × 60,000 pixels."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    whole = struct.pack(">I", len(head)) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return png()[:8] + whole + png()[33:]


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", png()[:50], b"<svg/>", bomb(), png((1, 60))[:20]])
def test_what_is_no_picture_or_too_large_is_none(data: bytes) -> None:
    assert images.picture_from(data) is None


def test_a_large_picture_is_made_small() -> None:
    made = images.picture_from(png((3000, 1500), form="JPEG"), (500, 250))
    assert made is not None
    assert (made.width, made.height) == (160, 80)
    with Image.open(io.BytesIO(base64.b64decode(made.data))) as opened:
        assert opened.size == (1400, 700)


def test_pictures_beyond_the_bound_and_in_rows_of_a_table_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("documents.structure.reading.collecting.MOST_PICTURES", 1)
    assert "1 hình ảnh" in told(drafted(png(), png(colour="blue")))
    document = Document()
    table = document.add_table(rows=2, cols=2)
    for cell in (cell for row in table.rows for cell in row.cells):
        cell.text = "Dựng trại"
    table.cell(1, 1).paragraphs[0].add_run().add_picture(io.BytesIO(png()))
    draft = read(saved(document), "a.docx")
    assert "1 hình ảnh" in told(draft)
    assert draft.of_kind(ParagraphKind.PICTURE) == []


def test_a_text_without_pictures_is_as_it_was() -> None:
    assert read(as_docx(TEXT), "a.docx").pictures == []
