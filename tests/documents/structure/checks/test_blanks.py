from hypothesis import given
from hypothesis import strategies as st

from documents.structure.checks.blanks import _BLANK, _SIGN

_PIECES = [
    "…",
    ".",
    "_",
    "ngày",
    "Ngày",
    "tháng",
    "năm",
    "2026",
    "số",
    "số:",
    "-",
    "–",
    "/",
    "KH/",
    "(ghi",
    "[tên]",
    "<ngày>",
    "xx/xx",
    "XX/",
    "(điền",
    "(nêu",
    ")",
    ":",
    ",",
    "lúc",
    "tại",
    "giờ",
    "người",
    "12",
    "a",
]


@given(st.lists(st.sampled_from([*_PIECES, " ", "  ", "\u00a0"]), max_size=9).map("".join))
def test_what_is_a_blank_has_a_sign_of_one(text: str) -> None:
    assert _SIGN.search(text) or not _BLANK.search(text)
