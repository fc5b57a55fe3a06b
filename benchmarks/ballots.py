"""Votes beside the same rows written plainly; closing beside plain SQL that counts and writes the same."""

from __future__ import annotations

import hashlib
import itertools
import json
import statistics
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from approvals import actions
from approvals.models import Ballot, Seat, Slip
from approvals.rules.codes import new_draw
from audit.actor import SYSTEM, Actor
from audit.chain import GENESIS, link
from audit.models import JournalHead
from benchmarks import population
from benchmarks.clients import in_turns
from benchmarks.harness import Line, compare, ratios
from benchmarks.journal import bare_entry
from documents.models import Document, DraftRound
from orgs.models import Organisation, User

OPTIONS = [{"key": key, "text": f"Phương án {key}", "note": ""} for key in "123"]
NOW = timezone.now()
places = itertools.count(1)
PLAIN, CLOSED_PLAINLY = -1, -2  # the chains of the rows written plainly


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
            actor=SYSTEM, document=document, draft_round=document.round, organisation=self.organisation, at=NOW,
            terms=actions.BallotTerms(
                kind="choose", question="Chọn chủ đề", options=OPTIONS, secret=secret, closes_at=NOW + timedelta(days=3)
            ),
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
            ballot, plain = house.ballot(seats, secret=secret), house.ballot(320, secret=False)
            votes, rows = [vote(user, ballot) for user in house.people[:320]], map(plainly, plain.seats.all())
            voted, written = in_turns(clients, votes, list(rows))
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
    actor, draw, choice = Actor.of(user, origin="127.0.0.1"), new_draw(), OPTIONS[user.pk % 3]["key"]
    return lambda: actions.cast_slip(actor=actor, ballot=ballot, choice=choice, draw=draw, at=NOW)


def plainly(seat: Seat) -> Callable[[], object]:
    """Write the rows of an open vote by the ORM without asking anything: seat, slip, journal entry and its head."""

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
    """Ours, beside SQL that counts the slips and writes the same rows."""
    JournalHead.objects.get_or_create(organisation_id=CLOSED_PLAINLY, defaults={"hash": GENESIS})

    def cast(secret: bool) -> Ballot:
        ballot = house.ballot(1_000, secret=secret)
        if secret:
            slips = {f"{n:012d}": OPTIONS[n % 3]["key"] for n in range(1_000)}
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


#: The columns of a ballot that its history repeats: all but the result.
HISTORY = ", ".join(f'"{field.column}"' for field in Ballot.history.model.tracked_fields)


@transaction.atomic
def count_plainly(ballot: Ballot, at: datetime) -> None:
    """Write the rows of a close by hand: a locked read, the count, and one plain statement for each table.

    A close cannot do with fewer: the ballot with its published slips, the urn emptied, the ballot's row of history,
    the outbox item from which the worker tells the roll, the entry of the journal (with the counts and a seal of what was
    published) and the head that it is chained to. Not counted here, and paid by ours: permission, the document's lock, the
    rule's verdict and its sentence, events heard.
    """
    moment = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        row = locked_plainly(cursor, ballot)
        result, counts = counted_plainly(cursor, ballot, row)
        text = json.dumps(result)
        jsonb = "::jsonb" if connection.vendor == "postgresql" else ""
        cursor.execute(
            f"UPDATE approvals_ballot SET closed_at = %s, outcome = 'second', result = %s{jsonb} WHERE id = %s",
            [moment, text, ballot.pk],
        )
        cursor.execute(
            f"INSERT INTO approvals_historicalballot ({HISTORY}, history_type, history_date) "
            f"SELECT {HISTORY}, '~', %s FROM approvals_ballot WHERE id = %s",
            [moment, ballot.pk],
        )
        seal = hashlib.sha256(text.encode()).hexdigest()
        told_plainly(cursor, ballot, moment, json.dumps({"counts": counts, "sealed": seal}))


def locked_plainly(cursor: Any, ballot: Ballot) -> tuple[str, str, str, str]:
    """Its kind, question, options and rule, if nobody else closed it."""
    locked = " FOR UPDATE" if connection.features.has_select_for_update else ""
    cursor.execute(
        "SELECT kind, question, options, rule FROM approvals_ballot "
        f"WHERE id = %s AND closed_at IS NULL AND annulled_at IS NULL{locked}",
        [ballot.pk],
    )
    return cursor.fetchone()


def counted_plainly(cursor: Any, ballot: Ballot, row: tuple[str, str, str, str]) -> tuple[dict[str, Any], Any]:
    """Return what is published: `{"published": …, "result": …}`, and the votes for each option."""
    kind, question, options, rule = row
    cursor.execute("DELETE FROM approvals_urn WHERE ballot_id = %s RETURNING slips", [ballot.pk])
    slips = json.loads(cursor.fetchone()[0])
    cursor.execute(
        "SELECT count(*), count(*) FILTER (WHERE present), count(*) FILTER (WHERE on_paper) "
        "FROM approvals_seat WHERE ballot_id = %s",
        [ballot.pk],
    )
    members, present, on_paper = cursor.fetchone()
    counts = Counter(slips.values())
    published = {
        "kind": kind, "question": question, "options": json.loads(options), "rule": json.loads(rule),
        "members": members, "present": present or None, "issued": members - on_paper,
        "ballots": [{"code": code, "choice": choice} for code, choice in sorted(slips.items())],
    }  # fmt: skip
    return {"published": published, "result": {"returned": len(slips), "counts": counts}}, counts


def told_plainly(cursor: Any, ballot: Ballot, moment: Any, facts: str) -> None:
    """Write the outbox item and the chained entry."""
    cursor.execute(
        "INSERT INTO notifications_outboxitem (kind, payload, key, created_at, next_attempt_at, attempts, last_error) "
        "VALUES ('ballot_result', %s, %s, %s, %s, 0, '')",
        [facts, f"plain:{ballot.pk}", moment, moment],
    )
    cursor.execute(
        "UPDATE audit_journalhead SET sequence = sequence + 1 WHERE organisation_id = %s RETURNING sequence, hash",
        [CLOSED_PLAINLY],
    )
    sequence, previous = cursor.fetchone()
    text = f'{{"sequence":{sequence},"facts":{facts},"verb":"approvals.close_ballot"}}'
    cursor.execute(
        "INSERT INTO audit_journalentry (organisation_id, sequence, at, verb, subject_type, subject_id, document_id, text, "
        "previous, hash) VALUES (%s, %s, %s, 'approvals.close_ballot', 'approvals.ballot', %s, %s, %s, %s, %s)",
        [CLOSED_PLAINLY, sequence, moment, ballot.pk, ballot.document_id, text, previous, link(previous, text)],
    )
    cursor.execute(
        "UPDATE audit_journalhead SET hash = %s WHERE organisation_id = %s", [link(previous, text), CLOSED_PLAINLY]
    )
