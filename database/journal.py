"""The statements that chain journal entries to the head of their organisation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

COLUMNS = "organisation_id, sequence, at, actor_id, verb, subject_type, subject_id, document_id, text, previous, hash"
_ROW = "(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
_INSERT = f"INSERT INTO audit_journalentry ({COLUMNS}) VALUES "
_ADVANCE = "UPDATE audit_journalhead SET sequence = sequence + %s WHERE organisation_id = %s RETURNING sequence, hash"
_MAKE = "INSERT INTO audit_journalhead (organisation_id, sequence, hash) VALUES (%s, 0, %s) ON CONFLICT DO NOTHING"
_SET_HASH = "UPDATE audit_journalhead SET hash = %s WHERE organisation_id = %s"


def advance_head(organisation_id: int, count: int, first_hash: str) -> tuple[int, str]:
    """Lock the head by moving it `count` places: (its new sequence, the hash it stands on). The first act makes the head.

    Not the ORM: it has no UPDATE … RETURNING, so that locking, moving and reading would be two statements.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ADVANCE, [count, organisation_id])
        row = cursor.fetchone()
        if row is None:
            cursor.execute(_MAKE, [organisation_id, first_hash])
            cursor.execute(_ADVANCE, [count, organisation_id])
            row = cursor.fetchone()
    return row[0], row[1]


def write_entries(organisation_id: int, entries: Sequence[Sequence[Any]], last_hash: str) -> None:
    """Insert entries (values in the order of `COLUMNS`) and set the hash of the head that `advance_head` locked.

    Not the ORM: the model refuses writes by design, and an INSERT with an UPDATE in one round trip cannot be said in it.
    """
    values = [value for entry in entries for value in entry]
    insert = _INSERT + ", ".join([_ROW] * len(entries))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # one round trip instead of two
            cursor.execute(f"WITH head AS ({_SET_HASH}) {insert}", [last_hash, organisation_id, *values])
        else:
            cursor.execute(insert, values)
            cursor.execute(_SET_HASH, [last_hash, organisation_id])
