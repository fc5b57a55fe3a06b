from __future__ import annotations

from datetime import date, datetime

from audit.actions import act
from audit.actor import Actor
from audit.history import stamped
from documents.models import Document, RegisterEntry


@act
def note_dispatch(*, actor: Actor, document: Document, on: date, at: datetime) -> None:
    """Write the day of dispatch into the register (column 8), once. Called by the floor that sends the document out."""
    entry = RegisterEntry.objects.filter(document=document, dispatched_on__isnull=True).first()
    if entry is not None:
        entry.dispatched_on = on
        stamped(entry, actor=actor, at=at).save(update_fields=["dispatched_on"])
