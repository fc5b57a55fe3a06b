"""Run a process apart: take one job after another from its standard input until that is closed.

It limits itself before it takes a stranger's text: memory for good, processor time for each job. A job that takes too
long is ended by the kernel with the process; a fault in our own code ends it with a traceback on standard error. Either
way whoever waits sees the pipe close, and the next job gets a fresh process.
"""

from __future__ import annotations

import json
import os
import resource
from multiprocessing.connection import Connection
from typing import Any

from documents.apart.jobs import JOBS, Answer
from documents.structure.errors import Unreadable

MEMORY = 1024**3  # bytes of address space
TIRED = 300 * 1024**2  # bytes that Python did not give back; such a process is replaced after its job
TOO_MUCH_MEMORY = "Văn bản này cần quá nhiều bộ nhớ để đọc. Hãy bỏ bớt bảng và ô trống, hoặc chia nhỏ văn bản."
TOO_DEEP = "Văn bản lồng quá nhiều cấp nên không đọc được. Hãy gỡ bớt các cấp bảng và ngoặc rồi tải lại."


def serve(requests: Connection, answers: Connection) -> None:
    """Answer jobs until the other side closes the pipe, or this process has grown too large to keep."""
    _limit(resource.RLIMIT_AS, MEMORY)
    _limit(resource.RLIMIT_CORE, 0)
    while True:
        try:
            asked = json.loads(requests.recv_bytes())
            payload = requests.recv_bytes()
        except EOFError:
            return
        _limit_time(asked["seconds"])
        answer, made = answer_of(asked, payload)
        tired = _memory() > TIRED
        answers.send_bytes(json.dumps({**answer, "last": tired}).encode())
        answers.send_bytes(made)
        if tired:
            return


def answer_of(asked: dict[str, Any], payload: bytes) -> Answer:
    """Return the job's answer, or the sentence that says why there is none."""
    try:
        return JOBS[asked["job"]](asked, payload)
    except Unreadable as refusal:
        return {"refused": [refusal.code, refusal.message]}, b""
    except MemoryError:
        return {"refused": ["too_much_memory", TOO_MUCH_MEMORY]}, b""
    except RecursionError:
        return {"refused": ["too_deep", TOO_DEEP]}, b""


def _memory() -> int:
    """Return the bytes held now.

    Not the most ever held: Linux counts there what the server held when it started this process.
    """
    with open("/proc/self/statm") as pages:
        return int(pages.read().split()[1]) * resource.getpagesize()


def _limit(kind: int, most: int) -> None:
    hard = resource.getrlimit(kind)[1]
    resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _limit_time(seconds: int) -> None:
    """Let the kernel end this process when it has used so many more seconds of processor time."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + seconds + 1)


def main() -> None:
    """Keep the pipe to ourselves: what a library prints goes to standard error."""
    answers = os.dup(1)
    os.dup2(2, 1)
    serve(Connection(0, writable=False), Connection(answers, readable=False))


if __name__ == "__main__":
    main()
