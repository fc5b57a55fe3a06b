import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.structure.lexicon.ranks import rank_of, same_rank
from documents.structure.lexicon.words import POSITIONS


@pytest.mark.parametrize(
    ("printed", "held"),
    [
        ("BÍ THƯ", "Bí thư"),
        ("P. BÍ THƯ", "Phó Bí thư"),
        ("P.BÍ THƯ", "Phó Bí thư"),
        ("P BÍ THƯ", "Phó Bí thư"),
        ("Phó Bí thư", "Phó Bí thư Thường trực"),
        ("PHÓ BÍ THƯ THƯỜNG TRỰC", "Phó Bí thư Thường trực"),
        ("BÍ THƯ ĐOÀN PHƯỜNG", "Bí thư"),
        ("Q. CHỦ TỊCH", "Quyền Chủ tịch"),
        ("QUYỀN CHỦ TỊCH", "Q. Chủ tịch"),
        ("PHÓ HIỆU TRƯỞNG", "P. Hiệu trưởng"),
        ("UỶ VIÊN BAN THƯỜNG VỤ", "Ủy viên Ban Thường vụ"),
    ],
)
def test_a_position_states_the_same_rank_however_it_is_printed(printed: str, held: str) -> None:
    assert same_rank(printed, held)


@pytest.mark.parametrize(
    ("printed", "held"),
    [
        ("BÍ THƯ", "Phó Bí thư"),
        ("P. BÍ THƯ", "Bí thư"),
        ("PHÓ BÍ THƯ THƯỜNG TRỰC", "Phó Bí thư"),
        ("Q. BÍ THƯ", "Bí thư"),
        ("BÍ THƯ", "Quyền Bí thư"),
        ("CHÁNH VĂN PHÒNG", "Bí thư"),
        ("BÍ THƯ THỨ NHẤT", "Bí thư"),
        ("ỦY VIÊN", "Ủy viên Ban Thường vụ"),
    ],
)
def test_another_rank_is_another_however_alike(printed: str, held: str) -> None:
    assert not same_rank(printed, held)


@given(st.sampled_from(POSITIONS), st.sampled_from(POSITIONS))
def test_a_deputy_is_never_the_head_nor_one_acting_in_the_heads_place(one: str, other: str) -> None:
    assert rank_of(f"Q. {one}") != rank_of(other)
    if not one.startswith("phó "):
        assert rank_of(f"P. {one}") == rank_of(f"PHÓ {one.upper()}") != rank_of(one)


@given(st.text())
def test_any_text_has_a_rank_and_is_of_its_own(text: str) -> None:
    assert same_rank(text, text)
