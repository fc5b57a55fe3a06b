"""When two tellers' counts of the paper slips agree, and where they differ."""

from __future__ import annotations

from collections.abc import Sequence

#: What one teller counted, `{"1": 11, "blank": 2}` (what has no slip may be left out); None if they have not yet.
Count = dict[str, int] | None


def agreed(counts: Sequence[Count]) -> dict[str, int] | None:
    """Return what both of two tellers counted, without what has no slip.

    None unless both have counted and say the same.
    """
    if len(counts) != 2 or None in counts or differing(counts):
        return None
    return {key: number for key, number in (counts[0] or {}).items() if number}


def differing(counts: Sequence[Count]) -> list[str]:
    """Return what the counts that are there say differently of: keys of options, "blank", "invalid"."""
    said = [count for count in counts if count is not None]
    keys = sorted({key for count in said for key in count})
    return [key for key in keys if len({count.get(key, 0) for count in said}) > 1]
