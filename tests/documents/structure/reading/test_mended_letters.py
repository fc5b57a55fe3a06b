"""Letters that another program spoilt: UTF-8 read as Latin-1, passages in a legacy font, strange line ends."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.structure import Unreadable, apply, check, proposals, read
from documents.structure.editing.write import to_text
from documents.structure.lexicon.syllables import is_syllable
from documents.structure.reading.decode import decode
from documents.structure.reading.lines import Line
from documents.structure.reading.mending import convert_passages, mended
from documents.structure.tree import Residue
from tests.documents.structure.clothes import CLOTHES
from tests.documents.structure.word_files import as_docx

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.txt"))
SYLLABLES = "nghiêng thiếu quyền giếng khuya oan Ủy ươm huỳnh gì yêu xoăn đoàn PHƯỜNG thuở của"
OTHERS = "thieâu chøc nieân Krông trườn̉g xyz thùc Niê đoann toan͠"
HEAD = """TỈNH ĐOÀN SÔNG VÂN
BCH ĐOÀN XÃ HÒA BÌNH
***
Số: 12-KH/ĐTN
ĐOÀN TNCS HỒ CHÍ MINH
Hòa Bình, ngày 06 tháng 3 năm 2027
KẾ HOẠCH
Tổ chức hội trại năm 2027
"""
PASSAGE = "I. MỤC ĐÍCH\nTạo sân chơi cho thanh niên.\nII. NỘI DUNG\nCác chi đoàn chuẩn bị trại, tổ chức thực hiện./.\n"


def misread(text, encoding):
    data = text.encode()
    if encoding == "latin-1":
        return data.decode("latin-1")
    return "".join(bytes([byte]).decode("cp1252", "replace").replace("\ufffd", chr(byte)) for byte in data)


def legacy(name):
    text = CLOTHES[name](PASSAGE)
    return text.decode() if isinstance(text, bytes) else text


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_utf8_that_was_read_as_latin_is_mended(encoding) -> None:
    for text in (HEAD + PASSAGE, f"{HEAD}- “XÃ” ĐOÀN À – Á…\n"):
        assert mended(misread(text, encoding)) == text
        assert decode(misread(text, encoding).encode()) == text
        assert decode(misread(text, encoding)) == text


def test_misread_letters_that_lost_a_part_are_refused_with_a_sentence() -> None:
    spoilt = misread(HEAD + PASSAGE, "latin-1").replace("\x90", "").replace("»", "» ")
    with pytest.raises(Unreadable) as refused:
        read(spoilt)
    assert refused.value.code == "unknown_encoding"
    assert "UTF-8" in refused.value.message


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_right_text_is_never_mended(path) -> None:
    text = path.read_text(encoding="utf-8")
    assert mended(text) == text
    assert mended(text.replace(" ", "\xa0")) == text.replace(" ", "\xa0")
    assert read(text).residue.legacy == 0


@pytest.mark.property
@given(st.text("XÃÂÁ”“–ôêé aàáâ…\xa0º»", max_size=80))
def test_letters_that_both_have_are_left_alone(text) -> None:
    lines = [Line(1, text, " ".join(text.split()), text.strip())]
    convert_passages(lines, Residue())
    assert lines[0].raw == text


@pytest.mark.parametrize("name", ["VNI in UTF-8"])
@pytest.mark.parametrize("wrap", [str, as_docx], ids=["text", "docx"])
def test_passage_in_a_legacy_font_is_converted_and_told_and_the_rest_left(name, wrap) -> None:
    draft = read(wrap(HEAD + legacy(name)), "a.docx" if wrap is as_docx else "")
    plain = read(HEAD + PASSAGE)
    assert [(heading.label, heading.title) for heading in draft.headings] == [("I", "MỤC ĐÍCH"), ("II", "NỘI DUNG")]
    assert [paragraph.text for paragraph in draft.paragraphs] == [paragraph.text for paragraph in plain.paragraphs]
    (told,) = [finding for finding in check(draft) if finding.code == "legacy_font"]
    assert (told.severity, told.gate, told.line, draft.residue.legacy) == ("error", "R", 9, 4)
    accepted = apply(draft, [proposal for proposal in proposals(draft, check(draft)) if proposal.code == "legacy_font"])
    assert to_text(accepted) == to_text(draft)
    assert "legacy_font" not in [finding.code for finding in check(accepted)]


def test_passage_in_tcvn3_is_converted() -> None:
    text = "I. MôC §ÝCH\nT¹o s©n ch¬i cho thanh niªn.\nC¸c chi ®oµn chuÈn bÞ tr¹i, tæ chøc thùc hiÖn./."
    draft = read(f"{HEAD}{text}\n")
    assert draft.headings[0].title == "MỤC ĐÍCH"
    assert "Các chi đoàn chuẩn bị trại, tổ chức thực hiện./." in to_text(draft)


@pytest.mark.parametrize(
    "line",
    [
        "Café Noël, Citroën, Zürich", "H’Mai Niê", "Krông Pa, Stiêng, Glêi", "Lô Xô", "Nestlé tài trợ", "Bôch", "ĐOÀN TNCS",
        "Nguyễn Thị Bích-Hà", "30° – 40°, 5 m², ½ giờ", "São Paulo, Curaçao", "Pác Bó, Lào Cai, Sùng A Páo",
    ],
)  # fmt: skip
def test_names_of_all_peoples_and_foreign_words_are_no_legacy_font(line) -> None:
    draft = read(f"{HEAD}{PASSAGE.rsplit(chr(10), 2)[0]}\n{line}\n")
    assert draft.residue.legacy == 0
    assert line in to_text(draft)


@pytest.mark.parametrize("end", ["\v", "\f", "\u2028", "\u2029", "\r", "\r\n"])
def test_every_kind_of_line_end_ends_a_line(end) -> None:
    draft = read((HEAD + PASSAGE).replace("\n", end))
    assert (draft.superior, draft.number, draft.subject) == ("TỈNH ĐOÀN SÔNG VÂN", "12", "Tổ chức hội trại năm 2027")
    assert [heading.title for heading in draft.headings] == ["MỤC ĐÍCH", "NỘI DUNG"]


def test_syllables_are_told_from_what_is_none() -> None:
    for word in SYLLABLES.split():
        assert is_syllable(word), word
    for word in OTHERS.split():
        assert not is_syllable(word), word


def test_the_documents_words_are_syllables() -> None:
    words = [
        word
        for path in SAMPLES
        for word in path.read_text(encoding="utf-8").split()
        if word.isalpha() and not word.isascii() and word.islower()
    ]
    assert sum(map(is_syllable, words)) > 0.995 * len(words)
