"""A procedure is changed as a new version; documents under way finish on theirs."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext

from audit.actor import SYSTEM, Actor
from documents.models import Document
from orgs.models import User
from tests.workflows.conftest import NOON, Province
from workflows import actions
from workflows.models import Itinerary, Procedure, ProcedureVersion
from workflows.procedures import Station, StationKind, soundness
from workflows.procedures.catalogue import PLAN, WORK_PROGRAMME
from workflows.queries import procedures_for

NAME = "Chương trình công tác (BCH biểu quyết chủ đề)"


@pytest.fixture
def procedure(province: Province) -> Procedure:
    return province.procedures[NAME]


def publish(user: User, procedure: Procedure, stations: tuple[Station, ...], **more: str) -> ProcedureVersion:
    return actions.publish_version(actor=Actor.of(user), procedure=procedure, stations=stations, at=NOON, **more)


def test_the_administrator_publishes_the_next_version(province: Province, procedure: Procedure) -> None:
    version = publish(province.admin, procedure, PLAN.stations, note="Gọn hơn")
    assert (version.number, version.note) == (2, "Gọn hơn")
    assert procedure.current == version


def test_others_do_not(province: Province, procedure: Procedure) -> None:
    with pytest.raises(PermissionDenied):
        publish(province.chief, procedure, PLAN.stations)


def test_an_unsound_version_is_refused(province: Province, procedure: Procedure) -> None:
    with pytest.raises(ValidationError) as refusal:
        publish(province.admin, procedure, PLAN.stations[1:])
    assert refusal.value.code == "unsound"
    first, *others = soundness(PLAN.stations[1:], gettext)
    assert first.message in refusal.value.messages[0]
    assert not any(other.message in refusal.value.messages[0] for other in others)


def test_the_same_stations_are_no_new_version(province: Province, procedure: Procedure) -> None:
    with pytest.raises(ValidationError) as refusal:
        publish(province.admin, procedure, WORK_PROGRAMME.stations)
    assert refusal.value.code == "unchanged"


def test_a_document_under_way_keeps_its_stations(
    province: Province, procedure: Procedure, write: Callable[..., Document]
) -> None:
    document = write()
    actions.start(actor=Actor.of(province.drafter), document=document, at=NOON)
    publish(province.admin, procedure, PLAN.stations)
    actions.submit_draft(actor=Actor.of(province.drafter), document=document, at=NOON)
    actions.pass_check(actor=Actor.of(province.checker), document=document, at=NOON)
    assert Itinerary.objects.get(document=document).station.kind is StationKind.OPINION


def test_a_retired_procedure_starts_nothing(
    province: Province, procedure: Procedure, write: Callable[..., Document]
) -> None:
    actions.retire_procedure(actor=Actor.of(province.admin), procedure=procedure, at=NOON)
    with pytest.raises(ValidationError) as refusal:
        actions.start(actor=Actor.of(province.drafter), document=write(), at=NOON)
    assert refusal.value.code == "no_procedure"


def test_a_commune_takes_the_procedure_given_from_above_until_it_has_its_own(province: Province) -> None:
    assert [p.name for p in procedures_for(province.commune, "CTr")] == ["Văn bản của Đoàn cấp xã"]
    own = actions.create_procedure(
        actor=SYSTEM,
        organisation=province.commune,
        name="Riêng",
        type_codes=["CTr"],
        stations=PLAN.stations,
        at=NOON,
    )
    assert procedures_for(province.commune, "CTr") == [own]


def test_starting_twice_is_refused(province: Province, write: Callable[..., Document]) -> None:
    document = write()
    actions.start(actor=Actor.of(province.drafter), document=document, at=NOON)
    with pytest.raises(ValidationError) as refusal:
        actions.start(actor=Actor.of(province.drafter), document=document, at=NOON)
    assert refusal.value.code == "already_started"


def form_of(client: Client, url: str) -> dict[str, Any]:
    """What a browser would send of the edit page, unchanged: a list always sends something."""
    page = client.get(url)
    forms, about = page.context["forms"], page.context["about"]
    data = {f"station-{name}": forms.management_form[name].value() for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    for bound in [*about, *(field for form in forms for field in form)]:
        value = bound.value()
        if value is None and hasattr(bound.field, "choices"):
            value = next(iter(bound.field.choices))[0]
        if value is True:
            data[bound.html_name] = "on"
        elif value not in (None, "") and value is not False:
            data[bound.html_name] = str(value)
    return data


def test_the_edit_page_publishes_what_is_sound(client: Client, province: Province, procedure: Procedure) -> None:
    client.force_login(province.admin)
    url = reverse("workflows:procedure_edit", args=[procedure.pk])
    data = form_of(client, url)
    data["station-2-days"] = "7"
    assert client.post(url, data).status_code == 302
    assert procedure.current.route[2].days == 7
    assert procedure.current.route[3] == WORK_PROGRAMME.stations[3]


def test_the_edit_page_tells_what_is_unsound_beside_the_field(
    client: Client, province: Province, procedure: Procedure
) -> None:
    client.force_login(province.admin)
    url = reverse("workflows:procedure_edit", args=[procedure.pk])
    data = form_of(client, url)
    data["station-7-on_overdue"] = "skip"
    page = client.post(url, data)
    assert page.status_code == 200
    assert "Không được tự bỏ qua bước này" in page.content.decode()
    assert procedure.current.number == 1


def test_a_new_procedure_is_made_on_its_page(client: Client, province: Province) -> None:
    client.force_login(province.admin)
    url = reverse("workflows:procedure_new")
    data = {**form_of(client, url), "name": "Thư mời", "type_codes": "GM"}
    assert client.post(url, data).status_code == 302
    assert "Thư mời" in [p.name for p in procedures_for(province.organisation, "GM")]


def test_places_are_the_order_of_the_stations(client: Client, province: Province, procedure: Procedure) -> None:
    stations = [replace(s) for s in PLAN.stations]
    plan = actions.create_procedure(
        actor=SYSTEM, organisation=province.organisation, name="Đổi chỗ", type_codes=["X"], stations=stations, at=NOON
    )
    client.force_login(province.admin)
    url = reverse("workflows:procedure_edit", args=[plan.pk])
    data = form_of(client, url)
    data["station-1-place"], data["station-2-place"] = "3", "2"
    assert client.post(url, data).status_code == 302
    assert [s.kind for s in plan.current.route][1:3] == [StationKind.APPROVE, StationKind.CHECK]
