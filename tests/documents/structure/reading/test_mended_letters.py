"""Letters that another program spoilt: UTF-8 read as Latin-1, passages in a legacy font, strange line ends."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.structure import Unreadable, apply, check, proposals, read
from documents.structure.editing.write import to_text
from documents.structure.lexicon.syllables import is_syllable
from documents.structure.reading.decode import decode
from documents.structure.reading.lines import Line, split_lines
from documents.structure.reading.mending import convert_passages, mend_misread
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


def misread(text: str, encoding: str) -> str:
    data = text.encode()
    if encoding == "latin-1":
        return data.decode("latin-1")
    return "".join(bytes([byte]).decode("cp1252", "replace").replace("\ufffd", chr(byte)) for byte in data)


def mended(text: bytes | str) -> str:
    source = split_lines(decode(text))
    mend_misread(source.lines, source.residue)
    return "\n".join(line.raw for line in source.lines)


def legacy(name: str) -> str:
    text = CLOTHES[name](PASSAGE)
    return text.decode() if isinstance(text, bytes) else text


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_utf8_that_was_read_as_latin_is_mended(encoding: str) -> None:
    for text in (HEAD + PASSAGE, f"{HEAD}- “XÃ” ĐOÀN À – Á…\n"):
        assert mended(misread(text, encoding)) == text.rstrip()
        assert mended(misread(text, encoding).encode()) == text.rstrip()


@pytest.mark.parametrize("wrap", [str, as_docx], ids=["text", "docx"])
def test_misread_letters_are_told_and_the_telling_is_accepted(wrap: Callable[..., Any] | type[str]) -> None:
    draft = read(wrap(misread(HEAD + PASSAGE, "cp1252")), "a.docx" if wrap is as_docx else "")
    assert to_text(draft) == to_text(read(HEAD + PASSAGE))
    (told,) = [finding for finding in check(draft) if finding.code == "letters_misread"]
    assert (told.severity, told.gate, told.line) == ("error", "R", 1)
    accepted = apply(draft, [each for each in proposals(draft, check(draft)) if each.code == "letters_misread"])
    assert "letters_misread" not in [finding.code for finding in check(accepted)]


def test_utf8_that_was_read_as_windows_vietnamese_is_mended() -> None:
    shown = {byte: bytes([byte]).decode("cp1258", "replace").replace("\ufffd", chr(byte)) for byte in range(256)}
    assert shown[0xC3] == "Ă"
    assert mended("".join(shown[byte] for byte in (HEAD + PASSAGE).encode())) == (HEAD + PASSAGE).rstrip()


def test_misread_letters_that_lost_a_part_are_refused_with_a_sentence() -> None:
    spoilt = misread(HEAD + PASSAGE, "latin-1").replace("\x90", "").replace("»", "» ")
    with pytest.raises(Unreadable) as refused:
        read(spoilt)
    assert refused.value.code == "unknown_encoding"
    assert "UTF-8" in refused.value.message


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_right_text_is_never_mended(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for spelt in (text, text.replace(" ", "\xa0")):
        residue = read(spelt).residue
        assert (residue.misread, residue.legacy) == (0, 0)


@pytest.mark.property
@given(st.text("XÃÂÁ”“–ôêé aàáâ…\xa0º»", max_size=80))
def test_letters_that_both_have_are_left_alone(text: str) -> None:
    lines = [Line(1, text, " ".join(text.split()), text.strip())]
    convert_passages(lines, Residue())
    assert lines[0].raw == text


@pytest.mark.parametrize("name", ["VNI in UTF-8"])
@pytest.mark.parametrize("wrap", [str, as_docx], ids=["text", "docx"])
def test_passage_in_a_legacy_font_is_converted_and_told_and_the_rest_left(
    name: str, wrap: Callable[..., Any] | type[str]
) -> None:
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
    ("line", "right"),
    [
        ("Đoàn xã toå chöùc thöïc hieän và báo cáo.", "Đoàn xã tổ chức thực hiện và báo cáo."),
        ("Đoàn xã (tæ chøc thùc hiÖn) rồi báo cáo.", "Đoàn xã (tổ chức thực hiện) rồi báo cáo."),
        ("Theo Kế hoạch “COÂNG TAÙC ÑOAØN” của Tỉnh đoàn", "Theo Kế hoạch “CÔNG TÁC ĐOÀN” của Tỉnh đoàn"),
        ("1. C¸c chi ®oµn chuÈn bÞ trại hè, được cấp kinh phí", "1. Các chi đoàn chuẩn bị trại hè, được cấp kinh phí"),
        ("Được h­íng dÉn t­ vÊn tại xã", "Được hướng dẫn tư vấn tại xã"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("wrap", [str, as_docx], ids=["text", "docx"])
def test_passage_in_a_legacy_font_within_a_line_is_converted_and_the_rest_of_it_left(
    line: str, right: str, wrap: Callable[..., Any] | type[str]
) -> None:
    draft = read(wrap(f"{HEAD}Mở đầu.\n{line}\n"), "a.docx" if wrap is as_docx else "")
    assert right.removeprefix("1. ") in [paragraph.text for paragraph in draft.paragraphs][-1]
    (told,) = [finding for finding in check(draft) if finding.code == "legacy_font"]
    assert (told.line, draft.residue.legacy) == (10, 1)


@pytest.mark.parametrize(
    "line",
    [
        "Đội bóng Zürich gặp São Paulo ở Citroën Cup, điểm số 2 – 1", "Hãng Nestlé® và Häagen-Dazs™ tặng quà ở xã Đắk Rơ",
        "Được nuôi ở 30°C ± 2°, rộng 5 m², thửa đất ½ mẫu", "Các anh Björn, Søren, Åke về thăm Điện Biên",
    ],
)  # fmt: skip
def test_foreign_words_among_vietnamese_ones_are_left(line: str) -> None:
    draft = read(f"{HEAD}Mở đầu.\n{line}\n")
    assert draft.residue.legacy == 0
    assert line in to_text(draft)


@pytest.mark.parametrize(
    "line",
    [
        "Vận động ?oàn viên", "Vận động đ??n viên", "Vận động đoàn vi\ufffdn", "Vận động \u0301đoàn viên", "Vận đ\u0323ộng đoàn viên",
    ],
)  # fmt: skip
def test_letters_that_are_lost_are_told(line: str) -> None:
    assert "letters_lost" in [finding.code for finding in check(read(f"{HEAD}Mở đầu.\n{line}\n"))]


@pytest.mark.parametrize(
    "line",
    [
        "Đăng ký tại https://doan.vn/dang-ky?ma=12&xa=hoa-binh trước 17 giờ", "Gửi về www.doan.vn/bieu?nam=2027",
        "Vì sao? Ai làm? Làm gì?", "“?” và (?) để trống", "Trường hợp có (hay không?) phát sinh",
    ],
)  # fmt: skip
def test_question_marks_that_ask_are_no_lost_letters(line: str) -> None:
    assert "letters_lost" not in [finding.code for finding in check(read(f"{HEAD}Mở đầu.\n{line}\n"))]


@pytest.mark.parametrize(
    "line",
    [
        "Café Noël, Citroën, Zürich", "H’Mai Niê", "Krông Pa, Stiêng, Glêi", "Lô Xô", "Nestlé tài trợ", "Bôch", "ĐOÀN TNCS",
        "Nguyễn Thị Bích-Hà", "30° – 40°, 5 m², ½ giờ", "São Paulo, Curaçao", "Pác Bó, Lào Cai, Sùng A Páo",
    ],
)  # fmt: skip
def test_names_of_all_peoples_and_foreign_words_are_no_legacy_font(line: str) -> None:
    draft = read(f"{HEAD}{PASSAGE.rsplit(chr(10), 2)[0]}\n{line}\n")
    assert draft.residue.legacy == 0
    assert line in to_text(draft)


@pytest.mark.parametrize("end", ["\v", "\f", "\u2028", "\u2029", "\r", "\r\n"])
def test_every_kind_of_line_end_ends_a_line(end: str) -> None:
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
