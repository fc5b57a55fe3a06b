"""Does the chain hold? The whole of it (command, nightly), or what came since the last whole check (badge)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from audit.chain import GENESIS, Break, agrees, link
from audit.models import JournalCheck, JournalEntry, JournalHead

CHUNK = 1_000
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
    for rows in _chunks(organisation_id, sequence):
        for number, row_previous, text, digest, at, actor, verb, subject, subject_id, document in rows:
            if (
                number != sequence + 1
                or row_previous != previous
                or sha256(f"{previous}\n{text}".encode()).hexdigest() != digest
                or not agrees(number, text, organisation_id, at, actor, verb, subject, subject_id, document)
            ):
                broken = _break(sequence + 1, previous, number, row_previous, text, digest)
                return Proof(organisation_id, sequence, _moment(last_at), broken)
            sequence, previous, last_at = number, digest, at
    head = JournalHead.objects.filter(pk=organisation_id).values_list("sequence", "hash").first()
    if head is not None and head != (sequence, previous):
        return Proof(organisation_id, sequence, _moment(last_at), Break(sequence + 1, "cut"))
    return Proof(organisation_id, sequence, _moment(last_at))


def _break(expected: int, previous: str, number: int, row_previous: str, text: str, digest: str) -> Break:
    """Why an entry does not hold where the entry `expected` was to follow the one with hash `previous`."""
    if number != expected:
        return Break(expected, "missing")
    if row_previous != previous:
        return Break(number, "unlinked")
    return Break(number, "altered" if link(previous, text) != digest else "columns")


#: sequence, previous, text, hash, at, actor, verb, subject type, subject id, document
Row = tuple[int, str, str, str, str, "int | None", str, str, int, "int | None"]

#: The column's time as the journal writes times: "2026-11-20T02:00:00.000000+00:00". The database writes it sooner than we.
_AT = {
    "sqlite": "substr(at, 1, 10) || 'T' || substr(at, 12) || iif(length(at) = 19, '.000000+00:00', '+00:00')",
    "postgresql": """to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')""",
}


def _chunks(organisation_id: int, after: int) -> Iterator[list[Row]]:
    """The entries in order, by keys, so that no cursor is held and memory stays flat."""
    sql = (
        f"SELECT sequence, previous, text, hash, {_AT[connection.vendor]}, actor_id, verb, subject_type, subject_id, "
        f"document_id FROM {JournalEntry._meta.db_table} "
        "WHERE organisation_id = %s AND sequence > %s ORDER BY sequence LIMIT %s"
    )
    while True:
        with connection.cursor() as cursor:
            cursor.execute(sql, [organisation_id, after, CHUNK])
            rows = cursor.fetchall()
        yield rows
        if len(rows) < CHUNK:
            return
        after = rows[-1][0]


def _moment(at: str) -> datetime | None:
    return datetime.fromisoformat(at) if at else None


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
