"""What comes in as a file: Word files that are read, and files that are refused with a sentence."""

from __future__ import annotations

import io
import zipfile

import pytest

from documents.structure import ParagraphKind, Unreadable, read
from documents.structure.reading.numbering import formatted
from tests.documents.structure.word_files import archive, locked, programme, with_member

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def refused(data: bytes | str) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read(data)
    assert caught.value.message.endswith(".")
    return caught.value


def test_a_word_file_with_automatic_numbers_tables_and_a_box_is_read() -> None:
    draft = read(programme(), "chuong-trinh.docx")
    assert (draft.superior, draft.issuer) == ("TỈNH ĐOÀN LAM GIANG", "BCH ĐOÀN XÃ MƯỜNG SO")
    assert (draft.number, draft.symbol, draft.date) == ("21", "CTr/ĐTN", "2027-01-06")
    assert draft.marks == ["DỰ THẢO"]
    assert [heading.label for heading in draft.headings] == ["I", "1", "1.1", "1.2", "2", "II", "III"]
    assert [(target.label, target.values[0].value) for target in draft.targets] == [("1", 30), ("2", 100)]
    assert [(activity.text, activity.months) for activity in draft.activities] == [
        ("Xuân tình nguyện", [1]),
        ("Mùa hè xanh", [6, 7, 8]),
    ]
    assert len(draft.of_kind(ParagraphKind.TABLE)) == 3
    assert draft.signature.name == "Chẻo Thị Mẩy"
    assert draft.archive is not None
    assert draft.archive.text == "Lưu: VP."


def test_lines_of_a_word_file_are_its_paragraphs_counted_from_one() -> None:
    draft = read(programme())
    assert [paragraph.line for paragraph in draft.of_kind(ParagraphKind.TYPE)] == [5]


@pytest.mark.parametrize(
    ("value", "form", "written"),
    [
        (4, "upperRoman", "IV"),
        (19, "lowerRoman", "xix"),
        (2, "lowerLetter", "b"),
        (28, "upperLetter", "BB"),
        (7, "decimalZero", "07"),
    ],
)
def test_counters_are_written_as_word_writes_them(value: int, form: str, written: str) -> None:
    assert formatted(value, form) == written


def test_an_empty_file_is_refused() -> None:
    assert refused(b"").code == "empty"
    assert refused("  \n\t \n").code == "empty"


def test_a_file_above_twenty_megabytes_is_refused() -> None:
    assert refused(b"a" * (20 * 1024 * 1024 + 1)).code == "too_large"


@pytest.mark.parametrize("head", [b"\x89PNG\r\n\x1a\n", b"Rar!....", OLE])
def test_other_kinds_of_files_are_refused(head: bytes) -> None:
    assert refused(head).code == "wrong_type"


def test_a_word_file_with_a_password_is_refused() -> None:
    assert refused(OLE + "EncryptedPackage".encode("utf-16-le")).code == "encrypted"
    assert refused(locked(programme())).code == "encrypted"


def test_an_archive_that_is_no_word_file_is_refused() -> None:
    assert refused(archive({"a.txt": b"x"})).code == "wrong_type"
    assert refused(archive({"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a/>"})).code == "wrong_type"


def test_a_zip_bomb_is_refused_by_what_it_declares() -> None:
    assert refused(with_member(programme(), "word/media/bomb.xml", b"0" * 60_000_000)).code == "zip_bomb"
    many = {f"word/{number}.xml": b"" for number in range(4000)}
    assert refused(archive({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>", **many})).code == "zip_bomb"


def test_entities_in_a_word_file_are_refused() -> None:
    with zipfile.ZipFile(io.BytesIO(programme())) as file:
        document = file.read("word/document.xml")
    evil = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    assert (
        refused(with_member(programme(), "word/document.xml", document.replace(b"?>", b"?>" + evil, 1))).code
        == "unsafe"
    )


def test_a_broken_word_file_is_refused() -> None:
    assert refused(programme()[:3000]).code == "broken"
    assert refused(with_member(programme(), "word/document.xml", b"<w:document")).code == "broken"


def test_bytes_that_are_no_text_are_refused() -> None:
    assert refused(bytes(range(256)) * 40).code in ("not_text", "unknown_encoding")
    assert refused(b"\x00\x01\x02\x03" * 500).code == "not_text"


def test_an_encoding_nobody_knows_is_refused() -> None:
    text = "Резолюция съезда о работе молодёжных организаций города на новый год. " * 20
    assert refused(text.encode("koi8-r")).code == "unknown_encoding"


def test_a_name_that_promises_a_word_file_is_held_to_it() -> None:
    with pytest.raises(Unreadable) as caught:
        read("CHƯƠNG TRÌNH".encode(), "chuong-trinh.docx")
    assert caught.value.code == "broken"
