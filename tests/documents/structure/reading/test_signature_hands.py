"""Signature blocks in many hands: ranks as printed, and names of all peoples of Viet Nam."""

import pytest

from documents.structure.checks import check
from documents.structure.reading.pipeline import read

NOTICE = """TỈNH ĐOÀN SÔNG VÂN
BCH ĐOÀN XÃ HÒA BÌNH
***
Số: 12-TB/ĐTN
ĐOÀN TNCS HỒ CHÍ MINH
Hòa Bình, ngày 06 tháng 3 năm 2027
THÔNG BÁO
Lịch trực hè năm 2027
Ban Thường vụ Đoàn xã thông báo lịch trực./.
Nơi nhận:
- Các chi đoàn;
- Lưu VP.
TM. BAN THƯỜNG VỤ
{position}
{name}
"""
POSITIONS = [
    "BÍ THƯ", "PHÓ BÍ THƯ", "P. BÍ THƯ", "P.BÍ THƯ", "Q. BÍ THƯ", "QUYỀN BÍ THƯ", "PHÓ BÍ THƯ THƯỜNG TRỰC", "Phó Bí thư",
    "P. Bí thư", "P. CHỦ TỊCH", "QUYỀN CHỦ TỊCH", "Bí thư",
]  # fmt: skip
NAMES = [
    "Lê Văn Dũng", "H’Mai Niê", "H'Mai Niê", "K’Brểu", "K'Brểu", "Kpă H’Bia", "Nguyễn Thị Bích-Hà", "Bích-Hà", "Y Moan Êban",
    "Hoàng", "Nguyễn Trần Hoàng Bảo Anh", "Ksor H’Lan", "Đinh Y-Nhơn", "TRẦN THỊ ÁNH", "ThS. Lê Văn An",
]  # fmt: skip


@pytest.mark.parametrize("position", POSITIONS)
def test_rank_is_kept_as_it_is_printed(position: str) -> None:
    signature = read(NOTICE.format(position=position, name="Lê Văn Dũng")).signature
    assert (signature.capacity, signature.position, signature.name) == ("TM. BAN THƯỜNG VỤ", position, "Lê Văn Dũng")


@pytest.mark.parametrize("name", NAMES)
def test_name_of_any_people_is_a_name(name: str) -> None:
    draft = read(NOTICE.format(position="PHÓ BÍ THƯ", name=name))
    assert draft.signature.name == name
    assert "signature_incomplete" not in [finding.code for finding in check(draft)]


@pytest.mark.parametrize("position", ["P. BÍ THƯ", "PHÓ BÍ THƯ", "Q. BÍ THƯ"])
def test_rank_survives_columns_that_were_glued(position: str) -> None:
    glued = NOTICE.format(position=position, name="H’Mai Niê").replace("VP.\nTM.", "VP. TM.").replace("VỤ\n", "VỤ ")
    signature = read(glued.replace(f"{position}\n", f"{position} ")).signature
    assert (signature.position, signature.name) == (position, "H’Mai Niê")
