"""Does the chain hold? The whole of it (command, nightly), or what came since the last whole check (badge)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from audit.chain import GENESIS, Break, Columns, agrees, link
from audit.models import JournalCheck, JournalEntry, JournalHead

CHUNK = 5_000
#: How many entries a page verifies itself; beyond that it shows the last whole check.
TAIL = 20_000


@dataclass(frozen=True, slots=True)
class Proof:
    """The state of one organisation's chain: how far it was verified, and the first break if there is one."""

    organisation_id: int
    entries: int
    up_to: datetime | None
    broken: Break | None = None

    @property
    def holds(self) -> bool:
        return self.broken is None


def verify_organisation(organisation_id: int, *, after: tuple[int, str] = (0, GENESIS)) -> Proof:
    """Verify a chain after the entry (sequence, hash): links, hashes, columns against the text, and the head."""
    sequence, previous = after
    last_at = ""
    for row in _rows(organisation_id, sequence):
        found = _fault(row, sequence + 1, previous)
        if found is not None:
            return Proof(organisation_id, sequence, _moment(last_at), found)
        sequence, previous, last_at = row[0], row[3], row[4]
    head = JournalHead.objects.filter(pk=organisation_id).values_list("sequence", "hash").first()
    if head is not None and head != (sequence, previous):
        return Proof(organisation_id, sequence, _moment(last_at), Break(sequence + 1, "cut"))
    return Proof(organisation_id, sequence, _moment(last_at))


Row = tuple[int, str, str, str, str, "int | None", str, str, int, "int | None", int]


def _fault(row: Row, expected: int, previous: str) -> Break | None:
    sequence, row_previous, text, digest, at, actor, verb, subject, subject_id, document, organisation = row
    if sequence != expected:
        return Break(expected, "missing")
    if row_previous != previous:
        return Break(sequence, "unlinked")
    if link(previous, text) != digest:
        return Break(sequence, "altered")
    if not agrees(sequence, text, Columns(organisation, _iso(at), actor, verb, subject, subject_id, document)):
        return Break(sequence, "columns")
    return None


def _rows(organisation_id: int, after: int) -> Iterator[Row]:
    """The entries in order, by keys, so that no cursor is held and memory stays flat."""
    at = "at || ''" if connection.vendor == "sqlite" else "to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
    sql = (
        f"SELECT sequence, previous, text, hash, {at}, actor_id, verb, subject_type, subject_id, document_id, "
        f"organisation_id FROM {JournalEntry._meta.db_table} "
        "WHERE organisation_id = %s AND sequence > %s ORDER BY sequence LIMIT %s"
    )
    while True:
        with connection.cursor() as cursor:
            cursor.execute(sql, [organisation_id, after, CHUNK])
            rows = cursor.fetchall()
        yield from rows
        if len(rows) < CHUNK:
            return
        after = rows[-1][0]


def _iso(at: str) -> str:
    """The column's text as the journal writes times: "2026-11-20 02:00:00" → "2026-11-20T02:00:00.000000+00:00"."""
    if len(at) == 19:
        at += ".000000"
    return f"{at[:10]}T{at[11:]}+00:00"


def _moment(at: str) -> datetime | None:
    return datetime.fromisoformat(_iso(at)) if at else None


def proof(organisation_id: int) -> Proof:
    """What the badge says: the last whole check continued over what came since."""
    check = JournalCheck.objects.filter(pk=organisation_id).first()
    if check is not None and check.broken_at:
        return Proof(organisation_id, check.sequence, check.up_to, Break(check.broken_at, check.reason))
    since = (check.sequence, check.hash) if check is not None else (0, GENESIS)
    head = JournalHead.objects.filter(pk=organisation_id).first()
    if check is not None and (head is None or head.sequence - since[0] > TAIL):
        return Proof(organisation_id, check.sequence, check.up_to)
    found = verify_organisation(organisation_id, after=since)
    if found.up_to is None and check is not None:
        return Proof(organisation_id, found.entries, check.up_to, found.broken)
    return found
