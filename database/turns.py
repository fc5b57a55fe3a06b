"""The statements that close turns: every vote and every move of a document runs them under the document's lock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from django.db.models import Model

from database.rows import changing, run_on_one

_CLOSE_ALL = (
    "UPDATE workflows_turn SET closed_at = %s, closed_by_id = CASE WHEN id = %s THEN %s ELSE closed_by_id END, "
    "outcome = CASE WHEN id = %s THEN %s ELSE 'over' END WHERE visit_id = %s AND closed_at IS NULL"
)
_CLOSE_ONE = (
    "UPDATE workflows_turn SET closed_at = %s, closed_by_id = %s, outcome = %s "
    "WHERE document_id = %s AND act = %s AND user_id = %s AND closed_at IS NULL"
)


def close_visit(
    visit: Model, changed: Sequence[str], *, served_id: int, by_id: int | None, outcome: str, at: datetime
) -> None:
    """Write the changed fields of a visit and close its open turns: the served one by its person, the others as over.

    Not the ORM: two UPDATEs in one round trip on PostgreSQL cannot be said in it.
    """
    ending, ended = changing(visit, tuple(changed))
    closed = [connection.ops.adapt_datetimefield_value(at), served_id, by_id, served_id, outcome, visit.pk]
    if connection.vendor == "postgresql":
        run_on_one(visit, f"WITH closed AS ({_CLOSE_ALL}) {ending}", [*closed, *ended])
        return
    with connection.cursor() as cursor:
        cursor.execute(_CLOSE_ALL, closed)
    run_on_one(visit, ending, ended)


def close_turn(document_id: int, act: str, user_id: int, *, by_id: int | None, outcome: str, at: datetime) -> None:
    """Close a person's open turn of this kind on a document.

    Not the ORM: it builds the same UPDATE anew for each vote.
    """
    moment = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(_CLOSE_ONE, [moment, by_id, outcome, document_id, act, user_id])
