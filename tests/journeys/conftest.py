"""What every journey shares."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.processes import Processes


@pytest.fixture
def processes(tmp_path: Path) -> Iterator[Processes]:
    """Web processes and workers on the test's database; they end with the test."""
    started = Processes(tmp_path)
    yield started
    started.stop()


@pytest.fixture
def demo_processes(processes: Processes) -> Processes:
    """The same, with a door for each role on the log-in page."""
    processes.environment["DEMO"] = "1"
    return processes
