"""After the close no file of the database holds an earlier state of the urn: who reads the bytes finds no step."""

import re
import secrets
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.utils import timezone

from approvals import actions
from approvals.jobs import StillThere, wipe_urns
from approvals.models import Ballot, Urn
from audit.actor import SYSTEM
from notifications.jobs import run_due
from notifications.models import OutboxItem
from tests.approvals.conftest import SOON, House
from tests.approvals.test_sealing import SealedVote

pytestmark = pytest.mark.django_db(transaction=True)
MEMBERS = 40  # more slips than fit into one page of either database


@pytest.fixture
def house() -> House:
    return House(members=MEMBERS)


def bytes_on_disk() -> bytes:
    """All that the files of the database hold, whatever a query would find."""
    return _postgresql_files() if connection.vendor == "postgresql" else _sqlite_files()


def _sqlite_files() -> bytes:
    name = str(connection.settings_dict["NAME"])
    return b"".join(Path(name + end).read_bytes() for end in ("", "-wal") if Path(name + end).exists())


def _postgresql_files() -> bytes:
    """The tables of slips and where their long values lie: main files only, flushed."""
    tables = ["approvals_urn", "approvals_sealedslip"]
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT pg_read_binary_file(pg_relation_filepath(c.oid)) FROM pg_class c WHERE c.relname = ANY(%s) "
            "OR c.oid IN (SELECT reltoastrelid FROM pg_class WHERE relname = ANY(%s))",
            [tables, tables],
        )
        return b"".join(bytes(content) for (content,) in cursor.fetchall())


def steps_in(content: bytes, codes: list[str]) -> set[str]:
    """The codes that stand there as the urn writes them, beside their choice."""
    found = {code.decode() for code in re.findall(rb'"([0-9A-Z]{12})":"', content)}
    return found & set(codes)


def cast(house: House, ballot: Ballot, *, members: int = MEMBERS) -> list[str]:
    codes = [house.vote(ballot, place, "123"[place % 3]).code for place in range(members)]
    for place in range(0, members, 7):
        house.vote(ballot, place, "blank", code=codes[place])
    return codes


def wiped() -> bool:
    now = timezone.now() + timedelta(days=30)
    run_due(now)
    return not OutboxItem.objects.filter(kind="wipe_urns", done_at=None).exists()


def uncompressed() -> None:
    """PostgreSQL would pack long values; unpacked, their bytes can be searched."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE approvals_urn ALTER COLUMN slips SET STORAGE EXTERNAL")


def test_closed_ballot_leaves_no_step_of_its_urn(house: House) -> None:
    uncompressed()
    ballot = house.open_ballot()
    codes = cast(house, ballot)
    assert steps_in(bytes_on_disk(), codes)
    house.close(ballot)
    assert steps_in(bytes_on_disk(), codes), "closing alone leaves them, which is why they are wiped"
    assert wiped()
    assert not steps_in(bytes_on_disk(), codes)


def test_annulled_ballot_leaves_none_of_its_codes_anywhere(house: House) -> None:
    uncompressed()
    ballot = house.open_ballot()
    codes = cast(house, ballot)
    actions.annul_ballot(actor=SYSTEM, ballot=ballot, reason="Trả lại", at=SOON)
    assert wiped()
    content = bytes_on_disk()
    assert not any(code.encode() in content for code in codes)


def test_wiping_one_ballot_leaves_the_slips_of_an_open_one_as_they_are(house: House) -> None:
    uncompressed()
    ended = house.open_ballot()
    codes = cast(house, ended)
    house.close(ended)
    opened = house.open_ballot()
    cast(house, opened, members=5)
    before = Urn.objects.get(ballot=opened).slips
    assert wiped()
    assert Urn.objects.get(ballot=opened).slips == before
    assert not steps_in(bytes_on_disk(), codes)
    assert len(house.close(opened).result["published"]["ballots"]) == 5


def test_opened_ballot_leaves_no_sealed_slip_beside_its_seat(house: House) -> None:
    """What was sealed goes too: whoever finds both key files later finds nothing to open."""
    vote = SealedVote(house)
    vote.appoint()
    vote.give_keys()
    marks = [secrets.token_hex(20) for _ in range(12)]
    for member, mark in enumerate(marks):
        vote.cast(member, (mark + vote.noise(2)[len(mark) :]))
    house.close(vote.ballot)
    assert any(mark.encode() in bytes_on_disk() for mark in marks)
    vote.open(1, [vote.noise(1) for _ in marks])
    vote.open(2, [{"code": f"{place:012d}", "choice": "1"} for place in range(12)])
    assert wiped()
    content = bytes_on_disk()
    assert not any(mark.encode() in content for mark in marks)


def test_open_ballot_of_names_asks_for_no_wiping(house: House) -> None:
    house.close(house.open_ballot(secret=False))
    run_due(timezone.now() + timedelta(days=30))
    assert not OutboxItem.objects.filter(kind="wipe_urns").exists()


def test_wiping_inside_a_transaction_is_put_off() -> None:
    with transaction.atomic(), pytest.raises(StillThere):
        wipe_urns()


def test_who_still_reads_an_earlier_state_puts_it_off_until_they_have_done(house: House) -> None:
    """The item stays and is tried again: nothing is reported done that is not."""
    uncompressed()
    ballot = house.open_ballot()
    codes = cast(house, ballot)
    reader = connection.copy("reader")
    try:
        with reader.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
            else:
                cursor.execute("BEGIN")
            cursor.execute("SELECT count(*) FROM approvals_urn")
            cursor.fetchall()
            house.close(ballot)
            assert not wiped()
            cursor.execute("COMMIT")
    finally:
        reader.close()
        if connection.vendor == "postgresql":
            reader.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's only
    OutboxItem.objects.filter(kind="wipe_urns").update(next_attempt_at=SOON)
    assert wiped()
    assert not steps_in(bytes_on_disk(), codes)
