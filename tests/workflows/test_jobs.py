"""The minute tick acts as the system: closes rounds, reminds, escalates, skips where the procedure allows it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from approvals.models import Ballot, OpinionRound
from audit.actor import SYSTEM, Actor
from audit.models import JournalEntry
from documents.models import Document
from tests.workflows.conftest import NOON, OPTIONS, Province
from tests.workflows.test_walk import short, started  # noqa: F401
from workflows import actions
from workflows.jobs import tick
from workflows.models import Itinerary, Turn
from workflows.procedures import Overdue, StationKind
from workflows.procedures.catalogue import PLAN, WORK_PROGRAMME
from workflows.queries import workspace

LATER = NOON + timedelta(days=30)


def here(document: Document) -> StationKind:
    return Itinerary.objects.get(document=document).station.kind


def verbs(document: Document) -> list[str]:
    return list(JournalEntry.objects.filter(document_id=document.pk).values_list("verb", flat=True))


def under_opinion(province: Province, write: Callable[..., Document], theme: str = OPTIONS) -> Document:
    document = write(theme)
    actions.start(actor=Actor.of(province.drafter), document=document, at=NOON)
    actions.submit_draft(actor=Actor.of(province.drafter), document=document, at=NOON)
    actions.pass_check(actor=Actor.of(province.checker), document=document, at=NOON)
    return document


def test_a_round_closes_at_its_deadline_and_the_document_goes_on(
    province: Province, write: Callable[..., Document]
) -> None:
    document = under_opinion(province, write)
    tick(NOON + timedelta(days=1))
    assert here(document) is StationKind.OPINION
    tick(OpinionRound.objects.get().closes_at)
    assert here(document) is StationKind.BALLOT


def test_a_ballot_closes_at_its_deadline(province: Province, write: Callable[..., Document]) -> None:
    document = under_opinion(province, write)
    tick(OpinionRound.objects.get().closes_at)
    tick(Ballot.objects.get().closes_at)
    assert Ballot.objects.get(pk=Ballot.objects.earliest("pk").pk).closed_at is not None
    assert here(document) is StationKind.BALLOT  # nobody voted: held for the convenor
    assert document.itinerary.visits.get(left_at__isnull=True).held_at is not None
    assert not Turn.objects.get(document=document, act="convene", closed_at__isnull=True).watching


def test_the_tick_reminds_once_on_the_working_day_before(province: Province, started: Document) -> None:  # noqa: F811
    visit = started.itinerary.visits.get()
    tick(visit.due_at - timedelta(hours=3))
    tick(visit.due_at - timedelta(hours=2))
    assert verbs(started).count("workflows.remind") == 1
    assert started.itinerary.visits.get().escalated_at is None  # it is not late yet


def test_a_late_station_is_reported_to_its_superior_once(province: Province, write: Callable[..., Document]) -> None:
    plan = province.procedures["Kế hoạch (không lấy ý kiến BCH)"]
    document = write()
    document.type_code = "KH"
    document.save()
    actions.start(actor=Actor.of(province.drafter), document=document, at=NOON, procedure=plan)
    actions.submit_draft(actor=Actor.of(province.drafter), document=document, at=NOON)
    tick(LATER)
    tick(LATER + timedelta(minutes=1))
    assert verbs(document).count("workflows.escalate") == 1
    assert Turn.objects.get(document=document, act="convene", closed_at__isnull=True).role == "chief_of_office"
    assert here(document) is StationKind.CHECK


def test_a_check_is_skipped_where_the_procedure_says_so(province: Province, write: Callable[..., Document]) -> None:
    stations = list(PLAN.stations)
    stations[1] = replace(stations[1], on_overdue=Overdue.SKIP)
    procedure = actions.create_procedure(
        actor=SYSTEM, organisation=province.organisation, name="Bỏ qua", type_codes=["CTr"], stations=stations, at=NOON
    )
    document = write()
    actions.start(actor=Actor.of(province.drafter), document=document, at=NOON, procedure=procedure)
    actions.submit_draft(actor=Actor.of(province.drafter), document=document, at=NOON)
    tick(LATER)
    assert here(document) is StationKind.APPROVE
    assert document.itinerary.visits.get(kind="check").outcome == "skipped"


def test_a_round_that_only_reminds_stays_open_and_becomes_the_convenors(
    province: Province, write: Callable[..., Document]
) -> None:
    stations = list(WORK_PROGRAMME.stations)
    stations[2] = replace(stations[2], on_overdue=Overdue.REMIND)
    procedure = province.procedures["Chương trình công tác (BCH biểu quyết chủ đề)"]
    actions.publish_version(actor=Actor.of(province.admin), procedure=procedure, stations=stations, at=NOON)
    document = under_opinion(province, write)
    assert workspace(province.chief, NOON).counts.waiting == 0
    tick(LATER)
    assert here(document) is StationKind.OPINION
    assert OpinionRound.objects.get().closed_at is None
    assert workspace(province.chief, LATER).counts.overdue == 1


def test_signing_is_never_skipped(province: Province, started: Document) -> None:  # noqa: F811
    actions.submit_draft(actor=Actor.of(province.drafter), document=started, at=NOON)
    actions.pass_check(actor=Actor.of(province.checker), document=started, at=NOON)
    tick(LATER)
    assert here(started) is StationKind.SIGN
