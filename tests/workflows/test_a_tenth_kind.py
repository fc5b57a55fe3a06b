"""A new kind of station is one row, one opener, one act with its page: *tham vấn*, where a single adviser is asked.

What is added here is all that docs/procedures.md asks for; the rest of the house must take the kind as it is.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.test import Client
from django.urls import include, path
from viewflow.workflow import fields

from audit.actions import act
from audit.actor import SYSTEM, Actor
from audit.requests import perform_action
from documents.models import Document, Status
from documents.queries import worked_on_document
from notifications.models import Notice
from orgs.actions import end_role
from orgs.models import Role, RoleAssignment
from tests.workflows.conftest import NOON, Province
from tests.workflows.test_kinds import assert_complete
from workflows import actions, engine, flows
from workflows.actions.moving import go_on
from workflows.actions.noting import note
from workflows.actions.passing import PASSES
from workflows.actions.turns import OPENERS, appoint, role_turn
from workflows.kinds import KINDS, PERSONAL, RETURNABLE, Door, Held, KindRow, StationKind
from workflows.models import Itinerary, Procedure, Turn
from workflows.procedures import Station, Who, soundness
from workflows.queries.positions import disagreements
from workflows.transition import transition_of

CONSULT = str.__new__(StationKind, "consult")  # in the code: a line of the enum
CONSULT._name_, CONSULT._value_ = "CONSULT", "consult"

# ── the row ─────────────────────────────────────────────────────────────────────────────────────────────────────────
ROW = KindRow(
    "Tham vấn", "help", "violet", "approve", "opinion", "standing_review", Held.ROLE,
    "Xem và góp ý", Door("consult", "Tham vấn", "help", page="consult"), "Một người được hỏi",
    returnable=True, review=True,
)  # fmt: skip


# ── the opener ──────────────────────────────────────────────────────────────────────────────────────────────────────
def open_consultation(stay: Any) -> None:
    """Ask the one who has the role; if there is nobody or more than one, the administrator is told."""
    organisation = stay.organisation()
    if len(role_turn(stay, stay.act, organisation, stay.station.who.role)) != 1:
        appoint(stay, organisation, "Bước này cần đúng một người được hỏi.")


# ── the act and its page ────────────────────────────────────────────────────────────────────────────────────────────
@act
def give_advice(*, actor: Actor, document: Document, at: datetime, advice: str = "") -> None:
    transition = transition_of(actor=actor, document=document, at=at)
    transition.must_stand_at(CONSULT)
    transition.must_serve()
    go_on(transition, reason=advice)
    note(transition, "give_advice", reason=advice)


def consult(request: HttpRequest, pk: int) -> HttpResponseRedirect | HttpResponse:
    document = worked_on_document(request.user, pk)
    if request.method != "POST":
        return HttpResponse(document.subject)
    outcome = perform_action(request, give_advice, document=document, advice=request.POST["advice"])
    outcome.tell(request, "Đã ghi.")
    return redirect("workflows:document", pk)


urlpatterns = [path("van-ban/<int:pk>/tham-van/", consult, name="consult"), path("", include("config.urls"))]
pytestmark = pytest.mark.urls(__name__)


def forget_references() -> None:
    for kept in (fields.import_flow_by_ref, fields.import_task_by_ref):
        kept.cache_clear()


@pytest.fixture(autouse=True)
def tenth(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The kind as if it stood in the table; the flow is made from the table again, and the old one put back."""
    monkeypatch.setattr(StationKind, "_missing_", classmethod(lambda cls, code: CONSULT if code == "consult" else None))
    monkeypatch.setitem(KINDS, CONSULT, ROW)
    monkeypatch.setitem(OPENERS, CONSULT, open_consultation)
    monkeypatch.setitem(PASSES, CONSULT, give_advice)
    flow = engine.flow_of(KINDS)
    monkeypatch.setattr(engine, "CommitteeFlow", flow)
    monkeypatch.setattr(flows, "CommitteeFlow", flow)
    forget_references()
    yield
    monkeypatch.undo()
    forget_references()


STATIONS = [
    Station(StationKind.DRAFT, "Soạn thảo", Who(role="drafter")),
    Station(StationKind.CHECK, "Kiểm tra", Who(role="format_checker"), return_to=0),
    Station(CONSULT, "Hỏi Phó Bí thư", Who(role="deputy_secretary"), return_to=0),
    Station(StationKind.SIGN, "Ký", Who(role="secretary"), return_to=2),
    Station(StationKind.NUMBER, "Cấp số", Who(role="clerk")),
    Station(StationKind.DISTRIBUTE, "Phát hành"),
]


@pytest.fixture
def procedure(province: Province) -> Procedure:
    return actions.create_procedure(
        actor=SYSTEM, organisation=province.organisation, name="Có tham vấn", type_codes=[], stations=STATIONS, at=NOON
    )


@pytest.fixture
def asked(province: Province, write: Callable[..., Document], procedure: Procedure) -> Document:
    """A document at its adviser's."""
    document = write()
    drafter = Actor.of(province.drafter)
    actions.start(actor=drafter, document=document, at=NOON, procedure=procedure)
    actions.submit_draft(actor=drafter, document=document, at=NOON)
    actions.pass_check(actor=Actor.of(province.checker), document=document, at=NOON)
    document.refresh_from_db()
    return document


