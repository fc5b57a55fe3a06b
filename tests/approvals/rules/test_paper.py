from approvals.rules.paper import agreed, differing


def test_two_equal_counts_agree() -> None:
    assert agreed([{"1": 2, "blank": 0}, {"1": 2}]) == {"1": 2}
    assert agreed([{}, {}]) == {}


def test_one_count_or_none_agrees_with_nobody() -> None:
    for counts in ([], [{"1": 2}], [{"1": 2}, None], [None, None]):
        assert agreed(counts) is None
        assert differing(counts) == []


def test_what_differs_is_named() -> None:
    counts = [{"1": 2, "2": 1}, {"1": 3, "blank": 0, "2": 1}]
    assert agreed(counts) is None
    assert differing(counts) == ["1"]
