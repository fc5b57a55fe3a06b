"""The outbox: nothing lost, nothing tried by two at once, nothing told twice."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, Never

import pytest
from django.core import mail
from django.db import transaction
from pytest_django import Settings

from audit.actor import Actor
from documents.actions import end_accesses
from documents.models import Access
from notifications import jobs, worker
from notifications.actions import distribute
from notifications.models import OutboxItem
from orgs.models import User

from .conftest import NOW
from .test_distributing import ready

MINUTE = timedelta(minutes=1)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A handler "note" that keeps its calls and fails on demand."""
    kept = []

    def note(payload: dict[str, Any], key: str, at: datetime) -> None:
        kept.append(payload["n"])
        if payload.get("fails"):
            raise RuntimeError("máy chủ thư không trả lời")

    monkeypatch.setitem(jobs._handlings, "note", jobs.Handling(note))
    return kept


def put(n: int, key: str | None = None, **more: bool) -> None:
    jobs.enqueue(kind="note", payload={"n": n, **more}, key=key, at=NOW)


def test_an_item_is_done_once(db: None, calls: list[int]) -> None:
    put(1)
    assert jobs.run_due(NOW) == 1
    assert jobs.run_due(NOW + MINUTE) == 0
    assert calls == [1]


def test_an_item_of_a_transaction_that_failed_is_never_tried(db: None, calls: list[int]) -> None:
    with transaction.atomic():
        put(1)
        transaction.set_rollback(True)
    assert jobs.run_due(NOW) == 0


def test_a_key_stands_once(db: None, calls: list[int]) -> None:
    put(1, key="letter:7")
    put(2, key="letter:7")
    jobs.run_due(NOW)
    assert calls == [1]


def test_a_failure_waits_longer_each_time_and_says_why(db: None, calls: list[int]) -> None:
    put(1, fails=True)
    jobs.run_due(NOW)
    item = OutboxItem.objects.get()
    first = item.next_attempt_at - NOW
    assert "không trả lời" in item.last_error
    assert jobs.run_due(NOW + first - timedelta(seconds=1)) == 0
    jobs.run_due(item.next_attempt_at)
    again = OutboxItem.objects.get()
    assert again.next_attempt_at - item.next_attempt_at == 2 * first
    assert calls == [1, 1]


def test_an_item_of_a_killed_worker_comes_free_when_its_lease_ends(db: None, calls: list[int]) -> None:
    put(1)
    jobs.lease_next(NOW)  # and then kill -9
    assert jobs.run_due(NOW + MINUTE) == 0
    assert jobs.run_due(NOW + jobs.LEASE + MINUTE) == 1
    assert OutboxItem.objects.get().done_at is not None


def test_a_worker_that_was_too_slow_does_not_undo_the_next_ones_lease(db: None, calls: list[int]) -> None:
    put(1)
    late = jobs.lease_next(NOW)
    jobs.lease_next(NOW + jobs.LEASE + MINUTE)
    jobs.carry_out(late, NOW)
    assert OutboxItem.objects.get().done_at is None


def test_a_lease_covers_one_item_and_is_renewed_while_a_worker_is_at_it(db: None, calls: list[int]) -> None:
    put(1)
    put(2)
    item = jobs.lease_next(NOW)
    assert OutboxItem.objects.filter(leased_until__isnull=False).count() == 1
    jobs.renew(item, NOW + 4 * MINUTE)
    assert jobs.run_due(NOW + 6 * MINUTE) == 1  # the other one
    jobs.carry_out(item, NOW + 7 * MINUTE)
    assert calls == [2, 1]
    assert not OutboxItem.objects.filter(done_at__isnull=True).exists()


