"""One act on one document's route: where it stands, what is asked before it moves, and the move as rows.

Locks are taken in the house's order: document, itinerary, the delegation acted under; viewflow's process follows
(workflows.engine). The itinerary moves first; then the engine finishes the open task (workflows.actions.moving).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from audit.actor import Actor
from audit.history import change, stamped
from database.prepared import prepared
from database.rows import insert
from database.turns import close_visit
from documents.models import Document, DraftRound
from documents.queries import gate_findings, votable_choices
from notifications.live import push
from orgs.actions import use_delegation
from orgs.models import Organisation, User
from workflows import events
from workflows.assignees import acting_organisation
from workflows.errors import refused
from workflows.kinds import WRITING, StationKind
from workflows.models import Itinerary, Turn, Visit
from workflows.permissions import SCOPE_OF_ACT, act_of, require_turn
from workflows.procedures import Facts, Station, gates_on_leaving
from workflows.procedures.calendar import due_at
from workflows.projection import project


def facts_of(document: Document) -> Facts:
    """Read what the route depends on from the document's present text and what its drafter said of it."""
    return Facts(has_options=bool(votable_choices(document)))


@dataclass(frozen=True, slots=True)
class Stay:
    """A document's open visit at a station, with who acts and when: what turns and rounds are opened from."""

    document: Document
    visit: Visit
    station: Station
    actor: Actor
    at: datetime
    reason: str = ""  # why a held station is asked again

    @property
    def kind(self) -> StationKind:
        return self.station.kind

    @property
    def act(self) -> Turn.Act:
        """The turn that a station of this kind opens."""
        return act_of(self.kind)

    @property
    def text(self) -> DraftRound:
        """The round of the text that is asked about; the gates let no document go on without one."""
        if self.document.round is None:
            raise refused("no_text")
        return self.document.round

    def organisation(self) -> Organisation:
        """Return the organisation whose role or body acts here."""
        return acting_organisation(self.document, self.station)


