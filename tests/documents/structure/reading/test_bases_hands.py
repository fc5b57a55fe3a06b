"""Grounds and enclosures as offices print them: sentences that begin with "Căn cứ", reasons, papers issued with this one."""

import pytest

from documents.structure.checks import check
from documents.structure.editing.repair import apply, proposals
from documents.structure.editing.write import to_text
from documents.structure.reading.pipeline import read
from documents.structure.tree import ParagraphKind

HEAD = """TỈNH ĐOÀN SÔNG VÂN
BCH ĐOÀN XÃ HÒA BÌNH
***
Số: 12-{code}/ĐTN
ĐOÀN TNCS HỒ CHÍ MINH
Hòa Bình, ngày 06 tháng 3 năm 2027
"""
PLAN = HEAD.format(code="KH") + "KẾ HOẠCH\nTổ chức hội trại năm 2027\n"
DECISION = HEAD.format(code="QĐ") + "QUYẾT ĐỊNH\nVề việc ban hành quy chế\n-----\nBAN CHẤP HÀNH ĐOÀN XÃ HÒA BÌNH\n"
CITED = "Căn cứ Kế hoạch số 15-KH/TĐTN ngày 08/01/2027 của Tỉnh đoàn"


def codes(text: str) -> list[str]:
    return [finding.code for finding in check(read(text))]


@pytest.mark.parametrize(
    "sentence",
    [
        f"{CITED}; được sự nhất trí của Đảng ủy, Ban Thường vụ Đoàn xã ban hành kế hoạch như sau:",
        f"{CITED}, Ban Thường vụ Đoàn xã xây dựng Kế hoạch tổ chức hội trại với các nội dung sau đây:",
        f"{CITED} và tình hình thực tế, Đoàn xã tổ chức hội trại năm 2027.",
        f"{CITED}, Chi đoàn trường kính đề nghị Đoàn xã hỗ trợ kinh phí.",
        f"{CITED} về hội trại, UBND xã yêu cầu các thôn chuẩn bị, cụ thể:",
        f"{CITED}; để hội trại an toàn, Thường trực Đoàn xã phối hợp Công an xã triển khai các việc dưới đây:",
    ],
)
def test_sentence_that_begins_with_a_ground_is_no_list_of_bases(sentence: str) -> None:
    draft = read(f"{PLAN}{sentence}\nI. NỘI DUNG\n1. Dựng trại.\n")
    assert draft.bases == []
    assert "basis_punctuation" not in [finding.code for finding in check(draft)]
    assert [reference.symbol for reference in draft.references] == ["KH/TĐTN"]
    assert sentence in to_text(apply(draft, proposals(draft, check(draft))))


@pytest.mark.parametrize(
    "ground",
    [
        f"{CITED};",
        f"{CITED} về việc ban hành quy chế, tổ chức hội trại;",
        "Căn cứ Luật Thanh niên ngày 16 tháng 6 năm 2020;",
        "Căn cứ Quy chế phối hợp giữa Đoàn xã, Hội Liên hiệp Phụ nữ về việc tổ chức ngày hội;",
    ],
)
def test_ground_on_a_line_of_its_own_is_a_basis(ground: str) -> None:
    draft = read(f"{PLAN}{ground}\nBan Thường vụ Đoàn xã ban hành kế hoạch như sau:\nI. NỘI DUNG\n1. Dựng trại.\n")
    assert [basis.text for basis in draft.bases] == [ground]


def test_blank_in_a_sentence_that_begins_with_a_ground_is_told() -> None:
    text = f"{PLAN}Căn cứ Kế hoạch số …-KH/TĐTN ngày …/01/2027 của Tỉnh đoàn, Đoàn xã tổ chức hội trại như sau:\nI. NỘI DUNG\n1. Dựng trại.\n"
    assert "basis_blank" in codes(text)


@pytest.mark.parametrize(
    "reason",
    [
        "- Để thống nhất công tác thi đua,",
        "Nhằm nâng cao chất lượng sinh hoạt chi đoàn,",
        "- Được sự đồng ý của Đảng ủy xã,",
        "Sau khi trao đổi với các chi đoàn,",
        "Theo đề nghị của Văn phòng Đoàn xã,",
    ],
)
def test_further_ground_may_follow_the_last_basis(reason: str) -> None:
    text = (
        f"{DECISION}- Căn cứ Điều lệ Đoàn TNCS Hồ Chí Minh;\n{reason}\nQUYẾT ĐỊNH:\nĐiều 1. Khen thưởng chi đoàn 1./.\n"
    )
    assert "basis_punctuation" not in codes(text)


@pytest.mark.parametrize(
    ("article", "name"),
    [
        ("Ban hành kèm theo Quyết định này Quy chế làm việc của Đoàn xã.", "Quy chế làm việc của Đoàn xã"),
        ("Ban hành Quy chế làm việc của Đoàn xã kèm theo Quyết định này.", "Quy chế làm việc của Đoàn xã"),
        ("Ban hành kèm theo quyết định này bản Quy chế làm việc; có hiệu lực từ ngày ký.", "Quy chế làm việc"),
        ("Phê duyệt Đề án hội trại ban hành kèm theo Quyết định này.", "Đề án hội trại"),
    ],
)
def test_what_is_issued_with_the_paper_is_an_annex_that_must_be_there(article: str, name: str) -> None:
    text = f"{DECISION}Căn cứ Điều lệ Đoàn;\nQUYẾT ĐỊNH:\nĐiều 1. {article}\nĐiều 2. Các chi đoàn thi hành./.\n"
    draft = read(text)
    assert [annex.text for annex in draft.annexes] == [name]
    assert "annex_missing" in [finding.code for finding in check(draft)]
    whole = f"{text}Nơi nhận:\n- Lưu VP.\nTM. BAN CHẤP HÀNH\nBÍ THƯ\nLò Thị Xuân\nQUY CHẾ\nLàm việc của Đoàn xã\n"
    assert "annex_missing" not in codes(whole)
    assert len(read(whole).annexes) == 1
    assert read(whole).of_kind(ParagraphKind.ANNEX)


@pytest.mark.parametrize(
    "words",
    [
        "Quy chế (ban hành kèm theo Nghị định số 08/2012/NĐ-CP ngày 16/02/2012 của Chính phủ) còn hiệu lực.",
        "Báo cáo (hình ảnh minh họa kèm theo) gửi về Đoàn xã.",
        "Thể thức theo Phụ lục I ban hành kèm theo Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ.",
        "Hồ sơ gồm đơn đăng ký, bản cam kết (có danh sách kèm theo).",
        "Gửi báo cáo kết quả (kèm theo danh sách đoàn viên) về Đoàn xã.",
        "Áp dụng định mức (ban hành kèm theo Thông tư của Bộ Tài chính).",
        "Nộp sản phẩm (có video kèm theo) qua thư điện tử.",
    ],
)
def test_annex_of_another_paper_or_of_what_others_send_is_not_ours(words: str) -> None:
    draft = read(f"{PLAN}I. NỘI DUNG\n1. {words}\n")
    assert draft.annexes == []
    assert "annex_missing" not in [finding.code for finding in check(draft)]


@pytest.mark.parametrize(
    "words",
    [
        "Phân công trực (có danh sách kèm theo).",
        "Lập danh sách (theo mẫu gửi kèm) gửi về Đoàn xã.",
        "Khung chương trình (kèm theo kịch bản chi tiết).",
    ],
)
def test_own_annex_is_told(words: str) -> None:
    assert len(read(f"{PLAN}I. NỘI DUNG\n1. {words}\n").annexes) == 1
