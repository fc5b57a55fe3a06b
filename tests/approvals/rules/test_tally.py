"""Verdicts computed by hand, for every rule; then against a naive count over many ballots."""

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from approvals.rules.publication import recount
from approvals.rules.rule import CountError, Rule
from approvals.rules.tally import check_choice
from tests.approvals.rules.oracle import naive


def published(
    votes: dict[str, int],
    *,
    kind: str = "choose",
    options: tuple[str, ...] = ("1", "2", "3"),
    members: int = 45,
    present: int | None = None,
    issued: int | None = None,
    **rule: Any,
) -> dict[str, Any]:
    """A publication with so many slips per choice: published({"2": 26, "blank": 1})."""
    choices = [choice for choice, number in votes.items() for _ in range(number)]
    return {
        "kind": kind,
        "options": list(options),
        "rule": {"quorum": "2/3", "of": "members", "majority": ">1/2", "blank": "valid", "second_round": "leaders"}
        | rule,
        "members": members,
        "present": present,
        "issued": members if issued is None else issued,
        "ballots": [{"code": f"C{number}", "choice": choice} for number, choice in enumerate(choices)],
    }


BY_HAND = [
    # votes, how, what must come out
    ({"1": 11, "2": 26, "3": 5}, {}, {"winner": "2", "needed": 23, "base": 45, "quorum_needed": 30, "attendance": 42}),
    ({"1": 20, "2": 22}, {"members": 42}, {"winner": "2", "needed": 22, "base": 42}),
    (
        {"1": 21, "2": 21},
        {"members": 42},
        {"winner": None, "tied": ["1", "2"], "second_round": ["1", "2"], "needed": 22},
    ),
    ({"1": 20, "2": 22, "3": 3}, {}, {"winner": None, "needed": 23, "second_round": ["1", "2"], "tied": []}),
    ({"1": 15, "2": 15, "3": 15}, {}, {"winner": None, "tied": ["1", "2", "3"], "second_round": ["1", "2", "3"]}),
    ({"1": 20, "2": 10, "3": 10}, {}, {"winner": None, "tied": [], "second_round": ["1", "2", "3"]}),
    ({"3": 20, "1": 15}, {}, {"winner": None, "second_round": ["1", "3"]}),
    ({"2": 20, "blank": 15}, {}, {"winner": None, "second_round": None, "blank": 15, "invalid": 0, "valid": 35}),
    ({"2": 20, "1": 15}, {"second_round": "none"}, {"winner": None, "second_round": None}),
    ({}, {}, {"winner": None, "quorum_met": False, "returned": 0, "tied": [], "second_round": None}),
    (
        {},
        {"quorum": None, "of": "valid", "majority": ">=2/3"},
        {"winner": None, "base": 0, "needed": 0, "quorum_needed": 0},
    ),
    ({"blank": 45}, {"blank": "invalid"}, {"winner": None, "quorum_met": True, "invalid": 45, "blank": 45, "valid": 0}),
    ({"2": 29}, {}, {"winner": None, "quorum_met": False, "quorum_needed": 30, "second_round": None}),
    ({"2": 30}, {}, {"winner": "2", "quorum_met": True}),
    ({"2": 28}, {"members": 41}, {"winner": "2", "quorum_needed": 28, "needed": 21}),
    ({"2": 27}, {"members": 41}, {"winner": None, "quorum_met": False}),
    ({"2": 23, "1": 7}, {"present": 29}, {"winner": None, "quorum_met": False, "attendance": 29}),
    ({"2": 21, "1": 15}, {"present": 40, "of": "present"}, {"winner": "2", "base": 40, "needed": 21}),
    ({"2": 20, "1": 15}, {"present": 40, "of": "present"}, {"winner": None, "base": 40, "needed": 21}),
    ({"2": 16, "1": 15}, {"of": "present"}, {"winner": "2", "base": 31, "needed": 16}),
    ({"2": 20, "1": 18}, {"of": "issued", "issued": 40}, {"winner": None, "base": 40, "needed": 21}),
    ({"2": 16, "1": 10, "invalid": 5}, {"of": "returned"}, {"winner": "2", "base": 31, "needed": 16, "invalid": 5}),
    ({"2": 15, "1": 10, "invalid": 6}, {"of": "valid"}, {"winner": "2", "base": 25, "needed": 13, "invalid": 6}),
    ({"2": 15, "1": 11, "blank": 6}, {"of": "valid"}, {"winner": None, "base": 32, "needed": 17}),
    ({"2": 15, "1": 11, "blank": 6}, {"of": "valid", "blank": "invalid"}, {"winner": "2", "base": 26, "needed": 14}),
    ({"2": 30, "1": 10}, {"majority": ">=2/3"}, {"winner": "2", "needed": 30}),
    ({"2": 29, "1": 10}, {"majority": ">=2/3"}, {"winner": None, "needed": 30, "second_round": ["1", "2"]}),
    ({"2": 28}, {"majority": ">=2/3", "members": 42}, {"winner": "2", "needed": 28, "quorum_needed": 28}),
    ({"2": 29}, {"majority": ">=2/3", "members": 43}, {"winner": "2", "needed": 29}),
    ({"2": 12, "1": 11, "3": 10}, {"majority": "plurality"}, {"winner": "2", "needed": 1}),
    (
        {"2": 12, "1": 12, "3": 10},
        {"majority": "plurality"},
        {"winner": None, "tied": ["1", "2"], "second_round": ["1", "2"]},
    ),
    ({"2": 1, "blank": 40}, {"majority": "plurality"}, {"winner": "2", "needed": 1}),
    ({"yes": 23, "no": 10}, {"kind": "adopt", "options": ("yes", "no")}, {"winner": "yes", "second_round": None}),
    ({"yes": 22, "no": 10}, {"kind": "adopt", "options": ("yes", "no")}, {"winner": None, "second_round": None}),
    ({"yes": 10, "no": 30}, {"kind": "adopt", "options": ("yes", "no")}, {"winner": None, "tied": []}),
    ({"yes": 20, "no": 20}, {"kind": "adopt", "options": ("yes", "no")}, {"winner": None, "tied": ["yes", "no"]}),
    ({"yes": 1, "no": 39}, {"kind": "adopt", "options": ("yes", "no"), "majority": "plurality"}, {"winner": None}),
    ({"1": 1}, {"members": 1, "options": ("1",)}, {"winner": "1", "needed": 1, "quorum_needed": 1}),
    ({"1": 1, "2": 1}, {"members": 2, "options": ("1", "2")}, {"winner": None, "tied": ["1", "2"], "needed": 2}),
]


