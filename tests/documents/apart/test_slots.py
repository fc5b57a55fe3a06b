import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

import pytest

from benchmarks.texts import programme
from documents.apart import Slots, slots
from documents.structure import Unreadable

TEXT = "KẾ HOẠCH\nTổ chức Tháng Thanh niên năm 2027"


@contextmanager
def opened(count: int = 1) -> Iterator[Slots]:
    lent = Slots(count)
    try:
        yield lent
    finally:
        lent.close()


def read(lent: Slots, text: str = TEXT, person: int = 1) -> dict[str, Any]:
    return lent.ask(
        "read_round",
        person=person,
        payload=text.encode(),
        pasted=True,
        name="",
        profile="HD29",
        settings={},
        before=None,
    )[0]


def child_of(lent: Slots) -> Any:
    return lent._all[0]._child


def test_a_text_is_read_and_checked_in_a_process_apart() -> None:
    with opened() as lent:
        answer = read(lent)
        assert answer["tree"]["subject"] == "Tổ chức Tháng Thanh niên năm 2027"
        assert answer["findings"]
        assert child_of(lent).pid != os.getpid()


def test_the_process_is_kept_for_the_next_text() -> None:
    with opened() as lent:
        read(lent)
        first = child_of(lent).pid
        read(lent)
        assert child_of(lent).pid == first


def test_what_cannot_be_read_is_refused_with_its_own_sentence() -> None:
    with opened() as lent, pytest.raises(Unreadable) as refusal:
        read(lent, "  ")
    assert refusal.value.code == "empty"


def test_a_process_that_was_killed_is_started_again() -> None:
    with opened() as lent:
        read(lent)
        os.kill(child_of(lent).pid, signal.SIGKILL)
        child_of(lent).wait()
        assert read(lent)["tree"]


def test_a_text_that_takes_too_long_is_ended_with_a_sentence_and_the_next_one_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with opened() as lent:
        monkeypatch.setattr(slots, "time_for", lambda size: 0)
        with pytest.raises(Unreadable) as refusal:
            read(lent, programme(2_500_000))
        assert refusal.value.code == "too_slow"
        monkeypatch.undo()
        assert read(lent)["tree"]


def test_a_job_that_fails_by_our_own_fault_is_refused_and_the_next_one_is_done(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with opened() as lent:
        with pytest.raises(Unreadable) as refusal:
            lent.ask("no_such_job", person=1)
        assert refusal.value.code == "stopped"
        assert "KeyError" in capfd.readouterr().err
        assert read(lent)["tree"]


def test_the_process_sees_no_secret_of_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "of-the-server")
    with opened() as lent:
        read(lent)
        with open(f"/proc/{child_of(lent).pid}/environ", "rb") as environment:
            assert b"of-the-server" not in environment.read()


class Held:
    """A process whose jobs end when the test says so; notes the order in which they began."""

    begun: ClassVar[list[str]] = []
    free = threading.Semaphore(0)
    started = threading.Semaphore(0)

    def ask(self, asked: dict[str, Any], payload: dict[str, Any], seconds: int) -> tuple[dict[str, Any], bytes]:
        self.begun.append(asked["name"])
        self.started.release()
        assert self.free.acquire(timeout=30)
        return {}, b""

    def end(self) -> None:
        pass


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    monkeypatch.setattr(slots, "Process", Held)
    Held.begun, Held.free, Held.started = [], threading.Semaphore(0), threading.Semaphore(0)
    threads = []

    def ask(lent: Slots, person: Any, name: str) -> None:
        """Ask from a thread of its own; come back when the job is begun or stands in the queue."""
        before = len(lent._waiting) + len(Held.begun)
        thread = threading.Thread(target=lambda: lent.ask("read_round", person=person, name=name))
        thread.start()
        threads.append(thread)
        with lent._changed:
            assert lent._changed.wait_for(lambda: len(lent._waiting) + len(lent._served) > 0, 30)
        while len(lent._waiting) + len(Held.begun) == before:
            pass

    yield ask
    for _ in threads:
        Held.free.release()
    for thread in threads:
        thread.join(30)


def finish_one(expected_begun: str) -> None:
    Held.free.release()
    for _ in range(1):
        assert Held.started.acquire(timeout=30)
    assert Held.begun[-1] == expected_begun


def test_who_has_fewer_texts_ahead_goes_first(held: Callable[..., None]) -> None:
    lent = Slots(1)
    held(lent, "flooder", "first")
    assert Held.started.acquire(timeout=30)
    held(lent, "flooder", "second")
    held(lent, "flooder", "third")
    held(lent, "colleague", "other")
    finish_one("other")
    finish_one("second")


def test_one_person_holds_one_slot_and_the_other_stays_free(held: Callable[..., None]) -> None:
    lent = Slots(2)
    held(lent, "flooder", "first")
    assert Held.started.acquire(timeout=30)
    held(lent, "flooder", "second")
    assert Held.begun == ["first"]
    held(lent, "colleague", "other")
    assert Held.started.acquire(timeout=30)
    assert Held.begun == ["first", "other"]


def test_a_person_whose_queue_is_full_is_told_to_come_back(held: Callable[..., None]) -> None:
    lent = Slots(1)
    for name in range(slots.MOST_WAITING):
        held(lent, "flooder", str(name))
    with pytest.raises(Unreadable) as refusal:
        lent.ask("read_round", person="flooder", name="one too many")
    assert refusal.value.code == "busy"


def test_who_waits_too_long_is_told_to_come_back(held: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "LONGEST_WAIT", 0.01)
    lent = Slots(1)
    held(lent, "first", "first")
    with pytest.raises(Unreadable) as refusal:
        lent.ask("read_round", person="second", name="second")
    assert refusal.value.code == "busy"
    assert not lent._waiting
