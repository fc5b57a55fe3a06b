"""The statements of voting: what a whole committee does within minutes, in as few round trips as SQL can."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

_MARK = "UPDATE approvals_seat SET voted = true WHERE id = %s AND NOT voted"
_INSERT_SLIP = "INSERT INTO approvals_slip (seat_id, choice, code, cast_at)"


def mark_voted(seat_id: int) -> bool:
    """Mark a seat as used; False if it was already.

    Not the ORM: it builds the same UPDATE anew for each vote, under the urn's lock.
    """
    with connection.cursor() as cursor:
        cursor.execute(_MARK, [seat_id])
        return bool(cursor.rowcount)


def insert_first_slip(seat_id: int, choice_json: str, code: str, at: datetime) -> bool:
    """Mark a seat as used and write its open slip; False, and no slip on PostgreSQL, if the seat was used already.

    Not the ORM: UPDATE and INSERT in one round trip cannot be said in it.
    """
    slip = [choice_json, code, connection.ops.adapt_datetimefield_value(at)]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"WITH held AS ({_MARK} RETURNING id) {_INSERT_SLIP} SELECT id, %s::jsonb, %s, %s FROM held",
                [seat_id, *slip],
            )
            return bool(cursor.rowcount)
        cursor.execute(_MARK, [seat_id])
        marked = bool(cursor.rowcount)
        cursor.execute(f"{_INSERT_SLIP} VALUES (%s, %s, %s, %s)", [seat_id, *slip])
    return marked


def write_urn(ballot_id: int, slips_json: str) -> None:
    """Write the slips of an urn whose lock is held.

    Not the ORM: it builds the same UPDATE anew for each vote, under the urn's lock.
    """
    with connection.cursor() as cursor:
        cursor.execute("UPDATE approvals_urn SET slips = %s WHERE ballot_id = %s", [slips_json, ballot_id])


def empty_urn(ballot_id: int) -> str:
    """Delete an urn and return its slips as JSON.

    Not the ORM: DELETE … RETURNING reads exactly what it deletes, which a SELECT before it could miss.
    """
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM approvals_urn WHERE ballot_id = %s RETURNING slips", [ballot_id])
        return str(cursor.fetchone()[0])


def write_result(ballot_id: int, *, closed_at: datetime, outcome: str, result_json: str) -> None:
    """Close a ballot with its result, given as the JSON text that was sealed.

    Not the ORM: a JSONField would parse and serialise thousands of slips again.
    """
    cast = "::jsonb" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        # row history: by who closes the ballot (audit.history.write_past)
        cursor.execute(
            f"UPDATE approvals_ballot SET closed_at = %s, outcome = %s, result = %s{cast} WHERE id = %s",
            [connection.ops.adapt_datetimefield_value(closed_at), outcome, result_json, ballot_id],
        )