@dataclass
class Transition:
    """The act under way: who acts when, and where the document stands."""

    actor: Actor
    document: Document
    itinerary: Itinerary
    at: datetime
    led_at: int = -1  # the itinerary's steps when viewflow's hub last led it
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
    def label(self) -> str:
        """What the station is called; "" at the end of the route."""
        return "" if self.station is None else self.station.label

    @property
    def facts(self) -> Facts:
        return facts_of(self.document)

    @property
    def visit(self) -> Visit:
        """The stay under way; read once for each station."""
        if self._visit is None or self._visit.left_at is not None:
            self._visit = self.itinerary.visits.get(left_at__isnull=True)
        return self._visit

    @property
    def stay(self) -> Stay:
        """The stay under way with its station, for those who open and close what belongs to it."""
        station = self.itinerary.route[self.itinerary.position]
        return Stay(self.document, self.visit, station, self.actor, self.at)

    def organisation(self) -> Organisation:
        """Return the organisation whose role or body acts at this station."""
        if self.station is None:
            return self.document.organisation
        return acting_organisation(self.document, self.station)

    def person(self) -> User | None:
        """Return the one person whose work this station is: the drafter at the desk; nobody in particular elsewhere."""
        return self.document.drafter if self.kind in WRITING else None

    # ── what is asked before a move ─────────────────────────────────────────────────────────────────────────────────
    def must_stand_at(self, *kinds: StationKind) -> None:
        if self.station is None or not self.itinerary.is_active:
            raise refused("not_under_way")
        if self.kind not in kinds:
            raise refused("elsewhere", label=self.station.label)

    def must_serve(self, *acts: Turn.Act) -> Turn:
        """Return the actor's open turn here (default: that of the station's kind); PermissionDenied without one."""
        wanted = acts or (() if self.kind is None else (act_of(self.kind),))
        turns = [turn for turn in _open_turns(self.document.pk) if turn.act in wanted]
        self.served = require_turn(self.actor, turns, self.at)
        if self.actor.on_behalf_of is not None:
            scope, organisation_id = SCOPE_OF_ACT[self.served.act], self.served.organisation_id or 0
            use_delegation(actor=self.actor, organisation_id=organisation_id, scope=scope, at=self.at)
        self._visit = self.served.visit
        self._visit.itinerary = self.itinerary
        return self.served

    def must_pass_gates(self) -> None:
        """Refuse the move while blockers of the gates before the next station are open."""
        if self.document.round is None:
            raise refused("no_text")
        gates = gates_on_leaving(self.itinerary.route, self.itinerary.position, self.facts)
        for gate in gates[-1:]:  # it asks earlier ones too
            holding = gate_findings(self.document, gate)
            if holding:
                raise refused("held_by_findings", count=len(holding), first=holding[0].with_rule)

    # ── moves, as rows ──────────────────────────────────────────────────────────────────────────────────────────────
    def step(self, to: int | None, outcome: Visit.Exit, reason: str) -> None:
        """Leave the station for the one at `to`, or for the end of the route."""
        before = self.itinerary.position
        self._leave(outcome, reason)
        if to is None:
            self._arrive()
        else:
            self.enter(to, returned=outcome is Visit.Exit.RETURNED, came_with=self._words(outcome, reason))
        push([f"document:{self.document.pk}"], "moved")
        events.moved.send(
            Itinerary, document_id=self.document.pk, from_position=before, to_position=to, outcome=outcome, at=self.at
        )

    def stop(self, reason: str) -> None:
        """Take the document off its route for good."""
        self._leave(Visit.Exit.CANCELLED, reason)
        self.itinerary.state = Itinerary.State.CANCELLED
        self._save()
        project(self.document, self.itinerary, actor=self.actor, at=self.at)
        push([f"document:{self.document.pk}"], "moved")

    def enter(self, place: int, *, returned: bool = False, came_with: str = "") -> None:
        """Stand at a station: position, visit, status."""
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

    def _arrive(self) -> None:
        """Come to the end of the route."""
        itinerary = self.itinerary
        itinerary.position, itinerary.arrived_at = len(itinerary.route), self.at
        itinerary.state = Itinerary.State.DONE
        itinerary.steps += 1
        self._save()
        project(self.document, itinerary, actor=self.actor, at=self.at)

    def _leave(self, outcome: Visit.Exit, reason: str) -> None:
        """End the stay and close its open turns: the one that the actor served as done by them, the others as over."""
        visit, served = self.visit, self.served
        visit.left_at, visit.outcome, visit.reason, visit.left_by = self.at, outcome, reason, self.actor.user
        close_visit(
            visit,
            ("left_at", "outcome", "reason", "left_by"),
            served_id=served.pk if served else 0,
            by_id=self.actor.user_id,
            outcome=outcome,
            at=self.at,
        )
        self.served = None

    def _words(self, outcome: Visit.Exit, reason: str) -> str:
        """Say with which words the document goes on or back, for whoever gets it next."""
        if not reason:
            return ""
        if self.actor.is_system:
            return reason[:300]
        pattern = _("{name} trả lại: {reason}") if outcome is Visit.Exit.RETURNED else _("{name}: {reason}")
        return pattern.format(name=self.actor.name, reason=reason)[:300]

    def _save(self) -> None:
        """Write where it stands; the pinned stations never change, so they are not written again."""
        if self.itinerary.pk is None:
            stamped(self.itinerary, actor=self.actor, at=self.at).save()
        else:
            change(self.itinerary, "position", "steps", "state", "arrived_at", actor=self.actor, at=self.at)


def transition_of(*, actor: Actor, document: Document, at: datetime) -> Transition:
    """Lock a document and its itinerary for an act. Raises ValidationError "not_under_way" if it has none."""
    (locked,) = _locked_document(document.pk)
    itinerary = next(iter(_locked_itinerary(locked.pk)), None)
    if itinerary is None or not itinerary.is_active:
        raise refused("not_under_way")
    return Transition(actor=actor, document=locked, itinerary=itinerary, at=at, led_at=itinerary.steps)


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
