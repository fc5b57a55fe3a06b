"""A letterhead says the same whether its columns stand side by side, one under the other, or mixed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from documents.structure import read

YOUTH = ["ĐOÀN TNCS HỒ CHÍ MINH"]
STATE = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
HEADS = [
    (["TỈNH ĐOÀN LAM GIANG"], ["BCH ĐOÀN KHỐI CÁC CƠ QUAN", "VÀ DOANH NGHIỆP"], "Số: 12-CTr/ĐTN", "12", "CTr/ĐTN", YOUTH),
    (["TỈNH ĐOÀN LAM GIANG"], ["BAN CHẤP HÀNH ĐOÀN PHƯỜNG", "SAO MAI"], "Số:       -CTr/ĐTN", None, "CTr/ĐTN", YOUTH),
    (["THÀNH ĐOÀN HẢI VÂN"], ["ĐOÀN TRƯỜNG ĐẠI HỌC KINH TẾ"], "Số: 05 - KH/ĐTN", "05", "KH/ĐTN", YOUTH),
    (["ĐOÀN TNCS HỒ CHÍ MINH TỈNH LAM GIANG"], ["BAN CHẤP HÀNH"], "Số: 245-BC/TĐTN-TCKT", "245", "BC/TĐTN-TCKT", YOUTH),
    ([], ["BAN CHẤP HÀNH", "ĐOÀN TỈNH LAM GIANG"], ".....-CTr/TĐTN", None, "CTr/TĐTN", YOUTH),
    (["TRUNG ƯƠNG ĐOÀN"], ["BAN THANH NIÊN TRƯỜNG HỌC"], "Số 88-HD/TWĐTN-BTNTH", "88", "HD/TWĐTN-BTNTH", YOUTH),
    ([], ["ỦY BAN NHÂN DÂN", "TỈNH LAM GIANG"], "Số:      /KH-UBND", None, "KH-UBND", STATE),
    (["UBND TỈNH LAM GIANG"], ["SỞ VĂN HÓA, THỂ THAO", "VÀ DU LỊCH"], "Số: 0157/KH-SVHTTDL", "0157", "KH-SVHTTDL", STATE),
    (["ỦY BAN NHÂN DÂN", "TỈNH LAM GIANG"], ["SỞ TƯ PHÁP"], "Số: 33/BC-STP", "33", "BC-STP", STATE),
    (["LIÊN ĐOÀN LAO ĐỘNG TỈNH"], ["CÔNG ĐOÀN VIÊN CHỨC"], "Số: 14/KH-CĐVC", "14", "KH-CĐVC", STATE),
]  # fmt: skip
DATES = [
    ("Lam Giang, ngày 05 tháng 3 năm 2026", "2026-03-05"),
    ("Lam Giang, ngày     tháng 01 năm 2026", None),
    ("Lam Giang, ngày      /01/2026", None),
    ("Lam Giang, ngày ... tháng ... năm 2026", None),
]
BODY = (
    "\n\nKẾ HOẠCH\nTổ chức hoạt động hè năm 2026\n\nI. MỤC ĐÍCH\n1. Nâng cao chất lượng phong trào.\n2. Tạo sân chơi.\n"
)


def beside(left: list[str], right: list[str], gap: str) -> str:
    height = max(len(left), len(right))
    rows = zip(left + [""] * (height - len(left)), right + [""] * (height - len(right)), strict=True)
    return "\n".join(f"{one}{gap}{other}" if other else one for one, other in rows)


def layouts(left: list[str], right: list[str]) -> Iterator[tuple[str, str]]:
    yield "tab", beside(left, right, "\t")
    yield "tabs", beside(left, right, "\t\t\t\t\t")
    yield "spaces", beside(left, right, " " * 10)
    yield "left, then right", "\n".join(left + right)
    yield "right, then left", "\n\n".join(right + left)
    yield "indented", "\t" + "\n\t".join(left) + "\n\t\t" + "\n\t\t".join(right)
    yield "mixed", "\n".join(left[:1] + right + left[1:])


@pytest.mark.parametrize("head", HEADS, ids=lambda head: head[1][0])
def test_every_layout_of_a_letterhead_is_read_alike(
    head: tuple[list[str], list[str], str, str | None, str, list[str]],
) -> None:
    superior, issuer, number_line, number, symbol, motto = head
    for mark in ([], ["DỰ THẢO LẦN 3"]):
        for date_line, date in DATES:
            left = [*superior, *issuer, "***" if motto is YOUTH else "_______", number_line, *mark]
            for name, text in layouts(left, [*motto, date_line]):
                draft = read(text + BODY)
                assert draft.superior == (" ".join(superior) or None), name
                assert draft.issuer == " ".join(issuer), name
                assert (draft.number, draft.symbol, draft.date, draft.place) == (number, symbol, date, "Lam Giang"), (
                    name
                )
                assert (draft.marks, draft.type, draft.year, draft.motto) == (mark, "KH", 2026, motto[0]), name
