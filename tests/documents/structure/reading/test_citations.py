"""One paper, one key, however its number is spelt."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.structure import read
from documents.structure.reading.citations import citations, read_symbol

YOUTH = ["TWĐTN", "TĐTN", "ĐTN"]
STATE = ["UBND", "HĐND", "CP", "TTg"]
CODES = ["NQ", "QĐ", "CT", "KL", "CTr", "KH", "HD", "BC", "TB", "TTr"]
UNITS = ["", "VP", "BTC", "CNĐT", "TCKT"]


@pytest.mark.parametrize(
    ("number", "symbol", "kind", "written"),
    [
        ("12", "CTr/TĐTN", "CTr", "12-CTr/TĐTN"),
        ("012", "CTR-TĐTN", "CTr", "12-CTr/TĐTN"),
        ("31", "CTrình/TWĐTN", "CTr", "31-CTr/TWĐTN"),
        ("3", "Qđi/TWĐTN-BKT", "QĐ", "03-QĐ/TWĐTN-BKT"),
        ("100", "KH/UBND", "KH", "100/KH-UBND"),
        ("30", "2020/NĐ-CP", "NĐ", "30/2020/NĐ-CP"),
        ("1402", "UBND-NC", "CV", "1402/UBND-NC"),
        ("120", "CV/TĐTN-VP", "CV", "120-CV/TĐTN-VP"),
        ("45", "HD-SNV&TĐ", "HD", "45/HD-SNV-TĐ"),
        ("57", "2020/QH14", "Luật", "57/2020/QH14"),
        ("52", "KHPH-SGDĐT-TĐTN", "KH", "52/KHPH-SGDĐT-TĐTN"),
        ("1863", "QĐ-TTg", "QĐ", "1863/QĐ-TTg"),
    ],
)
def test_a_number_is_written_as_its_rule_book_has_it(number: str, symbol: str, kind: str, written: str) -> None:
    assert str(read_symbol(number, symbol, kind)) == written


symbols = st.tuples(
    st.integers(1, 99_999), st.sampled_from(CODES), st.sampled_from(YOUTH + STATE), st.sampled_from(UNITS)
)
joints = st.tuples(*[st.sampled_from(["-", "–", "/", " - ", " – ", " /"])] * 2)


@given(symbols, joints, st.integers(0, 2), st.sampled_from([str, str.upper, str.lower]))
def test_separators_blanks_zeros_and_case_do_not_make_another_paper(
    paper: tuple[int, str, str, str], joint: str, zeros: int, case: Callable[[str], str]
) -> None:
    number, code, organ, unit = paper
    right = read_symbol(str(number), f"{code}/{organ}{'-' + unit if unit else ''}", code)
    spelt = f"{code}{joint[0]}{organ}{joint[1] + unit if unit else ''}"
    other = read_symbol("0" * zeros + str(number), case(spelt), code)
    assert other.key == right.key


@given(symbols, symbols)
def test_what_tells_papers_apart_stays_in_the_key(
    one: tuple[int, str, str, str], other: tuple[int, str, str, str]
) -> None:
    keys = [
        read_symbol(str(n), f"{code}/{organ}{'-' + unit if unit else ''}", code).key
        for n, code, organ, unit in (one, other)
    ]
    assert (keys[0] == keys[1]) == (one == other)


@given(symbols)
def test_the_written_form_reads_back_to_the_same_key(paper: tuple[int, str, str, str]) -> None:
    drawn, code, organ, unit = paper
    symbol = read_symbol(str(drawn), f"{code}/{organ}{'-' + unit if unit else ''}", code)
    number, rest = re.match(r"(\d+)[-/](.*)", str(symbol)).groups()
    assert read_symbol(number, rest, code).key == symbol.key


TEXT = """KẾ HOẠCH
Tổ chức Tháng Thanh niên năm 2027
Căn cứ Chương trình số 12-CTr/TĐTN ngày 05/01/2026 của Ban Chấp hành Tỉnh đoàn về công tác Đoàn, phong trào thanh niên,
Ban Thường vụ Tỉnh đoàn xây dựng Kế hoạch như sau:
I. MỤC ĐÍCH
1. Cụ thể hóa Chương trình số 12 – CTR/TĐTN; thực hiện Kế hoạch số      -KH/TĐTN.
2. Theo Kế hoạch số 100-KH/UBND ngày 02/3/2026 của Ủy ban nhân dân tỉnh về chuyển đổi số, các đơn vị triển khai.
"""


def test_citations_have_their_passage_issuer_subject_and_day() -> None:
    draft = read(TEXT)
    first, again, plan = citations(draft)
    assert (first.symbol, first.issuer) == ("12-CTr/TĐTN", "Ban Chấp hành Tỉnh đoàn")
    assert first.about == "công tác Đoàn, phong trào thanh niên"
    assert (plan.symbol, plan.written, plan.about) == ("100/KH-UBND", "100-KH/UBND", "chuyển đổi số")
    texts = {paragraph.id: paragraph.text for paragraph in draft.paragraphs}
    assert all(one.text in texts[one.passage] for one in (first, again, plan))


def test_a_later_citation_has_the_day_of_the_first_and_is_its_variant() -> None:
    first, again, plan = citations(read(TEXT))
    assert (first.first, first.variant) == (True, False)
    assert (again.first, again.variant, again.date, again.paper) == (False, True, "2026-01-05", first.paper)
    assert (plan.first, plan.variant) == (True, True)


def test_a_blank_number_cites_nothing_yet() -> None:
    assert len(citations(read(TEXT))) == 3
