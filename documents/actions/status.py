from __future__ import annotations

from datetime import datetime

from audit.actions import act
from documents import events
from documents.models import Document, Status


@act
def set_status(*, document: Document, status: Status, at: datetime) -> None:
    """Write where the document is in its life. Only `workflows` calls this, from the itinerary. Announces status_changed."""
    before = document.status
    if before == status:
        return
    document.status = status
    document.changed_at = at
    document.save(update_fields=["status", "changed_at"])
    events.status_changed.send(Document, document_id=document.pk, before=before, after=status, at=at)
