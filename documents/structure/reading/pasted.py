"""Part lines into which a whole document, or many paragraphs of one, were pasted. Reads lines; writes lines and what was parted.

Such a line comes from a web page, a chat or a PDF that lost its line ends. It is cut before what cannot be text, each part
becomes a line of its own with a number of its own, and the drafter is told where it was cut.
"""

from __future__ import annotations

from itertools import pairwise

from documents.structure.bounds import MOST_LINES
from documents.structure.reading.lines import Line
from documents.structure.reading.pasted_head import find_head
from documents.structure.reading.seams import find_seams
from documents.structure.text import collapse
from documents.structure.tree import Residue

SHORTEST = 120  # letters of a line that holds several paragraphs
_FEWEST, _FEWEST_KINDS = 3, 2  # seams that can be no text, and their kinds
_HEAD_PARTS = 3
#: What seams of each kind have something of; most lines have nothing of two kinds, and are not searched further.
_SIGNS = (
    ("I.", "V.", "X.", "I/", "I-", "I)"), ("1.", "2.", "1/", "2/", "1)", "2)", "1-", "2-"), ("Điều ", "ĐIỀU "), ("Phần ", "PHẦN ", "Chương ", "CHƯƠNG "), ("Căn cứ ", "Xét ", "Theo đề"),
    ("ính gửi", "GỬI"), ("QUYẾT", "KẾT LUẬN"), ("Trên đây",), ("ơi nhận", "NHẬN", "ơi Nhận"), ("TM.", "T/M", "KT.", "TL.", "TUQ"),
)  # fmt: skip
_HEAD_LINES = 12  # lines in which a letterhead may be
_MOST_TOLD, _WORDS_TOLD = 40, 4


def part_pasted(lines: list[Line], residue: Residue) -> list[Line]:
    """Return the lines with those that hold many paragraphs cut; the others keep their text and follow in number."""
    parted: list[Line] = []
    shift = 0
    room = MOST_LINES - len(lines)
    for place, line in enumerate(lines):
        cuts = _cuts(line, place) if len(line.text) >= SHORTEST and not line.row else []
        if not cuts or len(cuts) > room:
            line.number += shift
            parted.append(line)
            continue
        room -= len(cuts)
        pieces = _pieces(line, cuts, line.number + shift)
        _tell(residue, pieces)
        parted += pieces
        shift += len(pieces) - 1
    return parted


def _cuts(line: Line, place: int) -> list[int]:
    """Return where a line is to be cut; nowhere if it may be one paragraph."""
    text = line.text
    head = find_head(text) if place < _HEAD_LINES else None
    start = head.end if head else 0
    if not (start or _may_hold(text)):
        return []
    seams = find_seams(text, start)
    many = sum(seams.strong.values()) >= _FEWEST and len(seams.strong) >= _FEWEST_KINDS
    titled = head is not None and len(head.kinds) >= _HEAD_PARTS
    if not (many or titled):
        return []
    cuts = [*(head.cuts if head and head.end else []), start, *seams.cuts]
    return sorted({at for at in cuts if 0 < at < len(text)})


def _may_hold(text: str) -> bool:
    """Tell whether a line has signs of two kinds of seams."""
    kinds = 0
    for signs in _SIGNS:
        kinds += any(sign in text for sign in signs)
        if kinds >= _FEWEST_KINDS:
            return True
    return False


def _pieces(line: Line, cuts: list[int], number: int) -> list[Line]:
    """Cut a line; blank pieces are left out."""
    bounds = [0, *cuts, len(line.text)]
    texts = [line.text[start:end].strip() for start, end in pairwise(bounds)]
    return [
        Line(number + at, text, collapse(text), text, blank_before=line.blank_before and not at)
        for at, text in enumerate(filter(None, texts))
    ]


def _tell(residue: Residue, pieces: list[Line]) -> None:
    """Note where a line was cut, for the drafter to look at."""
    residue.pasted += 1
    residue.parted += len(pieces)
    residue.first_pasted_line = residue.first_pasted_line or pieces[0].number
    for piece in pieces[1 : 1 + _MOST_TOLD - len(residue.seams)]:
        residue.seams.append(" ".join(piece.text.split(" ", _WORDS_TOLD)[:_WORDS_TOLD])[:40])
