"""`make test`: the suite on SQLite, and beside it on PostgreSQL with Redis where both answer on localhost; says what ran.

Tests that ask for no database run once, in a process of their own. Arguments are handed to pytest. `TEST_DATABASE_URL` and `TEST_REDIS_URL` name other servers than localhost's.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from threading import Thread

import psycopg
import pytest
import redis

ROOT = Path(__file__).resolve().parent.parent
POSTGRES = os.environ.get("TEST_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/trinhky")
LIMIT = 40 * 60  # seconds
NOTHING_RAN = int(pytest.ExitCode.NO_TESTS_COLLECTED)  # as where one file is asked for and has no plain test
REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/9")


def chromium() -> str | None:
    """The browser of the journeys; installed with apt where we are root and none is found."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        say("No browser found: installing Debian's chromium for the browser journeys …")
        for command in (["update", "-qq"], ["install", "-y", "-qq", "chromium"]):
            subprocess.run(["apt-get", *command], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
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


class Suite:
    """The suite in a process of its own, told line by line as it runs; a test never depends on timing, so two may share
    the machine. One that does not end is ended (a test that hangs is shown by pytest itself long before)."""

    def __init__(self, name: str, arguments: list[str], **environment: str) -> None:
        self.name = name
        self.failed: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pytest", *arguments],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        self.teller = Thread(target=self.tell, daemon=True)
        self.teller.start()

    def tell(self) -> None:
        for line in self.process.stdout or ():
            say(f"{self.name} │ {line.rstrip()}")
            if line.startswith(("FAILED ", "ERROR ")):
                self.failed.append(line.rstrip())

    def wait(self) -> int:
        """Its exit code."""
        try:
            code = self.process.wait(LIMIT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            say(f"{self.name} │ did not end within {LIMIT // 60} minutes and was ended")
            return 1
        self.teller.join(10)
        return code


def main() -> int:
    arguments = sys.argv[1:]
    browser = chromium()
    environment = {"CHROMIUM": browser or "", "LOG_LEVEL": "CRITICAL"}
    for name in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(name, None)
    servers = postgres_answers() and redis_answers()
    stored = ["-m", "not plain", *arguments]
    suites = [
        Suite("plain     ", ["-m", "plain", *arguments], **environment),
        Suite("SQLite    ", stored, **environment),
    ]
    if servers:
        suites.append(Suite("PostgreSQL", stored, DATABASE_URL=POSTGRES, REDIS_URL=REDIS, **environment))
    codes = [suite.wait() for suite in suites]
    for suite in suites:
        for line in suite.failed:  # said once more where a log that was cut short still has it
            say(f"{suite.name} │ {line}")
    say(
        "Ran on SQLite"
        + (" and on PostgreSQL with Redis." if servers else "; PostgreSQL and Redis do not answer on localhost.")
    )
    if not browser:
        say(
            "!! NO BROWSER: the journeys marked `browser` DID NOT RUN (chromium not found, and not allowed to install it)."
        )
    if all(code == NOTHING_RAN for code in codes):
        return NOTHING_RAN
    return max((code for code in codes if code != NOTHING_RAN), key=abs)


if __name__ == "__main__":
    sys.exit(main())
