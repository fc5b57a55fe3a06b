"""Does the chain hold? The whole of it (command, nightly), or what came since the last whole check (badge)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from audit.chain import GENESIS, Break, agrees
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
    last_at, sha256 = "", hashlib.sha256
    for row in _rows(organisation_id, sequence):
        number, row_previous, text, digest, at = row[:5]
        reason = (
            "missing"
            if number != sequence + 1
            else "unlinked"
            if row_previous != previous
            else "altered"
            if sha256(f"{previous}\n{text}".encode()).hexdigest() != digest
            else ""
            if agrees(number, text, organisation_id, _iso(at), *row[5:])
            else "columns"
        )
        if reason:
            place = sequence + 1 if reason == "missing" else number
            return Proof(organisation_id, sequence, _moment(last_at), Break(place, reason))
        sequence, previous, last_at = number, digest, at
    head = JournalHead.objects.filter(pk=organisation_id).values_list("sequence", "hash").first()
    if head is not None and head != (sequence, previous):
        return Proof(organisation_id, sequence, _moment(last_at), Break(sequence + 1, "cut"))
    return Proof(organisation_id, sequence, _moment(last_at))


#: sequence, previous, text, hash, at, actor, verb, subject type, subject id, document
Row = tuple[int, str, str, str, str, "int | None", str, str, int, "int | None"]


def _rows(organisation_id: int, after: int) -> Iterator[Row]:
    """The entries in order, by keys, so that no cursor is held and memory stays flat."""
    at = "at || ''" if connection.vendor == "sqlite" else "to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
    sql = (
        f"SELECT sequence, previous, text, hash, {at}, actor_id, verb, subject_type, subject_id, document_id "
        f"FROM {JournalEntry._meta.db_table} "
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
