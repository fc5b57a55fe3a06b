"""`make test`: the suite on SQLite, then on PostgreSQL with Redis where both answer on localhost; says what it ran.

Arguments are handed to pytest. `TEST_DATABASE_URL` and `TEST_REDIS_URL` name other servers than localhost's.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

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


def suite(name: str, arguments: list[str], **environment: str) -> int:
    say(f"── the suite on {name} ──")
    return subprocess.call([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env={**os.environ, **environment})


def main() -> int:
    arguments = sys.argv[1:]
    browser = chromium()
    environment = {"CHROMIUM": browser or "", "LOG_LEVEL": "CRITICAL"}
    embedded = {name: "" for name in ("DATABASE_URL", "REDIS_URL") if name in os.environ}
    for name in embedded:
        os.environ.pop(name)
    code = suite("SQLite, in-process channel layer", arguments, **environment)
    servers = postgres_answers() and redis_answers()
    if servers:
        code = suite("PostgreSQL and Redis", arguments, DATABASE_URL=POSTGRES, REDIS_URL=REDIS, **environment) or code
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
