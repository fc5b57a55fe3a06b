"""Web processes and workers of a test's own, on the test's database, and people who are logged in there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from tests.servers import answers, free_port, until

ROOT = Path(__file__).resolve().parents[2]
CSRF = "a" * 32
LIVE = "notifications.live.protocol:LiveProtocol"


class Processes:
    """What a test has started; all of it ends with the test."""

    def __init__(self, folder: Path) -> None:
        self.letters = folder / "letters"
        self.environment = {
            **os.environ,
            "DATABASE_URL": database_url(),
            "REDIS_URL": settings.REDIS_URL,
            "EMAIL_URL": f"filemail:///{self.letters}",
            "VAR_DIR": str(folder),
            "EMBEDDED_WORKER": "0",
            "LOG_LEVEL": "ERROR",
            "PYTHONUNBUFFERED": "1",
        }
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=self.environment)
        self.running.append(process)
        return process

    def web(self, port: int = 0) -> int:
        """Start a web process and wait until it answers; returns its port."""
        port = port or free_port()
        self.start(
            "-m", "uvicorn", "config.asgi:application", "--port", str(port), "--log-level", "error", "--ws", LIVE
        )
        until(lambda: answers(port))
        return port

    def worker(self) -> subprocess.Popen[bytes]:
        return self.start("manage.py", "worker")

    def stop(self) -> None:
        for process in self.running:
            process.terminate()
        for process in self.running:
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.running.clear()


def database_url() -> str:
    """The address of the test's database, for another process."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    host = f"{database['HOST'] or '127.0.0.1'}:{database['PORT'] or 5432}"
    password = f":{quote(database['PASSWORD'])}" if database["PASSWORD"] else ""
    return f"postgres://{quote(database['USER'] or 'postgres')}{password}@{host}/{database['NAME']}"


def alone(work: Callable[[], Any]) -> None:
    """Do it in this thread, which then gives its database connection back."""
    try:
        work()
    finally:
        connection.close()


def session_of(user: Any) -> str:
    """The key of a session in which the person is logged in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key
