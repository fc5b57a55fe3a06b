from __future__ import annotations

from datetime import datetime

from audit.actor import Actor
from audit.history import change
from documents import events
from documents.models import Document, Status
from orgs.models import User


def set_drafter(*, actor: Actor, document: Document, drafter: User, at: datetime) -> None:
    """Write who drafts the document from now on: a part of the act that gave it to them.

    Only `workflows` calls this, which asks who may.
    """
    document.drafter, document.changed_at = drafter, at
    change(document, "drafter", "changed_at", actor=actor, at=at)


def set_status(*, actor: Actor, document: Document, status: Status, at: datetime) -> None:
    """Write where the document is in its life: a part of the act that moved it. Announces status_changed.

    Only `workflows` calls this, from the itinerary.
    """
    before = document.status
    if before == status:
        return
    document.status = status
    document.changed_at = at
    change(document, "status", "changed_at", actor=actor, at=at)
    events.status_changed.send(
        Document,
        document_id=document.pk,
        organisation_id=document.organisation_id,
        before=before,
        after=status,
        at=at,
    )
