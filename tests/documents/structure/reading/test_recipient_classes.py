"""Nơi nhận as offices write it: one class however many commas, numbers that enumerate, persons with their titles."""

import pytest

from documents.structure.reading.recipients import read_recipient


def names(text: str) -> list[str]:
    return [part.name for part in read_recipient(text, 1).parts]


@pytest.mark.parametrize(
    "text",
    [
        "Các thôn, bản", "Các xã, phường, đặc khu", "Các sở, ban, ngành, đoàn thể tỉnh", "UBND các xã, phường", "Các phòng, ban chuyên môn",
        "Các thôn, bản, tổ dân phố", "Các trường ĐH, CĐ, THCN trên địa bàn", "Ban Giám hiệu các trường THPT, THCS", "Đoàn TN các xã, phường, thị trấn",
        "Các chi đoàn, chi hội", "Thôn, bản, tổ dân phố",
    ],
)  # fmt: skip
def test_one_class_is_one_part_however_many_words_its_commas_join(text: str) -> None:
    assert names(f"{text};") == [text]
    (part,) = read_recipient(f"{text} (t/hiện);", 1).parts
    assert (part.name, part.purpose) == (text, "act")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Các đoàn trực thuộc, các ban", ["Các đoàn trực thuộc", "các ban"]),
        ("Thường trực Đảng ủy, HĐND, UBND xã", ["Thường trực Đảng ủy", "HĐND", "UBND xã"]),
        ("Các sở, ban, ngành; UBND các xã, phường", ["Các sở, ban, ngành", "UBND các xã, phường"]),
        ("Các phòng, ban, Đoàn Thanh niên xã", ["Các phòng, ban", "Đoàn Thanh niên xã"]),
        ("Các xã, phường, đoàn trực thuộc", ["Các xã, phường", "đoàn trực thuộc"]),
        ("Văn phòng, các ban TW Đoàn", ["Văn phòng", "các ban TW Đoàn"]),
    ],
)
def test_what_is_no_word_of_the_class_is_a_part_of_its_own(text: str, parts: list[str]) -> None:
    assert names(f"{text};") == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Khu phố 1, 2, 3 (t/h)", ["Khu phố 1", "Khu phố 2", "Khu phố 3"]),
        ("Chi đoàn thôn 1, 2 và 3", ["Chi đoàn thôn 1", "Chi đoàn thôn 2", "Chi đoàn thôn 3"]),
        ("Tổ 4, 5; Ban Công tác 6", ["Tổ 4", "Tổ 5", "Ban Công tác 6"]),
    ],
)
def test_numbers_enumerate(text: str, parts: list[str]) -> None:
    assert names(f"{text};") == parts


@pytest.mark.parametrize(
    "text",
    [
        "Đ/c Lò Văn Tư, Phó Bí thư Tỉnh đoàn", "K’Brểu, Ủy viên BCH", "Ông Y Moan, Chủ tịch HĐND, Bí thư Đảng ủy xã", "H’Mai Niê, UV BTV Đoàn xã",
        "Nguyễn Thị Bích-Hà, Giám đốc Trung tâm", "Đồng chí Lò Văn Tư - Bí thư Đoàn xã, Trưởng ban",
    ],
)  # fmt: skip
def test_person_with_titles_is_one_part(text: str) -> None:
    assert names(f"{text} (b/c);") == [text]


def test_persons_after_a_colon_are_several() -> None:
    assert names("Các đ/c: Lò Văn Tư, H’Mai Niê;") == ["Lò Văn Tư", "H’Mai Niê"]


def test_words_in_a_bracket_that_say_why_are_no_part_of_the_name() -> None:
    for written, purpose in (("(qua email)", "qua email"), ("(để c/đ)", "report"), ("(đưa tin)", "inform")):
        (part,) = read_recipient(f"Báo Sông Vân {written};", 1).parts
        assert (part.name, part.purpose) == ("Báo Sông Vân", purpose)
    assert names("BCH Tỉnh đoàn (khóa XII);") == ["BCH Tỉnh đoàn (khóa XII)"]
