"""viewflow, and nothing of it elsewhere: a named node per kind of station, and a hub that asks where the document stands.

Node names are an API (viewflow stores them in rows). Which station comes next is data (`workflows.procedures`): an act
moves the itinerary first and then has the open task finished here, so that the hub finds it at its new place. No timers:
the minute tick acts through the same actions as a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.timezone import now
from django.utils.translation import gettext as _
from viewflow import this
from viewflow.workflow import STATUS, flow, lock
from viewflow.workflow.activation import Activation
from viewflow.workflow.base import Node
from viewflow.workflow.exceptions import FlowRuntimeError
from viewflow.workflow.models import Process, Task
from viewflow.workflow.nodes.switch import Switch, SwitchActivation
from viewflow.workflow.nodes.view import ViewActivation
from viewflow.workflow.signals import task_finished

from database.prepared import prepared
from database.rows import insert, update
from orgs.models import User
from orgs.permissions import Perm, can
from workflows.kinds import ASKING, AUTOMATIC, KINDS, StationKind
from workflows.models import DocumentProcess, Itinerary
from workflows.permissions import perm_of
from workflows.transition import Transition

Link = Task.previous.through
OPEN = (STATUS.NEW, STATUS.ASSIGNED, STATUS.STARTED)

#: What an automatic station does: it moves the itinerary itself, or the hub sends it round for ever.
Automatic = Callable[[Transition], None]


@dataclass(slots=True)
class Lead:
    """What the nodes are handed, by the process that they share: the act under way, and what is done by itself."""

    transition: Transition
    automatic: Automatic


def lead_of(process: Process) -> Lead | None:
    """Return the act under way on a process; None for whoever finishes a task without one."""
    lead: Lead | None = getattr(process, "lead", None)
    return lead


# ── what acts ask for ───────────────────────────────────────────────────────────────────────────────────────────────
def begin(transition: Transition, automatic: Automatic) -> None:
    """Start a process for an itinerary that has entered its first station."""
    CommitteeFlow.start.run(lead=Lead(transition, automatic))


def finish_task(transition: Transition, automatic: Automatic, *, serving: bool) -> None:
    """Finish the one open task in the actor's name; the hub then creates the next one.

    `serving`: the actor does it as the task's holder, and is asked for the right again.
    """
    (task,) = _open_task(transition.itinerary.process_id)
    task.process.coerced.lead = Lead(transition, automatic)  # later nodes are handed the same row, and with it this
    activation = task.flow_task.activation_class(task)
    if hasattr(activation, "run"):  # a round waits in a Handle
        activation.run(None)
    else:
        _take(activation, transition, serving=serving)
    activation.execute()


def cancel(itinerary: Itinerary) -> None:
    """End the process and its open task."""
    CommitteeFlow.instance.cancel(itinerary.process)


def lock_process(itinerary: Itinerary) -> None:
    """Take viewflow's process before the number series, as everybody does."""
    DocumentProcess.objects.select_for_update(no_key=True).filter(pk=itinerary.process_id).exists()


def hand_task_to(itinerary: Itinerary, user: User | None) -> None:
    """Give the open personal task to somebody; None: whoever serves the turn takes it."""
    for task in _open_task(itinerary.process_id):
        task.owner, task.status = user, STATUS.ASSIGNED if user else STATUS.NEW
        update(task, "owner", "status")  # no row history: viewflow's own row


def open_tasks() -> QuerySet[Task]:
    """Return the tasks that wait, for whoever compares them with the itineraries."""
    tasks: QuerySet[Task] = Task.objects.filter(status__in=OPEN)
    return tasks


def _take(activation: Activation, transition: Transition, *, serving: bool) -> None:
    """Claim and start a personal task."""
    actor, node, task = transition.actor, activation.flow_task, activation.task
    user = actor.principal
    if serving and not actor.is_system:
        if task.owner_id is None:
            activation.assign(user)
        if not node.can_execute(user, task):
            raise PermissionDenied(_("Đồng chí không còn quyền xử lý bước này. Hãy liên hệ quản trị của đơn vị."))
    elif activation.assign.can_proceed():
        activation.assign(user)
    activation.start(None)


@prepared
def _open_task(process_id: int | None) -> QuerySet[Task]:
    """Return the one open task of a process; the process is ours until the commit."""
    tasks: QuerySet[Task] = Task.objects.select_related("process").select_for_update(of=("process",), no_key=True)
    return tasks.filter(process_id=process_id, status__in=OPEN).order_by()


# ── activations ─────────────────────────────────────────────────────────────────────────────────────────────────────
def write(*tasks: Task, after: Task) -> None:
    """Insert tasks, each behind the one that led to it, in two statements (`save()` and `previous.add()` take three each)."""
    for task in tasks:
        task.flow_task_type = task.flow_task.task_type
    insert(*tasks)
    # no row history: these are viewflow's own rows
    insert(*(Link(from_task=task, to_task=before) for task, before in zip(tasks, (after, *tasks), strict=False)))


