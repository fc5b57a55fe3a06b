"""The worker: one lane for each sort of work of the outbox, in threads of the web process or in a process of its own.

A lane that waits for the world outside (a mail server that accepts and is silent) holds up no other lane. One item at a
time is leased; the lease is renewed while the lane is at the item. An item that takes too long is given up for this
time, and its lane goes on with the next in a new thread.
"""

from __future__ import annotations

import logging
import time
from datetime import datetime, timedelta
from threading import Event, Thread

from django.db import Error, close_old_connections, connection
from django.utils import timezone

from notifications import jobs
from notifications.models import OutboxItem

logger = logging.getLogger(__name__)
POLL = 1.0  # seconds between two looks at the outbox
LOOK = 0.2  # seconds between two looks at the lanes
RENEWED = timedelta(minutes=1)  # so often a lease is lengthened


class Lane:
    """A thread that does one sort of work, item by item."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.item: OutboxItem | None = None  # that it is at, since `since`
        self.since = self.renewed_at = timezone.now()
        self._minute: datetime | None = None
        self._stopping = False
        self._wake = Event()
        self.thread = Thread(target=self._run, name=f"worker-{name}", daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """End after the item at hand."""
        self._stopping = True
        self._wake.set()

    def _run(self) -> None:
        jobs.sleepers.add(self._wake)
        while not self._stopping:
            close_old_connections()
            try:
                busy = self._do_next(timezone.now())
            except Error as problem:
                logger.warning("the worker cannot reach the database, trying again: %s", problem)
                busy = False
            if not busy and not self._stopping:
                self._wake.wait(POLL)
                self._wake.clear()
        jobs.sleepers.discard(self._wake)
        connection.close()

    def _do_next(self, now: datetime) -> bool:
        """Try one item of this lane; False if nothing is due."""
        if self.name == "minute" and self._minute != now.replace(second=0, microsecond=0):
            self._minute = jobs.enqueue_minute(now)
        item = jobs.lease_next(now, self.name)
        if item is None:
            return False
        self.since = self.renewed_at = now
        self.item = item
        try:
            jobs.carry_out(item, now)
        finally:
            self.item = None
        return True


class Worker:
    """Runs its lanes until stopped. A problem with the database is logged and waited out; nothing is lost, rows stay."""

    def __init__(self) -> None:
        self._stopping = False
        self._thread = Thread(target=self.run, name="worker", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, wait: float = 10.0) -> None:
        """Ask the lanes to end after the item that each is at, and wait for them."""
        self.request_stop()
        if self._thread.is_alive():
            self._thread.join(wait)

    def request_stop(self) -> None:
        """Only a word, which a signal's handler may say at any moment."""
        self._stopping = True

    def run(self) -> None:
        lanes = [Lane(name) for name in sorted(jobs.lanes())]
        while not self._stopping:
            time.sleep(LOOK)
            close_old_connections()
            try:
                lanes = [look_after(lane, timezone.now()) for lane in lanes]
            except Error as problem:
                logger.warning("the worker cannot reach the database, trying again: %s", problem)
        for lane in lanes:
            lane.stop()
        for lane in lanes:
            lane.thread.join()
        connection.close()


def look_after(lane: Lane, now: datetime) -> Lane:
    """Renew the lease of what a lane is at; give it up when it takes too long. Returns the lane that goes on."""
    item = lane.item
    if item is None:
        return lane if lane.thread.is_alive() else Lane(lane.name)
    if now - lane.since > jobs.limit_of(item):
        lane.stop()  # its thread ends whenever the item does
        jobs.give_back(item, now, f"took longer than {jobs.limit_of(item)}")
        return Lane(lane.name)
    if now - lane.renewed_at > RENEWED:
        jobs.renew(item, now)
        lane.renewed_at = now
    return lane
