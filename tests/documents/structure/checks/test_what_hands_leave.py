"""Blanks, days that no calendar has, weekdays, spans and laws, as other hands write them."""

import pytest

from documents.structure import apply, check, proposals, read, to_text

HEAD = """TỈNH ĐOÀN SÔNG VÂN
BCH ĐOÀN XÃ HÒA BÌNH
***
Số: 12-KH/ĐTN
ĐOÀN TNCS HỒ CHÍ MINH
Hòa Bình, ngày 06 tháng 3 năm 2027
KẾ HOẠCH
Tổ chức hội trại năm 2027
I. NỘI DUNG
1. Dựng trại tại sân vận động xã.
2. """


def lines(words: str, code: str) -> list[int | None]:
    return [finding.line for finding in check(read(f"{HEAD}{words}\n3. Tổng kết hội trại.\n")) if finding.code == code]


@pytest.mark.parametrize(
    "words",
    [
        "Khai mạc lúc …… giờ …… phút.", "Liên đội trường ......... cử 10 em.", "Dự kiến có … người tham gia.", "Họp ngày … tháng 4 năm 2027.",
        "Theo Kế hoạch số ……/KH-UBND của xã.", "Họp ngày     tháng 4 năm 2027 tại xã.", "Địa điểm: ____________", "Trưởng trại: đồng chí …………",
        "Kinh phí: ………… đồng.", "Địa điểm: (ghi rõ …)", "Thời gian: [điền ngày]", "Khai mạc ngày XX/XX/2027.", "Theo Công văn số -CV/TĐTN của Tỉnh đoàn.",
        "Họp ngày .../4/2027 tại xã.", "Khai mạc ngày /4/2027.",
    ],
)  # fmt: skip
def test_blank_is_told_once_for_its_line(words: str) -> None:
    assert lines(words, "blank_left") == [11]


@pytest.mark.parametrize(
    "words",
    [
        "Chuẩn bị lều, bạt, dây…", "Tuyên truyền qua loa, mạng xã hội, …", "Hát “Tự nguyện…” trước trại.", "Gửi danh sách (ghi rõ họ tên, năm sinh) về xã.",
        "Thi nấu ăn, kéo co...", "Chạy 5 km – 10 km, tắm biển...; nghỉ trưa.", "Khen thưởng (nếu có).", "Học tập “ngày hội … tuổi trẻ”.", "Mục tiêu [1], [2].",
        "Đóng góp v.v… cho hội trại.", "Hát “Về nguồn”, “Vì biển đảo”,….", "Chuẩn bị lều, bạt, dây ....", "Thi hát, múa, …. Tổng kết trại.",
    ],
)  # fmt: skip
def test_words_left_out_on_purpose_are_no_blank(words: str) -> None:
    assert lines(words, "blank_left") == []


def test_blanks_of_an_attached_form_are_meant() -> None:
    text = f"{HEAD}Đăng ký theo mẫu (có mẫu kèm theo).\nNơi nhận:\n- Lưu VP.\nTM. BAN CHẤP HÀNH\nBÍ THƯ\nLò Văn Tư\nPHỤ LỤC\nHọ tên: …………\nNgày sinh: ……/……/……\n"
    assert "blank_left" not in [finding.code for finding in check(read(text))]


@pytest.mark.parametrize(
    ("words", "bad"),
    [
        ("Họp ngày 31/4/2027.", 1), ("Họp ngày 30 tháng 02 năm 2027.", 1), ("Họp ngày 29/02/2027.", 1), ("Họp ngày 15/13/2027.", 1),
        ("Họp ngày 15/6/20277.", 1), ("Họp ngày 15/6/227.", 1), ("Họp ngày 31 tháng 4.", 1), ("Gửi trước ngày 31/6/2027.", 0),
        ("Họp ngày 29/02/2028.", 0), ("Họp ngày 30/4.", 0), ("Đạt 31/4 chỉ tiêu.", 0), ("Số 45/12/2020/NĐ-CP.", 0), ("Từ 19/5/1890.", 0),
    ],
)  # fmt: skip
def test_days_that_no_calendar_has_are_told(words: str, bad: int) -> None:
    assert len(lines(words, "date_impossible")) == bad


