"""The worker: a loop over the outbox and the minute, in a thread of the web process or in a process of its own."""

from __future__ import annotations

import logging
import threading
import time

from django.db import close_old_connections, connection
from django.utils import timezone

from notifications import jobs

logger = logging.getLogger(__name__)
POLL = 1.0  # seconds


class Worker:
    """Runs until stopped. A problem with the database is logged and waited out; nothing is lost, the rows stay."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self.run, name="worker", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, wait: float = 10.0) -> None:
        """Ask the loop to end after the item that it is at, and wait for it."""
        self.request_stop()
        if self._thread.is_alive():
            self._thread.join(wait)

    def request_stop(self) -> None:
        self._stop.set()
        jobs.wake.set()

    def run(self) -> None:
        minute = -1
        while not self._stop.is_set():
            close_old_connections()
            try:
                minute = self._tick(minute)
                busy = jobs.run_due(timezone.now())
            except Exception:
                logger.exception("the worker could not run; trying again")
                busy = 0
                self._stop.wait(POLL)
            if not busy:
                jobs.wake.wait(POLL)
                jobs.wake.clear()
        connection.close()

    def _tick(self, last: int) -> int:
        minute = int(time.time() // 60)
        if minute != last:
            jobs.enqueue_minute(timezone.now())
        return minute
