"""Find the lines of a table of contents, which repeat headings and are none. Reads lines; writes nothing."""

from __future__ import annotations

import re

from documents.structure.reading.lines import Line

_TITLE = re.compile(r"^(?:MỤC LỤC|Mục lục)\s*:?$")
_LEADER = re.compile(r"\w\s*(?:[.…_·]{3,}|(?:\.\s){3,}|[.…_·]{2,}\t)\s*\d{1,3}$")
_TAB_PAGE = re.compile(r"\w[ ]*\t[\t ]*\d{1,3}$")
FEWEST = 2  # lines


def contents_of(lines: list[Line]) -> set[int]:
    """Return the numbers of the lines of a table of contents: titles that end in a page number, several in a row."""
    found: set[int] = set()
    run: list[int] = []
    titled = False
    for line in lines:
        if _TITLE.match(line.text):
            titled = True
        elif line.text[-1].isdigit() and (
            _LEADER.search(line.text[-80:]) or (not line.row and _TAB_PAGE.search(line.spaced[-40:]))
        ):
            run.append(line.number)
            continue
        else:
            titled = False
        if len(run) >= FEWEST or (run and titled):
            found.update(run)
        run = []
    return found | set(run if len(run) >= FEWEST else ())
