"""Put a document on its route."""

from __future__ import annotations

from datetime import datetime

from audit.actions import act, record
from audit.actor import Actor
from documents.actions import retype
from documents.models import Document
from documents.permissions import require_drafter
from orgs.permissions import Perm, require
from workflows import events
from workflows.actions.moving import begin
from workflows.errors import refused
from workflows.models import Itinerary, Procedure
from workflows.queries import procedures_for
from workflows.transition import Transition


@act
def start(
    *, actor: Actor, document: Document, at: datetime, procedure: Procedure | None = None, type_code: str = ""
) -> Itinerary:
    """Put a document on its route: pin the procedure's present version and open the drafter's turn.

    `type_code` types a draft again whose own type cannot be issued.

    Who: the drafter, holding `draft`. Refused: no procedure fits ("no_procedure"), started before ("already_started").
    Announces started.
    """
    require_drafter(actor, document)
    require(actor, Perm.DRAFT, document.organisation_id)
    locked = Document.objects.select_for_update(of=("self",), no_key=True).select_related(
        "organisation", "round", "drafter"
    )
    document = locked.get(pk=document.pk)
    require_drafter(actor, document)  # again: the drafter may have changed before the lock was ours
    if Itinerary.objects.filter(document=document).exists():
        raise refused("already_started")
    if type_code and type_code != document.type_code:
        retype(actor=actor, document=document, type_code=type_code, at=at)
    fitting = procedures_for(document.organisation, document.type_code)
    chosen = procedure if procedure in fitting else None if procedure else next(iter(fitting), None)
    version = chosen.current if chosen else None
    if chosen is None or version is None:
        raise refused("no_procedure")
    itinerary = Itinerary(document=document, version=version, stations=version.stations, arrived_at=at)
    begin(Transition(actor=actor, document=document, itinerary=itinerary, at=at))
    record(
        actor=actor,
        verb="workflows.start",
        subject=itinerary,
        organisation_id=document.organisation_id,
        document_id=document.pk,
        at=at,
        facts={"procedure": chosen.name, "version": version.number},
    )
    events.started.send(Itinerary, document_id=document.pk, itinerary_id=itinerary.pk, at=at)
    return itinerary
