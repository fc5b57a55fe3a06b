"""The nightly check of every chain. It keeps only its own verdict, so it is no act and stands in no journal."""

from __future__ import annotations

from datetime import datetime

from audit.models import JournalCheck, JournalEntry, JournalHead
from audit.queries.proof import Proof, verify_organisation


def check_all(at: datetime) -> list[Proof]:
    """Verify every chain from its first entry and remember how far each holds. Returns the verdicts by organisation."""
    ids = set(JournalHead.objects.values_list("pk", flat=True))
    ids |= set(JournalEntry.objects.values_list("organisation_id", flat=True).distinct())
    return [check_one(organisation_id, at) for organisation_id in sorted(ids)]


def check_one(organisation_id: int, at: datetime) -> Proof:
    found = verify_organisation(organisation_id)
    last = JournalEntry.objects.filter(organisation_id=organisation_id, sequence=found.entries).values("hash").first()
    JournalCheck.objects.update_or_create(
        organisation_id=organisation_id,
        defaults={
            "sequence": found.entries,
            "hash": last["hash"] if last else "0" * 64,
            "up_to": found.up_to,
            "checked_at": at,
            "broken_at": found.broken.sequence if found.broken else None,
            "reason": found.broken.reason if found.broken else "",
        },
    )
    return found