def open_turns(document: Document) -> set[tuple[str, str]]:
    return {(turn.act, turn.role or str(turn.user)) for turn in document.turns.filter(closed_at=None)}


def test_it_is_as_complete_as_the_other_nine() -> None:
    assert_complete(CONSULT)
    assert CONSULT in PERSONAL & RETURNABLE
    assert soundness(STATIONS) == []


def test_a_document_walks_through_it(province: Province, asked: Document) -> None:
    assert asked.itinerary.station.kind is CONSULT
    assert asked.status == Status.STANDING_REVIEW
    assert open_turns(asked) == {("opinion", Role.DEPUTY_SECRETARY)}
    assert list(disagreements()) == []
    give_advice(actor=Actor.of(province.deputy), document=asked, advice="Nhất trí.", at=NOON)
    actions.sign(actor=Actor.of(province.secretary), document=asked, at=NOON)
    actions.number(actor=Actor.of(province.clerk), document=asked, at=NOON)
    asked.refresh_from_db()
    itinerary = Itinerary.objects.get(document=asked)
    kinds = [visit.kind for visit in itinerary.visits.order_by("pk")]
    assert kinds == ["draft", "check", "consult", "sign", "number", "distribute"]
    assert (itinerary.state, asked.status) == (Itinerary.State.DONE, Status.DISTRIBUTED)
    nodes = set(itinerary.process.task_set.values_list("flow_task", flat=True))
    assert "workflows/flows.CommitteeFlow.consult" in {fields.get_task_ref(node) for node in nodes}
    assert list(disagreements()) == []


def test_only_its_adviser_may(province: Province, asked: Document) -> None:
    for user in (province.checker, province.secretary, province.outsider):
        with pytest.raises(PermissionDenied):
            give_advice(actor=Actor.of(user), document=asked, at=NOON)
    with pytest.raises(ValidationError) as refusal:
        actions.sign(actor=Actor.of(province.secretary), document=asked, at=NOON)
    assert refusal.value.code == "elsewhere"


def test_whatever_station_it_is_its_own_act_passes_it(province: Province, asked: Document) -> None:
    actions.pass_station(actor=Actor.of(province.deputy), document=asked, at=NOON)
    assert Itinerary.objects.get(document=asked).station.kind is StationKind.SIGN


def test_a_return_leads_from_it_and_to_it(province: Province, asked: Document) -> None:
    actions.return_document(actor=Actor.of(province.deputy), document=asked, reason="Nêu rõ kinh phí.", at=NOON)
    assert Itinerary.objects.get(document=asked).station.kind is StationKind.DRAFT
    actions.submit_draft(actor=Actor.of(province.drafter), document=asked, at=NOON)
    actions.pass_check(actor=Actor.of(province.checker), document=asked, at=NOON)
    give_advice(actor=Actor.of(province.deputy), document=asked, at=NOON)
    actions.return_document(actor=Actor.of(province.secretary), document=asked, reason="Hỏi lại.", at=NOON)
    assert Itinerary.objects.get(document=asked).station.kind is CONSULT
    assert open_turns(asked) == {("opinion", Role.DEPUTY_SECRETARY)}
    assert list(disagreements()) == []


def test_the_adviser_is_told_and_finds_the_page_from_everywhere(
    client: Client, province: Province, asked: Document
) -> None:
    page = f"/van-ban/{asked.pk}/tham-van/"
    assert Notice.objects.filter(user=province.deputy, document=asked, kind="turn").exists()
    client.force_login(province.deputy)
    for address in ("/", f"/van-ban/{asked.pk}/"):
        assert page in client.get(address).content.decode(), address
    assert "Xem và góp ý" in client.get("/").content.decode()
    assert client.get(page).content.decode() == asked.subject
    assert client.post(page, {"advice": "Nhất trí."}).status_code == 302
    assert Itinerary.objects.get(document=asked).station.kind is StationKind.SIGN


def test_its_procedure_is_shown_in_words(client: Client, province: Province, procedure: Procedure) -> None:
    client.force_login(province.admin)
    page = client.get(f"/quy-trinh/{procedure.pk}/").content.decode()
    assert "Hỏi Phó Bí thư" in page
    assert "Một người được hỏi" in page
    form = client.get(f"/quy-trinh/{procedure.pk}/sua/").content.decode()
    assert '<option value="consult" selected>Tham vấn</option>' in form


def test_the_administrator_is_told_when_its_adviser_goes(province: Province, asked: Document) -> None:
    role = RoleAssignment.objects.get(user=province.deputy, role=Role.DEPUTY_SECRETARY)
    end_role(actor=Actor.of(province.admin), assignment=role, ends_on=NOON.date() - timedelta(days=1), at=NOON)
    assert ("appoint", str(province.admin)) in open_turns(asked)
    assert Turn.objects.filter(document=asked, act="appoint", user=province.admin).count() == 1
