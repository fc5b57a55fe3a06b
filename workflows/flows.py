"""The one flow: a named node per kind of station, and a switch that asks where the document's itinerary stands.

Node names are an API (viewflow stores them in rows). Which station comes next is data (`workflows.procedures`); the act
under way, a `workflows.actions.walking.Walk`, moves the itinerary first and then finishes the open task, so that the
switch finds it at its new place. No timers: the minute tick acts through the same actions as a person.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.timezone import now
from viewflow import this
from viewflow.workflow import STATUS, flow, lock
from viewflow.workflow.exceptions import FlowRuntimeError
from viewflow.workflow.models import Task
from viewflow.workflow.nodes.switch import Switch, SwitchActivation
from viewflow.workflow.nodes.view import ViewActivation
from viewflow.workflow.signals import task_finished

from database.rows import insert, update
from orgs.permissions import Perm, can
from workflows.models import DocumentProcess
from workflows.permissions import PERM_OF_KIND
from workflows.procedures import StationKind

Link = Task.previous.through


def at(kind: StationKind) -> Callable[[Any], bool]:
    """Does the itinerary stand at a station of this kind?"""
    return lambda activation: activation.process.walk.kind is kind


def write(*tasks: Task, after: Task) -> None:
    """Insert tasks, each behind the one that led to it, in two statements (`save()` and `previous.add()` take three each)."""
    for task in tasks:
        task.flow_task_type = task.flow_task.task_type
    insert(*tasks)
    insert(*(Link(from_task=task, to_task=before) for task, before in zip(tasks, (after, *tasks), strict=False)))


class HubActivation(SwitchActivation):
    """The switch leads each move once: an itinerary that did not move since would go round for ever.

    Its task lives within one transaction, so it is written once, done: with the personal task that it leads to.
    """

    __hash__ = object.__hash__  # viewflow keeps activations in a set; this one's task has no key until it is done

    @classmethod
    def create(cls, flow_task: Any, prev_activation: Any, token: Any, data: Any = None, seed: Any = None) -> Any:
        activation = cls(Task(process=prev_activation.process, flow_task=flow_task, token=token))
        activation.led_from = prev_activation.task
        return activation

    @SwitchActivation.status.super()
    def activate(self) -> None:
        walk = self.process.walk
        if walk is None:
            raise FlowRuntimeError("Tasks are finished through workflows.actions only.")
        if walk.led_at == walk.itinerary.steps:
            raise FlowRuntimeError("The itinerary did not move: the hub would lead it round for ever.")
        walk.led_at = walk.itinerary.steps
        self.next_task = next(node for node, holds in self.flow_task._branches if holds is None or holds(self))

    @SwitchActivation.status.super()
    def complete(self) -> None:
        self.task.finished = now()

    @SwitchActivation.status.super()
    def create_next(self) -> Any:
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
    def create(cls, flow_task: Any, prev_activation: Any, token: Any, data: Any = None, seed: Any = None) -> Any:
        activation = cls(Task(process=prev_activation.process, flow_task=flow_task, token=token))
        activation.prepare_revived_task(activation.task)
        write(prev_activation.task, activation.task, after=prev_activation.led_from)
        return activation

    @ViewActivation.status.super()
    def assign(self, user: Any) -> None:
        self.task.owner = user

    @ViewActivation.status.super()
    def complete(self) -> None:
        self.task.finished = now()
        update(self.task, "owner", "status", "started", "finished")
        task_finished.send(sender=self.flow_class, process=self.process, task=self.task)

    def prepare_revived_task(self, task: Any) -> None:
        node = self.flow_task
        task.owner_permission = node.calc_owner_permission(self)
        if task.owner_permission:
            task.owner_permission_obj = node.calc_owner_permission_obj(self)
        task.owner = node.calc_owner(self)
        task.status = STATUS.ASSIGNED if task.owner else STATUS.NEW


class OrgView(flow.View):
    """A station held by one person; the permission is asked again when they act, not only when they claim."""

    activation_class = OrgActivation

    def can_execute(self, user: Any, task: Any) -> bool:
        if not super().can_execute(user, task):
            return False
        permission, walk = task.owner_permission, task.process.walk
        if not permission:
            return True
        organisation = walk.organisation() if walk else None
        if organisation is None or str(organisation.pk) != task.owner_permission_obj_pk:
            organisation = task.owner_permission_obj
        return can(user, Perm(permission.removeprefix("orgs.")), organisation)


def by_hand(kind: StationKind) -> OrgView:
    """A node for one person's work, with the right that the kind needs on the acting organisation."""
    node = OrgView(lambda request, **kwargs: None)
    node.Assign(lambda activation: activation.process.walk.person())
    node.Permission(_codename(PERM_OF_KIND[kind]), obj=lambda process: process.walk and process.walk.organisation())
    held: OrgView = node.Next(this.station)
    return held


def _codename(perm: Perm) -> str:
    return f"orgs.{perm.value}"


class CommitteeFlow(flow.Flow):
    """draft, check, opinion, ballot, revise, approve, sign, number, distribute: in the order of the itinerary."""

    process_class = DocumentProcess
    process_title = "Văn bản"
    lock_impl = lock.SelectForUpdateLock(nowait=False)

    start = flow.StartHandle(this.begin).Next(this.station)
    station = (
        Hub()
        .Case(this.draft, at(StationKind.DRAFT))
        .Case(this.check, at(StationKind.CHECK))
        .Case(this.opinion, at(StationKind.OPINION))
        .Case(this.ballot, at(StationKind.BALLOT))
        .Case(this.revise, at(StationKind.REVISE))
        .Case(this.approve, at(StationKind.APPROVE))
        .Case(this.sign, at(StationKind.SIGN))
        .Case(this.number, at(StationKind.NUMBER))
        .Case(this.distribute, at(StationKind.DISTRIBUTE))
        .Default(this.done)
    )

    draft = by_hand(StationKind.DRAFT)
    check = by_hand(StationKind.CHECK)
    opinion = flow.Handle().Next(this.station)
    ballot = flow.Handle().Next(this.station)
    revise = by_hand(StationKind.REVISE)
    approve = flow.Handle().Next(this.station)
    sign = by_hand(StationKind.SIGN)
    number = by_hand(StationKind.NUMBER)
    distribute = flow.Function(this.do_distribute).Next(this.station)
    done = flow.End()

    def begin(self, activation: Any, walk: Any) -> None:
        """Tie the new process to the itinerary before the hub looks at it."""
        activation.process.save()
        walk.tie(activation.process)

    def do_distribute(self, activation: Any) -> None:
        """Send it out, and move on: an automatic node moves the itinerary itself."""
        activation.process.walk.distribute()
