"""Acts at the same moment: one of them happens, the others are told where the document is now."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from viewflow.workflow.models import Task

from audit.actor import SYSTEM, Actor
from documents.actions import import_draft
from tests.workflows.conftest import DECIDED, NOON, TEXT, build_province
from workflows import actions
from workflows.models import Itinerary, Turn
from workflows.procedures import Kind, Station, Who

AT_ONCE = 6


def all_at_once(acts):
    """Run the acts in threads of their own, started together; what each returned or why it was refused."""
    gate = Barrier(len(acts))

    def run(act):
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
def test_a_station_is_passed_once_however_many_try_at_once():
    province = build_province()
    stations = [
        Station(Kind.DRAFT, "Soạn thảo", Who(role="drafter")),
        Station(Kind.CHECK, "Kiểm tra", Who(role="format_checker")),
        Station(Kind.SIGN, "Ký", Who(role="secretary")),
        Station(Kind.NUMBER, "Cấp số", Who(role="clerk")),
        Station(Kind.DISTRIBUTE, "Phát hành"),
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
    assert Itinerary.objects.get(document=document).station.kind is Kind.SIGN

    secretary = Actor.of(province.secretary)
    either = all_at_once(
        [
            lambda: actions.sign(actor=secretary, document=document, at=NOON),
            lambda: actions.return_document(actor=chief, document=document, reason="Dừng lại", to=1, at=NOON),
        ]
    )
    assert "done" in either  # a return may also follow the signature: the convenor pulls it back from the clerk
    itinerary = Itinerary.objects.get(document=document)
    assert itinerary.station.kind in (Kind.CHECK, Kind.NUMBER)
    assert Task.objects.filter(process=itinerary.process, finished__isnull=True).count() == 1
    assert Turn.objects.filter(document=document, closed_at__isnull=True).exists()
