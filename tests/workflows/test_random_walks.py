"""Random sound procedures, random acts: every document ends issued, cancelled, or waiting on someone who may act."""

from __future__ import annotations

from datetime import timedelta
from typing import Never

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject, DrawFn, SearchStrategy
from viewflow.workflow.models import Task

from approvals import actions as approvals
from approvals.models import Ballot, OpinionRound, SignOff
from approvals.rules.codes import new_draw
from audit.actor import SYSTEM, Actor
from documents.actions import import_draft
from documents.models import Document, Status
from orgs.actions import end_role
from orgs.models import RoleAssignment, User
from tests.workflows.conftest import DECIDED, NOON, OPTIONS, TEXT, Province
from workflows import actions
from workflows.jobs import tick
from workflows.kinds import RETURNABLE
from workflows.models import Itinerary, Turn, Visit
from workflows.permissions import may_serve
from workflows.procedures import (
    Applies,
    Approvals,
    Overdue,
    Station,
    StationKind,
    StationRule,
    Who,
    return_places,
    soundness,
)
from workflows.projection import status_of

WHO = {
    StationKind.CHECK: Who(role="format_checker"),
    StationKind.OPINION: Who(body="BCH"),
    StationKind.BALLOT: Who(body="BCH"),
    StationKind.REVISE: Who(role="drafter"),
    StationKind.APPROVE: Who(body="TT"),
}
OVERDUE = {
    StationKind.CHECK: [Overdue.REMIND, Overdue.ESCALATE, Overdue.SKIP],
    StationKind.OPINION: [Overdue.CLOSE, Overdue.REMIND, Overdue.SKIP],
    StationKind.BALLOT: [Overdue.CLOSE, Overdue.REMIND],
    StationKind.REVISE: [Overdue.REMIND, Overdue.ESCALATE],
    StationKind.APPROVE: [Overdue.REMIND, Overdue.ESCALATE],
}


@st.composite
def procedures(draw: DrawFn) -> list[Station]:
    """Draft first, anything sound in the middle, then sign, number, distribute."""
    stations = [Station(StationKind.DRAFT, "Soạn thảo", Who(role="drafter"), days=2)]
    for kind in draw(st.lists(st.sampled_from(list(WHO)), max_size=5)):
        rule = StationRule(
            quorum=draw(st.sampled_from(["", "1/2", "2/3"])),
            majority=draw(st.sampled_from([">1/2", "plurality"])),
            secret=draw(st.booleans()),
            second_ballot=draw(st.booleans()),
            approvals=draw(st.sampled_from(list(Approvals))),
            in_order=draw(st.booleans()),
        )
        stations.append(
            Station(
                kind,
                f"Bước {len(stations) + 1}",
                WHO[kind],
                rule,
                days=draw(st.integers(1, 4)),
                on_overdue=draw(st.sampled_from(OVERDUE[kind])),
                return_to=draw(_return_to(stations)),
                applies=Applies.HAS_OPTIONS if kind is StationKind.BALLOT else Applies.ALWAYS,
            )
        )
    stations.append(Station(StationKind.SIGN, "Ký", Who(role="secretary"), return_to=draw(_return_to(stations))))
    stations.append(Station(StationKind.NUMBER, "Cấp số", Who(role="clerk")))
    stations.append(Station(StationKind.DISTRIBUTE, "Phát hành"))
    return stations


def _return_to(stations: list[Station]) -> SearchStrategy[int | None]:
    places = [i for i, s in enumerate(stations) if s.kind in RETURNABLE and s.applies is Applies.ALWAYS]
    return st.sampled_from([None, *places])


