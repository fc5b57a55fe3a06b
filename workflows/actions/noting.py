"""Write what was done on a route into the journal."""

from __future__ import annotations

from audit.actions import record
from workflows.transition import Transition


def note(transition: Transition, verb: str, *, reason: str = "", **facts: object) -> None:
    """Write one line into the journal: which station was left for which."""
    record(
        actor=transition.actor,
        verb=f"workflows.{verb}",
        subject=transition.itinerary,
        organisation_id=transition.document.organisation_id,
        document_id=transition.document.pk,
        at=transition.at,
        reason=reason,
        facts={"to": transition.station.label if transition.station else None, **facts},
    )
