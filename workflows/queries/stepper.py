"""The route of one document as people see it: done, now, to come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from documents.models import Document
from orgs.models import Body, Role
from orgs.queries import holders_of_role
from workflows.kinds import ASKING, AUTOMATIC, StationKind
from workflows.models import Itinerary, Turn, Visit
from workflows.procedures import Station


@dataclass(frozen=True, slots=True)
class Step:
    """One station on the line: `state` is done, now, late, skipped or ""."""

    kind: str
    label: str
    note: str
    state: str


def names() -> dict[str, str]:
    """Return what roles and kinds of bodies are called."""
    return {str(value): str(label) for value, label in [*Role.choices, *Body.Kind.choices]}


def stepper(document: Document, at: datetime) -> list[Step]:
    """Return the stations of a document's itinerary with who passed them and who holds it now. Four queries."""
    itinerary = document.itinerary
    visits = list(itinerary.visits.select_related("left_by").order_by("pk"))
    last = {visit.position: visit for visit in visits}
    turns = list(document.turns.filter(visit__in=[v.pk for v in visits if v.left_at is None]).select_related("user"))
    called = names()
    steps = []
    for place, station in enumerate(itinerary.route):
        visit = last.get(place)
        steps.append(_step(itinerary, place, station, visit, turns, called, at))
    return steps


def _step(
    itinerary: Itinerary,
    place: int,
    station: Station,
    visit: Visit | None,
    turns: list[Turn],
    called: dict[str, str],
    at: datetime,
) -> Step:
    label = station.label
    if place == itinerary.position and visit is not None and visit.left_at is None:
        late = visit.due_at is not None and visit.due_at <= at
        return Step(station.kind.value, label, _now(visit, turns, called, at), "late" if late else "now")
    if place < itinerary.position:
        if visit is None or visit.outcome == Visit.Exit.SKIPPED:
            return Step(station.kind.value, label, _("bỏ qua"), "skipped")
        return Step(station.kind.value, label, _passed(visit), "done")
    if itinerary.state == Itinerary.State.CANCELLED and visit is not None and visit.left_at is not None:
        return Step(station.kind.value, label, str(Visit.Exit(visit.outcome).label), "skipped")
    return Step(station.kind.value, label, _who(station, called), "")


def _who(station: Station, called: dict[str, str]) -> str:
    """Who will have it, in a word or two; the procedure's page says it in full."""
    if station.kind in AUTOMATIC:
        return ""
    if station.kind is StationKind.BALLOT:
        return _("bỏ phiếu kín") if station.rule.secret else _("biểu quyết công khai")
    key = station.who.body or station.who.role
    return called.get(key, key)


def _passed(visit: Visit) -> str:
    day = timezone.localtime(visit.left_at).strftime("%d/%m") if visit.left_at else ""
    who = _short(str(visit.left_by)) if visit.left_by else ""
    return " · ".join(part for part in (who, day) if part)


def _now(visit: Visit, turns: list[Turn], called: dict[str, str], at: datetime) -> str:
    """Who has it: a name, a role, or how many of the seats are done."""
    if visit.held_at is not None:
        return _("chờ người điều hành")
    seats = [turn for turn in turns if turn.act not in (Turn.Act.CONVENE, Turn.Act.COUNT, Turn.Act.APPOINT)]
    if len(seats) > 1 and visit.kind in ASKING:  # a second ballot asks the same people again
        asked = {(turn.user_id, turn.role) for turn in seats}
        waiting = {(turn.user_id, turn.role) for turn in seats if turn.closed_at is None}
        return _("{done}/{all} đã xong").format(done=len(asked - waiting), all=len(asked))
    return _holders([turn for turn in seats or turns if turn.closed_at is None], called, at)


def _holders(turns: Iterable[Turn], called: dict[str, str], at: datetime) -> str:
    """People by name; the holder of a role too where there is only one."""
    on = timezone.localdate(at)
    found = []
    for turn in turns:
        people = [turn.user] if turn.user else holders_of_role(turn.organisation_id or 0, turn.role, on)
        found.append(_short(str(people[0])) if len(people) == 1 else called.get(turn.role, turn.role))
    return ", ".join(dict.fromkeys(found))


def holder_words(document: Document, steps: list[Step], at: datetime) -> str:
    """Who has the document, since when, until when: one line under the stations."""
    visit = document.itinerary.visits.filter(left_at__isnull=True).first()
    if visit is None:
        return ""
    note = next((step.note for step in steps if step.state in ("now", "late")), "")
    words = _("Đang ở bước “{label}”: {note}, từ {since}").format(
        label=visit.label, note=note, since=_moment(visit.arrived_at)
    )
    if visit.due_at is not None:
        words += _(" · hạn {due}").format(due=_moment(visit.due_at))
    lacking = visit.turns.filter(act=Turn.Act.APPOINT, closed_at=None).values_list("label", flat=True).first()
    extra = lacking or visit.hold_reason or visit.came_with
    return f"{words} · {extra}" if extra else words


def _moment(when: datetime) -> str:
    here = timezone.localtime(when)
    return _("%(time)s ngày %(day)s") % {"time": f"{here:%H:%M}", "day": f"{here:%d/%m}"}


def _short(name: str) -> str:
    """Lê Quốc Bảo → Lê Q. Bảo."""
    words = name.split()
    return f"{words[0]} {words[1][0]}. {words[-1]}" if len(words) == 3 else name
