"""What the slips of a secret ballot leave in the database's own files once their urn is emptied, taken away."""

from __future__ import annotations

from django.db import connection

#: A reader that is in the way is not waited for while writers wait: the job comes again.
PATIENCE = 1_000  # milliseconds

TABLES = ("approvals_urn", "approvals_sealedslip")


class StillThere(Exception):
    """Something in the database still holds on to old rows; to be tried again later."""


def wipe_urns() -> None:
    """Leave no earlier state of an urn in the files of the database. Raises StillThere if that cannot be done now.

    To be called after the commit that emptied the urn, outside a transaction; calling it again does no harm. What it
    cannot reach is said in docs/secrecy.md.
    """
    if connection.in_atomic_block:
        raise StillThere("inside a transaction old rows cannot be taken away")
    if connection.vendor == "postgresql":
        _rewrite_tables()
    else:
        _truncate_log()


def _truncate_log() -> None:
    """Move SQLite's write-ahead log, which holds every step, into the database and cut it to nothing.

    In the database itself `PRAGMA secure_delete` (settings) has overwritten what was deleted.
    """
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        (usual,) = cursor.fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (busy, _frames, _moved) = cursor.fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
    if busy:
        raise StillThere("somebody reads an earlier state of the database")


def _rewrite_tables() -> None:
    """Have PostgreSQL forget dead rows, then write what is left into a new file: VACUUM alone leaves their bytes in the page."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = {PATIENCE}")
        try:
            for table in TABLES:
                cursor.execute(f"VACUUM {table}")
                cursor.execute("SELECT pg_stat_get_dead_tuples(%s::regclass)", [table])
                (dead,) = cursor.fetchone()
                if dead:
                    raise StillThere(f"{dead} dead rows are still visible to an open transaction or a replica")
                cursor.execute(f"VACUUM FULL {table}")
        finally:
            cursor.execute("RESET lock_timeout")
