"""Find documents whose five records of one position disagree.

The itinerary is the truth. The open visit, the open turns, viewflow's open task and the document's status are
projections of it (docs/procedures.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Prefetch

from workflows.engine import open_tasks
from workflows.models import Itinerary, Turn, Visit
from workflows.projection import status_of

#: What becomes of a document after it was issued is not the route's to say.
AFTER_THE_ROUTE = ("recalled", "superseded")
AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One record that does not say what the itinerary says."""

    document_id: int
    record: str  # "visit", "turn", "task" or "status"
    expected: str
    found: str

    def __str__(self) -> str:
        return f"document {self.document_id}: {self.record} is {self.found}, the itinerary says {self.expected}"


def disagreements() -> Iterator[Disagreement]:
    """Yield every record that disagrees with its document's itinerary. A fixed number of queries for AT_A_TIME documents."""
    rows = Itinerary.objects.select_related("document").defer("document__search_text").order_by("pk")
    rows = rows.prefetch_related(
        Prefetch("visits", queryset=Visit.objects.order_by("pk"), to_attr="stays"),
        Prefetch(
            "document__turns", queryset=Turn.objects.filter(closed_at=None).select_related("visit"), to_attr="waiting"
        ),
        Prefetch("process__task_set", queryset=open_tasks(), to_attr="open_tasks"),
    )
    for itinerary in rows.iterator(chunk_size=AT_A_TIME):
        yield from _of(itinerary)


def _of(itinerary: Itinerary) -> Iterator[Disagreement]:
    document, station = itinerary.document, itinerary.station
    here = f"{itinerary.position} {station.kind.value}" if itinerary.is_active and station else "none"
    stays: list[Visit] = itinerary.stays  # type: ignore[attr-defined]
    visits = [f"{visit.position} {visit.kind}" for visit in stays if visit.left_at is None]
    if visits != ([] if here == "none" else [here]):
        yield Disagreement(document.pk, "visit", here, ", ".join(visits) or "none")
    waiting: list[Turn] = document.waiting  # type: ignore[attr-defined]
    turns = sorted({f"{turn.visit.position} {turn.visit.kind}" for turn in waiting})
    if turns != ([] if here == "none" else [here]):
        yield Disagreement(document.pk, "turn", here, ", ".join(turns) or "none")
    process = itinerary.process
    tasks = [task.flow_task.name for task in process.open_tasks] if process else []
    kind = station.kind.value if itinerary.is_active and station else "none"
    if tasks != ([] if kind == "none" else [kind]):
        yield Disagreement(document.pk, "task", kind, ", ".join(tasks) or "none")
    left = [visit for visit in stays if visit.left_at is not None]
    returned = bool(left) and left[-1].outcome == Visit.Exit.RETURNED
    status = status_of(itinerary, returned=returned).value
    if document.status != status and not (station is None and document.status in AFTER_THE_ROUTE):
        yield Disagreement(document.pk, "status", status, document.status)