@pytest.mark.parametrize(("votes", "how", "expected"), BY_HAND)
def test_verdict_agrees_with_the_one_computed_by_hand(
    votes: dict[str, int], how: dict[str, Any], expected: dict[str, Any]
) -> None:
    result = recount(published(votes, **how)).to_json()
    assert {key: result[key] for key in expected} == expected


@pytest.mark.parametrize(
    ("votes", "how", "sentence"),
    [
        (
            {"2": 26, "1": 11},
            {},
            "26/45 ủy viên chọn phương án 2, quá nửa tổng số ủy viên (cần 23): phương án 2 được chọn.",
        ),
        (
            {"yes": 22, "no": 20},
            {"kind": "adopt", "options": ("yes", "no"), "members": 42},
            "22/42 ủy viên tán thành, quá nửa tổng số ủy viên (cần 22): được thông qua.",
        ),
        ({"2": 10}, {}, "Có 10/45 ủy viên gửi phiếu, chưa đủ 30 (2/3 tổng số): cuộc biểu quyết không có giá trị."),
        (
            {"1": 15, "2": 15},
            {},
            "Phương án 1 và phương án 2 bằng nhau, mỗi phương án 15/45 ủy viên (cần 23): chưa phương án nào được chọn."
            " Biểu quyết lần hai giữa phương án 1 và phương án 2.",
        ),
        (
            {"1": 12, "2": 12, "3": 12},
            {},
            "Phương án 1, phương án 2 và phương án 3 bằng nhau, mỗi phương án 12/45 ủy viên (cần 23): chưa phương án nào được chọn."
            " Biểu quyết lần hai giữa phương án 1, phương án 2 và phương án 3.",
        ),
        ({"blank": 45}, {}, "Không phương án nào có phiếu (cần 23/45 ủy viên): chưa phương án nào được chọn."),
    ],
)
def test_sentence_says_the_verdict_with_its_arithmetic(
    votes: dict[str, int], how: dict[str, Any], sentence: str
) -> None:
    assert recount(published(votes, **how)).sentence == sentence


