"""What the text leaves to be chosen: the drafter is asked where it cannot be told, and every open question gets its vote."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from approvals.models import Ballot
from audit.actor import Actor
from documents.actions import clarify_choice, save_working_copy, submit_round
from documents.models import Clarification, Document
from documents.queries import clarified_choices, findings_of
from documents.structure import Draft, to_text
from orgs.models import User
from tests.workflows.conftest import DECIDED, NOON, OPTIONS, Province
from tests.workflows.test_rounds import close_ballot, close_opinions, open_turns, vote, voters, where
from workflows import actions
from workflows.procedures import StationKind
from workflows.transition import facts_of

BARE = "- Tuổi trẻ Lam Giang xung kích\n- Thanh niên Lam Giang vững bước"
PLANNED = "Chủ đề năm 2027 (dự kiến): “Tuổi trẻ Lam Giang xung kích”"
QUESTIONS = """{theme}

II. ĐỊA ĐIỂM (xin ý kiến chọn 01 trong 02 phương án)
- Phương án 1: Quảng trường Sông Lam
- Phương án 2: Nhà Thiếu nhi tỉnh

III. KINH PHÍ
Xin ý kiến Ban Chấp hành về kinh phí theo 02 phương án:
- Phương án 1: 50 triệu đồng
- Phương án 2: 70 triệu đồng"""


def answer(document: Document, said: str, *, by: User, at: datetime = NOON, place: int = 0) -> Clarification:
    choice = clarified_choices(document)[place].choice
    return clarify_choice(
        actor=Actor.of(by), document=document, passage=choice.passage, wording_sha256=choice.digest, answer=said, at=at
    )


def fresh(document: Document) -> Document:
    return Document.objects.select_related("round", "organisation").get(pk=document.pk)


def submit(province: Province, document: Document) -> None:
    actions.submit_draft(actor=Actor.of(province.drafter), document=document, at=NOON)


@pytest.fixture
def unclear(province: Province, write: Callable[..., Document]) -> Document:
    """A programme with a bare list under its theme's title, on its drafter's desk."""
    document = write(BARE)
    actions.start(actor=Actor.of(province.drafter), document=document, at=NOON)
    return fresh(document)


def write_round(province: Province, document: Document, change: Callable[[str], str]) -> Document:
    """Write the drafter's changed text as the next round."""
    text = change(to_text(Draft.from_json(document.round.tree)))
    actor = Actor.of(province.drafter)
    save_working_copy(actor=actor, document=document, text=text, version=0, at=NOON)
    submit_round(actor=actor, document=document, at=NOON)
    return fresh(document)


def test_unclear_draft_is_not_sent_on_before_its_drafter_has_said_what_it_is(
    province: Province, unclear: Document
) -> None:
    with pytest.raises(ValidationError, match="Tuổi trẻ Lam Giang xung kích") as refusal:
        submit(province, unclear)
    assert refusal.value.code == "choice_unclear"
    assert where(unclear) is StationKind.DRAFT


@pytest.mark.parametrize(("said", "voted"), [("decided", False), ("vote", True)])
def test_answer_lets_the_draft_go_on_and_says_whether_there_is_a_vote(
    province: Province, unclear: Document, said: str, voted: bool
) -> None:
    answer(unclear, said, by=province.drafter)
    submit(province, unclear)
    assert facts_of(fresh(unclear)).has_options is voted
    assert ("theme_undecided" in {finding.code for finding in findings_of(fresh(unclear))}) is voted
    actions.pass_check(actor=Actor.of(province.checker), document=unclear, at=NOON)
    close_opinions(province, unclear)
    assert where(unclear) is (StationKind.BALLOT if voted else StationKind.REVISE)


def test_unanswered_question_counts_as_a_vote_and_never_as_a_decision(unclear: Document) -> None:
    assert facts_of(unclear).has_options


def test_answer_is_kept_with_its_round_and_changed_until_the_draft_leaves_the_desk(
    province: Province, unclear: Document
) -> None:
    answer(unclear, "decided", by=province.drafter)
    assert answer(unclear, "decided", by=province.drafter) is None
    assert answer(unclear, "vote", by=province.drafter).round == unclear.round
    assert [row.answer for row in Clarification.objects.order_by("pk")] == ["decided", "vote"]
    submit(province, unclear)
    with pytest.raises(ValidationError) as refusal:
        answer(fresh(unclear), "decided", by=province.drafter)
    assert refusal.value.code == "not_at_desk"


def test_later_round_asks_again_only_if_the_passage_changed(province: Province, unclear: Document) -> None:
    answer(unclear, "decided", by=province.drafter)
    other = write_round(province, unclear, lambda text: text.replace("4.000 cây", "5.000 cây"))
    assert [clarified.answer for clarified in clarified_choices(other)] == ["decided"]
    changed = write_round(province, other, lambda text: text.replace("vững bước", "tiên phong"))
    assert [clarified.answer for clarified in clarified_choices(changed)] == [""]


