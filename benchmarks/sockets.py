"""Fan-out to open pages: our hub under uvicorn beside `websockets.broadcast` and channels' groups, each server a process.

Deliveries to N sockets of one topic for each second of the server's processor time, from the first message to the last
byte at the last socket, `MESSAGES` different messages (so that nothing falls together). All servers stand at once and
their rounds alternate. Plus memory per socket, and a hub of which ten pages take nothing: whether the others wait for them
is told by the clock. Loopback only; about a minute; everything ends with it.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.harness import ROUNDS, Line, exponent, ratios
from benchmarks.processor import used_by

MESSAGES = 12
#: channels is so much slower that it gets fewer; rates are per delivery.
FEW = 4
STALLED = 10
SIZES = (100, 1_000, 3_000)
PATIENCE = 60.0  # seconds for one round or one crowd of pages to connect
TEXT = '{"topic":"document:1","what":"w%03d","n":1700000000000000}'


def run() -> Iterator[Line]:
    """One line for the goal at 1,000 sockets, one against channels, one for memory, one for stalled pages, one for growth."""
    fans = {"hub": Fan("hub"), "broadcast": Fan("broadcast"), "channels": Fan("channels"), "stalled": Fan("hub")}
    asyncio.run(measure(fans, stalled=fans["stalled"]))
    hub = fans["hub"]
    yield against("1,000 pages, against websockets.broadcast", hub, fans["broadcast"], 0.35)
    yield against("1,000 pages, against channels groups", hub, fans["channels"], 8.0)
    kilobytes = hub.grown / hub.sockets / 1000
    yield Line(
        "sockets: memory of one page", kilobytes, None, "30 kB", kilobytes / 30, "≤ 30 kB", passed=kilobytes <= 30,
        unit="kB",
    )  # fmt: skip
    yield held_up(fans["stalled"], hub)
    yield growth(hub)


def against(name: str, ours: Fan, peer: Fan, floor: float) -> Line:
    """Our rate beside a peer's, round by round; it holds if every round does."""
    found = ratios(ours.rates, peer.rates)
    ratio = statistics.median(found)
    return Line(
        f"sockets: {name}", statistics.median(ours.rates), statistics.median(peer.rates), "same sockets, same bytes",
        ratio, f"≥ {floor}", f"{min(found):.3g}–{max(found):.3g}", passed=min(found) >= floor,
        unit="deliveries/s of processor",
    )  # fmt: skip


def held_up(stalled: Fan, hub: Fan) -> Line:
    """How long the pages wait beside some that take nothing, and where none does."""
    found = ratios(hub.waits, stalled.waits)
    ratio = statistics.median(found)
    return Line(
        f"sockets: the others, with {STALLED} pages stalled", statistics.median(stalled.waits) * 1000,
        statistics.median(hub.waits) * 1000, "none stalled", ratio, "≥ 0.7", f"{min(found):.3g}–{max(found):.3g}",
        passed=ratio >= 0.7, unit="ms of the clock", extra={"stalled": stalled.stalled},
    )  # fmt: skip


def growth(hub: Fan) -> Line:
    """How the time of a round grows with the sockets."""
    few, many = Fan("hub", SIZES[0]), Fan("hub", SIZES[-1])
    asyncio.run(measure({"few": few, "many": many}, rounds=3))
    times = [fan.sockets / statistics.median(fan.rates) for fan in (few, hub, many)]
    power = exponent(list(SIZES), times)
    return Line(
        "sockets: one message, 100 → 3,000 pages", times[-1] * 1000, times[0] * 1000, "100 pages", power,
        "exponent ≤ 1.2", passed=power <= 1.2,
    )  # fmt: skip


async def measure(fans: dict[str, Fan], *, rounds: int = ROUNDS, stalled: Fan | None = None) -> None:
    """Open every fan's pages, then let the fans take turns at random; the first round is a warm-up."""
    try:
        for fan in fans.values():
            await fan.connect()
        if stalled:
            await stalled.stall()
        for number in range(rounds + 1):
            for fan in random.sample(list(fans.values()), len(fans)):
                wait, used = await fan.round()
                if number:
                    fan.waits.append(wait)
                    fan.rates.append((fan.sockets - fan.stalled) * fan.messages / used)
    finally:
        for fan in fans.values():
            fan.close()


class Fan:
    """One server process and the pages that are open to it.

    `rates` in deliveries per second of its processor time, `waits` in seconds of a round, `grown` in bytes.
    """

    def __init__(self, kind: str, sockets: int = 1_000) -> None:
        self.kind, self.sockets = kind, sockets
        self.messages = FEW if kind == "channels" else MESSAGES
        self.rates: list[float] = []
        self.waits: list[float] = []
        self.grown = self.stalled = 0
        self.pages: list[asyncio.Transport] = []
        self.port = _free_port()
        self.server = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.sockets_server", kind, str(self.port)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    async def connect(self) -> None:
        """Open the pages; our hub answers each, so that its subscription is known to be in."""
        await asyncio.to_thread(_wait_for, self.port)
        before, loop = _rss(self.server.pid), asyncio.get_running_loop()
        self.tally = _Tally()
        async with asyncio.timeout(PATIENCE):
            for _ in range(self.sockets):
                page, _protocol = await loop.create_connection(lambda: _Page(self.tally), "127.0.0.1", self.port)
                self.pages.append(page)
            while self.tally.connected < self.sockets or (self.kind == "hub" and self.tally.answered < self.sockets):
                await asyncio.sleep(0.05)
        await asyncio.sleep(1)
        self.grown = _rss(self.server.pid) - before

    async def stall(self) -> None:
        """Stall some pages, which take nothing any more.

        The server writes to them until it has to wait, and says to how many.
        """
        for page in self.pages[:STALLED]:
            page.write(_frame(json.dumps({"subscribe": ["document:2"], "since": 0})))
        await asyncio.sleep(1)
        for page in self.pages[:STALLED]:
            page.pause_reading()
        self._tell("stall")
        self.stalled = int(await asyncio.to_thread(self.server.stdout.readline))  # type: ignore[union-attr]
        assert self.stalled == STALLED, f"{self.stalled} pages are stalled"

    async def round(self) -> tuple[float, float]:
        """Send the messages; the seconds until all have arrived, and the server's seconds of processor time."""
        listening, tally = self.sockets - self.stalled, self.tally
        tally.received, tally.wanted = 0, listening * self.messages * (2 + len(TEXT % 0))
        tally.full = asyncio.get_running_loop().create_future()
        start, used = time.perf_counter(), used_by(self.server.pid)
        self._tell(str(self.messages))
        end = await asyncio.wait_for(tally.full, PATIENCE)
        await asyncio.sleep(0.1)
        return end - start, used_by(self.server.pid) - used

    def _tell(self, line: str) -> None:
        print(line, file=self.server.stdin, flush=True)

    def close(self) -> None:
        for page in self.pages:
            page.abort()
        self.server.kill()
        self.server.communicate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(300):
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
