"""One whole step of the route, beside the least that a step can be, viewflow as it comes, and django-fsm with history.

Ours is `pass_check` from one person to the next: locks, rights, findings, viewflow's hub, turns, visit, status, history,
notice and journal. The floor is 1.00: a locked read, a guarded update and one event row in a transaction.
"""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from django.db import connection, transaction
from django.utils import timezone
from viewflow.workflow.models import Task

from audit.actor import SYSTEM, Actor
from benchmarks import population
from benchmarks.harness import ROUNDS, Line, ratios, side_by_side
from benchmarks.models import Machine, Moved, Standing
from benchmarks.stock_flow import StockFlow
from documents.actions import import_draft
from documents.models import Document
from orgs.models import Body, Membership, Organisation, Role, RoleAssignment, Term, User
from orgs.roles import project
from workflows.actions import create_procedure, pass_check, start, submit_draft
from workflows.models import Turn
from workflows.procedures.catalogue import PLAN
from workflows.procedures.stations import StationKind

NOW = timezone.now()
SINCE = date(2025, 1, 1)
EACH = 8  # steps a round
ROLES = {"soan": Role.DRAFTER, "kiem": Role.FORMAT_CHECKER, "ky": Role.SECRETARY, "so": Role.CLERK}
#: From one person to the next: the demo's plan without the sign-off, which opens a round with a seat for each member.
STATIONS = tuple(station for station in PLAN.stations if station.kind is not StationKind.APPROVE)

TEXT = """TỈNH ĐOÀN LAM GIANG	ĐOÀN TNCS HỒ CHÍ MINH
BCH TỈNH ĐOÀN LAM GIANG
***
Số:      -KH/TĐTN	Lam Giang, ngày      tháng 11 năm 2026

KẾ HOẠCH
Tổ chức hoạt động tình nguyện mùa đông đợt {number}

Căn cứ Chương trình công tác Đoàn năm 2026 của Tỉnh đoàn Lam Giang;
Ban Thường vụ Tỉnh đoàn xây dựng kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU
1. Phát huy tinh thần xung kích của đoàn viên, thanh niên.

II. NỘI DUNG
1. Trồng mới ít nhất 4.000 cây xanh.

III. TỔ CHỨC THỰC HIỆN
1. Văn phòng Tỉnh đoàn theo dõi, đôn đốc.
Trên đây là kế hoạch tổ chức hoạt động tình nguyện mùa đông của Tỉnh đoàn Lam Giang./.

Nơi nhận:
- Đoàn cấp xã (t/h);
- Lưu: VP.
	TM. BAN THƯỜNG VỤ TỈNH ĐOÀN
	BÍ THƯ

	Phạm Anh Khoa
"""


def run() -> Iterator[Line]:
    make_tables()
    house, count = House(), (ROUNDS + 1) * EACH
    ours = [house.at_the_check(number) for number in range(count + 1)]
    queries = population.queries_of(house.step(ours.pop()))
    works: dict[str, list[Callable[[], object]]] = {
        "ours": [house.step(document) for document in ours],
        "floor": [floor(row) for row in standings(count)],
        "viewflow": [stock(task, house.checker) for task in tasks(count)],
        "fsm": [machine(row) for row in machines(count)],
    }
    population.settle()
    times = side_by_side({name: each_of(iter(steps)) for name, steps in works.items()})
    house.must_have_moved(count + 1)
    yield line(times, queries)


def line(times: dict[str, list[float]], queries: int) -> Line:
    """Rates against the floor's, round by round."""
    found = {name: ratios(times["floor"], times[name]) for name in times}
    middle = {name: statistics.median(each) for name, each in found.items()}
    target = 0.18 if connection.vendor == "postgresql" else 0.15
    return Line(
        "one step of the route", statistics.median(times["ours"]) / EACH * 1000,
        statistics.median(times["floor"]) / EACH * 1000, "locked read, guarded update, event row", middle["ours"],
        f"≥ {target}", f"{min(found['ours']):.3g}–{max(found['ours']):.3g}", queries, middle["ours"] >= target,
        extra={"viewflow as it comes": middle["viewflow"], "fsm and history": middle["fsm"]},
    )  # fmt: skip


def make_tables() -> None:
    """Those of the peers; the benchmarks have no migrations."""
    with connection.schema_editor() as editor:
        for model in (Standing, Moved, Machine, Machine.history.model):
            editor.create_model(model)


