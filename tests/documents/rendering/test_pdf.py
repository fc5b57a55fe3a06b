import unicodedata
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.rendering.fonts import printable
from documents.rendering.pdf import to_pdf
from documents.structure.lexicon.glyphs import lost_on_paper
from documents.structure.tree import Draft, Paragraph, ParagraphKind
from tests.documents.rendering.conftest import AT, FONTS


def text_of(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def made(draft: Draft, **kwargs: Any) -> bytes:
    return to_pdf(draft, **{"profile": "HD29", "fonts_dir": FONTS, "at": AT, **kwargs})


def test_a_draft_is_printed_with_letterhead_mark_recipients_and_signature(draft: Draft) -> None:
    text = text_of(made(draft, round_no=2))
    for words in ("BCH TỈNH LAM GIANG", "DỰ THẢO LẦN 2", "Số: …-CTr/TĐTN", "-----", "Lưu VT.", "Phạm Anh Khoa"):
        assert words in text


def test_an_issued_document_carries_no_draft_mark(draft: Draft) -> None:
    assert "DỰ THẢO" not in text_of(made(draft, mode="issued"))


def test_the_same_document_gives_the_same_bytes(draft: Draft) -> None:
    assert made(draft) == made(draft)


def test_the_file_declares_itself_pdf_a_2b(draft: Draft) -> None:
    pdf = made(draft)
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in pdf


def test_pages_are_numbered_from_the_second(draft: Draft) -> None:
    draft.paragraphs[16:16] = [Paragraph(f"x{n}", ParagraphKind.PROSE, f"Nội dung thứ {n}. " * 12) for n in range(60)]
    first, second, *_ = (
        page.get_textpage().get_text_range().splitlines()[0] for page in pypdfium2.PdfDocument(made(draft))
    )
    assert (first, second) == ("ĐOÀN TNCS HỒ CHÍ MINH", "2")


@pytest.mark.parametrize("profile", ["HD29", "NĐ30", "không có"])
def test_every_profile_prints(draft: Draft, profile: str) -> None:
    assert made(draft, profile=profile).startswith(b"%PDF")


def test_an_empty_draft_prints() -> None:
    assert made(Draft()).startswith(b"%PDF")


def test_text_is_never_taken_for_markup(draft: Draft) -> None:
    draft.paragraphs[10].text = "#panic() $x$ *đậm* _nghiêng_ `mã` <nhãn> @tham https://lam.example \\"
    assert "#panic() $x$ *đậm*" in text_of(made(draft))


def test_characters_that_the_font_lacks_do_not_stop_the_press(draft: Draft) -> None:
    draft.paragraphs[10].text = "\uf0b7 Một \U0001f600 hai\u200b \x07 ba 漢"
    assert "• Một ■ hai" in text_of(made(draft))


def test_the_check_knows_which_letters_the_font_lacks() -> None:
    everything = [chr(code) for code in range(0x20, 0x1FB00) if not 0xD800 <= code <= 0xDFFF]
    lost = {letter for _, letter in lost_on_paper("".join(everything))}
    shown_as_lost = {letter for letter in everything if letter != "■" and printable(letter, FONTS) == "■"}
    vanishing = {
        letter for letter in everything if unicodedata.category(letter) == "Co" and not printable(letter, FONTS)
    }
    assert lost == shown_as_lost | vanishing


def test_printable_text_stays_as_it_is() -> None:
    assert printable("Tuổi trẻ – “xung kích”, ≥ 50%…", FONTS) == "Tuổi trẻ – “xung kích”, ≥ 50%…"


def test_a_folder_without_fonts_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="npm ci"):
        printable("ă", tmp_path)


@pytest.mark.property
@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(list(ParagraphKind)), st.text(max_size=30)), max_size=8))
def test_anything_at_all_can_be_printed(lines: list[tuple[ParagraphKind, str]]) -> None:
    paragraphs = [Paragraph(f"p{n}", kind, text, text[:3]) for n, (kind, text) in enumerate(lines)]
    assert made(Draft(paragraphs=paragraphs, subject="".join(text for _, text in lines))).startswith(b"%PDF")
