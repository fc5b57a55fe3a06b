"""Do what the present station asks of one person, whichever it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from audit.actor import Actor
from documents.models import Document, IssuedPaper, Signing
from workflows.actions.checking import pass_check
from workflows.actions.numbering import number
from workflows.actions.signing import sign
from workflows.actions.submitting import submit_draft, submit_revision
from workflows.errors import refused
from workflows.kinds import StationKind
from workflows.models import Itinerary

#: What `pass_station` does at a station that one person holds.
PASSES: dict[StationKind, Callable[..., Signing | IssuedPaper | None]] = {
    StationKind.DRAFT: submit_draft,
    StationKind.CHECK: pass_check,
    StationKind.REVISE: submit_revision,
    StationKind.SIGN: sign,
    StationKind.NUMBER: number,
}


def pass_station(*, actor: Actor, document: Document, at: datetime) -> Signing | IssuedPaper | None:
    """Do what the document's present station asks of one person, whichever it is; rounds are left by their own end."""
    itinerary = Itinerary.objects.filter(document=document).first()
    station = itinerary.station if itinerary else None
    if station is None:
        raise refused("not_under_way")
    if station.kind not in PASSES:
        raise refused("elsewhere", label=station.label)
    return PASSES[station.kind](actor=actor, document=document, at=at)