def test_an_item_that_takes_too_long_is_given_up_and_tried_later_by_a_new_thread(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(1)
    monkeypatch.setitem(jobs._handlings, "note", jobs.Handling(lambda *_: None, limit=4 * MINUTE))
    monkeypatch.setattr(worker.Lane, "_run", lambda lane: None)
    lane = worker.Lane("work")
    lane.item, lane.since = jobs.lease_next(NOW), NOW
    assert worker.look_after(lane, NOW + 3 * MINUTE) is lane
    assert worker.look_after(lane, NOW + 5 * MINUTE) is not lane
    item = OutboxItem.objects.get()
    assert "took longer" in item.last_error
    assert item.next_attempt_at > NOW + 5 * MINUTE
    assert not item.leased_until


def test_a_kind_that_nobody_here_handles_is_left_to_a_newer_worker(db: None) -> None:
    jobs.enqueue(kind="of-tomorrow", payload={}, at=NOW)
    assert jobs.run_due(NOW) == 0
    assert OutboxItem.objects.get().attempts == 0


def test_the_minute_is_run_once_however_many_workers_there_are(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[datetime] = []
    monkeypatch.setattr(jobs, "_every_minute", {"tick": seen.append})
    jobs.enqueue_minute(NOW)
    jobs.enqueue_minute(NOW + timedelta(seconds=20))
    jobs.run_due(NOW + timedelta(seconds=30))
    assert len(seen) == 1


def test_one_job_that_fails_does_not_hold_up_the_others(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[datetime] = []

    def broken(at: datetime) -> Never:
        raise RuntimeError

    monkeypatch.setattr(jobs, "_every_minute", {"broken": broken, "tick": seen.append})
    jobs.enqueue_minute(NOW)
    jobs.run_due(NOW)
    assert len(seen) == 1


def test_old_ticks_and_letters_are_swept(db: None, calls: list[int]) -> None:
    put(1)
    jobs.run_due(NOW)
    jobs.enqueue_minute(NOW)
    jobs.run_due(NOW)
    jobs.enqueue_minute(NOW + 2 * timedelta(hours=1))
    jobs.run_due(NOW + timedelta(hours=2))
    assert OutboxItem.objects.filter(kind="minute").count() == 1
    jobs.enqueue_minute(NOW + timedelta(days=31))
    jobs.run_due(NOW + timedelta(days=31))
    assert not OutboxItem.objects.filter(kind="note").exists()


def test_each_addressee_with_an_address_gets_one_letter_even_if_the_worker_dies_between(
    house: SimpleNamespace, by_clerk: Actor, settings: Settings
) -> None:
    house.ubnd.email = "vanthu@ubnd.example"
    house.ubnd.save()
    document = ready(house, by_clerk, "- UBND tỉnh;", "- Thường trực Tỉnh đoàn;", "- Đoàn cấp xã;")
    distribute(actor=by_clerk, document=document, at=NOW)
    jobs.run_due(NOW)
    OutboxItem.objects.filter(kind="mail_deliveries").update(done_at=None, leased_until=None)  # died before "done"
    jobs.run_due(NOW)
    jobs.run_due(NOW)
    assert sorted(letter.to[0] for letter in mail.outbox) == [
        "uv1@lamgiang.example",
        "uv2@lamgiang.example",
        "vanthu@ubnd.example",
    ]
    letter = mail.outbox[0]
    assert letter.subject == "[Tỉnh đoàn] 15-CTr/TĐTN: Chương trình công tác Đoàn năm 2027"
    assert f"{settings.SITE_URL}/van-ban-nhan/{document.pk}/" in letter.body
    assert letter.extra_headers["Message-ID"].startswith("<letter.")


def test_no_letter_goes_to_whom_the_document_was_closed_meanwhile(house: SimpleNamespace, by_clerk: Actor) -> None:
    house.communes[0].email, house.communes[1].email = "vankhe@xa.example", "binhha@xa.example"
    for commune in house.communes[:2]:
        commune.save()
    document = ready(house, by_clerk, "- Đoàn cấp xã (t/h);", "- Thường trực Tỉnh đoàn (để biết);")
    distribute(actor=by_clerk, document=document, at=NOW)
    jobs.run_due(NOW, limit=1)  # the letters are written, none is sent yet
    end_accesses(accesses=Access.objects.filter(organisation=house.communes[0]), at=NOW)
    User.objects.filter(pk=house.members[0].pk).update(is_active=False)
    jobs.run_due(NOW)
    written = {address for letter in mail.outbox for address in letter.to}
    assert "binhha@xa.example" in written
    assert written.isdisjoint({"vankhe@xa.example", house.members[0].email})
    assert not OutboxItem.objects.filter(kind="letter", done_at__isnull=True).exists()
