"""Nơi nhận and signature are told apart whether they stand side by side, one under the other, or glued."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from documents.structure import read
from documents.structure.reading.recipients import read_archive, read_recipient
from tests.documents.structure.reading.test_read_letterhead import beside

HEAD = (
    "TỈNH ĐOÀN LAM GIANG\nBCH ĐOÀN XÃ TÂN HÒA\n***\nSố: 01-KH/ĐTN\nĐOÀN TNCS HỒ CHÍ MINH\nTân Hòa, ngày 05 tháng 3 năm 2026\n\n"
    "KẾ HOẠCH\nTổ chức hoạt động hè năm 2026\n\nI. MỤC ĐÍCH\n1. Nâng cao chất lượng phong trào.\n2. Tạo sân chơi.\n"
    "Trên đây là Kế hoạch hoạt động hè năm 2026./.\n\n"
)
LISTS = [
    (["- Ban Bí thư TW Đoàn (B/c);", "- Thường trực Tỉnh ủy; Lãnh đạo UBND tỉnh (B/c);", "- Lưu VT, VP."], 2, None),
    (["- Như trên;", "- Các phòng, ban giúp việc ĐUK;^(05b)", "- Lưu: VT, KGVX.(35b)"], 2, 35),
    (
        ["- Các đồng chí Ủy viên BCH, UV UBKT", "Đoàn xã khóa II;", "- Các chi đoàn (để t/h);", "- Lưu VP Đoàn (02b)."],
        2,
        2,
    ),
]
SIGNATURES = [
    (["TM. BAN CHẤP HÀNH ĐOÀN XÃ"], "BÍ THƯ", "Lò Thị Minh Châu"),
    (["TM. BAN THƯỜNG VỤ TỈNH ĐOÀN"], "PHÓ BÍ THƯ THƯỜNG TRỰC", "Vàng A Páo"),
    (["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"], "PHÓ CHỦ TỊCH", "Nguyễn Thị Ngọc Ánh"),
    (["TL. BAN THƯỜNG VỤ TỈNH ĐOÀN"], "CHÁNH VĂN PHÒNG", "Y Khoa"),
    (["TUQ. BAN THƯỜNG VỤ"], "TRƯỞNG BAN TỔ CHỨC - KIỂM TRA", "ThS. Trần Đức Ứng"),
    ([], "HIỆU TRƯỞNG", "Đặng Ỷ Lan"),
    (["TM. BAN CHẤP HÀNH", "ĐOÀN PHƯỜNG SAO MAI"], "BÍ THƯ", None),
]


def layouts(recipients: list[str], signature: list[str]) -> Iterator[tuple[str, str]]:
    left = ["Nơi nhận:", *recipients]
    gap = [""] * max(0, len(left) - len(signature))
    yield "side by side", beside(left, signature, "\t\t\t")
    yield "with spaces", beside(left, [*signature[:-1], *gap, signature[-1]], " " * 10)
    yield "under", "\n".join(left + signature)
    yield "under, blanks", "\n\n".join(left + signature)
    yield "signature first", "\n\n".join(signature) + "\n\n" + "\n".join(left)
    yield "in one line", "\n".join(signature) + "\nNơi nhận: " + " ".join(recipients)
    if all(line.startswith("-") for line in recipients):
        yield "glued", beside(left, [*signature[:-1], *gap, signature[-1]], " ")


@pytest.mark.parametrize("signature", SIGNATURES, ids=lambda each: each[1] + str(each[2]))
def test_every_layout_of_a_tail_is_read_alike(signature: tuple[list[str], str, str | None]) -> None:
    capacity, position, name = signature
    for recipients, count, copies in LISTS:
        for layout, text in layouts(recipients, [*capacity, position, *([name] if name else [])]):
            draft = read(HEAD + text)
            assert (draft.signature.capacity, draft.signature.position) == (" ".join(capacity) or None, position), (
                layout
            )
            assert draft.signature.name == name, layout
            assert len(draft.recipients) == count, layout
            assert draft.archive is not None, layout
            assert draft.archive.copies == copies, layout
            assert draft.closing == "Trên đây là Kế hoạch hoạt động hè năm 2026./.", layout


def test_parts_are_split_at_semicolons_then_commas_and_purposes_stay_where_they_stand() -> None:
    line = read_recipient("Thường trực Tỉnh ủy; Lãnh đạo UBND tỉnh, HĐND tỉnh (B/c);", 7)
    assert [(part.name, part.purpose) for part in line.parts] == [
        ("Thường trực Tỉnh ủy", None),
        ("Lãnh đạo UBND tỉnh", None),
        ("HĐND tỉnh", "report"),
    ]


@pytest.mark.parametrize(
    ("written", "purpose"),
    [("(B/c)", "report"), ("(để báo cáo)", "report"), ("(t/h)", "act"), ("(để thực hiện)", "act"), ("(p/h)", "coordinate"), ("(để biết)", "inform"), ("(khóa XV)", None)],
)  # fmt: skip
def test_purposes_have_their_usual_forms(written: str, purpose: str | None) -> None:
    assert read_recipient(f"Các chi đoàn {written};", 1).parts[0].purpose == purpose


def test_copies_stand_once_on_the_last_part() -> None:
    line = read_recipient("Các đoàn trực thuộc, các ban;^(05b)", 3)
    assert [(part.name, part.copies) for part in line.parts] == [("Các đoàn trực thuộc", None), ("các ban", 5)]
    assert read_archive("Lưu VT-LT.(255b)", 9).copies == 255


@pytest.mark.parametrize(
    ("text", "copies"),
    [("Lưu: VT, KT (03b).", 3), ("Lưu VT-LT.(255b)", 255), ("Lưu: VT. 35b", 35), ("Lưu: VT, TH (5).", 5), ("Lưu: VT, NV2.", None)],
)  # fmt: skip
def test_copies_have_their_usual_forms(text: str, copies: int | None) -> None:
    assert read_archive(text, 1).copies == copies


def test_a_bracket_may_hold_purpose_and_copies() -> None:
    part = read_recipient("Thường trực Đảng ủy (để b/c, 02 bản);", 1).parts[0]
    assert (part.name, part.purpose, part.copies) == ("Thường trực Đảng ủy", "report", 2)
