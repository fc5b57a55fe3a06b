"""SQLite with a first-come-first-served write lock inside the process, and one sync of the log for many commits.

SQLite lets waiting writers retry in any order, so with 32 clients some wait for seconds while others pass. A fair lock
taken before BEGIN IMMEDIATE gives every writer of this process its turn; the disk is waited for after the lock was given
back (see docs/decisions/0002-sqlite-write-lock.md and 0010-one-sync-for-many-commits.md).
"""

import os
import threading
from collections import deque
from contextlib import suppress
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError


class FairLock:
    """A lock that wakes its waiters in the order in which they came."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._held = False

    def acquire(self) -> None:
        with self._mutex:
            if not self._held:
                self._held = True
                return
            gate = threading.Lock()
            gate.acquire()
            self._waiting.append(gate)
        gate.acquire()

    def release(self) -> None:
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._held = False


class LogSync:
    """Bring a database's write-ahead log to the disk: one sync for every commit that waits for it.

    Whoever comes while nobody syncs does it for all who have come so far; the others wait for the next one.
    """

    def __init__(self, log: str) -> None:
        self._log = log
        self._changed = threading.Condition()
        self._asked = self._done = 0
        self._syncing = False

    def wait(self) -> None:
        """Return once everything committed before this call is on the disk; OperationalError if the disk refuses."""
        with self._changed:
            self._asked += 1
            mine = self._asked
            while self._syncing and self._done < mine:
                self._changed.wait()
            if self._done >= mine:
                return
            self._syncing, covered = True, self._asked
        try:
            self._sync()
        except OSError as problem:
            covered = 0
            raise OperationalError(f"the commit could not be brought to the disk: {problem}") from problem
        finally:
            with self._changed:
                self._syncing, self._done = False, max(self._done, covered)
                self._changed.notify_all()

    def _sync(self) -> None:
        with suppress(FileNotFoundError):  # the last connection closed: SQLite has moved the log into the database
            log = os.open(self._log, os.O_RDONLY)
            try:
                os.fsync(log)
            finally:
                os.close(log)


_locks: dict[str, tuple[FairLock, LogSync]] = {}
_locks_mutex = threading.Lock()


def _locks_for(name: str) -> tuple[FairLock, LogSync]:
    with _locks_mutex:
        if name not in _locks:
            _locks[name] = FairLock(), LogSync(f"{name}-wal")
        return _locks[name]


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes the process's write lock for each transaction, from BEGIN IMMEDIATE to commit or rollback.

    Statements outside a transaction are synced by SQLite itself (`synchronous=FULL`), transactions by `LogSync`.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._holds_write_lock = False

    def _start_transaction_under_autocommit(self) -> None:
        self._lock().acquire()
        self._holds_write_lock = True
        try:
            self.connection.execute("PRAGMA synchronous=NORMAL")  # not to be changed inside a transaction
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._end_write()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        if self._holds_write_lock:
            self._end_write()
            _locks_for(str(self.settings_dict["NAME"]))[1].wait()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._end_write()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._give_lock_back()

    def _end_write(self) -> None:
        """Have SQLite sync what follows by itself again, and let the next writer in."""
        if self._holds_write_lock:
            try:
                self.connection.execute("PRAGMA synchronous=FULL")
            finally:
                self._give_lock_back()

    def _give_lock_back(self) -> None:
        if self._holds_write_lock:
            self._holds_write_lock = False
            self._lock().release()

    def _lock(self) -> FairLock:
        return _locks_for(str(self.settings_dict["NAME"]))[0]
