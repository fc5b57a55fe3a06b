"""Letterheads as other hands print them: subjects in all spellings, numbers in pieces, issuers in small letters, authority lines."""

from datetime import date

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE

from documents.structure import Draft
from documents.structure.checks import check
from documents.structure.editing.amend import fill_issue
from documents.structure.editing.write import to_text
from documents.structure.reading.pipeline import read
from tests.documents.structure.word_files import saved

LETTER = """TỈNH ĐOÀN SÔNG VÂN
BCH ĐOÀN XÃ HÒA BÌNH
***
{number}
{about}
ĐOÀN TNCS HỒ CHÍ MINH
Hòa Bình, ngày 06 tháng 3 năm 2027
Kính gửi: Các chi đoàn
Ban Thường vụ Đoàn xã đề nghị các chi đoàn tham gia ngày hội./.
"""
NUMBER = "Số: 21-CV/ĐTN"
DECISION = """TỈNH ĐOÀN SÔNG VÂN
BCH ĐOÀN XÃ HÒA BÌNH
***
Số: 07-QĐ/ĐTN
ĐOÀN TNCS HỒ CHÍ MINH
Hòa Bình, ngày 06 tháng 3 năm 2027
QUYẾT ĐỊNH
{below}
Căn cứ Điều lệ Đoàn TNCS Hồ Chí Minh;
QUYẾT ĐỊNH:
Điều 1. Thành lập câu lạc bộ./.
"""


def codes(draft: Draft) -> list[str]:
    return [finding.code for finding in check(draft)]


@pytest.mark.parametrize(
    "about",
    [
        "V.v. tham gia ngày hội", "V/v tham gia ngày hội", "v/v tham gia ngày hội", "V.v tham gia ngày hội", "V⁄v tham gia ngày hội",
        "V/v: tham gia ngày hội", "V/V tham gia ngày hội", "V-v tham gia ngày hội", "v.v. tham gia ngày hội", "Về việc tham gia ngày hội",
    ],
)  # fmt: skip
def test_subject_of_a_letter_is_known_in_any_spelling(about: str) -> None:
    draft = read(LETTER.format(number=NUMBER, about=about))
    assert (draft.type, draft.subject, draft.place, draft.date) == ("CV", about, "Hòa Bình", "2027-03-06")
    assert draft.headings == []
    assert draft.motto == "ĐOÀN TNCS HỒ CHÍ MINH"
    assert not {"part_missing", "letterhead_incomplete", "subject_missing"} & set(codes(draft))


def test_quoted_subject_is_read_without_its_marks_and_one_without_v_v_is_a_subject() -> None:
    assert read(LETTER.format(number=NUMBER, about="“V/v tham gia ngày hội”")).subject == "V/v tham gia ngày hội"
    for about in ("Về tham gia ngày hội", "Trả lời Công văn số 12-CV/TĐTN", "Xin ý kiến về ngày hội"):
        assert read(LETTER.format(number=NUMBER, about=about)).subject == about


def test_letter_without_a_subject_is_told() -> None:
    draft = read(LETTER.format(number=NUMBER, about="***"))
    assert (draft.type, draft.subject) == ("CV", None)
    assert "subject_missing" in codes(draft)


@pytest.mark.parametrize(
    ("written", "number", "symbol"),
    [
        ("Số: 84 QĐ/ĐTN", "84", "QĐ/ĐTN"), ("Số: 84QĐ/ĐTN", "84", "QĐ/ĐTN"), ("Số:\n84-QĐ/ĐTN", "84", "QĐ/ĐTN"),
        ("Số: 84\n-QĐ/ĐTN", "84", "QĐ/ĐTN"), ("Số:\n-QĐ/ĐTN", None, "QĐ/ĐTN"), ("Công văn số: 84-CV/ĐTN", "84", "CV/ĐTN"),
        ("SỐ: 84-CV/ĐTN", "84", "CV/ĐTN"), ("Số:\n…/CV-ĐTN", None, "CV-ĐTN"), ("Số : 84 - CV/ĐTN", "84", "CV/ĐTN"),
    ],
)  # fmt: skip
def test_number_is_read_in_pieces(written: str, number: str | None, symbol: str) -> None:
    draft = read(LETTER.format(number=written, about="V/v tham gia ngày hội"))
    assert (draft.number, draft.symbol, draft.issuer) == (number, symbol, "BCH ĐOÀN XÃ HÒA BÌNH")
    assert draft.headings == []
    assert draft.subject == "V/v tham gia ngày hội"


