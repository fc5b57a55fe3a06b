"""Taking locks in the one order of the house: document, then ballot, round or sign-off, then the delegation acted under.

(The journal's head comes last.)
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import connection, models

M = TypeVar("M", bound=models.Model)


def lock_document(document_id: int) -> None:
    """Whoever may move a document on takes it first. (SQLite has one writer at a time: nothing to do.)"""
    if connection.features.has_select_for_update:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM documents_document WHERE id = %s FOR NO KEY UPDATE", [document_id])


def lock(model: type[M], row: Any, document_id: int) -> M:
    """The document, then the row, fresh from the database and ours until the commit."""
    lock_document(document_id)
    return model._default_manager.select_for_update(no_key=True).get(pk=row.pk)


def share(model: type[models.Model], pk: int) -> None:
    """Hold a row still without keeping others from doing the same."""
    if connection.features.has_select_for_update:
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT 1 FROM "{model._meta.db_table}" WHERE id = %s FOR SHARE', [pk])
