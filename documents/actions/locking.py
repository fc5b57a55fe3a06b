"""The document's lock, and the question that every action asks under it: may this be done in the state it is in now?"""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from database.prepared import prepared
from documents.errors import refused
from documents.models import Document, Status


def lock_document(document: Document) -> Document:
    """Hold a document until the commit; the row that was handed in is as it stands now, with its round."""
    rows = Document.objects.select_for_update(of=("self",), no_key=True)
    document.refresh_from_db(from_queryset=rows.select_related("organisation", "round"))
    return document


def hold_in_state(document_id: int, allowed: Collection[Status]) -> None:
    """Hold a document until the commit, without its text. Refused in any other state ("wrong_state")."""
    ((status,),) = _locked_status(document_id)
    require_state(Status(status), allowed)


@prepared
def _locked_status(document_id: int) -> QuerySet[Document, tuple[str]]:
    return Document.objects.select_for_update(no_key=True).filter(pk=document_id).order_by().values_list("status")


def require_state(status: Status | str, allowed: Collection[Status], code: str = "wrong_state") -> None:
    """Raise ValidationError unless the status, read under the document's lock, is one of these."""
    if status not in allowed:
        raise refused(code, status=Status(status).label)