def test_symbol_that_stands_after_the_motto_belongs_to_the_number() -> None:
    text = "HỘI BẢO TRỢ TRẺ EM\nSố:\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n/TTr-HBT\n\nHòa Bình, ngày\n\ntháng\n\nnăm 2027\nTỜ TRÌNH\nVề quy chế quỹ\nKính gửi: Ủy ban nhân dân xã\nHội kính trình./.\n"
    draft = read(text)
    assert (draft.number, draft.symbol, draft.issuer) == (None, "TTr-HBT", "HỘI BẢO TRỢ TRẺ EM")
    assert (draft.type, draft.subject, draft.place) == ("TTr", "Về quy chế quỹ", "Hòa Bình")
    issued = to_text(fill_issue(draft, number="05", symbol="TTr-HBT", place="Hòa Bình", on=date(2027, 3, 9)))
    assert issued.count("TTr-HBT") == 1
    assert "\ntháng\n" not in issued


@pytest.mark.parametrize(
    ("lines", "superior", "issuer"),
    [
        ("ĐOÀN XÃ HÒA BÌNH\nBan Chấp hành Chi đoàn thôn 3", "ĐOÀN XÃ HÒA BÌNH", "Ban Chấp hành Chi đoàn thôn 3"),
        ("Đoàn xã Hòa Bình\nChi đoàn Trường Tiểu học", "Đoàn xã Hòa Bình", "Chi đoàn Trường Tiểu học"),
        ("Tỉnh đoàn Sông Vân\nBCH Đoàn xã Hòa Bình", "Tỉnh đoàn Sông Vân", "BCH Đoàn xã Hòa Bình"),
        ("Tỉnh Đoàn Sông Vân\nBan Chấp hành\nĐoàn phường Đông", "Tỉnh Đoàn Sông Vân", "Ban Chấp hành Đoàn phường Đông"),
        ("Công đoàn phường Đông\nCông đoàn cơ sở Trường Tiểu học", "Công đoàn phường Đông", "Công đoàn cơ sở Trường Tiểu học"),
    ],
)  # fmt: skip
def test_issuer_need_not_be_in_capitals(lines: str, superior: str, issuer: str) -> None:
    text = f"{lines}\nĐOÀN TNCS HỒ CHÍ MINH\nSố: 03-KH/CĐ\nHòa Bình, ngày 09 tháng 3 năm 2027\nKẾ HOẠCH\nTổ chức ngày hội năm 2027\nChi đoàn xây dựng kế hoạch như sau:\n"
    draft = read(text)
    assert (draft.superior, draft.issuer, draft.subject) == (superior, issuer, "Tổ chức ngày hội năm 2027")


def test_prose_of_a_body_without_a_letterhead_is_no_issuer() -> None:
    draft = read("Ban Thường vụ Đoàn xã tổ chức ngày hội\nCác chi đoàn tham gia đông đủ.\n")
    assert draft.issuer is None


@pytest.mark.parametrize("organ", ["CĐCS", "LĐLĐ", "CĐ"])
def test_trade_unions_are_judged_by_their_own_symbols(organ: str) -> None:
    text = f"LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG VÂN\nCÔNG ĐOÀN TRƯỜNG TIỂU HỌC\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 03/KH-{organ}\nHòa Bình, ngày 09 tháng 3 năm 2027\nKẾ HOẠCH\nTổ chức ngày hội năm 2027\nCông đoàn xây dựng kế hoạch như sau:\n"
    assert "symbol_mismatch" not in codes(read(text))


