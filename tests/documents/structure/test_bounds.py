"""How large a text may be: each bound has its sentence; and what a Word file loses on its way is told."""

import io
import zipfile
from typing import Any

import pytest

from benchmarks.strange import nested, paragraph, table, word_file
from documents.structure import Draft, Finding, Unreadable, bounds, check, read
from documents.structure.reading import archive

A = paragraph("a")


def refused(data: Any) -> str:
    with pytest.raises(Unreadable) as caught:
        read(data)
    assert caught.value.message.endswith(".")
    return caught.value.code


def test_a_text_with_too_many_characters_is_refused() -> None:
    assert refused("ab " * 1_000_001) == "too_long"


def test_a_text_with_too_many_lines_is_refused() -> None:
    assert refused("a\n" * (bounds.MOST_LINES + 1)) == "too_many_lines"


def test_a_text_of_blank_lines_is_refused() -> None:
    assert refused("a" + "\n" * (bounds.MOST_BLANK + 1)) == "too_many_lines"


def test_a_word_file_with_too_many_paragraphs_is_refused() -> None:
    assert refused(word_file(paragraph("ab") * (bounds.MOST_LINES + 1))) == "too_many_lines"


def test_a_word_file_with_too_many_cells_is_refused() -> None:
    assert refused(word_file(table(*["<w:p/>"] * (bounds.MOST_CELLS + 1)) + A)) == "too_many_cells"


def test_tables_nested_too_deep_are_refused_and_not_lost_in_silence() -> None:
    assert read(word_file(nested(bounds.DEEPEST - 1, A))).paragraphs
    assert refused(word_file(nested(bounds.DEEPEST + 1, A))) == "too_deep"


def test_forty_thousand_empty_paragraphs_in_a_cell_are_read() -> None:
    draft = read(word_file(table("<w:p/>" * 40_000, A)))
    assert [p.text.strip() for p in draft.paragraphs] == ["a"]


def stored(body: str) -> bytes:
    """A file whose XML is not packed, so that only its own size speaks."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_file(body))) as packed, zipfile.ZipFile(made, "w") as plain:
        for name in packed.namelist():
            plain.writestr(name, packed.read(name))
    return made.getvalue()


def test_xml_that_is_too_large_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_XML", 50_000)
    assert refused(stored("<w:p/>" * 10_000 + A)) == "zip_bomb"


def test_xml_under_another_name_counts_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_XML", 50_000)
    made = io.BytesIO(word_file(A))
    with zipfile.ZipFile(made, "a") as opened:
        opened.writestr("word/media/image1.png", b"<x/>" * 20_000)
    assert refused(made.getvalue()) == "zip_bomb"


def test_a_member_that_unpacks_to_more_than_it_declares_is_refused() -> None:
    data = bytearray(word_file("<w:p/>" * 1_000 + A))
    at = data.rfind(b"PK\x01\x02")  # the directory's entry of word/document.xml
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    assert refused(bytes(data)) == "broken"


# ── what a Word file loses ──────────────────────────────────────────────────────────────────────────────────────────
def told(body: str) -> tuple[Draft, dict[str, Finding]]:
    draft = read(word_file(body))
    return draft, {finding.code: finding for finding in check(draft)}


SHOWN = '<w:vanish w:val="0"/>'


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def test_hidden_text_is_left_out_and_told_before_review() -> None:
    draft, found = told(f"{A}<w:p>{run('Nội dung')}{run('ghi chú riêng', '<w:vanish/>')}</w:p>")
    assert [p.text for p in draft.paragraphs] == ["a", "Nội dung"]
    assert (found["hidden_text"].severity, found["hidden_text"].gate, found["hidden_text"].line) == ("error", "R", 2)
    assert "“ghi chú riêng”" in found["hidden_text"].message


def test_text_that_says_it_is_not_hidden_is_read() -> None:
    draft, found = told(f"<w:p>{run('Nội dung', SHOWN)}</w:p>")
    assert [p.text for p in draft.paragraphs] == ["Nội dung"]
    assert "hidden_text" not in found


@pytest.mark.parametrize("mark", ["footnoteReference", "endnoteReference"])
def test_notes_whose_words_are_not_there_are_told_before_review(mark: str) -> None:
    _, found = told(f"<w:p>{run('Chỉ tiêu')}<w:r><w:{mark} w:id='2'/></w:r></w:p>" * 2)
    assert "2 chú thích" in found["notes_left_out"].message
    assert found["notes_left_out"].gate == "R"


def test_comments_of_a_reviewer_are_told() -> None:
    _, found = told(f"<w:p>{run('Chỉ tiêu')}<w:r><w:commentReference w:id='1'/></w:r></w:p>")
    assert "1 nhận xét của người soát" in found["content_left_out"].message


def test_tracked_changes_are_told_and_what_was_deleted_is_no_text() -> None:
    _, found = told(
        f"<w:p>{run('Họp ')}<w:del w:id='1'><w:r><w:delText>hai</w:delText></w:r></w:del><w:ins w:id='2'>{run('ba')}</w:ins>"
        f"{run(' ngày')}</w:p><w:p><w:ins w:id='3'>{run('Thêm.')}</w:ins></w:p>"
    )
    assert "3 chỗ" in found["tracked_changes"].message
    assert "“hai”" in found["tracked_changes"].message
    assert found["tracked_changes"].severity == "warning"


def test_a_paragraph_whose_end_was_deleted_goes_on_with_the_next() -> None:
    ended = "<w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>"
    draft, found = told(f"<w:p>{ended}{run('Họp hai')}</w:p><w:p>{run(' ngày.')}</w:p>{A}")
    assert [p.text for p in draft.paragraphs] == ["Họp hai ngày.", "a"]
    assert "tracked_changes" in found


def test_a_letter_that_the_font_lacks_is_told_once_where_it_stands() -> None:
    found = [f for f in check(read("Chào mừng 🎉 Đại hội\nChúc mừng 🎉 và 例 nữa")) if f.code == "letter_unprintable"]
    assert [("🎉" in f.message, f.line) for f in found] == [(True, 1), (False, 2)]
    assert all((f.severity, f.gate) == ("blocker", "R") for f in found)


def test_the_vertical_tab_is_a_line_end() -> None:
    assert [p.text for p in read("TỈNH ĐOÀN\x0b***\x0bSố: 12-KH/ĐTN").paragraphs] == [
        p.text for p in read("TỈNH ĐOÀN\n***\nSố: 12-KH/ĐTN").paragraphs
    ]
