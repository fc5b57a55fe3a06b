"""One act on one document's route: lock, look, move, and let viewflow's hub lead.

Locks are taken in the house's order: document, itinerary, the delegation acted under, then viewflow's process. The move
comes first; finishing the open task then makes the hub find the itinerary at its new place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from viewflow.workflow import STATUS
from viewflow.workflow.models import Task

from audit.actor import Actor
from audit.history import change, stamped
from database.prepared import prepared
from database.rows import insert, update
from documents.models import Document
from documents.queries import gate_findings
from notifications.actions import distribute
from notifications.live import push
from orgs.actions import use_delegation
from orgs.models import Organisation, User
from workflows import events
from workflows.actions.accesses import follow_accesses
from workflows.actions.projection import project
from workflows.actions.turns import leave, open_turns, stood_in
from workflows.assignees import acting_organisation
from workflows.errors import refused
from workflows.flows import CommitteeFlow
from workflows.kinds import WRITING, StationKind
from workflows.models import DocumentProcess, Itinerary, Turn, Visit
from workflows.permissions import ACT_OF_KIND, SCOPE_OF_ACT, require_turn
from workflows.procedures import Facts, Station, gates_on_leaving, next_station
from workflows.procedures.calendar import due_at

OPEN_TASKS = (STATUS.NEW, STATUS.ASSIGNED, STATUS.STARTED)


def facts_of(document: Document) -> Facts:
    """What the route depends on, read from the document's present text."""
    theme = (document.round.tree if document.round else {}).get("theme") or {}
    return Facts(has_options=not theme.get("text") and len(theme.get("options") or ()) >= 2)