@pytest.mark.parametrize(
    ("words", "bad"),
    [
        ("Họp thứ Hai, ngày 30/3/2027.", 1), ("Họp thứ 3, ngày 30/3/2027.", 0), ("Họp ngày 30/3/2027 (Chủ nhật).", 1), ("Họp Chủ nhật, 28/3/2027.", 0),
        ("Họp ngày 30 tháng 3 năm 2027 (thứ Ba).", 0), ("Họp sáng thứ Sáu (30/3/2027).", 1), ("Họp thứ Tư ngày 30/3.", 1), ("Họp thứ Ba ngày 30/3.", 0),
        ("Lần thứ tư, ngày 30/3/2027.", 0), ("Bài thứ hai ngày 30/3/2027.", 0),
    ],
)  # fmt: skip
def test_weekday_is_that_of_its_date(words: str, bad: int) -> None:
    assert len(lines(words, "weekday_mismatch")) == bad


@pytest.mark.parametrize(
    "words",
    [
        "Các chi đoàn nộp tiền từ ngày 09 – 31/5/2027 về xã.", "Đăng ký từ ngày 09/5/2027 đến hết ngày 31/5/2027.", "Gửi bài dự thi từ 09/5 - 31/5/2027.",
        "Báo cáo từ ngày 09 đến ngày 31 tháng 5 năm 2027.", "Hoàn thành từ 8h00 ngày 09/5 tới 31/5/2027.",
    ],
)  # fmt: skip
def test_last_day_of_a_span_is_the_limit(words: str) -> None:
    draft = read(f"{HEAD}{words}\n")
    assert [deadline.due for deadline in draft.deadlines] == ["2027-05-31"]
    assert "deadline_without_year" not in [finding.code for finding in check(draft)]


def test_span_of_an_event_is_no_deadline() -> None:
    assert read(f"{HEAD}Trại mở cửa từ ngày 26/3 đến 28/3/2027.\n").deadlines == []


@pytest.mark.parametrize(
    "glued", ["ngày 26/3/2027của tuần", "ngày26/3/2027 của tuần", "tháng5 và tháng 6", "26/3/2027Các chi đoàn"]
)
def test_date_that_is_glued_to_a_word_is_parted_from_it_and_nothing_else(glued: str) -> None:
    draft = read(f"{HEAD}Trại mở {glued} cuối.\n")
    accepted = [one for one in proposals(draft, check(draft)) if one.code == "spacing"]
    assert len(accepted) == 1
    again = apply(draft, accepted)
    assert to_text(again).replace(" ", "") == to_text(draft).replace(" ", "")
    assert "spacing" not in [finding.code for finding in check(again)]


@pytest.mark.parametrize("words", ["Nghị quyết 57/2027NQ-HĐND", "Xem https://vidu.vn/2027tin-tuc", "Lớp 12A3 năm 2027"])
def test_symbols_and_addresses_are_not_parted(words: str) -> None:
    assert lines(words, "spacing") == []


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("Luật Thanh niên số 57/2020/QH14", "Luật Thanh niên số 57/2021/QH14", True),
        ("Bộ luật Lao động số 45/2019/QH14", "Bộ luật Lao động số 54/2019/QH14", True),
        ("Luật Trẻ em số 102/2016/QH13", "Luật trẻ em số 102/2016/QH14", True),
        ("Luật Thanh niên số 53/2005/QH11", "Luật Thanh niên số 57/2020/QH14", False),
        ("Luật Thanh niên số 57/2020/QH14", "Luật Trẻ em số 102/2016/QH13", False),
    ],
)
def test_law_under_two_numbers_is_told_and_needs_no_issuer(first: str, second: str, told: bool) -> None:
    words = f"Tuyên truyền {first} và tìm hiểu {second} trong trại."
    assert bool(lines(words, "reference_variant")) is told
    assert lines(words, "reference_incomplete") == []


@pytest.mark.parametrize(
    "issuer",
    ["của Ngân hàng Chính sách tỉnh", "của BHXH tỉnh", "của Bệnh viện xã", "của TAND tỉnh", "của Kho bạc Nhà nước"],
)
def test_issuer_straight_after_the_date_is_an_issuer_whatever_its_name(issuer: str) -> None:
    assert (
        lines(f"Theo Công văn số 215/SHL-VP ngày 05/3/2027 {issuer}, các trại vay vốn.", "reference_incomplete") == []
    )
