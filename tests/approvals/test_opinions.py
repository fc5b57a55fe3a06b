"""Opinion rounds: asked, answered, extended, closed, annulled, reminded."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from approvals import actions
from approvals.models import Opinion, OpinionRound
from approvals.permissions import can_read_all_opinions
from approvals.queries import groups_of, progress_of, unanswered_count
from audit.actor import SYSTEM, Actor
from tests.approvals.conftest import LATER, NOW, SOON, House


def give(
    house: House,
    round: OpinionRound,
    member: int = 0,
    answer: str = "agree",
    text: str = "",
    at: datetime = SOON,
    **more: list[SimpleUploadedFile],
) -> Opinion:
    return actions.give_opinion(
        actor=Actor.of(house.members[member]), round=round, answer=answer, text=text, at=at, **more
    )


def refusal(call: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
    with pytest.raises(ValidationError) as failure:
        call(*args, **kwargs)
    return failure.value.code


def test_opening_freezes_the_roll(house: House, heard: SimpleNamespace) -> None:
    round = house.open_opinions()
    assert round.seats.count() == 5
    assert heard.facts("opinion_round_opened")["closes_at"] == LATER


def test_only_convenor_or_route_opens_and_one_at_a_time(house: House) -> None:
    with pytest.raises(PermissionDenied):
        house.open_opinions(actor=Actor.of(house.drafter))
    house.open_opinions(actor=house.convenor)
    assert refusal(house.open_opinions) == "already_open"


@pytest.mark.parametrize(("changes", "code"), [({"roll": []}, "empty_roll"), ({"closes_at": NOW}, "deadline_passed")])
def test_round_that_nobody_could_answer_is_not_opened(house: House, changes: dict[str, Any], code: str) -> None:
    assert refusal(house.open_opinions, **changes) == code
    assert not OpinionRound.objects.exists()


def test_latest_answer_counts_and_earlier_ones_stay_marked(house: House, heard: SimpleNamespace) -> None:
    round = house.open_opinions()
    give(house, round)
    give(house, round, answer="other", text="Bổ sung chỉ tiêu")
    assert [(o.answer, o.superseded_at is None) for o in Opinion.objects.order_by("pk")] == [
        ("agree", False),
        ("other", True),
    ]
    assert heard.names().count("opinion_given") == 2
    assert round.seats.exclude(answered_at=None).count() == 1


def test_same_answer_sent_twice_is_one_answer(house: House, heard: SimpleNamespace) -> None:
    round = house.open_opinions()
    assert give(house, round) == give(house, round)
    assert heard.names().count("opinion_given") == 1


def test_files_come_with_an_answer_and_stay_with_the_next(house: House, settings: Settings, tmp_path: Path) -> None:
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
    round = house.open_opinions()
    give(house, round, answer="other", files=[SimpleUploadedFile("gop-y.txt", b"noi dung")])
    opinion = give(house, round, answer="other", text="Xem tệp")
    assert [file.name for file in opinion.files.all()] == ["gop-y.txt"]


def test_disagreement_with_only_a_file_sent_again_is_the_same_answer(
    house: House, heard: SimpleNamespace, settings: Settings
) -> None:
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
    round = house.open_opinions()
    first = give(house, round, answer="disagree", files=[SimpleUploadedFile("gop-y.txt", b"noi dung")])
    assert give(house, round, answer="disagree") == first
    assert heard.names().count("opinion_given") == 1


@pytest.mark.parametrize(
    ("answer", "text", "file", "waits"),
    [
        ("agree", "", False, 0),
        ("agree", "Nên nêu rõ hơn", False, 1),
        ("agree", "", True, 1),
        ("disagree", "", True, 1),
        ("other", "", True, 1),
        ("other", "Bổ sung", False, 1),
    ],
)
def test_whatever_is_more_than_plain_agreement_waits_for_its_answer(
    house: House, settings: Settings, answer: str, text: str, file: bool, waits: int
) -> None:
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
    round = house.open_opinions()
    files = [SimpleUploadedFile(name, b"noi dung") for name in ("mot.txt", "hai.txt")] if file else []
    opinion = give(house, round, answer=answer, text=text, files=files)
    groups = groups_of(house.document)
    assert unanswered_count(house.document) == progress_of(groups).total == waits
    assert [bool(remark.files) for group in groups for remark in group.remarks] == [file] * waits
    actions.resolve_opinion(actor=house.convenor, opinion=opinion, kind="explained", text="Đã có", at=LATER)
    assert unanswered_count(house.document) == 0


def test_a_plain_agreement_that_replaces_words_waits_for_nothing(house: House) -> None:
    round = house.open_opinions()
    give(house, round, answer="disagree", text="Chưa rõ")
    give(house, round)
    assert unanswered_count(house.document) == 0


def test_disagreement_needs_words_and_an_answer_needs_to_be_one(house: House) -> None:
    round = house.open_opinions()
    assert refusal(give, house, round, answer="disagree", text=" ") == "text_needed"
    assert refusal(give, house, round, answer="maybe", text="?") == "text_needed"


def test_who_was_not_asked_may_not_answer(house: House) -> None:
    round = house.open_opinions()
    for actor in (house.convenor, SYSTEM, Actor.of(house.members[0], on_behalf_of=house.members[1])):
        with pytest.raises(PermissionDenied):
            actions.give_opinion(actor=actor, round=round, answer="agree", text="", at=SOON)


def test_answer_after_the_deadline_or_the_close_is_refused(house: House) -> None:
    round = house.open_opinions()
    assert refusal(give, house, round, at=LATER) == "round_closed"
    actions.close_opinion_round(actor=house.convenor, round=round, at=SOON)
    assert refusal(give, house, round) == "round_closed"


def test_who_left_office_no_longer_answers(house: House) -> None:
    round = house.open_opinions()
    house.memberships[0].ends_on = date(2026, 11, 20)
    house.memberships[0].save()
    assert refusal(give, house, round, at=SOON + timedelta(days=1)) == "no_authority"


def test_extending_needs_right_reason_and_a_later_time(house: House, heard: SimpleNamespace) -> None:
    round = house.open_opinions()
    later = LATER + timedelta(days=2)
    given: dict[str, Any] = {"round": round, "closes_at": later, "reason": "Chờ đủ ý kiến", "at": SOON}
    with pytest.raises(PermissionDenied):
        actions.extend_opinion_round(actor=Actor.of(house.members[0]), **given)
    assert refusal(actions.extend_opinion_round, actor=house.convenor, **given | {"reason": ""}) == "reason_needed"
    assert refusal(actions.extend_opinion_round, actor=house.convenor, **given | {"closes_at": SOON}) == "not_later"
    assert actions.extend_opinion_round(actor=house.convenor, **given).closes_at == later
    assert heard.facts("opinion_round_extended")["closes_at"] == later
    actions.close_opinion_round(actor=house.convenor, round=round, at=SOON)
    assert refusal(actions.extend_opinion_round, actor=house.convenor, **given) == "round_closed"


def test_closing_counts_once(house: House, heard: SimpleNamespace) -> None:
    round = house.open_opinions()
    give(house, round)
    assert refusal(actions.close_opinion_round, actor=SYSTEM, round=round, at=SOON) == "not_yet"
    with pytest.raises(PermissionDenied):
        actions.close_opinion_round(actor=Actor.of(house.members[0]), round=round, at=SOON)
    actions.close_opinion_round(actor=SYSTEM, round=round, at=LATER)
    actions.close_opinion_round(actor=SYSTEM, round=round, at=LATER)
    assert heard.names().count("opinion_round_closed") == 1
    facts = heard.facts("opinion_round_closed")
    assert (facts["answered"], facts["asked"], facts["annulled"]) == (1, 5, False)


def test_annulling_says_so(house: House, heard: SimpleNamespace) -> None:
    round = house.open_opinions()
    assert refusal(actions.annul_opinion_round, actor=SYSTEM, round=round, reason=" ", at=SOON) == "reason_needed"
    with pytest.raises(PermissionDenied):
        actions.annul_opinion_round(actor=Actor.of(house.members[0]), round=round, reason="Vì", at=SOON)
    actions.annul_opinion_round(actor=SYSTEM, round=round, reason="Trả lại", at=SOON)
    actions.annul_opinion_round(actor=SYSTEM, round=round, reason="Trả lại", at=SOON)
    assert heard.facts("opinion_round_closed")["annulled"]
    assert heard.names().count("opinion_round_closed") == 1


def test_reminder_goes_to_those_who_have_not_answered(house: House, heard: SimpleNamespace) -> None:
    round = house.open_opinions()
    give(house, round)
    with pytest.raises(PermissionDenied):
        actions.remind(actor=Actor.of(house.members[0]), round=round, at=SOON)
    assert actions.remind(actor=house.convenor, round=round, at=SOON) == [user.pk for user in house.members[1:]]
    assert heard.facts("members_reminded")["kind"] == "opinion"
    assert refusal(actions.remind, actor=house.convenor, round=round, at=SOON) == "too_soon"


def test_nobody_is_reminded_when_all_have_voted_or_it_is_over(house: House) -> None:
    ballot = house.open_ballot()
    house.votes(ballot, "11111")
    assert refusal(actions.remind, actor=house.convenor, round=ballot, at=SOON) == "nobody_left"
    house.close(ballot)
    assert refusal(actions.remind, actor=house.convenor, round=ballot, at=LATER) == "closed"


def test_members_see_their_own_unless_the_round_is_shared(house: House) -> None:
    round = house.open_opinions()
    assert can_read_all_opinions(house.drafter, round)
    assert can_read_all_opinions(house.chief, round)
    assert not can_read_all_opinions(house.members[0], round)
    round.shared = True
    assert can_read_all_opinions(house.members[0], round)
    assert not can_read_all_opinions(house.outsider, round)