@pytest.mark.parametrize(
    ("below", "subject"),
    [
        ("Về việc thành lập câu lạc bộ\nHIỆU TRƯỞNG TRƯỜNG TIỂU HỌC HÒA BÌNH", "Về việc thành lập câu lạc bộ"),
        ("Về việc thành lập câu lạc bộ\nĐOÀN CHỦ TỊCH ĐẠI HỘI ĐOÀN XÃ", "Về việc thành lập câu lạc bộ"),
        ("VỀ VIỆC THÀNH LẬP CÂU LẠC BỘ\nỦY BAN NHÂN DÂN\nTỈNH SÔNG VÂN", "VỀ VIỆC THÀNH LẬP CÂU LẠC BỘ"),
        ("VỀ VIỆC THÀNH LẬP\nBAN TỔ CHỨC NGÀY HỘI\nBAN THƯỜNG VỤ ĐOÀN XÃ HÒA BÌNH", "VỀ VIỆC THÀNH LẬP BAN TỔ CHỨC NGÀY HỘI"),
        ("VỀ VIỆC KHEN THƯỞNG CÁN BỘ\nĐOÀN XÃ NĂM 2027\nBAN THƯỜNG VỤ ĐOÀN XÃ HÒA BÌNH", "VỀ VIỆC KHEN THƯỞNG CÁN BỘ ĐOÀN XÃ NĂM 2027"),
        ("Về việc kiện toàn\nBan Chỉ đạo hè năm 2027\nGIÁM ĐỐC SỞ HỌC LIỆU", "Về việc kiện toàn Ban Chỉ đạo hè năm 2027"),
    ],
)  # fmt: skip
def test_authority_line_is_neither_subject_nor_issuer(below: str, subject: str) -> None:
    draft = read(DECISION.format(below=below))
    assert (draft.subject, draft.issuer) == (subject, "BCH ĐOÀN XÃ HÒA BÌNH")
    assert len(draft.bases) == 1


@pytest.mark.parametrize(
    "opening",
    [
        "Ban Thường vụ Đoàn xã trân trọng kính mời: Đồng chí Lò Văn Tư", "Kính mời: Các đồng chí Ủy viên Ban Chấp hành",
        "Đoàn xã Hòa Bình kính mời đồng chí Lò Văn Tư", "Trân trọng kính mời Ông (Bà): ………", "Thân mời các bạn đoàn viên",
    ],
)  # fmt: skip
def test_words_of_an_invitation_are_no_subject_and_address_it(opening: str) -> None:
    head = LETTER.format(number="Số: 12-GM/ĐTN", about="-----").split("Kính gửi")[0]
    draft = read(f"{head}GIẤY MỜI\n{opening}\nĐến dự: Hội nghị lần thứ ba\nĐịa điểm: Hội trường xã./.\n")
    assert (draft.type, draft.subject) == ("GM", None)
    assert not {"part_missing", "subject_missing"} & set(codes(draft))


def test_capitals_by_formatting_are_capitals() -> None:
    document = Document()
    style = document.styles.add_style("Ten co quan", WD_STYLE_TYPE.PARAGRAPH)
    style.font.all_caps = True
    for line in LETTER.format(number=NUMBER, about="V/v ngày hội").splitlines():
        if line.isupper() and not line.startswith("*"):
            document.add_paragraph(line.capitalize(), style=style)
        else:
            document.add_paragraph(line)
    for line in ("Nơi nhận:", "- Lưu VP."):
        document.add_paragraph(line)
    for line in ("tm. ban thường vụ", "Phó Bí thư"):
        document.add_paragraph().add_run(line).font.small_caps = True
    document.add_paragraph("Lò Văn Tư")
    draft = read(saved(document), "giay.docx")
    assert (draft.superior, draft.issuer) == ("TỈNH ĐOÀN SÔNG VÂN", "BCH ĐOÀN XÃ HÒA BÌNH")
    signature = draft.signature
    assert (signature.capacity, signature.position, signature.name) == ("TM. BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Lò Văn Tư")
