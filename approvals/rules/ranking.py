"""Ranked slips: each counts for its highest option still in; the last is struck until one has enough."""

from __future__ import annotations

from collections.abc import Sequence


def run_off(options: Sequence[str], slips: Sequence[list[str]], needed: int) -> dict[str, int]:
    """Votes per option in the count that ends the run-off; struck options stand with 0.

    It ends when one option has `needed` votes, when two or fewer are left, or when all left have the same number.
    All options that share the fewest votes are struck together, so that no lot decides.
    """
    left = list(options)
    while True:
        counts = dict.fromkeys(options, 0)
        for slip in slips:
            top = next((key for key in slip if key in left), None)
            if top is not None:
                counts[top] += 1
        standing = [counts[key] for key in left]
        if max(standing) >= needed or len(left) <= 2 or min(standing) == max(standing):
            return counts
        left = [key for key in left if counts[key] > min(standing)]
