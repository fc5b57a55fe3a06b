"""Acts at the same moment: one of them happens, the others are told where the document is now."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from viewflow.workflow.models import Task

from approvals import actions as approvals
from approvals.actions import Receipt
from approvals.models import Ballot, Urn
from approvals.rules.codes import new_draw
from audit.actor import SYSTEM, Actor
from documents.actions import import_draft
from orgs.models import User
from tests.workflows.conftest import DECIDED, NOON, OPTIONS, TEXT, build_province
from workflows import actions
from workflows.models import Itinerary, Turn
from workflows.procedures import Applies, Station, StationKind, Who

AT_ONCE = 6


def all_at_once(acts: list[Callable[[], object]]) -> list[str]:
    """Run the acts in threads of their own, started together; what each returned or why it was refused."""
    gate = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        gate.wait()
        try:
            act()
            return "done"
        except ValidationError as refusal:
            return refusal.code
        except PermissionDenied:
            return "permission"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
def test_a_station_is_passed_once_however_many_try_at_once() -> None:
    province = build_province()
    stations = [
        Station(StationKind.DRAFT, "Soạn thảo", Who(role="drafter")),
        Station(StationKind.CHECK, "Kiểm tra", Who(role="format_checker")),
        Station(StationKind.SIGN, "Ký", Who(role="secretary")),
        Station(StationKind.NUMBER, "Cấp số", Who(role="clerk")),
        Station(StationKind.DISTRIBUTE, "Phát hành"),
    ]
    procedure = actions.create_procedure(
        actor=SYSTEM, organisation=province.organisation, name="Ngắn", type_codes=[], stations=stations, at=NOON
    )
    document = import_draft(
        actor=Actor.of(province.drafter), organisation=province.organisation, text=TEXT.format(theme=DECIDED), at=NOON
    )
    actions.start(actor=Actor.of(province.drafter), document=document, procedure=procedure, at=NOON)
    actions.submit_draft(actor=Actor.of(province.drafter), document=document, at=NOON)
    checker, chief = Actor.of(province.checker), Actor.of(province.chief)

    passed = all_at_once([lambda: actions.pass_check(actor=checker, document=document, at=NOON)] * AT_ONCE)
    assert sorted(passed) == ["done"] + ["elsewhere"] * (AT_ONCE - 1)
    assert Itinerary.objects.get(document=document).station.kind is StationKind.SIGN

    secretary = Actor.of(province.secretary)
    either = all_at_once(
        [
            lambda: actions.sign(actor=secretary, document=document, at=NOON),
            lambda: actions.return_document(actor=chief, document=document, reason="Dừng lại", to=1, at=NOON),
        ]
    )
    assert "done" in either  # a return may also follow the signature: the convenor pulls it back from the clerk
    itinerary = Itinerary.objects.get(document=document)
    assert itinerary.station.kind in (StationKind.CHECK, StationKind.NUMBER)
    assert Task.objects.filter(process=itinerary.process, finished__isnull=True).count() == 1
    assert Turn.objects.filter(document=document, closed_at__isnull=True).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("leaves", [actions.return_document, actions.cancel_document], ids=lambda act: act.__name__)
def test_who_votes_while_the_document_leaves_votes_before_it_or_not_at_all(leaves: Callable[..., Any]) -> None:
    province = build_province()
    stations = [
        Station(StationKind.DRAFT, "Soạn thảo", Who(role="drafter")),
        Station(StationKind.BALLOT, "Biểu quyết", Who(body="BCH"), applies=Applies.HAS_OPTIONS),
        Station(StationKind.SIGN, "Ký", Who(role="secretary")),
        Station(StationKind.NUMBER, "Cấp số", Who(role="clerk")),
        Station(StationKind.DISTRIBUTE, "Phát hành"),
    ]
    procedure = actions.create_procedure(
        actor=SYSTEM, organisation=province.organisation, name="Ngắn", type_codes=[], stations=stations, at=NOON
    )
    drafter, chief = Actor.of(province.drafter), Actor.of(province.chief)
    text = TEXT.format(theme=OPTIONS)
    document = import_draft(actor=drafter, organisation=province.organisation, text=text, at=NOON)
    actions.start(actor=drafter, document=document, procedure=procedure, at=NOON)
    actions.submit_draft(actor=drafter, document=document, at=NOON)
    ballot = Ballot.objects.get()

    def vote(user: User) -> Callable[[], Receipt]:
        return lambda: approvals.cast_slip(actor=Actor.of(user), ballot=ballot, choice="1", draw=new_draw(), at=NOON)

    leave = [lambda: leaves(actor=chief, document=document, reason="Dừng lại", at=NOON)]
    outcomes = all_at_once([*(vote(user) for user in province.members), *leave])
    assert outcomes[-1] == "done"
    assert set(outcomes[:-1]) <= {"done", "annulled"}
    assert all_at_once([vote(province.members[0])]) == ["annulled"]
    assert not Urn.objects.exists()
    assert Ballot.objects.get().result is None
