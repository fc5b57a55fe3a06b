"""Lend out the processes apart: a few slots, a fair queue before them, and an end to whatever takes too long.

Each web or worker process has slots of its own, whose processes start with the first job. A person holds one slot at a
time, and who has the fewest jobs of their own ahead goes first: ten large files of one person delay that person.
"""

from __future__ import annotations

import atexit
import itertools
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from documents.structure.errors import Unreadable

SLOTS = 2
MOST_WAITING = 5  # jobs of one person, the one under way among them
LONGEST_WAIT = 30.0  # seconds in the queue
MOST_SAID = 256 * 1024**2  # bytes of an answer
BUSY = "Máy đang bận đọc các văn bản khác. Văn bản của đồng chí chưa được ghi; hãy thử lại sau một phút."
TOO_SLOW = "Máy đọc văn bản này quá {seconds} giây nên đã dừng. Hãy bỏ bớt bảng và ô trống, hoặc chia nhỏ văn bản."
STOPPED = "Máy không đọc hết được văn bản này. Hãy mở bằng Word, lưu lại thành .docx rồi tải lên, hoặc báo quản trị."
_ROOT = Path(__file__).resolve().parents[2]
_WALL = 3  # the clock may run so many times longer than the processor: other work runs on the machine too


def time_for(size: int) -> int:
    """Compute the seconds of processor time that a text of so many bytes may take; a real one takes a hundredth."""
    return 5 + min(15, size // 200_000)


class Process:
    """One process apart; started when it is first needed, and again after it was ended."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self._requests: Connection
        self._answers: Connection

    def ask(self, asked: dict[str, Any], payload: bytes, seconds: int) -> tuple[dict[str, Any], bytes]:
        """Have a job done; raises Unreadable if the job was refused, took too long or ended the process."""
        child = self._running()
        try:
            self._requests.send_bytes(json.dumps({**asked, "seconds": seconds}).encode())
            self._requests.send_bytes(payload)
            if not self._answers.poll(seconds * _WALL):
                child.kill()
            answer, made = json.loads(self._answers.recv_bytes(MOST_SAID)), self._answers.recv_bytes(MOST_SAID)
        except (EOFError, OSError):
            raise self._ended(child, seconds) from None
        except BaseException:  # an interrupt between question and answer: the next job must not get this one's
            self.end()
            raise
        if answer.pop("last"):
            self.end()
        if "refused" in answer:
            raise Unreadable(*answer["refused"])
        return answer, made

    def end(self) -> None:
        """End the process, whatever it does."""
        if self._child is not None:
            self._requests.close()
            self._answers.close()
            self._child.kill()
            self._child.wait()
            self._child = None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        self.end()
        self._child = subprocess.Popen(
            [sys.executable, "-m", "documents.apart.process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=_ROOT,
            env=_environment(),
            start_new_session=True,  # Ctrl+C is for the server, which then closes the pipe
        )
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._requests = Connection(os.dup(self._child.stdin.fileno()), readable=False)
        self._answers = Connection(os.dup(self._child.stdout.fileno()), writable=False)
        self._child.stdin.close()
        self._child.stdout.close()
        return self._child

    def _ended(self, child: subprocess.Popen[bytes], seconds: int) -> Unreadable:
        code = child.wait()
        self.end()
        if code in (-signal.SIGXCPU, -signal.SIGKILL):
            return Unreadable("too_slow", TOO_SLOW.format(seconds=seconds))
        return Unreadable("stopped", STOPPED)


def _environment() -> dict[str, str]:
    """Return an environment without the server's secrets, for who reads strangers' files."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "VIRTUAL_ENV") if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


@dataclass(frozen=True, slots=True)
class _Ticket:
    ahead: int  # jobs of the same person that came before and are not done
    number: int
    person: Hashable


class Slots:
    """So many processes apart, and the queue before them. Safe to use from any thread."""

    def __init__(self, count: int = SLOTS) -> None:
        self._idle = [Process() for _ in range(count)]
        self._all = list(self._idle)
        self._changed = threading.Condition()
        self._numbers = itertools.count()
        self._waiting: list[_Ticket] = []
        self._served: list[Hashable] = []
        atexit.register(self.close)

    def ask(
        self, job: str, *, person: Hashable, payload: bytes = b"", size: int | None = None, **asked: object
    ) -> tuple[dict[str, Any], bytes]:
        """Have a job done for a person when it is their turn. Raises Unreadable with a sentence where it is not done.

        `size`: bytes of text that the job works on, by which its time is measured (default: of the payload).
        """
        seconds = time_for(len(payload) if size is None else size)
        with self._slot(person) as process:
            return process.ask({"job": job, **asked}, payload, seconds)

    def close(self) -> None:
        """End every process; the next job starts them again."""
        for process in self._all:
            process.end()

    @contextmanager
    def _slot(self, person: Hashable) -> Iterator[Process]:
        process = self._enter(person)
        try:
            yield process
        finally:
            with self._changed:
                self._served.remove(person)
                self._idle.append(process)
                self._changed.notify_all()

    def _enter(self, person: Hashable) -> Process:
        with self._changed:
            ahead = self._served.count(person) + sum(other.person == person for other in self._waiting)
            if ahead >= MOST_WAITING:
                raise Unreadable("busy", BUSY)
            ticket = _Ticket(ahead, next(self._numbers), person)
            self._waiting.append(ticket)
            try:
                if not self._changed.wait_for(lambda: self._next() == ticket, LONGEST_WAIT):
                    raise Unreadable("busy", BUSY)
            finally:
                self._waiting.remove(ticket)
                self._changed.notify_all()
            self._served.append(person)
            return self._idle.pop()

    def _next(self) -> _Ticket | None:
        """Tell whose turn it is, if a slot is idle: nobody who holds one already."""
        if not self._idle:
            return None
        may = (ticket for ticket in self._waiting if ticket.person not in self._served)
        return min(may, key=lambda ticket: (ticket.ahead, ticket.number), default=None)
