import pytest

from approvals.rules.sign_offs import Place, on_turn, verdict


def places(marks: str) -> list[Place]:
    """ "a" approved, "r" returned, "." waiting, "-" lapsed, "A" approved and lapsed since; in order of place."""
    meaning = {
        "a": ("approved", False),
        "r": ("returned", False),
        ".": ("", False),
        "-": ("", True),
        "A": ("approved", True),
    }
    return [Place(number, *meaning[mark]) for number, mark in enumerate(marks, start=1)]


@pytest.mark.parametrize(
    ("rule", "marks", "expected"),
    [
        ("any", "...", "open"), ("any", ".a.", "approved"), ("any", ".r.", "returned"), ("any", "--.", "open"),
        ("all", "aa.", "open"), ("all", "aaa", "approved"), ("all", "ar.", "returned"), ("all", "aa-", "approved"),
        ("all", "Aa.", "open"), ("majority", "a..", "open"), ("majority", "aa.", "approved"), ("majority", "ar.", "open"),
        ("majority", "rr.", "returned"), ("majority", "aarr", "returned"), ("majority", "aa..", "open"),
        ("majority", "aa--", "approved"), ("any", "---", "unserved"), ("all", "", "unserved"),
    ],
)  # fmt: skip
def test_verdict_by_hand(rule: str, marks: str, expected: str) -> None:
    assert verdict(rule, places(marks)) == expected


def test_in_order_only_the_first_waiting_place_decides() -> None:
    assert on_turn(places("a-.."), in_order=True) == [2]
    assert on_turn(places("a-.."), in_order=False) == [2, 3]
    assert on_turn(places("aa"), in_order=True) == []
