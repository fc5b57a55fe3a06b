"""A province's committee writes the Union's name twice: as its superior on the left, as the motto on the right."""

from documents.structure import read
from documents.structure.tree import ParagraphKind

LETTERHEAD = """ĐOÀN TNCS HỒ CHÍ MINH
BAN CHẤP HÀNH TỈNH LAM GIANG
***
Số:      -KH/TĐTN
\t\tĐOÀN TNCS HỒ CHÍ MINH

Lam Giang, ngày     tháng     năm 2026

KẾ HOẠCH
Tổ chức Tháng Thanh niên năm 2027
"""


def test_the_first_is_the_superior_and_the_second_the_motto() -> None:
    draft = read(LETTERHEAD, "a.txt")
    assert (draft.superior, draft.issuer) == ("ĐOÀN TNCS HỒ CHÍ MINH", "BAN CHẤP HÀNH TỈNH LAM GIANG")
    assert draft.motto == "ĐOÀN TNCS HỒ CHÍ MINH"
    kinds = [paragraph.kind for paragraph in draft.paragraphs]
    assert (
        kinds.count(ParagraphKind.SUPERIOR)
        == kinds.count(ParagraphKind.MOTTO)
        == kinds.count(ParagraphKind.ISSUER)
        == 1
    )
