"""`make test`: the suite on SQLite, and beside it on PostgreSQL with Redis where both answer on localhost; says what ran.

Arguments are handed to pytest. `TEST_DATABASE_URL` and `TEST_REDIS_URL` name other servers than localhost's.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

import psycopg
import redis

ROOT = Path(__file__).resolve().parent.parent
POSTGRES = os.environ.get("TEST_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/trinhky")
REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/9")


def chromium() -> str | None:
    """The browser of the journeys; installed with apt where we are root and none is found."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        say("No browser found: installing Debian's chromium for the browser journeys …")
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False, **quiet)
        found = shutil.which("chromium")
    return found


def postgres_answers() -> bool:
    try:
        psycopg.connect(POSTGRES.rsplit("/", 1)[0] + "/postgres", connect_timeout=3).close()
    except psycopg.Error:
        return False
    return True


def redis_answers() -> bool:
    try:
        return bool(redis.Redis.from_url(REDIS, socket_connect_timeout=3).ping())
    except redis.RedisError:
        return False


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def suite(arguments: list[str], out: IO[bytes] | None = None, **environment: str) -> subprocess.Popen[bytes]:
    """Start the suite in a process of its own; a test never depends on timing, so two of them may share the machine."""
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}, stdout=out, stderr=out)


def main() -> int:
    arguments = sys.argv[1:]
    browser = chromium()
    environment = {"CHROMIUM": browser or "", "LOG_LEVEL": "CRITICAL"}
    for name in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(name, None)
    servers = postgres_answers() and redis_answers()
    with tempfile.TemporaryFile() as told:
        other = suite(arguments, told, DATABASE_URL=POSTGRES, REDIS_URL=REDIS, **environment) if servers else None
        say("── the suite on SQLite, in-process channel layer ──")
        code = suite(arguments, **environment).wait()
        if other is not None:
            say("── the suite on PostgreSQL and Redis, run beside it ──")
            code = other.wait() or code
            told.seek(0)
            say(told.read().decode(errors="replace"))
    say(
        "Ran on SQLite"
        + (" and on PostgreSQL with Redis." if servers else "; PostgreSQL and Redis do not answer on localhost.")
    )
    if not browser:
        say(
            "!! NO BROWSER: the journeys marked `browser` DID NOT RUN (chromium not found, and not allowed to install it)."
        )
    return code


if __name__ == "__main__":
    sys.exit(main())