def each_of(steps: Iterator[Callable[[], object]]) -> Callable[[], None]:
    """Take the next steps at each call: what has moved cannot move again."""

    def work() -> None:
        for step in itertools.islice(steps, EACH):
            step()

    return work


class House:
    """An organisation in which one person holds each role, and its procedure."""

    def __init__(self) -> None:
        self.organisation = Organisation.objects.create(
            name="Tỉnh đoàn Lam Giang", short_name="Tỉnh đoàn Lam Giang", level="province", code="TĐTN",
            place="Lam Giang",
        )  # fmt: skip
        people = {name: population.person(f"route-{name}") for name in ROLES}
        RoleAssignment.objects.bulk_create(
            RoleAssignment(user=people[name], organisation=self.organisation, role=role, starts_on=SINCE)
            for name, role in ROLES.items()
        )
        self.drafter, self.checker = people["soan"], people["kiem"]
        body = Body.objects.create(organisation=self.organisation, kind="TT", name="Thường trực Tỉnh đoàn")
        term = Term.objects.create(organisation=self.organisation, number="XIV", starts_on=SINCE)
        Membership.objects.create(user=people["ky"], body=body, term=term, position="Bí thư", starts_on=SINCE)
        project(timezone.localdate(NOW))
        create_procedure(
            actor=SYSTEM, organisation=self.organisation, name="Kế hoạch đo", type_codes=["KH"], stations=STATIONS,
            at=NOW,
        )  # fmt: skip

    def at_the_check(self, number: int) -> Document:
        """Make a document that its drafter has sent to the checker, through the same actions as in use."""
        actor = Actor.of(self.drafter, origin="127.0.0.1")
        text = TEXT.format(number=number)
        document = import_draft(actor=actor, organisation=self.organisation, text=text, name="du-thao.txt", at=NOW)
        start(actor=actor, document=document, at=NOW)
        submit_draft(actor=actor, document=document, at=NOW)
        return document

    def step(self, document: Document) -> Callable[[], object]:
        """Let the checker pass it on.

        The person is read anew, as by a request: what they may is asked within the step.
        """
        actor = Actor.of(User.objects.get(pk=self.checker.pk), origin="127.0.0.1")
        return lambda: pass_check(actor=actor, document=document, at=NOW + timedelta(hours=1))

    def must_have_moved(self, count: int) -> None:
        """Refuse a step that did nothing: it would be fast."""
        waiting = Turn.objects.filter(act=Turn.Act.SIGN, organisation=self.organisation, closed_at__isnull=True)
        assert waiting.count() == count, f"{waiting.count()} of {count} stand at the signature"


def standings(count: int) -> list[Standing]:
    return Standing.objects.bulk_create(Standing(changed_at=NOW) for _ in range(count))


def floor(row: Standing) -> Callable[[], None]:
    """Do the least that a step of any route does."""

    @transaction.atomic
    def work() -> None:
        now = Standing.objects.select_for_update().get(pk=row.pk)
        moved = Standing.objects.filter(pk=row.pk, place=now.place).update(place="sign", changed_at=NOW)
        assert moved == 1
        Moved.objects.create(standing=now, before=now.place, after="sign", actor_id=1, at=NOW)

    return work


def tasks(count: int) -> list[Task]:
    """As many stock processes, each waiting at its one person's task."""
    for _ in range(count):
        StockFlow.start.run()
    return list(Task.objects.filter(flow_task=StockFlow.check))


def stock(row: Task, user: User) -> Callable[[], None]:
    """Claim and do the task; viewflow goes on through its function to its end."""

    @transaction.atomic
    def work() -> None:
        task = Task.objects.select_related("process").get(pk=row.pk)
        activation = task.flow_task.activation_class(task)
        activation.assign(user)
        activation.start(None)
        activation.execute()

    return work


def machines(count: int) -> list[Machine]:
    return Machine.objects.bulk_create(Machine(changed_at=NOW) for _ in range(count))


def machine(row: Machine) -> Callable[[], None]:
    """Do a locked read, the transition and a save, which writes the history row."""

    @transaction.atomic
    def work() -> None:
        now = Machine.objects.select_for_update().get(pk=row.pk)
        now.pass_check()
        now.changed_at = NOW
        now.save()

    return work