@dataclass
class Walk:
    """The act under way: who acts when, and where the document stands. Shared with viewflow's nodes by its process."""

    actor: Actor
    document: Document
    itinerary: Itinerary
    at: datetime
    led_at: int = -1
    reason: str = ""  # why a held station is asked again
    served: Turn | None = None  # the turn that the actor was found to hold
    _visit: Visit | None = None

    # ── where it stands ─────────────────────────────────────────────────────────────────────────────────────────────
    @property
    def station(self) -> Station | None:
        return self.itinerary.station

    @property
    def kind(self) -> StationKind | None:
        return None if self.station is None else self.station.kind

    @property
    def facts(self) -> Facts:
        return facts_of(self.document)

    @property
    def visit(self) -> Visit:
        """The stay under way; read once for each station."""
        if self._visit is None or self._visit.left_at is not None:
            self._visit = self.itinerary.visits.get(left_at__isnull=True)
        return self._visit

    def organisation(self) -> Organisation:
        """The organisation whose role or body acts at this station."""
        if self.station is None:
            return self.document.organisation
        return acting_organisation(self.document, self.station)

    def person(self) -> User | None:
        """The one person whose work this station is: the drafter at the desk; nobody in particular elsewhere."""
        return self.document.drafter if self.kind in WRITING else None

    # ── what is asked before a move ─────────────────────────────────────────────────────────────────────────────────
    def must_stand_at(self, *kinds: StationKind) -> None:
        if self.station is None or not self.itinerary.is_active:
            raise refused("not_under_way")
        if self.kind not in kinds:
            raise refused("elsewhere", label=self.station.label)

    def must_serve(self, *acts: Turn.Act) -> Turn:
        """The actor's open turn here (default: that of the station's kind); PermissionDenied without one."""
        wanted = acts or (() if self.kind is None else (ACT_OF_KIND[self.kind],))
        turns = [turn for turn in _open_turns(self.document.pk) if turn.act in wanted]
        self.served = require_turn(self.actor, turns, self.at)
        if self.actor.on_behalf_of is not None:
            scope, organisation_id = SCOPE_OF_ACT[self.served.act], self.served.organisation_id or 0
            use_delegation(actor=self.actor, organisation_id=organisation_id, scope=scope, at=self.at)
        self._visit = self.served.visit
        return self.served

    def must_pass_gates(self) -> None:
        """Blockers of the gates that lie before the next station hold the document here."""
        if self.document.round is None:
            raise refused("no_text")
        for gate in gates_on_leaving(self.itinerary.route, self.itinerary.position, self.facts)[
            -1:
        ]:  # it asks earlier ones too
            holding = gate_findings(self.document, gate)
            if holding:
                raise refused("held_by_findings", count=len(holding), first=holding[0].message)

    # ── moves ───────────────────────────────────────────────────────────────────────────────────────────────────────
    def go_on(self, outcome: Visit.Exit = Visit.Exit.PASSED, reason: str = "", *, serving: bool = True) -> None:
        """On to the next station that applies. `serving`: the actor does it as the holder of the task."""
        self._step(next_station(self.itinerary.route, self.itinerary.position, self.facts), outcome, reason)
        self._finish_task(serving=serving)
        self._open()

    def go_back(self, to: int, reason: str, *, serving: bool = True) -> None:
        """Back to an earlier station; nothing that lies between is undone, it is walked again where it applies."""
        self._step(to, Visit.Exit.RETURNED, reason)
        self._finish_task(serving=serving)
        self._open()

    def skip(self, reason: str) -> None:
        """Past a station that nobody served in time, where its rule allows it."""
        self.go_on(Visit.Exit.SKIPPED, reason, serving=False)

    def stop(self, reason: str) -> None:
        """Take the document off its route for good."""
        self._leave(Visit.Exit.CANCELLED, reason)
        self.itinerary.state = Itinerary.State.CANCELLED
        self._save()
        project(self.document, self.itinerary, actor=self.actor, at=self.at)
        push([f"document:{self.document.pk}"], "moved")
        CommitteeFlow.instance.cancel(self.itinerary.process)

    def distribute(self) -> None:
        """The automatic station: called by viewflow's node, in the transaction of the act that led here."""
        distribute(actor=self.actor, document=self.document, at=self.at)
        self._step(next_station(self.itinerary.route, self.itinerary.position, self.facts), Visit.Exit.PASSED, "")

    # ── viewflow ────────────────────────────────────────────────────────────────────────────────────────────────────
    def begin(self) -> None:
        """Enter the first station with a new viewflow process."""
        self._enter(0)
        CommitteeFlow.start.run(walk=self)
        self._open()

    def tie(self, process: Any) -> None:
        process.walk = self
        self.itinerary.process = process
        # no row history: it is no change of the route
        Itinerary.objects.filter(pk=self.itinerary.pk).update(process=process)

    def lock_process(self) -> None:
        """Take viewflow's process before the number series, as everybody does."""
        DocumentProcess.objects.select_for_update(no_key=True).filter(pk=self.itinerary.process_id).exists()

    def hand_task_to(self, user: User | None) -> None:
        """Give the open personal task to somebody; None: whoever serves the turn takes it."""
        for task in _open_task(self.itinerary.process_id):
            task.owner, task.status = user, STATUS.ASSIGNED if user else STATUS.NEW
            update(task, "owner", "status")

    def _finish_task(self, *, serving: bool) -> None:
        """Finish the one open task in the actor's name; the hub then creates the next one."""
        (task,) = _open_task(self.itinerary.process_id)
        task.process.coerced.walk = self  # the nodes after this one are handed the same row, and with it this walk
        activation = task.flow_task.activation_class(task)
        if hasattr(activation, "run"):  # a round waits in a Handle
            activation.run(None)
        else:
            self._take(activation, serving=serving)
        activation.execute()

    def _take(self, activation: Any, *, serving: bool) -> None:
        """Claim and start a personal task; whoever acts as its holder is asked for the right again."""
        user, node, task = self.actor.principal, activation.flow_task, activation.task
        if serving and not self.actor.is_system:
            if task.owner_id is None:
                activation.assign(user)
            if not node.can_execute(user, task):
                raise PermissionDenied(_("Đồng chí không còn quyền xử lý bước này. Hãy liên hệ quản trị của đơn vị."))
        elif activation.assign.can_proceed():
            activation.assign(user)
        activation.start(None)

    # ── rows ────────────────────────────────────────────────────────────────────────────────────────────────────────
    def _step(self, to: int | None, outcome: Visit.Exit, reason: str) -> None:
        before = self.itinerary.position
        self._leave(outcome, reason)
        if to is None:
            self._arrive()
        else:
            self._enter(to, returned=outcome is Visit.Exit.RETURNED, came_with=self._words(outcome, reason))
        push([f"document:{self.document.pk}"], "moved")
        events.moved.send(
            Itinerary, document_id=self.document.pk, from_position=before, to_position=to, outcome=outcome, at=self.at
        )

    def _leave(self, outcome: Visit.Exit, reason: str) -> None:
        visit = self.visit
        leave(visit, served=self.served, actor=self.actor, outcome=outcome, reason=reason, at=self.at)
        if helpers := stood_in(visit):
            follow_accesses(at=self.at, user_ids=helpers)
        self.served = None

    def _words(self, outcome: Visit.Exit, reason: str) -> str:
        """With which words the document goes on or back, for whoever gets it next."""
        if not reason:
            return ""
        if self.actor.is_system:
            return reason[:300]
        pattern = _("{name} trả lại: {reason}") if outcome is Visit.Exit.RETURNED else _("{name}: {reason}")
        return pattern.format(name=self.actor.name, reason=reason)[:300]

    def _enter(self, place: int, *, returned: bool = False, came_with: str = "") -> None:
        itinerary = self.itinerary
        itinerary.position, itinerary.arrived_at = place, self.at
        itinerary.steps += 1
        self._save()
        station = itinerary.route[place]
        self._visit = Visit(
            itinerary=itinerary,
            position=place,
            kind=station.kind.value,
            label=station.label,
            arrived_at=self.at,
            due_at=due_at(self.at, station.days),
            came_with=came_with,
        )
        insert(self._visit)
        project(self.document, itinerary, actor=self.actor, at=self.at, returned=returned)

    def _save(self) -> None:
        """The pinned stations never change, so they are not written again."""
        if self.itinerary.pk is None:
            stamped(self.itinerary, actor=self.actor, at=self.at).save()
        else:
            change(self.itinerary, "position", "steps", "state", "arrived_at", actor=self.actor, at=self.at)

    def _arrive(self) -> None:
        """The end of the route."""
        itinerary = self.itinerary
        itinerary.position, itinerary.arrived_at = len(itinerary.route), self.at
        itinerary.state = Itinerary.State.DONE
        itinerary.steps += 1
        self._save()
        project(self.document, itinerary, actor=self.actor, at=self.at)

    def _open(self) -> None:
        """Open the turns (and the round, ballot or sign-off) of the station that the hub led to."""
        if self.itinerary.is_active:
            open_turns(self)


