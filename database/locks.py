"""Row locks in plain SQL, for what every act takes first. On SQLite there is one writer at a time: nothing to lock."""

from __future__ import annotations

from django.db import connection
from django.db.models import Model


def lock_row(model: type[Model], pk: int) -> None:
    """Hold a row until the commit, without reading it.

    Not `select_for_update`: the ORM reads the row it locks, and on SQLite it would ask for it in vain.
    """
    _lock(model, pk, "FOR NO KEY UPDATE")


def share_row(model: type[Model], pk: int) -> None:
    """Hold a row still until the commit, without keeping others from doing the same.

    Not `select_for_update`: the ORM has no FOR SHARE.
    """
    _lock(model, pk, "FOR SHARE")


def _lock(model: type[Model], pk: int, clause: str) -> None:
    if connection.features.has_select_for_update:
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT 1 FROM "{model._meta.db_table}" WHERE id = %s {clause}', [pk])
