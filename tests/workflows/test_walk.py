"""A document walks its route from the desk to the last recipient."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from viewflow.workflow.models import Task

from audit.actor import SYSTEM, Actor
from documents.models import Document, Status
from tests.workflows.conftest import NOON, Province
from workflows import actions
from workflows.models import Itinerary, Procedure, Turn
from workflows.procedures import Station, StationKind, Who


def codes(document: Document) -> list[str]:
    return [visit.kind for visit in document.itinerary.visits.order_by("pk")]


@pytest.fixture
def short(province: Province) -> Procedure:
    """draft → check → sign → number → distribute."""
    return actions.create_procedure(
        actor=SYSTEM,
        organisation=province.organisation,
        name="Ngắn",
        type_codes=[],
        stations=[
            Station(StationKind.DRAFT, "Soạn thảo", Who(role="drafter")),
            Station(StationKind.CHECK, "Kiểm tra", Who(role="format_checker"), return_to=0),
            Station(StationKind.SIGN, "Ký", Who(role="secretary"), return_to=0),
            Station(StationKind.NUMBER, "Cấp số", Who(role="clerk")),
            Station(StationKind.DISTRIBUTE, "Phát hành"),
        ],
        at=NOON,
    )


@pytest.fixture
def started(province: Province, write: Callable[..., Document], short: Procedure) -> Document:
    document = write()
    actions.start(actor=Actor.of(province.drafter), document=document, at=NOON, procedure=short)
    return document


def test_start_pins_the_procedure_and_gives_the_drafter_the_first_turn(province: Province, started: Document) -> None:
    itinerary = started.itinerary
    assert itinerary.station.kind is StationKind.DRAFT
    assert itinerary.process.task_set.filter(finished__isnull=True).count() == 1
    assert [(t.act, t.user) for t in started.turns.all()] == [("draft", province.drafter)]


def test_the_short_route_runs_to_its_end(province: Province, started: Document) -> None:
    actions.submit_draft(actor=Actor.of(province.drafter), document=started, at=NOON)
    actions.pass_check(actor=Actor.of(province.checker), document=started, at=NOON)
    actions.sign(actor=Actor.of(province.secretary), document=started, at=NOON)
    paper = actions.number(actor=Actor.of(province.clerk), document=started, at=NOON)
    started.refresh_from_db()
    assert paper.number == "01"
    assert started.status == Status.DISTRIBUTED
    assert started.itinerary.state == Itinerary.State.DONE
    assert not Turn.objects.filter(closed_at__isnull=True).exists()
    assert not Task.objects.filter(process=started.itinerary.process, finished__isnull=True).exists()
    assert codes(started) == ["draft", "check", "sign", "number", "distribute"]


def test_only_the_holder_of_the_turn_may_pass(province: Province, started: Document) -> None:
    with pytest.raises(PermissionDenied):
        actions.submit_draft(actor=Actor.of(province.checker), document=started, at=NOON)


def test_an_act_of_another_station_is_refused(province: Province, started: Document) -> None:
    with pytest.raises(ValidationError) as refusal:
        actions.pass_check(actor=Actor.of(province.checker), document=started, at=NOON)
    assert refusal.value.code == "elsewhere"
