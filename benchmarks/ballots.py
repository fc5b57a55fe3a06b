"""Votes beside the same rows written plainly; closing beside plain SQL that counts and writes the same."""

from __future__ import annotations

import itertools
import json
import statistics
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from approvals import actions
from approvals.models import Ballot, Seat, Slip
from approvals.rules.codes import new_code
from audit.actor import SYSTEM, Actor
from audit.chain import GENESIS
from audit.models import JournalHead
from benchmarks import population
from benchmarks.clients import at_once
from benchmarks.harness import Line, compare, ratios
from benchmarks.journal import bare_entry
from documents.models import Document, DraftRound
from orgs.models import Organisation, User

OPTIONS = [{"key": key, "text": f"Phương án {key}", "note": ""} for key in "123"]
NOW = timezone.now()
places = itertools.count(1)
PLAIN = -1  # the chain of the rows written plainly


def run() -> Iterator[Line]:
    house = House()
    JournalHead.objects.get_or_create(organisation_id=PLAIN, defaults={"hash": GENESIS})
    for seats in (60, 600):
        yield opening(house, seats)
    yield from voting(house, secret=False, floor=0.65)
    yield from voting(house, secret=True, floor=0.4)
    yield closing(house)


class House:
    """One organisation with a thousand people."""

    def __init__(self) -> None:
        self.organisation = Organisation.objects.create(name="Tỉnh đoàn", short_name="Tỉnh đoàn", level="province")
        self.people = User.objects.bulk_create(
            User(username=f"member-{n}", full_name=f"Ủy viên {n}") for n in range(1_000)
        )
        self.drafter = population.person("drafter-of-ballots")

    def document(self) -> Document:
        document = Document.objects.create(
            organisation=self.organisation, type_code="CTr", subject="Chương trình", drafter=self.drafter,
            created_at=NOW, changed_at=NOW,
        )  # fmt: skip
        document.round = DraftRound.objects.create(
            document=document, ordinal=1, origin="uploaded", tree={}, text_sha256="0" * 64, created_at=NOW
        )
        document.save()
        return document

    def ballot(self, seats: int, *, secret: bool) -> Ballot:
        document = self.document()
        return actions.open_ballot(
            actor=SYSTEM, document=document, draft_round=document.round, organisation=self.organisation, kind="choose",
            question="Chọn chủ đề", options=OPTIONS, secret=secret, at=NOW, closes_at=NOW + timedelta(days=3),
            roll=[(user, user.full_name, "Ủy viên", "Khối xã") for user in self.people[:seats]],
        )  # fmt: skip


def opening(house: House, seats: int) -> Line:
    count = population.queries_of(lambda: house.ballot(seats, secret=True))
    return Line(f"open a ballot of {seats} seats", count, None, "45 queries", None, "≤ 45", queries=count,
                passed=count <= 45, unit="queries")  # fmt: skip


def voting(house: House, *, secret: bool, floor: float) -> Iterator[Line]:
    kind, seats = ("secret", 1_000) if secret else ("open", 320)
    for clients in (1, 8, 32):
        ours, peer, worst, locked = [], [], 0.0, 0
        for _ in range(5):
            ballot = house.ballot(seats, secret=secret)
            voted = at_once(clients, [vote(user, ballot) for user in house.people[:320]])
            plain = house.ballot(320, secret=False)
            written = at_once(clients, [plainly(seat) for seat in plain.seats.all()])
            ours.append(voted.rate)
            peer.append(written.rate)
            worst, locked = max(worst, voted.worst), locked + voted.locked
        found = ratios(ours, peer)
        ratio = statistics.median(found)
        embedded = connection.vendor == "sqlite"
        held = ratio >= floor and locked == 0 and (not embedded or worst <= 0.1)
        count = population.queries_of(vote(house.people[0], house.ballot(60, secret=secret)))
        yield Line(
            f"{kind} vote, {clients} clients", statistics.median(ours), statistics.median(peer), "same rows plainly",
            ratio, f"≥ {floor}" + (", worst ≤ 100 ms" if embedded else ""), f"{min(found):.3g}–{max(found):.3g}", count,
            held and count <= 14, "/s", extra={"worst ms": worst * 1000, "locked": locked},
        )  # fmt: skip


