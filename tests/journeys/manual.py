"""The operators' manual as commands: what docs/operations.md says is typed, with this test's folders, ports and servers."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs/operations.md").read_text()
HOST = "trinhky.example.vn"


def blocks(heading: str, language: str) -> list[str]:
    """The code blocks of that language below a heading, up to the next heading of its kind."""
    below = TEXT.split(f"\n{heading}\n", 1)[1]
    section = below.split(f"\n{heading.split()[0]} ", 1)[0]
    return re.findall(rf"```{language}\n(.*?)```", section, re.S)


def commands(block: str) -> list[str]:
    """One command a line; a backslash joins lines, what follows a # is said to the reader."""
    joined = block.replace("\\\n", " ")
    return [line for line in (re.sub(r"(^|\s+)#.*$", "", line).strip() for line in joined.splitlines()) if line]


class Machine:
    """A machine of its own in small: `/etc`, `/var/lib` and `/backup` lie in a folder of the test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("etc", "var", "backup"):
            (folder / name).mkdir()
        self.environment = {
            name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "LC_ALL")
        } | {"PYTHONUNBUFFERED": "1"}
        self.running: list[subprocess.Popen[bytes]] = []

    @property
    def env_file(self) -> Path:
        return self.folder / "etc/trinhky.env"

    def here(self, command: str) -> str:
        """The command with this machine's folders and this suite's Python."""
        meant = {
            "/etc/trinhky.env": str(self.env_file),
            "/var/lib/trinhky": f"{self.folder}/var",
            "/backup": f"{self.folder}/backup",
            "/srv/trinhky/.venv/bin/python": sys.executable,
            "/srv/trinhky/.venv/bin/uvicorn": f"{sys.executable} -m uvicorn",
            ".venv/bin/python": sys.executable,
            ".venv/bin/uvicorn": f"{sys.executable} -m uvicorn",
        }
        return re.sub("|".join(map(re.escape, meant)), lambda said: meant[said[0]], command)

    def with_settings(self, command: str) -> list[str]:
        return ["bash", "-c", f"set -a; . {self.env_file}; set +a; {self.here(command)}"]

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.with_settings(command), cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )

    def do(self, command: str) -> str:
        done = self.run(command)
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def start(self, command: str) -> subprocess.Popen[bytes]:
        """A service: what systemd would keep running."""
        arguments = self.with_settings(f"exec {command}")
        self.running.append(subprocess.Popen(arguments, cwd=ROOT, env=self.environment))
        return self.running[-1]

    def type_into(self, command: str, answers: list[str]) -> None:
        """A command that asks: each question (it ends with a colon) gets its answer."""
        child, terminal = pty.fork()
        if child == 0:
            os.chdir(ROOT)
            os.execvpe("bash", self.with_settings(command), self.environment)
        said = b""
        while select.select([terminal], [], [], 60)[0]:
            try:
                said += os.read(terminal, 1024)
            except OSError:  # the terminal of a process that has ended
                break
            if said.rstrip(b" ").endswith(b":") and answers:
                os.write(terminal, f"{answers.pop(0)}\n".encode())
                said = b""
        status = os.waitpid(child, 0)[1]
        assert os.waitstatus_to_exitcode(status) == 0, said.decode()

    def stop(self) -> None:
        for process in self.running:
            process.terminate()
        for process in self.running:
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
