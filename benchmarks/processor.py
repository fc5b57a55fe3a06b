"""Processor time: what a work costs, whoever else keeps the machine busy meanwhile."""

from __future__ import annotations

import time
from pathlib import Path

from django.db import connection


def used_here() -> float:
    """Return the seconds that this process has used, and the server's process that answers its PostgreSQL connection.

    A server on another machine cannot be asked: then the seconds of the clock are returned.
    """
    if connection.vendor != "postgresql":
        return time.process_time()
    connection.ensure_connection()
    try:
        return time.process_time() + used_by(connection.connection.info.backend_pid)
    except FileNotFoundError:
        return time.perf_counter()


def used_by(pid: int) -> float:
    """Return the seconds that the threads of a process have used (Linux counts them in nanoseconds)."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9
