"""What is typed and what is kept meet without marks, capitals and punctuation, from a word's beginning."""

import time
import unicodedata

import pytest

from orgs.searching import MOST_PHRASES, phrases, searchable

KEPT = searchable("Kế hoạch Tháng Thanh niên", "số 01-KH/TĐTN-TCKT", "Trần Quốc Bảo")


def found(words: str) -> bool:
    return all(phrase in KEPT for phrase in phrases(words))


@pytest.mark.parametrize(
    "words",
    [
        "01-KH/TĐTN-TCKT",
        "01-kh/tdtn-tckt",
        "01/KH-TĐTN",
        "01KH/TĐTN",
        "số 01",
        "KH/TĐTN",
        "Quốc Bảo",
        "quoc bao",
        "BẢO",
        unicodedata.normalize("NFD", "Quốc Bảo"),
        "thanh niên  bao",
        "- kế hoạch;",
        "qu",
        "",
    ],
)
def test_it_is_found(words: str) -> None:
    assert found(words)


def test_piles_of_marks_cost_in_proportion() -> None:
    def cost(pile: int) -> float:
        start = time.process_time()
        assert searchable("a" + "\u0302\u0323" * pile) == " a"
        return time.process_time() - start

    assert cost(20_000) <= 30 * max(cost(2_000), 0.004)


@pytest.mark.parametrize("words", ["02-KH/TĐTN", "1-KH", "KH/UBND", "ảo", "Quốc Báu", "01-TĐTN"])
def test_something_else_is_not(words: str) -> None:
    assert not found(words)


def test_a_pasted_page_is_no_search_of_a_thousand_conditions() -> None:
    assert len(phrases("chữ " * 1_000)) == MOST_PHRASES
