"""Fan-out to open pages: our hub under uvicorn beside `websockets.broadcast` and channels' groups, each server a process.

Deliveries per second to N sockets of one topic: the time from the first message to the last byte at the last socket,
`MESSAGES` different messages (so that nothing falls together). Plus memory per socket, and a stalled socket beside others.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.harness import Line, exponent

MESSAGES = 40
#: channels is so much slower that it gets fewer; rates are per delivery.
FEW = 4
REPEATS = 3
SIZES = (100, 1_000, 3_000)
TEXT = '{"topic":"document:1","what":"w%03d","n":1700000000000000}'


def run() -> Iterator[Line]:
    """Lines for the goal at 1,000 sockets, against channels, for memory, for stalled pages, and for growth."""
    ours, peer, stalled = [], [], []
    for _ in range(REPEATS):  # in turns, so that a busy minute of the machine falls on all of them
        ours.append(measure("hub", 1_000))
        peer.append(measure("broadcast", 1_000))
        stalled.append(measure("hub", 1_000, stalled=10))
    yield compared("sockets: 1,000 pages, against websockets.broadcast", ours, peer, 0.35)
    beside, groups = measure("hub", 1_000), measure("channels", 1_000)
    yield compared("sockets: 1,000 pages, against channels groups", [beside], [groups], 8.0)
    yield compared("sockets: ten stalled pages among them, against none", stalled, ours, 0.7)
    memory = statistics.median(one.bytes_per_socket for one in ours) / 1000
    yield Line(
        "sockets: memory of one page", memory, None, "≤ 30 kB", memory / 30, "≤ 30 kB", passed=memory <= 30, unit="kB"
    )
    growth = [statistics.median(measure("hub", size).times) for size in SIZES]
    power = exponent(list(SIZES), growth)
    yield Line(
        "sockets: growth 100 → 3,000",
        growth[-1] * 1000,
        growth[0] * 1000,
        "exponent",
        power,
        "≤ 1.3",
        passed=power <= 1.3,
    )


def compared(name: str, ours: list[Measured], peer: list[Measured], at_least: float) -> Line:
    """Our deliveries per second over the peer's, turn by turn."""
    each = [a.rate / b.rate for a, b in zip(ours, peer, strict=True)]
    ratio = statistics.median(each)
    return Line(
        name,
        statistics.median(one.rate for one in ours),
        statistics.median(one.rate for one in peer),
        f"≥ {at_least} ×",
        ratio,
        f"≥ {at_least}",
        f"{min(each):.2f}–{max(each):.2f}",
        passed=ratio >= at_least,
        unit="deliveries/s",
    )


class Measured:
    """What one server gave: deliveries per second, seconds per round, memory."""

    def __init__(self, times: list[float], sockets: int, growth: float, messages: int) -> None:
        self.times = times
        self.rate = sockets * messages / statistics.median(times)
        self.bytes_per_socket = growth / sockets


def measure(kind: str, sockets: int, *, rounds: int = 3, stalled: int = 0) -> Measured:
    """Start a server of that kind, connect the sockets, and time the rounds."""
    port = _free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.sockets_server", kind, str(port)], stdin=subprocess.PIPE, text=True
    )
    try:
        _wait_for(port)
        before = _rss(server.pid)
        messages = FEW if kind == "channels" else MESSAGES
        return asyncio.run(_clients(port, sockets, rounds, stalled, server, before, messages, kind == "hub"))
    finally:
        server.kill()
        server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


def _rss(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


class _Page(asyncio.Protocol):
    """A page that only counts bytes: the client's cost must not hide the server's."""

    def __init__(self, tally: _Tally) -> None:
        self.tally = tally
        self.upgraded = self.answered = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: asyncio.Transport = transport  # type: ignore[assignment]
        key = base64.b64encode(os.urandom(16)).decode()
        self.transport.write(
            f"GET /ws/ HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        if not self.upgraded:
            head, _, data = data.partition(b"\r\n\r\n")
            assert b" 101 " in head, head
            self.upgraded = True
            self.transport.write(_frame(json.dumps({"subscribe": ["document:1"], "since": 0})))
            self.tally.connected += 1
        elif not self.answered:  # our hub says at once what a page has missed: the subscription is in
            self.answered = True
            self.tally.answered += 1
        self.tally.received += len(data)
        if self.tally.received >= self.tally.wanted and not self.tally.full.done():
            self.tally.full.set_result(time.perf_counter())


class _Tally:
    def __init__(self) -> None:
        self.connected = self.answered = self.received = 0
        self.wanted = 1 << 60
        self.full: asyncio.Future[float] = asyncio.get_running_loop().create_future()


def _frame(text: str) -> bytes:
    payload = text.encode()
    return bytes([0x81, 0x80 | len(payload)]) + b"\0\0\0\0" + payload


async def _clients(
    port: int,
    sockets: int,
    rounds: int,
    stalled: int,
    server: object,
    before: int,
    messages: int,
    waits_for_answers: bool,
) -> Measured:
    loop, tally = asyncio.get_running_loop(), _Tally()
    pages = [await loop.create_connection(lambda: _Page(tally), "127.0.0.1", port) for _ in range(sockets)]
    while tally.connected < sockets:
        await asyncio.sleep(0.01)
    while waits_for_answers and tally.answered < sockets:
        await asyncio.sleep(0.05)
    await asyncio.sleep(1)
    growth = _rss(server.pid) - before  # type: ignore[attr-defined]
    for transport, _ in pages[:stalled]:
        transport.pause_reading()
    listening = sockets - stalled
    frame = 2 + len(TEXT % 0)
    times = []
    for number in range(rounds + 1):
        tally.received, tally.wanted = 0, listening * messages * frame
        tally.full = loop.create_future()
        start = time.perf_counter()
        server.stdin.write(f"{messages}\n")  # type: ignore[attr-defined]
        server.stdin.flush()  # type: ignore[attr-defined]
        end = await asyncio.wait_for(tally.full, 60)
        if number:
            times.append(end - start)
        await asyncio.sleep(0.2)
    for transport, _ in pages:
        transport.abort()
    return Measured(times, sockets, growth, messages)
