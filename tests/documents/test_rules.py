from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.rules import (
    full_number,
    passage_hash,
    series_code,
    series_period,
    signature_lines,
    symbol_for,
    unit_of_symbol,
    written_number,
)


@pytest.mark.parametrize(
    ("type_code", "organ", "unit", "profile", "symbol"),
    [
        ("CTr", "TĐTN", "", "HD29", "CTr/TĐTN"),
        ("BC", "TĐTN", "TCKT", "HD29", "BC/TĐTN-TCKT"),
        ("QyĐ", "TĐTN", "", "HD29", "QĐ/TĐTN"),
        ("KH", "UBND", "", "NĐ30", "KH-UBND"),
        ("CV", "UBND", "VP", "NĐ30", "UBND-VP"),
        ("QĐ", "BNV", "", "NĐ30", "QĐ-BNV"),
    ],
)
def test_a_symbol_follows_its_rule_book(type_code: str, organ: str, unit: str, profile: str, symbol: str) -> None:
    assert symbol_for(type_code, organ, unit, profile) == symbol


def test_the_youth_union_counts_by_term_and_the_state_by_year() -> None:
    day = date(2026, 11, 22)
    assert series_period("HD29", day, "XIV") == "XIV"
    assert series_period("NĐ30", day, "XIV") == "2026"
    assert series_period("HD29", day, None) == "2026"


def test_decisions_and_regulations_share_a_series() -> None:
    assert series_code("QyĐ") == series_code("QĐ")


def test_numbers_below_ten_take_a_zero() -> None:
    assert [written_number(n) for n in (1, 9, 10, 245)] == ["01", "09", "10", "245"]


def test_a_number_is_joined_as_its_rule_book_joins_it() -> None:
    assert full_number("15", "CTr/TĐTN", "HD29") == "15-CTr/TĐTN"
    assert full_number("15", "KH-UBND", "NĐ30") == "15/KH-UBND"


@given(st.sampled_from(["VP", "TCKT", "XDĐ"]))
def test_the_unit_of_a_symbol_comes_back(unit: str) -> None:
    assert unit_of_symbol(symbol_for("KH", "TĐTN", unit, "HD29"), "TĐTN") == unit


def test_a_symbol_without_a_unit_names_none() -> None:
    assert unit_of_symbol("CTr/TĐTN", "TĐTN") == unit_of_symbol(None, "TĐTN") == ""


@given(st.text())
def test_a_passage_is_the_same_however_its_blanks_fall(text: str) -> None:
    assert passage_hash(text) == passage_hash("  " + text.replace(" ", "  ") + "\n")


@pytest.mark.parametrize(
    ("capacity", "position", "held", "expected"),
    [
        ("TM. BAN CHẤP HÀNH", "BÍ THƯ", "BÍ THƯ", ("TM. BAN CHẤP HÀNH", "BÍ THƯ")),
        ("TM. BAN CHẤP HÀNH", "P. BÍ THƯ", "PHÓ BÍ THƯ", ("TM. BAN CHẤP HÀNH", "P. BÍ THƯ")),
        ("TM. BAN CHẤP HÀNH", "BÍ THƯ", "PHÓ BÍ THƯ", None),
        ("TM. BAN CHẤP HÀNH", "P. BÍ THƯ", "BÍ THƯ", None),
        ("TM. BAN CHẤP HÀNH", "PHÓ BÍ THƯ", "PHÓ BÍ THƯ THƯỜNG TRỰC", ("TM. BAN CHẤP HÀNH", "PHÓ BÍ THƯ")),
        ("TL. BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG", "BÍ THƯ", None),
        ("TL. BAN THƯỜNG VỤ", "BÍ THƯ", "BÍ THƯ", ("TM. BTV", "BÍ THƯ")),
        (None, None, "BÍ THƯ", ("TM. BTV", "BÍ THƯ")),
    ],
)
def test_the_signature_keeps_the_drafts_lines_where_they_fit_the_signer(
    capacity: str | None, position: str | None, held: str, expected: tuple[str, str] | None
) -> None:
    assert signature_lines(capacity, position, "TM. BTV", held) == expected