class World:
    """One document, the people, and the acts that somebody could try now."""

    def __init__(self, province: Province, stations: list[Station], theme: str, calm: bool) -> None:
        self.province, self.now, self.calm = province, NOON, calm
        procedure = actions.create_procedure(
            actor=SYSTEM, organisation=province.organisation, name="Thử", type_codes=["CTr"], stations=stations, at=NOON
        )
        self.document = import_draft(
            actor=Actor.of(province.drafter),
            organisation=province.organisation,
            text=TEXT.format(theme=theme),
            name="du-thao.txt",
            at=NOON,
        )
        actions.start(actor=Actor.of(province.drafter), document=self.document, procedure=procedure, at=NOON)

    @property
    def itinerary(self) -> Itinerary:
        return Itinerary.objects.get(document=self.document)

    def do(self, data: DataObject) -> None:
        """Try one act; a refusal is an answer too."""
        kind = self.itinerary.station.kind
        others = [self.wait] if self.calm else [self.wait, self.go_back, self.intrude, self.leave, self.cancel]
        choices = [*[self.serve] * 7, *others]
        act = data.draw(st.sampled_from(choices), label="act")
        try:
            with transaction.atomic():
                act(data, kind)
        except (ValidationError, PermissionDenied) as refusal:
            event(f"refused: {getattr(refusal, 'code', 'permission')}")

    def wait(self, data: DataObject, kind: StationKind) -> None:
        self.now += timedelta(days=data.draw(st.integers(1, 6)), hours=1)
        tick(self.now)

    def serve(self, data: DataObject, kind: StationKind) -> None:
        if kind in (StationKind.OPINION, StationKind.BALLOT, StationKind.APPROVE):
            getattr(self, kind.value)(data)
            return
        turn = self.turns().exclude(act__in=(Turn.Act.CONVENE, Turn.Act.APPOINT)).first()
        people = [user for user in User.objects.filter(is_active=True) if turn and may_serve(user, turn, self.now)]
        if people:
            actions.pass_station(actor=Actor.of(people[0]), document=self.document, at=self.now)

    def turns(self) -> QuerySet[Turn]:
        return Turn.objects.filter(document=self.document, closed_at__isnull=True).select_related("organisation")

    def opinion(self, data: DataObject) -> None:
        round = OpinionRound.objects.filter(document=self.document, closed_at__isnull=True).first()
        if round is None:
            self.held(data)
        elif data.draw(st.booleans(), label="close"):
            approvals.close_opinion_round(actor=Actor.of(self.province.chief), round=round, at=self.now)
        else:
            user = data.draw(st.sampled_from([self.province.deputy, *self.province.members]))
            approvals.give_opinion(actor=Actor.of(user), round=round, answer="agree", text="", at=self.now)

    def ballot(self, data: DataObject) -> None:
        ballot = Ballot.objects.filter(document=self.document, closed_at=None, annulled_at=None).first()
        if ballot is None:
            self.held(data)
            return
        for seat in ballot.seats.filter(voted=False, lapsed_at=None).select_related("user"):
            choice = data.draw(st.sampled_from(["1", "1", "2", "blank", None]), label="slip")
            if choice is not None:
                approvals.cast_slip(
                    actor=Actor.of(seat.user), ballot=ballot, choice=choice, draw=new_draw(), at=self.now
                )
        approvals.close_ballot(actor=Actor.of(self.province.chief), ballot=ballot, at=self.now)

    def approve(self, data: DataObject) -> None:
        sign_off = SignOff.objects.filter(document=self.document, outcome="").first()
        if sign_off is None:
            self.held(data)
            return
        user_ids = approvals.whose_turn(sign_off)
        user = User.objects.get(pk=data.draw(st.sampled_from(user_ids)))
        decision = data.draw(st.sampled_from(["approved"] if self.calm else ["approved", "approved", "returned"]))
        approvals.decide(actor=Actor.of(user), sign_off=sign_off, decision=decision, note="Xem lại", at=self.now)

    def held(self, data: DataObject) -> None:
        ballot = Ballot.objects.filter(document=self.document, outcome="undecided").last()
        if ballot is not None and data.draw(st.booleans(), label="meeting"):
            approvals.enter_meeting_decision(
                actor=Actor.of(self.province.chief), ballot=ballot, choice="1", minutes="BB", reason="HN", at=self.now
            )
        else:
            actions.ask_again(
                actor=Actor.of(self.province.chief), document=self.document, reason="Hỏi lại", at=self.now
            )

    def go_back(self, data: DataObject, kind: StationKind) -> None:
        itinerary = self.itinerary
        places = [None, *return_places(itinerary.route, itinerary.position)]
        actions.return_document(
            actor=Actor.of(self.province.chief),
            document=self.document,
            reason="Sửa lại",
            to=data.draw(st.sampled_from(places), label="to"),
            at=self.now,
        )

    def intrude(self, data: DataObject, kind: StationKind) -> Never:
        actions.pass_station(actor=Actor.of(self.province.outsider), document=self.document, at=self.now)
        raise AssertionError("an outsider passed a station")

    def leave(self, data: DataObject, kind: StationKind) -> None:
        """Somebody loses a role; at times the only one who had it."""
        roles = RoleAssignment.objects.filter(
            organisation=self.province.organisation,
            ends_on=None,
            membership=None,
            role__in=["format_checker", "clerk", "drafter"],
        )
        if roles.exists() and data.draw(st.integers(0, 3), label="leave") == 0:
            on = timezone.localdate(self.now) - timedelta(days=1)
            assignment = data.draw(st.sampled_from(list(roles)))
            end_role(actor=Actor.of(self.province.admin), assignment=assignment, ends_on=on, at=self.now)

    def cancel(self, data: DataObject, kind: StationKind) -> None:
        if data.draw(st.integers(0, 5), label="cancel") == 0:
            actions.cancel_document(
                actor=Actor.of(self.province.chief), document=self.document, reason="Thôi", at=self.now
            )


