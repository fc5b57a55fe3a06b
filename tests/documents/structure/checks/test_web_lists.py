"""Lists that begin with 1 at each line, as exports from the web leave them."""

import pytest

from documents.structure import Draft, apply, check, proposals, read
from documents.structure.tree import Finding

HEAD = """TỈNH ĐOÀN SÔNG VÂN
BCH ĐOÀN XÃ HÒA BÌNH
***
Số: 12-KH/ĐTN
ĐOÀN TNCS HỒ CHÍ MINH
Hòa Bình, ngày 06 tháng 3 năm 2027
KẾ HOẠCH
Tổ chức hội trại năm 2027
"""
BELOW = "\n- Tạo sân chơi, tiết kiệm.\n"


def numbering(draft: Draft) -> list[Finding]:
    return [finding for finding in check(draft) if finding.code.startswith(("heading_", "item_", "list_"))]


@pytest.mark.parametrize(
    "numbers", [[1, 1, 1], [1, 1, 1, 2, 1, 2], [1, 1, 2, 1], [1, 1, 1, 1, 1, 1, 1]], ids=lambda numbers: str(numbers)
)
def test_headings_that_all_begin_with_1_are_renumbered_by_one_repair(numbers: list[int]) -> None:
    titles = ["Mục đích", "Yêu cầu", "Nội dung", "Trại bay", "Trại chính", "Kinh phí", "Thi đua"]
    text = HEAD + "".join(f"{number}. {title}{BELOW}" for number, title in zip(numbers, titles, strict=False))
    draft = read(text)
    found = numbering(draft)
    assert {finding.code for finding in found} == {"heading_duplicate"}
    assert len([finding for finding in found if finding.repair]) == 1
    again = apply(draft, [one for one in proposals(draft, check(draft)) if one.code == "heading_duplicate"])
    assert [heading.label for heading in again.headings] == [str(n) for n in range(1, len(numbers) + 1)]
    assert numbering(again) == []


def test_lists_that_begin_anew_under_other_headings_are_right() -> None:
    below = "".join(f"{roman}. PHẦN {roman}\n1. Nội dung{BELOW}" for roman in ("I", "II", "III"))
    assert numbering(read(HEAD + below)) == []
    introduced = f"1. Nội dung{BELOW}Đối với cấp xã:\n1. Nội dung{BELOW}2. Kinh phí{BELOW}"
    assert numbering(read(HEAD + introduced)) == []
