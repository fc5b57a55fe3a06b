import unicodedata

import pytest

from notifications.recipients import key, plain_words
from web.letters import plain_in_place


def test_marks_and_capitals_fall_and_d_with_stroke_is_d() -> None:
    assert plain_words("Đoàn Đặc khu Phú Quý") == "doan dac khu phu quy"


def test_both_places_of_the_tone_mark_fold_alike() -> None:
    assert plain_words("hoá, Uỷ") == plain_words("hóa, Ủy")


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("VP TW Đoàn", "Văn phòng Trung ương Đoàn"),
        ("UBKT Tỉnh ủy", "Ủy ban Kiểm tra Tỉnh ủy"),
        ("VP T.Ư Đoàn", "Văn phòng Trung ương Đoàn"),
        ("Ban Tổ chức TƯ Đoàn", "Ban Tổ chức TW Đoàn"),
        ("Sở GD&ĐT", "Sở Giáo dục và Đào tạo"),
        ("TT Tỉnh đoàn", "Thường trực Tỉnh đoàn"),
        ("UVBCH", "Ủy viên Ban Chấp hành"),
        ("Ủy ban MTTQ", "UB Mặt trận Tổ quốc"),
    ],
)
def test_abbreviations_meet_their_full_names(short: str, full: str) -> None:
    assert key(short) == key(full)


def test_tt_inside_a_name_is_not_a_standing_secretariat() -> None:
    assert key("Sở TT và TT") == "so tt va tt"


def test_folding_by_character_keeps_positions() -> None:
    text = unicodedata.normalize("NFD", "Tỉnh đoàn Lâm Thượng")
    assert len(plain_in_place(text)) == len(unicodedata.normalize("NFC", text))
