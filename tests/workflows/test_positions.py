"""Records that disagree with a document's itinerary are found, whichever of the five was broken."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from viewflow.workflow.models import Task

from audit.actor import Actor
from documents.models import Document
from tests.workflows.conftest import NOON, Province
from workflows import actions
from workflows.models import Itinerary, Turn, Visit
from workflows.nightly import check_positions
from workflows.queries.positions import disagreements


@pytest.fixture
def at_check(province: Province, write: Callable[..., Document]) -> Document:
    """A document that waits for its check."""
    document = write()
    actions.start(actor=Actor.of(province.drafter), document=document, at=NOON)
    actions.submit_draft(actor=Actor.of(province.drafter), document=document, at=NOON)
    return document


def records() -> set[str]:
    return {found.record for found in disagreements()}


def test_after_each_act_all_agree(province: Province, at_check: Document) -> None:
    assert not records()
    actions.return_document(actor=Actor.of(province.checker), document=at_check, reason="Sửa lại", at=NOON)
    assert not records()
    actions.cancel_document(actor=Actor.of(province.drafter), document=at_check, reason="Thôi", at=NOON)
    assert not records()


def test_a_moved_itinerary_disagrees_with_everything_else(at_check: Document) -> None:
    Itinerary.objects.update(position=0)
    assert records() == {"visit", "turn", "task", "status"}


def test_a_visit_of_another_station_is_found(at_check: Document) -> None:
    Visit.objects.filter(left_at=None).update(kind="sign")
    assert "visit" in records()


def test_a_visit_that_ended_is_found(at_check: Document) -> None:
    Visit.objects.filter(left_at=None).update(left_at=NOON, outcome="passed")
    assert "visit" in records()


def test_a_document_without_an_open_turn_is_found(at_check: Document) -> None:
    Turn.objects.update(closed_at=NOON, outcome="over")
    assert records() == {"turn"}


def test_a_task_that_ended_is_found(at_check: Document) -> None:
    Task.objects.filter(finished=None).update(status="DONE")
    assert records() == {"task"}


def test_a_status_of_another_station_is_found(at_check: Document) -> None:
    Document.objects.update(status="awaiting_number")
    assert records() == {"status"}


def test_the_command_says_which_and_fails(at_check: Document) -> None:
    said = StringIO()
    call_command("check_positions", stdout=said)
    assert "agree" in said.getvalue()
    Turn.objects.update(closed_at=NOON, outcome="over")
    with pytest.raises(SystemExit) as ended:
        call_command("check_positions", stdout=said)
    assert ended.value.code == 1
    assert f"document {at_check.pk}: turn is none" in said.getvalue()


def test_the_night_logs_what_disagrees(at_check: Document, caplog: pytest.LogCaptureFixture) -> None:
    assert check_positions() == 0
    Document.objects.update(status="awaiting_number")
    with caplog.at_level("ERROR", logger="workflows.nightly"):
        assert check_positions() == 1
    assert f"document {at_check.pk}: status" in caplog.text
