"""Distribution: its rows beside bulk_create, and its queries, which do not grow with the recipients."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from audit.actor import SYSTEM
from benchmarks import population
from benchmarks.harness import Line, compare
from documents.models import Document, DraftRound, IssuedPaper
from notifications.actions import distribute
from notifications.models import Delivery, Recipient, RecipientLine
from orgs.models import Organisation, User

SIZES = (10, 1_000, 10_000)
names = itertools.count()


def run() -> Iterator[Line]:
    people = User.objects.bulk_create(
        (User(username=f"recipient-{n}", full_name=f"Người nhận {n}") for n in range(max(SIZES))), batch_size=2_000
    )
    population.settle()  # as autovacuum would: else checks of keys keep the plan of a table with few people
    organisation = Organisation.objects.create(name="Tỉnh đoàn gửi", short_name="Tỉnh đoàn gửi", level="province")
    clerk = population.person("clerk-who-sends")
    counts = []
    for size in SIZES:
        document = issued(organisation, clerk, people[:size])
        counts.append(
            population.queries_of(
                lambda document=document: distribute(actor=SYSTEM, document=document, at=timezone.now())
            )
        )
    yield Line(
        "queries of distribution, 10 to 10,000 recipients", counts[-1], counts[0], "10 recipients", counts[-1] / counts[0],
        "≤ 1 (does not grow)", queries=counts[-1], passed=counts[-1] <= counts[0], unit="queries",
    )  # fmt: skip
    ours = iter([issued(organisation, clerk, people) for _ in range(7)])
    peers = iter([issued(organisation, clerk, people) for _ in range(7)])
    yield compare(
        "distribution to 10,000: deliveries, access, notices, outbox",
        lambda: distribute(actor=SYSTEM, document=next(ours), at=timezone.now()),
        lambda: deliveries_alone(next(peers), people),
        limit="bulk_create of the deliveries alone",
        at_most=1.2,
    )


@transaction.atomic
def deliveries_alone(document: Document, people: list[User]) -> None:
    now = timezone.now()
    Delivery.objects.bulk_create(
        (Delivery(document=document, user=user, name=user.full_name, purpose="act", sent_at=now) for user in people),
        batch_size=2_000,
    )


def issued(organisation: Organisation, clerk: User, people: list[User]) -> Document:
    """Make a document with its number and a frozen list of recipients."""
    now = timezone.now()
    document = Document.objects.create(
        organisation=organisation, type_code="KH", subject=f"Kế hoạch {next(names)}", drafter=clerk, created_at=now,
        changed_at=now,
    )  # fmt: skip
    document.round = DraftRound.objects.create(
        document=document, ordinal=1, origin="uploaded", tree={}, text_sha256="0" * 64, created_at=now
    )
    document.save()
    IssuedPaper.objects.create(
        document=document, number="01", symbol="KH/TĐTN", issued_on=now.date(), tree={}, pdf=b"", sha256="0" * 64,
        issued_by=clerk, issued_at=now,
    )  # fmt: skip
    line = RecipientLine.objects.create(
        document=document,
        ordinal=1,
        text="Các đồng chí",
        state=RecipientLine.State.CONFIRMED,
        purpose="act",
        frozen_at=now,
        resolved_at=now,
    )
    Recipient.objects.bulk_create(
        (Recipient(line=line, user=user, name=user.full_name, purpose="act") for user in people), batch_size=2_000
    )
    return document
