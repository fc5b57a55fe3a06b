"""Remarks on passages and their answers."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from approvals import actions
from approvals.models import Comment, Resolution
from approvals.rules.passages import whereabouts
from audit.actor import Actor
from documents.models import Document, Status
from documents.states import ANSWERING, BEFORE_SIGNING
from tests.approvals.conftest import LATER, SOON, TREE, House


def refusal(call: Callable[..., object], **kwargs: Any) -> str:
    with pytest.raises(ValidationError) as failure:
        call(**kwargs)
    return failure.value.code


def remark(house: House, member: int = 0, **changes: Any) -> Comment:
    given: dict[str, Any] = {
        "actor": Actor.of(house.members[member]),
        "draft_round": house.round,
        "text": "Ghi rõ loại cây",
        "passage": "p2",
        "at": SOON,
    }
    return actions.write_comment(**given | changes)


def test_remark_stays_with_its_passage_and_its_round(house: House, heard: SimpleNamespace) -> None:
    round = house.open_opinions()
    comment = remark(house)
    assert (comment.passage, comment.quote, comment.round) == ("p2", "Trồng mới ít nhất 4.000 cây xanh", round)
    assert heard.facts("comment_written")["passage"] == "p2"
    assert remark(house, quote="4.000 cây").quote == "4.000 cây"


def test_who_may_not_read_the_document_may_not_remark_on_it(house: House) -> None:
    with pytest.raises(PermissionDenied):
        remark(house, actor=Actor.of(house.outsider))


def test_remark_needs_words_and_a_passage_that_is_there(house: House) -> None:
    house.open_opinions()
    given = {"actor": Actor.of(house.members[0]), "draft_round": house.round, "at": SOON}
    assert refusal(actions.write_comment, text=" ", passage="p2", **given) == "text_needed"
    assert refusal(actions.write_comment, text="Ý", passage="p9", **given) == "unknown_passage"


def test_author_withdraws_until_it_is_answered(house: House, heard: SimpleNamespace) -> None:
    house.open_opinions()
    comment = remark(house)
    with pytest.raises(PermissionDenied):
        actions.withdraw_comment(actor=Actor.of(house.members[1]), comment=comment, at=SOON)
    actions.withdraw_comment(actor=Actor.of(house.members[0]), comment=comment, at=SOON)
    actions.withdraw_comment(actor=Actor.of(house.members[0]), comment=comment, at=LATER)
    assert heard.names().count("comment_withdrawn") == 1
    drafter = Actor.of(house.drafter)
    assert (
        refusal(actions.resolve_comment, actor=drafter, comment=comment, kind="explained", text="Vì", at=LATER)
        == "withdrawn"
    )
    other = remark(house)
    actions.resolve_comment(actor=drafter, comment=other, kind="explained", text="Đã có ở mục II", at=LATER)
    assert refusal(actions.withdraw_comment, actor=Actor.of(house.members[0]), comment=other, at=LATER) == "answered"


def test_answer_says_where_or_why(house: House, heard: SimpleNamespace) -> None:
    house.open_opinions()
    comment = remark(house)
    given: dict[str, Any] = {"actor": Actor.of(house.drafter), "comment": comment, "at": LATER}
    assert refusal(actions.resolve_comment, kind="taken_in", text="", **given) == "where_needed"
    assert refusal(actions.resolve_comment, kind="taken_in", text="", passage="p9", **given) == "unknown_passage"
    assert refusal(actions.resolve_comment, kind="explained", text=" ", **given) == "text_needed"
    actions.resolve_comment(kind="explained", text="Đã có ở mục II", **given)
    resolution = actions.resolve_comment(kind="taken_in", text="", passage="p2", **given)
    assert Resolution.objects.get() == resolution
    assert resolution.history.count() == 2
    assert heard.facts("remark_resolved")["user_id"] == house.members[0].pk


def test_drafter_and_convenor_answer_and_nobody_else(house: House) -> None:
    house.open_opinions()
    comment = remark(house)
    given: dict[str, Any] = {"comment": comment, "kind": "explained", "text": "Vì", "at": LATER}
    actions.resolve_comment(actor=house.convenor, **given)
    with pytest.raises(PermissionDenied):
        actions.resolve_comment(actor=Actor.of(house.members[1]), **given)


def test_opinion_is_answered_as_long_as_it_counts(house: House) -> None:
    round = house.open_opinions()
    member = Actor.of(house.members[0])
    first = actions.give_opinion(actor=member, round=round, answer="other", text="Một", at=SOON)
    second = actions.give_opinion(actor=member, round=round, answer="other", text="Hai", at=SOON)
    given: dict[str, Any] = {"actor": Actor.of(house.drafter), "kind": "explained", "text": "Vì", "at": LATER}
    assert refusal(actions.resolve_opinion, opinion=first, **given) == "superseded"
    assert actions.resolve_opinion(opinion=second, **given).opinion == second
    with pytest.raises(PermissionDenied):
        actions.resolve_opinion(opinion=second, **given | {"actor": member})


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([("p1", 0), ("p2", 0), ("p3", 0)], "same"),
        ([("p1", 0), ("p2", 1), ("p3", 0)], "changed"),
        ([("p1", 0), ("p3", 0)], "gone"),
        ([("p1", 0), ("p3", 0), ("p2", 0)], "moved"),
        ([("new", 1), ("p1", 0), ("p2", 0), ("p3", 0)], "same"),
    ],
)
def test_passage_is_followed_into_a_later_round(texts: list[tuple[str, int]], expected: str) -> None:
    words = {paragraph["id"]: paragraph["text"] for paragraph in TREE["paragraphs"]}
    after = {"paragraphs": [{"id": key, "text": words.get(key, "") + "…" * changed} for key, changed in texts]}
    assert whereabouts(TREE, after, "p2") == expected


def test_passage_that_never_was_is_gone() -> None:
    assert whereabouts(TREE, TREE, "p9") == "gone"


@pytest.mark.parametrize("status", Status.values)
def test_remarks_and_answers_are_written_only_where_the_text_still_moves(house: House, status: str) -> None:
    house.open_opinions()
    mine, answered = remark(house), remark(house)
    opinion = actions.give_opinion(
        actor=Actor.of(house.members[0]), round=house.document.opinion_rounds.get(), answer="other", text="Ý", at=SOON
    )
    Document.objects.filter(pk=house.document.pk).update(status=status)  # the page was drawn before
    answer: dict[str, Any] = {"actor": house.convenor, "kind": "explained", "text": "Vì", "at": LATER}
    acts = [
        (BEFORE_SIGNING, lambda: remark(house)),
        (BEFORE_SIGNING, lambda: actions.withdraw_comment(actor=Actor.of(house.members[0]), comment=mine, at=LATER)),
        (ANSWERING, lambda: actions.resolve_comment(comment=answered, **answer)),
        (ANSWERING, lambda: actions.resolve_opinion(opinion=opinion, **answer)),
    ]
    for allowed, act in acts:
        if status in allowed:
            act()
        else:
            assert refusal(act) == "wrong_state"