@pytest.mark.parametrize(
    ("kind", "choice"),
    [
        *((kind, choice) for kind in ("rank", "approve_several") for choice in ([], "1", ["1", "1"], ["9"], [1], None)),
        *((kind, choice) for kind in ("choose", "adopt") for choice in (["1"], "9", "", 1, None)),
        *(("rank", ["1", word]) for word in ("blank", "invalid")),
    ],
)
def test_a_slip_bears_only_a_choice_of_its_kind(kind: str, choice: int | str | list[int | str] | None) -> None:
    with pytest.raises(CountError):
        check_choice(kind, ["yes", "no"] if kind == "adopt" else ["1", "2"], choice)


@pytest.mark.parametrize(
    ("kind", "choice"), [("rank", ["2", "1"]), ("approve_several", ["2"]), ("choose", "2"), ("rank", "blank")]
)
def test_a_slip_bears_what_its_kind_allows(kind: str, choice: str | list[str]) -> None:
    check_choice(kind, ["1", "2"], choice)


@st.composite
def publications(draw: DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(["choose", "choose", "adopt"]))
    options = ["yes", "no"] if kind == "adopt" else [str(n) for n in range(1, draw(st.integers(1, 5)) + 1)]
    members = draw(st.integers(0, 24))
    issued = draw(st.integers(0, members))
    choices = draw(st.lists(st.sampled_from([*options, *options, "blank", "invalid"]), max_size=issued))
    return {
        "kind": kind,
        "options": options,
        "rule": {
            "quorum": draw(st.sampled_from([None, "1/2", "2/3", "3/4", "1/1"])),
            "of": draw(st.sampled_from(["members", "present", "issued", "returned", "valid"])),
            "majority": draw(st.sampled_from([">1/2", ">=2/3", "plurality"])),
            "blank": draw(st.sampled_from(["valid", "invalid"])),
            "second_round": draw(st.sampled_from(["leaders", "none"])),
        },
        "members": members,
        "present": draw(st.none() | st.integers(0, members)),
        "issued": issued,
        "ballots": [{"code": f"{place}", "choice": choice} for place, choice in enumerate(choices)],
    }


@pytest.mark.property
@settings(max_examples=400, deadline=None)
@given(publications())
def test_count_agrees_with_a_naive_one(data: dict[str, Any]) -> None:
    result = recount(data).to_json()
    assert result.pop("sentence").endswith(".")
    assert result == naive(data)


@pytest.mark.property
@settings(max_examples=100, deadline=None)
@given(publications(), st.randoms())
def test_order_of_the_slips_changes_nothing(data: dict[str, Any], random: Random) -> None:
    shuffled = data | {"ballots": random.sample(data["ballots"], len(data["ballots"]))}
    assert recount(shuffled) == recount(data)


def test_several_approved_options_count_once_each() -> None:
    data = published({}, kind="approve_several", members=3)
    data["ballots"] = [
        {"code": "a", "choice": ["1", "2"]},
        {"code": "b", "choice": ["2"]},
        {"code": "c", "choice": "blank"},
    ]
    result = recount(data)
    assert (result.counts, result.winner) == ({"1": 1, "2": 2, "3": 0}, "2")


def test_ranked_slips_pass_to_the_next_choice_when_the_last_is_struck() -> None:
    data = published({}, kind="rank", members=5)
    rankings = [["1", "2"], ["1", "3"], ["2", "1"], ["2", "3"], ["3", "2"]]
    data["ballots"] = [{"code": str(place), "choice": choice} for place, choice in enumerate(rankings)]
    result = recount(data)
    assert (result.counts, result.winner) == ({"1": 2, "2": 3, "3": 0}, "2")


@pytest.mark.parametrize(
    "part", [{"quorum": "3/2"}, {"quorum": "x"}, {"quorum": "1/0"}, {"quorum": 0.5}, {"of": "all"}]
)
def test_rule_that_nobody_could_apply_is_refused(part: dict[str, Any]) -> None:
    with pytest.raises(CountError):
        Rule.from_json(Rule().to_json() | part)


def test_second_ballot_is_not_followed_by_a_third() -> None:
    assert Rule().for_second_ballot().second_round == "none"