class HubActivation(SwitchActivation):
    """The switch leads each move once: an itinerary that did not move since would go round for ever.

    Its task lives within one transaction, so it is written once, done: with the personal task that it leads to.
    """

    __hash__ = object.__hash__  # viewflow keeps activations in a set; this one's task has no key until it is done

    @classmethod
    def create(
        cls, flow_task: Node, prev_activation: Activation, token: object, data: object = None, seed: object = None
    ) -> Any:
        activation = cls(Task(process=prev_activation.process, flow_task=flow_task, token=token))
        activation.led_from = prev_activation.task
        return activation

    @SwitchActivation.status.super()
    def activate(self) -> None:
        lead = lead_of(self.process)
        if lead is None:
            raise FlowRuntimeError("Tasks are finished through workflows.actions only.")
        transition = lead.transition
        if transition.led_at == transition.itinerary.steps:
            raise FlowRuntimeError("The itinerary did not move: the hub would lead it round for ever.")
        transition.led_at = transition.itinerary.steps
        self.next_task = next(node for node, holds in self.flow_task._branches if holds is None or holds(self))

    @SwitchActivation.status.super()
    def complete(self) -> None:
        self.task.finished = now()

    @SwitchActivation.status.super()
    def create_next(self) -> Iterator[Any]:
        if not issubclass(self.next_task.activation_class, OrgActivation):
            write(self.task, after=self.led_from)
        yield self.next_task._create(self, self.task.token)


class Hub(Switch):
    activation_class = HubActivation


class OrgActivation(ViewActivation):
    """One person's task; a revived one keeps the permission and the owner that its node asks for.

    Claiming, starting and finishing it are one act: the row is written when it is finished.
    """

    @classmethod
    def create(
        cls, flow_task: Node, prev_activation: Activation, token: object, data: object = None, seed: object = None
    ) -> Any:
        activation = cls(Task(process=prev_activation.process, flow_task=flow_task, token=token))
        activation.prepare_revived_task(activation.task)
        write(prev_activation.task, activation.task, after=prev_activation.led_from)
        return activation

    @ViewActivation.status.super()
    def assign(self, user: User | None) -> None:
        self.task.owner = user

    @ViewActivation.status.super()
    def complete(self) -> None:
        self.task.finished = now()
        # no row history: viewflow's own row
        update(self.task, "owner", "status", "started", "finished")
        task_finished.send(sender=self.flow_class, process=self.process, task=self.task)

    def prepare_revived_task(self, task: Task) -> None:
        node = self.flow_task
        task.owner_permission = node.calc_owner_permission(self)
        if task.owner_permission:
            task.owner_permission_obj = node.calc_owner_permission_obj(self)
        task.owner = node.calc_owner(self)
        task.status = STATUS.ASSIGNED if task.owner else STATUS.NEW


class OrgView(flow.View):
    """A station held by one person; the permission is asked again when they act, not only when they claim."""

    activation_class = OrgActivation

    def can_execute(self, user: User, task: Task) -> bool:
        if not super().can_execute(user, task):
            return False
        permission, lead = task.owner_permission, lead_of(task.process)
        if not permission:
            return True
        organisation = lead.transition.organisation() if lead else None
        if organisation is None or str(organisation.pk) != task.owner_permission_obj_pk:
            organisation = task.owner_permission_obj
        return can(user, Perm(permission.removeprefix("orgs.")), organisation)


# ── the flow ────────────────────────────────────────────────────────────────────────────────────────────────────────
def _transition(process: Process) -> Transition:
    lead = lead_of(process)
    assert lead is not None  # the hub led here
    return lead.transition


def _stands_at(kind: StationKind) -> Callable[[Any], bool]:
    """Tell a switch whether the itinerary stands at a station of this kind."""
    return lambda activation: _transition(activation.process).kind is kind


def _one_person(kind: StationKind) -> OrgView:
    """Make a node for one person's work, with the right that the kind needs on the acting organisation."""
    node = OrgView(lambda request, **kwargs: None)
    node.Assign(lambda activation: _transition(activation.process).person())
    node.Permission(f"orgs.{perm_of(kind).value}", obj=lambda process: _transition(process).organisation())
    return node


def _by_itself(activation: Activation) -> None:
    """Do what an automatic station does, in the transaction of the act that led here."""
    lead = lead_of(activation.process)
    assert lead is not None
    lead.automatic(lead.transition)


def node_of(kind: StationKind) -> Any:
    """Make the node of a kind: one person's task, a round that waits, or what is done by itself."""
    if kind in AUTOMATIC:
        node = flow.Function(_by_itself)
    elif kind in ASKING:
        node = flow.Handle()
    else:
        node = _one_person(kind)
    return node.Next(this.station)


def _hub(kinds: Iterable[StationKind]) -> Hub:
    hub = Hub()
    for kind in kinds:
        hub.Case(getattr(this, kind.value), _stands_at(kind))
    hub.Default(this.done)
    return hub


class Route:
    """Where every route begins and ends: the part of the flow that no kind of station adds to."""

    process_class = DocumentProcess
    process_title = "Văn bản"
    lock_impl = lock.SelectForUpdateLock(nowait=False)

    start = flow.StartHandle(this.begin).Next(this.station)
    done = flow.End()

    def begin(self, activation: Activation, lead: Lead) -> None:
        """Tie the new process to the itinerary before the hub looks at it."""
        process, itinerary = activation.process, lead.transition.itinerary
        process.save()
        process.lead = lead
        itinerary.process = process
        # no row history: it is no change of the route
        Itinerary.objects.filter(pk=itinerary.pk).update(process=process)


def flow_of(kinds: Iterable[StationKind]) -> Any:
    """Make the flow with a hub and a node for each kind. Rows call it `workflows/flows.CommitteeFlow`: that is an API."""
    named = list(kinds)
    nodes = {kind.value: node_of(kind) for kind in named}
    body = {"__module__": "workflows.flows", "station": _hub(named), **nodes}
    return type(flow.Flow)("CommitteeFlow", (Route, flow.Flow), body)


CommitteeFlow = flow_of(KINDS)