def all_open(document: Document) -> set[StationKind]:
    """The kinds of station that something open on the document belongs to."""
    found = {
        StationKind.OPINION: document.opinion_rounds.filter(closed_at=None),
        StationKind.BALLOT: document.ballots.filter(closed_at=None, annulled_at=None),
        StationKind.APPROVE: document.sign_offs.filter(outcome=""),
    }
    return {kind for kind, rows in found.items() if rows.exists()}


def check(world: World) -> None:
    """What must hold after every act (architecture.md, invariants)."""
    document = Document.objects.get(pk=world.document.pk)
    itinerary = world.itinerary
    open_tasks = Task.objects.filter(process=itinerary.process, finished__isnull=True)
    open_turns = list(world.turns())
    open_visits = itinerary.visits.filter(left_at__isnull=True)
    assert all_open(document) <= {itinerary.station and itinerary.station.kind}, "a round outlived its station"
    moves = itinerary.visits.count() + (itinerary.state == Itinerary.State.DONE)
    assert itinerary.steps == moves, "the hub led a move that was none"
    if not itinerary.is_active:
        assert not open_tasks.exists()
        assert not open_turns
        assert not open_visits.exists()
        ended = Status.CANCELLED if itinerary.state == Itinerary.State.CANCELLED else Status.DISTRIBUTED
        assert document.status == ended
        return
    task, visit = open_tasks.get(), open_visits.get()
    assert task.flow_task.name == itinerary.station.kind == visit.kind
    assert visit.position == itinerary.position
    before = itinerary.visits.exclude(pk=visit.pk).order_by("-pk").first()
    returned = before is not None and before.outcome == Visit.Exit.RETURNED
    assert document.status == status_of(itinerary, returned=returned)
    users = list(User.objects.filter(is_active=True))
    assert any(may_serve(user, turn, world.now) for turn in open_turns for user in users), "nobody may act"


@pytest.mark.property
@settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(stations=procedures(), theme=st.sampled_from([OPTIONS, DECIDED]), data=st.data())
def test_every_document_ends_or_waits_for_somebody_who_may_act(
    province: Province, stations: list[Station], theme: str, data: DataObject
) -> None:
    assert soundness(stations) == []
    with transaction.atomic():
        world = World(province, stations, theme, data.draw(st.booleans(), label="calm"))
        check(world)
        for _ in range(data.draw(st.integers(8, 24), label="acts")):
            if not world.itinerary.is_active:
                break
            world.do(data)
            check(world)
        event(f"ends: {world.itinerary.state}")
        event(f"stands at: {world.itinerary.station.kind if world.itinerary.station else 'the end'}")
        transaction.set_rollback(True)
    for user in (province.drafter, province.checker, province.clerk):
        user.__dict__.pop("_organisations_by_perm", None)
