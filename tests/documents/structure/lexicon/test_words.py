"""Facts of the reader stand once: no list and no pattern of any length is written in two modules."""

import ast
from collections import defaultdict
from pathlib import Path

import pytest

from documents.structure import ParagraphKind, read
from documents.structure.lexicon.labels import roman, to_roman

PACKAGE = Path(__file__).parents[4] / "documents" / "structure"
SHORT = 24  # characters of a value that two modules may have in common


def test_no_list_or_pattern_is_written_twice() -> None:
    places = defaultdict(set)
    for path in PACKAGE.rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
                places[ast.unparse(node.value)].add(path.relative_to(PACKAGE).as_posix())
    assert not {value: where for value, where in places.items() if len(where) > 1 and len(value) > SHORT}


LETTER = """TỈNH ĐOÀN LAM GIANG\tĐOÀN TNCS HỒ CHÍ MINH
BAN THƯỜNG VỤ
***
Số: 12-CV/TĐTN-VP\tLam Giang, ngày 05 tháng 3 năm 2026
V/v phối hợp tổ chức ngày hội

{addressee}: Sở Giáo dục và Đào tạo

Ban Thường vụ Tỉnh đoàn đề nghị quý cơ quan phối hợp./.
"""


@pytest.mark.parametrize("addressee", ["Kính gửi", "KÍNH GỬI", "Kính Gửi", "Kính gỬi"])
def test_addressee_is_known_however_it_is_capitalised(addressee: str) -> None:
    draft = read(LETTER.format(addressee=addressee))
    assert [paragraph.kind for paragraph in draft.paragraphs if "Sở Giáo dục" in paragraph.text] == [
        ParagraphKind.ADDRESSEE
    ]
    assert (draft.type, draft.issuer) == ("CV", "BAN THƯỜNG VỤ")


@pytest.mark.parametrize("number", [1, 4, 9, 14, 40, 49])
def test_roman_numerals_are_read_as_they_are_written(number: int) -> None:
    assert roman(to_roman(number)) == number
