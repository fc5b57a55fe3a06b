"""Small things that other hands write: a subject cut at a body's word, a motto taken for a type, purposes in any spelling."""

import pytest

from documents.structure.checks import check
from documents.structure.lexicon.words import purpose_of
from documents.structure.reading.pipeline import read

DECISION = """ỦY BAN NHÂN DÂN TỈNH SÔNG VÂN
Số: 216/QĐ-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Sông Vân, ngày 06 tháng 3 năm 2027
QUYẾT ĐỊNH
VỀ VIỆC THỰC HIỆN NGHỊ
QUYẾT CỦA HỘI ĐỒNG NHÂN DÂN TỈNH VỀ VỐN VAY CHO THANH NIÊN
Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;
QUYẾT ĐỊNH:
Điều 1. Cho thanh niên vay vốn./.
"""
LETTER = """UBND TỈNH SÔNG VÂN
SỞ HỌC LIỆU
Số: 88/SHL-VP
V/v treo cờ ngày lễ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Sông Vân, ngày 09 tháng 3 năm 2027
Kính gửi: Các trường.
Sở đề nghị treo cờ./.
"""
SUBJECT = "Tổ chức hội trại kỷ niệm ngày thành lập Đoàn và tổng kết cuộc thi ý tưởng sáng tạo của thanh niên xã Hòa Bình năm 2027"
PLAN = f"""TỈNH ĐOÀN SÔNG VÂN
BCH ĐOÀN XÃ HÒA BÌNH
***
Số: 12-KH/ĐTN
ĐOÀN TNCS HỒ CHÍ MINH
Hòa Bình, ngày 06 tháng 3 năm 2027
KẾ HOẠCH
{SUBJECT}
Ban Thường vụ Đoàn xã xây dựng Kế hoạch {SUBJECT[0].lower()}{SUBJECT[1:]} như sau:
I. NỘI DUNG
Thi vẽ tranh.
"""


def test_subject_in_capitals_goes_on_with_a_bodys_word() -> None:
    draft = read(DECISION)
    assert draft.subject == "VỀ VIỆC THỰC HIỆN NGHỊ QUYẾT CỦA HỘI ĐỒNG NHÂN DÂN TỈNH VỀ VỐN VAY CHO THANH NIÊN"
    assert [heading.label for heading in draft.headings] == ["Điều 1"]


def test_motto_is_never_a_type() -> None:
    for motto in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "ĐẢNG CỘNG SẢN VIỆT NAM"):
        draft = read(LETTER.replace("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", motto))
        assert (draft.type, draft.date) == ("CV", "2027-03-09")


def test_opening_sentence_that_says_the_subject_again_repeats_nothing() -> None:
    assert "passage_repeated" not in [finding.code for finding in check(read(PLAN))]


@pytest.mark.parametrize(
    ("written", "purpose"),
    [
        ("thay b/c", "report"), ("để b/c", "report"), ("kính b/c", "report"), ("t/hiện", "act"), ("để t/hiện", "act"),
        ("để thi hành", "act"), ("chỉ đạo", "act"), ("để chỉ đạo", "report"), ("p/hợp", "coordinate"),
        ("để phối hợp thực hiện", "coordinate"), ("đưa tin", "inform"), ("để đăng tải", "inform"), ("để biết", "inform"),
        ("qua email", None), ("khóa XII", None),
    ],
)  # fmt: skip
def test_purpose_is_known_in_any_spelling(written: str, purpose: str | None) -> None:
    assert purpose_of(written) == purpose