def vote(user: User, ballot: Ballot) -> Callable[[], object]:
    actor, code, choice = Actor.of(user, origin="127.0.0.1"), new_code(), OPTIONS[user.pk % 3]["key"]
    return lambda: actions.cast_slip(actor=actor, ballot=ballot, choice=choice, code=code, at=NOW)


def plainly(seat: Seat) -> Callable[[], object]:
    """The rows of an open vote, written by the ORM without asking anything: seat, slip, journal entry and its head."""

    @transaction.atomic
    def write() -> None:
        Seat.objects.filter(pk=seat.pk, voted=False).update(voted=True)
        Slip.objects.create(seat_id=seat.pk, choice="2", code="0" * 12, cast_at=NOW)
        place = next(places)
        JournalHead.objects.filter(organisation_id=PLAIN).update(sequence=place, hash=GENESIS)
        bare_entry(
            organisation_id=PLAIN, sequence=place, at=NOW, actor_id=seat.user_id, verb="approvals.cast_slip",
            subject_type="approvals.ballot", subject_id=seat.ballot_id, previous=GENESIS, hash=GENESIS,
            text='{"actor":17,"actor_name":"Ủy viên 17","facts":{"choice":"2"},"verb":"approvals.cast_slip"}',
        )  # fmt: skip

    return write


def closing(house: House) -> Line:
    """Ours, beside SQL that counts the slips, writes the published result and the entry."""

    def cast(secret: bool) -> Ballot:
        ballot = house.ballot(1_000, secret=secret)
        if secret:
            slips = {new_code(): OPTIONS[n % 3]["key"] for n in range(1_000)}
            ballot.urn.slips = json.dumps(slips, sort_keys=True)
            ballot.urn.save()
            ballot.seats.update(voted=True)
        return ballot

    ours = iter([cast(secret=True) for _ in range(12)])
    peers = iter([cast(secret=True) for _ in range(12)])
    return compare(
        "close a ballot of 1,000 seats",
        lambda: actions.close_ballot(actor=SYSTEM, ballot=next(ours), at=NOW + timedelta(days=4)),
        lambda: count_plainly(next(peers), NOW + timedelta(days=4)),
        limit="SQL and JSON by hand",
        at_most=1.5,
        rounds=10,
    )


@transaction.atomic
def count_plainly(ballot: Ballot, at: datetime) -> None:
    """What a close must do at the least: read the urn, count, write the published slips, drop the urn, one entry."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT slips FROM approvals_urn WHERE ballot_id = %s", [ballot.pk])
        slips = json.loads(cursor.fetchone()[0])
        cursor.execute(
            "SELECT count(*), count(*) FILTER (WHERE voted) FROM approvals_seat WHERE ballot_id = %s", [ballot.pk]
        )
        members, returned = cursor.fetchone()
        counts: dict[str, int] = {}
        for choice in slips.values():
            counts[choice] = counts.get(choice, 0) + 1
        published = [{"code": code, "choice": choice} for code, choice in sorted(slips.items())]
        Ballot.objects.filter(pk=ballot.pk).update(
            closed_at=at, result={"members": members, "returned": returned, "counts": counts, "ballots": published}
        )
        cursor.execute("DELETE FROM approvals_urn WHERE ballot_id = %s", [ballot.pk])
    bare_entry(
        organisation_id=-2, sequence=next(places), at=at, verb="approvals.close_ballot", subject_type="approvals.ballot",
        subject_id=ballot.pk, previous=GENESIS, hash=GENESIS, text=json.dumps(counts),
    )  # fmt: skip
