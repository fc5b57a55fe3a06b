"""The check of every chain, by hand and each night. It keeps only its own verdict, so it is no act and stands in no journal."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from audit import events
from audit.chain import GENESIS, Break
from audit.guards import missing_guards
from audit.models import JournalCheck, JournalEntry, JournalHead
from audit.queries.artefacts import faults_of, organisations_with_artefacts
from audit.queries.proof import Proof, verify_organisation
from audit.registry import Fault

log = logging.getLogger(__name__)

#: So many faults of one organisation are kept and told; the others are counted.
MOST = 50


class Head(NamedTuple):
    """An entry of a chain that was written down outside the database: what it was, nobody can change there."""

    organisation_id: int
    sequence: int
    hash: str


def check_all(at: datetime, against: Iterable[Head] = ()) -> list[Proof]:
    """Verify every chain from its first entry, its artefacts and the table's guards; remember how far each holds.

    `against` are heads kept elsewhere. Returns the verdicts by organisation; each that does not hold is logged.
    """
    outside: dict[int, list[Head]] = {}
    for head in against:
        outside.setdefault(head.organisation_id, []).append(head)
    ids = organisations_with_artefacts() | set(outside)
    for rows in (JournalHead.objects.values_list("pk"), JournalCheck.objects.values_list("pk")):
        ids |= {pk for (pk,) in rows}
    ids |= set(JournalEntry.objects.values_list("organisation_id", flat=True).distinct())
    guards = [Fault(None, None, "bảng nhật ký", "unguarded")] if missing_guards() else []
    found = [
        check_one(organisation_id, at, guards, outside.get(organisation_id, [])) for organisation_id in sorted(ids)
    ]
    for verdict in found:
        if not verdict.holds:
            place = verdict.broken.sequence if verdict.broken else verdict.faults[0].what
            log.error("journal of organisation %s does not hold: %s (%s)", verdict.organisation_id, place, verdict.why)
    return found


def check_one(organisation_id: int, at: datetime, guards: list[Fault], outside: list[Head]) -> Proof:
    last = JournalCheck.objects.filter(pk=organisation_id).first()
    chain = verify_organisation(organisation_id)
    seen = [*outside, *([Head(organisation_id, last.sequence, last.hash)] if last else [])]
    faults = [*guards, *faults_of(organisation_id)]
    verdict = replace(_held_to(chain, seen), faults=tuple(faults[:MOST]), fault_count=len(faults))
    _keep(verdict, at)
    return verdict


def _held_to(chain: Proof, seen: list[Head]) -> Proof:
    """Hold a sound chain to the one that was seen before: not shorter, and with the same entries."""
    if chain.broken is not None:
        return chain
    for head in sorted(seen, key=lambda head: head.sequence):
        if head.sequence > chain.entries:
            return replace(chain, broken=Break(chain.entries + 1, "cut"))
        if head.sequence and _hash_at(chain.organisation_id, head.sequence) != head.hash:
            return replace(chain, broken=Break(head.sequence, "rewritten"))
    return chain


def _hash_at(organisation_id: int, sequence: int) -> str:
    entries = JournalEntry.objects.filter(organisation_id=organisation_id, sequence=sequence)
    return entries.values_list("hash", flat=True).first() or ""


@transaction.atomic
def _keep(verdict: Proof, at: datetime) -> None:
    """Write the verdict down. What held at an earlier check is only ever replaced by more of the same chain.

    Announces journal_broken when the organisation's journal held until now.
    """
    kept = JournalCheck.objects.select_for_update().filter(pk=verdict.organisation_id).first()
    check = kept or JournalCheck(organisation_id=verdict.organisation_id, sequence=0, hash=GENESIS, fault_count=0)
    held = check.broken_at is None and not check.fault_count
    if check.sequence == 0 or (verdict.entries > check.sequence and _hash_at(check.pk, check.sequence) == check.hash):
        check.sequence, check.hash, check.up_to = verdict.entries, verdict.hash, verdict.up_to
    check.checked_at = at
    check.whole_at = at if verdict.holds else check.whole_at
    check.broken_at = verdict.broken.sequence if verdict.broken else None
    check.reason = verdict.broken.reason if verdict.broken else ""
    check.faults, check.fault_count = [list(fault) for fault in verdict.faults], verdict.fault_count
    check.save()
    if held and not verdict.holds:
        events.journal_broken.send(JournalCheck, organisation_id=check.pk, why=verdict.why, at=at)


_HEAD = re.compile(r"đầu chuỗi (?P<organisation>\d+): mục (?P<sequence>\d+), mã băm (?P<hash>[0-9a-f]{64})")


def head_line(head: Head) -> str:
    return f"đầu chuỗi {head.organisation_id}: mục {head.sequence}, mã băm {head.hash}"


def read_heads(text: str) -> list[Head]:
    """Read the heads in what `verify_journal` once printed; other lines are passed over."""
    return [Head(int(m["organisation"]), int(m["sequence"]), m["hash"]) for m in _HEAD.finditer(text)]