def test_only_the_drafter_answers_and_only_what_is_asked(province: Province, unclear: Document) -> None:
    with pytest.raises(PermissionDenied):
        answer(unclear, "decided", by=province.chief)
    for wrong in ({"passage": "x"}, {"wording_sha256": "0"}, {"answer": "perhaps"}):
        choice = clarified_choices(unclear)[0].choice
        sent = {"passage": choice.passage, "wording_sha256": choice.digest, "answer": "vote", **wrong}
        with pytest.raises(ValidationError) as refusal:
            clarify_choice(actor=Actor.of(province.drafter), document=unclear, at=NOON, **sent)
        assert refusal.value.code == "not_asked"
    assert not Clarification.objects.exists()


def test_single_planned_theme_is_asked_about_and_cannot_be_voted_on_alone(
    province: Province, write: Callable[..., Document]
) -> None:
    document = write(PLANNED)
    with pytest.raises(ValidationError) as refusal:
        answer(document, "vote", by=province.drafter)
    assert refusal.value.code == "too_few_options"
    answer(document, "decided", by=province.drafter)
    assert not facts_of(fresh(document)).has_options


def test_drafter_is_asked_on_the_page_and_answers_there(client: Client, province: Province, unclear: Document) -> None:
    client.force_login(province.drafter)
    page = client.get(unclear.get_absolute_url()).content.decode()
    assert "Đây là chủ đề đã chốt hay các phương án cần biểu quyết?" in page
    choice = clarified_choices(unclear)[0].choice
    sent = {"passage": choice.passage, "wording": choice.digest, "answer": "decided"}
    answered = client.post(reverse("documents:choice_clarify", args=[unclear.pk]), sent, follow=True)
    assert "Đã ghi câu trả lời" in answered.content.decode()
    client.force_login(province.chief)
    watched = client.get(unclear.get_absolute_url()).content.decode()
    assert reverse("documents:choice_clarify", args=[unclear.pk]) not in watched


# ── several questions ───────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def asking(province: Province, write: Callable[..., Document]) -> Document:
    """A programme with an open theme and two more questions, before its committee's ballot."""
    document = write(QUESTIONS.format(theme=OPTIONS))
    submit_and_check(province, document)
    return document


def submit_and_check(province: Province, document: Document) -> None:
    actions.start(actor=Actor.of(province.drafter), document=document, at=NOON)
    submit(province, document)
    actions.pass_check(actor=Actor.of(province.checker), document=document, at=NOON)
    close_opinions(province, document)


def decide(province: Province, document: Document, choice: str) -> None:
    for user in voters(province):
        vote(user, document, choice)
    close_ballot(province, document)


def text_of(document: Document) -> str:
    return to_text(Draft.from_json(fresh(document).round.tree))


def test_each_open_question_gets_its_ballot_and_its_winner_is_written_at_its_place(
    province: Province, asking: Document
) -> None:
    questions = []
    for choice in ("2", "1", "2"):
        assert where(asking) is StationKind.BALLOT
        assert open_turns(asking, "vote") == sorted(str(user) for user in voters(province))
        questions.append(Ballot.objects.get(document=asking, closed_at=None).question)
        decide(province, asking, choice)
    assert where(asking) is StationKind.REVISE
    assert [("chủ đề" in q, "“Địa điểm”" in q, "“Kinh phí”" in q) for q in questions] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]
    text = text_of(asking)
    assert "II. ĐỊA ĐIỂM\n\nQuảng trường Sông Lam." in text
    assert "III. KINH PHÍ\n\n70 triệu đồng." in text
    assert "“Tuổi trẻ Lam Giang sáng tạo, vững bước tương lai”" in text
    assert not any(word in text for word in ("Nhà Thiếu nhi", "50 triệu", "Phương án", "xin ý kiến"))
    assert not facts_of(fresh(asking)).has_options
    assert "options_undecided" not in {finding.code for finding in findings_of(fresh(asking))}


def test_questions_beside_a_decided_theme_are_voted_on_too(province: Province, write: Callable[..., Document]) -> None:
    document = write(QUESTIONS.format(theme=DECIDED))
    submit_and_check(province, document)
    assert where(document) is StationKind.BALLOT
    decide(province, document, "1")
    decide(province, document, "1")
    assert where(document) is StationKind.REVISE
    assert fresh(document).round.tree["theme"]["text"] == "Tuổi trẻ Lam Giang sáng tạo, vững bước tương lai"


def test_second_ballot_and_a_new_one_stay_with_their_own_question(
    province: Province, write: Callable[..., Document]
) -> None:
    document = write(QUESTIONS.format(theme=DECIDED))
    submit_and_check(province, document)
    decide(province, document, "1")
    close_ballot(province, document)  # nobody voted on the money: nothing is decided
    actions.ask_again(actor=Actor.of(province.chief), document=document, reason="Chưa ai bỏ phiếu.", at=NOON)
    for user, choice in zip(voters(province), "1122", strict=False):
        vote(user, document, choice)
    close_ballot(province, document)  # a tie: the second ballot follows by itself
    first, undecided, again, second = Ballot.objects.filter(document=document).order_by("pk")
    assert (again.follows, second.follows) == (undecided, again)
    assert first.passage not in ("", again.passage)
    assert undecided.passage == again.passage == second.passage
    decide(province, document, "2")
    assert "70 triệu đồng." in text_of(document)
