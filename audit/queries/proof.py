"""Does the chain hold? The whole of it (command, nightly), or what came since the last whole check (badge)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection
from django.utils.translation import gettext_lazy as _

from audit.chain import GENESIS, Break, agrees, link
from audit.models import JournalCheck, JournalEntry, JournalHead
from audit.registry import Fault

CHUNK = 1_000
#: How many entries a page verifies itself; beyond that it shows the last whole check.
TAIL = 20_000


@dataclass(frozen=True, slots=True)
class Proof:
    """The state of one organisation's journal: how far its chain was verified, and what does not hold.

    `broken` is the first break of the chain; `faults` are rows and files that are not as the entries say (the first of
    `fault_count`). `hash` is that of the last entry verified.
    """

    organisation_id: int
    entries: int
    up_to: datetime | None
    broken: Break | None = None
    hash: str = GENESIS
    faults: tuple[Fault, ...] = ()
    fault_count: int = 0

    @property
    def holds(self) -> bool:
        return self.broken is None and not self.fault_count

    @property
    def why(self) -> str:
        """In a few words, why the chain is broken; or else what the first fault is."""
        if self.broken is not None:
            return str(REASONS[self.broken.reason])
        return ": ".join(self.places[0]) if self.faults else ""

    @property
    def places(self) -> list[tuple[str, str]]:
        """Each fault in words: what, and what is wrong with it."""
        return [(fault.what, str(REASONS[fault.why])) for fault in self.faults]

    def about(self, document_id: int) -> Proof:
        """Return the same with the faults of one document only; the others are counted."""
        faults = tuple(fault for fault in self.faults if fault.document_id in (document_id, None))
        return replace(self, faults=faults)

    @property
    def untold(self) -> int:
        """How many faults there are besides those named."""
        return self.fault_count - len(self.faults)


#: Why a chain is broken (`Break.reason`) or an artefact a fault (`Fault.why`).
REASONS = {
    "missing": _("thiếu mục"),
    "unlinked": _("không nối với mục trước"),
    "altered": _("nội dung đã bị sửa"),
    "columns": _("cột tra cứu không khớp nội dung"),
    "cut": _("cuối chuỗi bị cắt"),
    "rewritten": _("không còn là mục đã kiểm tra lần trước"),
    "gone": _("nhật ký có ghi nhưng nay không còn"),
    "changed": _("không đúng như nhật ký đã ghi"),
    "unknown": _("có trong cơ sở dữ liệu nhưng nhật ký không ghi"),
    "unguarded": _("chốt chống sửa, xóa đã bị gỡ"),
}


def verify_organisation(organisation_id: int, *, after: tuple[int, str] = (0, GENESIS)) -> Proof:
    """Verify a chain after the entry (sequence, hash): links, hashes, columns against the text, and the head.

    A head that is ahead means that people worked meanwhile, and what came since is verified as well; if nothing came, or
    the head is behind or gone, the chain was cut.
    """
    sequence, previous = after
    last_at: datetime | None = None
    while True:
        found = _walk(organisation_id, sequence, previous)
        last_at = found.up_to or last_at
        head = JournalHead.objects.filter(pk=organisation_id).values_list("sequence", "hash").first()
        if found.broken or (head or (0, GENESIS)) == (found.entries, found.hash):
            return replace(found, up_to=last_at)
        if found.entries == sequence or head is None or head[0] <= found.entries:
            return replace(found, up_to=last_at, broken=Break(found.entries + 1, "cut"))
        sequence, previous = found.entries, found.hash


def _walk(organisation_id: int, sequence: int, previous: str) -> Proof:
    """Verify the entries that are there after the one with this number and hash."""
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
                return Proof(organisation_id, sequence, _moment(last_at), broken, previous)
            sequence, previous, last_at = number, digest, at
    return Proof(organisation_id, sequence, _moment(last_at), hash=previous)


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
    """Yield the entries in order, by keys, so that no cursor is held and memory stays flat."""
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
    """Return what the badge says: the verdict of the last check, continued over what came since if it was good."""
    check = JournalCheck.objects.filter(pk=organisation_id).first()
    if check is None:
        return verify_organisation(organisation_id)
    kept = _kept(check)
    if not kept.holds:
        return kept
    head = JournalHead.objects.filter(pk=organisation_id).first()
    if head is not None and head.sequence - check.sequence > TAIL:
        return kept
    found = verify_organisation(organisation_id, after=(check.sequence, check.hash))
    return found if found.up_to else replace(found, up_to=check.up_to)


def _kept(check: JournalCheck) -> Proof:
    """Return the verdict of a check as it was kept."""
    broken = None if check.broken_at is None else Break(check.broken_at, check.reason)
    faults = tuple(Fault(*fault) for fault in check.faults or ())
    return Proof(check.organisation_id, check.sequence, check.up_to, broken, check.hash, faults, check.fault_count)
