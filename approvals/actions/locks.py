"""Taking locks in the one order of the house: document, then ballot, round or sign-off, then the delegation acted under.

(The journal's head comes last.)
"""

from __future__ import annotations

from typing import TypeVar

from django.db import models

from database.locks import lock_row
from documents.models import Document

M = TypeVar("M", bound=models.Model)


def lock_document(document_id: int) -> None:
    """Hold a document until the commit: whoever may move it on takes it first."""
    lock_row(Document, document_id)


def lock(model: type[M], row: models.Model, document_id: int) -> M:
    """Lock the document, then the row, and read both fresh from the database; held until the commit."""
    lock_document(document_id)
    return model._default_manager.select_for_update(no_key=True).get(pk=row.pk)