def walk_on(*, actor: Actor, document: Document, at: datetime) -> Walk:
    """Lock a document and its itinerary for an act. Raises ValidationError "not_under_way" if it has none."""
    (locked,) = _locked_document(document.pk)
    itinerary = next(iter(_locked_itinerary(locked.pk)), None)
    if itinerary is None or not itinerary.is_active:
        raise refused("not_under_way")
    walk = Walk(actor=actor, document=locked, itinerary=itinerary, at=at)
    walk.led_at = itinerary.steps
    return walk


# ── what every act on the route reads ───────────────────────────────────────────────────────────────────────────────
@prepared
def _locked_document(pk: int) -> QuerySet[Document]:
    rows = Document.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("organisation", "round").filter(pk=pk)


@prepared
def _locked_itinerary(document_id: int) -> QuerySet[Itinerary]:
    return Itinerary.objects.select_for_update(no_key=True).filter(document_id=document_id)


@prepared
def _open_turns(document_id: int) -> QuerySet[Turn]:
    return Turn.objects.select_related("visit").filter(document_id=document_id, closed_at__isnull=True)


@prepared
def _open_task(process_id: int | None) -> QuerySet[Task]:
    """The one open task of a process; the process is ours until the commit."""
    tasks: QuerySet[Task] = Task.objects.select_related("process").select_for_update(of=("process",), no_key=True)
    return tasks.filter(process_id=process_id, status__in=OPEN_TASKS).order_by()
