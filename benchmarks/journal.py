"""The journal: chained entries beside the same rows unchained; verifying beside bare SHA-256."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from audit.actions import act, record
from audit.actor import SYSTEM
from audit.chain import GENESIS, canonical, link, verify
from audit.models import JournalEntry, JournalHead
from audit.queries import verify_organisation
from benchmarks.harness import Line, compare
from benchmarks.population import settle
from orgs.models import Organisation

ACTS = 200
STORED = -3  # the chain that is verified from the table
places = itertools.count(1)


def run() -> Iterator[Line]:
    organisations = [
        Organisation.objects.create(name=f"Đơn vị {n}", short_name=f"Đơn vị {n}", level="commune") for n in range(10)
    ]
    for name, hit, floor in (
        ("ten organisations", organisations, 0.7),
        ("one hot organisation", organisations[:1], 0.4),
    ):
        yield compare(
            f"journal entry, {name}",
            lambda hit=hit: [chained(hit[n % len(hit)]) for n in range(ACTS)],
            lambda hit=hit: [unchained(hit[n % len(hit)]) for n in range(ACTS)],
            limit="unchained insert",
            at_least=floor,
        )
    yield verifying(100_000)
    yield verifying_the_table(100_000)


@act
def chained(organisation: Organisation) -> None:
    record(actor=SYSTEM, verb="bench.act", subject=organisation, organisation_id=organisation.pk, at=timezone.now())


@transaction.atomic
def unchained(organisation: Organisation) -> None:
    """Write the same row, outside any chain (its own organisation number), as the ORM does."""
    bare_entry(
        organisation_id=-organisation.pk - 1_000_000,
        sequence=next(places),
        at=timezone.now(),
        verb="bench.act",
        subject_type="orgs.organisation",
        subject_id=organisation.pk,
        text='{"actor":null,"actor_name":"Hệ thống","verb":"bench.act","reason":"","facts":{},"origin":"system"}',
        previous=GENESIS,
        hash=GENESIS,
    )


def bare_entry(**columns: object) -> None:
    """Write a journal row as the ORM does, past the model's refusal to be written outside an act."""
    JournalEntry(**columns).save_base(force_insert=True)


def verifying(count: int) -> Line:
    entries, previous = [], GENESIS
    for n in range(1, count + 1):
        text = f'{{"actor":17,"actor_name":"Nguyễn Minh Hà","at":"2026-11-22T03:05:00","sequence":{n},"verb":"ballots.cast"}}'
        digest = link(previous, text)
        entries.append((n, previous, text, digest))
        previous = digest
    bare = [f"{before}\n{text}".encode() for _, before, text, _ in entries]
    return compare(
        f"verify {count:,} entries",
        lambda: verify(entries),
        lambda: [hashlib.sha256(text).digest() for text in bare],
        limit="bare SHA-256",
        at_most=8,
    )


def verifying_the_table(count: int) -> Line:
    """Do what `manage.py verify_journal` does.

    Rows read from the database, chained, their columns held to their text.
    """
    head = JournalHead.objects.create(organisation_id=STORED, hash=GENESIS)
    bare = []
    for start in range(1, count + 1, 1_000):
        stored = [stored_entry(head, n) for n in range(start, start + 1_000)]
        QuerySet(JournalEntry).bulk_create(stored)
        bare += [f"{entry.previous}\n{entry.text}".encode() for entry in stored]
    head.save()
    settle()
    assert verify_organisation(STORED).holds
    return compare(
        f"verify {count:,} entries of the table",
        lambda: verify_organisation(STORED),
        lambda: [hashlib.sha256(text).digest() for text in bare],
        limit="bare SHA-256",
        at_most=8,
    )


def stored_entry(head: JournalHead, sequence: int) -> JournalEntry:
    """Return a vote's entry after the head, which moves on to it."""
    at = datetime(2026, 11, 1, tzinfo=UTC) + timedelta(seconds=sequence)
    text = canonical(
        {
            "organisation": STORED, "sequence": sequence, "at": at.isoformat(timespec="microseconds"), "actor": 17,
            "actor_name": "Nguyễn Minh Hà", "on_behalf_of": None, "on_behalf_of_name": "", "origin": "127.0.0.1",
            "verb": "approvals.cast_slip", "subject": "approvals.ballot", "subject_id": 5, "document": 12, "reason": "",
            "facts": {"changed": True},
        }
    )  # fmt: skip
    previous, head.sequence, head.hash = head.hash, sequence, link(head.hash, text)
    return JournalEntry(
        organisation_id=STORED, sequence=sequence, at=at, actor_id=17, verb="approvals.cast_slip",
        subject_type="approvals.ballot", subject_id=5, document_id=12, text=text, previous=previous, hash=head.hash,
    )  # fmt: skip
