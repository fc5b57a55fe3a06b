"""A file is given out under a name that every disk can hold and that says nothing false."""

import io

import pytest

from web.files import attachment, file_name, name_as_given, stored_to_keep


@pytest.mark.parametrize(
    ("words", "kind", "name"),
    [
        ("01-KH/TĐTN-TCKT Tháng Thanh niên", "pdf", "01-KH-TĐTN-TCKT Tháng Thanh niên.pdf"),
        ('a"b\r\nSet-Cookie: x=1', "docx", "a-b Set-Cookie- x=1.docx"),
        ("../../etc/passwd", "txt", "etc-passwd.txt"),
        ("ke hoach\u202efdp.exe", "pdf", "ke hoachfdp.exe.pdf"),
        ("\u2028\u200b\ufeff . ", "zip", "van-ban.zip"),
        ("x" * 500, "zip", "x" * 120 + ".zip"),
        ("tên", 'p"df/../', "tên.p-df"),
    ],
)
def test_a_name_for_any_disk(words: str, kind: str, name: str) -> None:
    assert file_name(words, kind) == name


@pytest.mark.parametrize(
    ("given", "name"), [("Góp ý.docx", "Góp ý.docx"), ("trang.html", "trang.html"), ("x", "x.bin")]
)
def test_a_file_is_called_as_it_was_brought(given: str, name: str) -> None:
    assert name_as_given(given) == name


def test_both_forms_of_the_name_are_sent() -> None:
    assert attachment("Kế hoạch Đoàn.pdf") == (
        "attachment; filename=\"Ke hoach Doan.pdf\"; filename*=UTF-8''K%E1%BA%BF%20ho%E1%BA%A1ch%20%C4%90o%C3%A0n.pdf"
    )


def test_what_somebody_brought_is_never_shown_by_the_browser() -> None:
    answer = stored_to_keep(io.BytesIO(b"<script>"), name_as_given("trang.html"))
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment; ")
