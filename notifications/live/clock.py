"""The time that messages carry."""

import time


def now_us() -> int:
    """Microseconds since 1970."""
    return time.time_ns() // 1_000
