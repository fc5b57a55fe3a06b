"""The redline of two rounds, beside difflib on words."""

from __future__ import annotations

import difflib
import random
from collections.abc import Iterator

from benchmarks.harness import Line, compare
from benchmarks.texts import programme
from documents.structure import diff, read


def two_rounds() -> tuple[str, str]:
    """Two rounds of about 300 paragraphs: some reworded, some moved, some gone, one new."""
    picker = random.Random(5)
    before = programme(paragraphs=300).split("\n")
    after = list(before)
    for _ in range(40):
        at = picker.randrange(20, len(after) - 20)
        words = after[at].split(" ")
        if len(words) > 6:
            words[picker.randrange(3, len(words))] = "đổi mới"
            after[at] = " ".join(words)
    del after[60:64]
    after.insert(150, "- Tổ chức hội thi tìm hiểu lịch sử địa phương cho đoàn viên, thanh niên.")
    after[100:103], after[110:113] = after[110:113], after[100:103]
    return "\n".join(before), "\n".join(after)


def run() -> Iterator[Line]:
    before, after = two_rounds()
    old, new = read(before), read(after)
    line = compare(
        "redline of two 300-paragraph rounds",
        lambda: diff(old, new),
        lambda: difflib.SequenceMatcher(None, before.split(), after.split(), autojunk=False).get_opcodes(),
        limit="difflib on words",
        at_most=1.0,
    )
    line.passed = bool(line.passed) and line.ours <= 150
    line.target += " and ≤ 150 ms"
    yield line
