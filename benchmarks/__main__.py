"""Run the benchmarks: `python -m benchmarks [NAME …] [--on sqlite|postgres]`.

Without names all of them, on SQLite and PostgreSQL, each database in a process of its own.
"""

from __future__ import annotations

import argparse
import importlib
import os
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

from benchmarks.harness import HEADER, Line, keep

PLAIN = ["reading", "redline"]
ONCE = ["commits", "sockets"]
BOTH = ["lists", "workspace", "route", "journal", "ballots", "distribution", "numbers"]
POSTGRES = os.environ.get("TEST_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/trinhky_bench")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("names", nargs="*", choices=[*PLAIN, *ONCE, *BOTH, []])
    parser.add_argument("--on", choices=["sqlite", "postgres"], help="only this database")
    parser.add_argument("--inner", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    names = options.names or [*PLAIN, *ONCE, *BOTH]
    if options.inner:
        return run_here(names, options.on)
    print(HEADER, flush=True)
    codes = []
    with tempfile.TemporaryDirectory() as folder:
        if options.on != "postgres":
            codes.append(run_there(names, "sqlite", f"sqlite:///{folder}/bench.sqlite3", folder))
        if options.on != "sqlite" and (both := [name for name in names if name in BOTH]):
            codes.append(run_there(both, "postgres", POSTGRES, folder))
    return max(codes, default=0)


def run_there(names: list[str], database: str, url: str, folder: str) -> int:
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "VAR_DIR": folder,
        "LOG_LEVEL": "CRITICAL",
        "EMBEDDED_WORKER": "0",
        "DATABASE_POOL": "0",  # 32 clients stand for processes with a connection each
    }
    environment.pop("REDIS_URL", None)
    command = [sys.executable, "-m", "benchmarks", "--inner", "--on", database, *names]
    return subprocess.call(command, env=environment, cwd=Path(__file__).parent.parent)


def run_here(names: list[str], database: str) -> int:
    """Run the named modules in this process, on the database that its environment names."""
    importlib.import_module("benchmarks.scratch").make()
    failed = False
    for name in names:
        lines: list[Line] = []
        try:
            for line in importlib.import_module(f"benchmarks.{name}").run():
                line.database = "" if name in PLAIN else database
                line.name = f"{line.name} [{database}]" if line.database else line.name
                print(line, flush=True)
                lines.append(line)
        except Exception:
            failed = True
            print(f"{name} [{database}] could not run:\n{traceback.format_exc()}", flush=True)
        failed = failed or any(line.passed is False for line in lines)
        keep(lines)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
