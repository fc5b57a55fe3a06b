"""Read an .rtf: striprtf turns it into text; what it does not tell apart is marked for it beforehand.

Marks are letters of Unicode's private area, put in where rows and cells begin and end, and round words that are hidden,
deleted by a tracked change, or a note's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from striprtf.striprtf import rtf_to_text

from documents.structure.errors import Unreadable
from documents.structure.reading.collecting import Collector
from documents.structure.reading.lines import Source
from documents.structure.tree import CHANGE, COMMENT, HIDDEN, NOTE, PICTURE

BROKEN = "Tệp .rtf bị hỏng, không mở được. Hãy mở bằng Word, lưu lại thành .docx rồi tải lên."
_ROW, _CELL, _ROW_ENDS, _END = "\ue000", "\ue001", "\ue002", "\ue003"
_BEGINS = {HIDDEN: "\ue004", CHANGE: "\ue005", NOTE: "\ue006"}
_KINDS = {mark: kind for kind, mark in _BEGINS.items()}
_WORD = re.compile(
    r"(?:\\\*\s*)?\\(?P<word>trowd|cell|row|v|deleted|plain|footnote|annotation|pict|bin|fldinst)(?P<number>-?\d{1,9})?(?![a-zA-Z])[ ]?"
    r"|\\[^a-zA-Z]|(?P<brace>[{}])",
    re.DOTALL,
)
_TOLD = {"annotation": COMMENT, "pict": PICTURE}
_TOGGLES = {"v": HIDDEN, "deleted": CHANGE, "footnote": NOTE}
_TWICE = "\\nonshppict{"  # begins the older form of a picture that was there already
_INSIDE = re.compile("[\ue003-\ue006]")


def read_rtf(data: bytes) -> Source:
    """Return the lines of an .rtf; raises Unreadable if it cannot be read."""
    reader = _Marker(data.decode("latin-1"))
    try:
        text: str = rtf_to_text("".join(reader.marked()), errors="replace")  # type: ignore[no-untyped-call]  # no types
    except (ValueError, LookupError, TypeError) as error:
        raise Unreadable("broken", BROKEN) from error
    _collect("".join(reader.shown(text)), reader)
    return reader.source


class _Marker(Collector):
    """Marks a file's words for striprtf, and takes out again what does not print."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self._kinds: list[list[str]] = [[]]  # of each open group, the kinds that began in it
        self._in_row = False

    def marked(self) -> Iterator[str]:
        """Yield the file with its marks; what is left out for good is noted."""
        at = 0
        for found in _WORD.finditer(self._text):
            if found.start() < at or not (found["word"] or found["brace"]):
                continue
            yield self._text[at : found.start()]
            at = found.end() + (min(int(found["number"] or 0), len(self._text)) if found["word"] == "bin" else 0)
            yield self._grouped(found["brace"]) if found["brace"] else self._said(found["word"], found)
        yield self._text[at:]

    def _grouped(self, brace: str) -> str:
        if brace == "{":
            self._kinds.append([])
            return "{"
        ended = self._kinds.pop()
        self._kinds = self._kinds or [[]]
        return _END * len(ended) + "}"

    def _said(self, word: str, found: re.Match[str]) -> str:
        """Return what stands for a word of the file."""
        if word in ("trowd", "cell", "row"):
            return self._of_table(word) + found.group()
        if word == "fldinst":
            return "\\*\\fldinst  "  # a second blank keeps striprtf from writing addresses beside their words
        if word in _TOLD:
            if not self._text.endswith(_TWICE, 0, found.start()):
                self.source.residue.leave_out(_TOLD[word], 1)
            return found.group()
        if word == "bin":
            return ""
        kinds = self._kinds[-1]
        if word in _TOGGLES and found["number"] != "0":
            kinds.append(_TOGGLES[word])
            return _BEGINS[_TOGGLES[word]]
        ended = len(kinds)
        kinds.clear()
        return _END * ended + found.group()

    def _of_table(self, word: str) -> str:
        if word == "cell":
            return _CELL
        begins = word == "trowd" and not self._in_row
        self._in_row = word == "trowd"
        return _ROW if begins else _ROW_ENDS if word == "row" else ""

    def shown(self, text: str) -> Iterator[str]:
        """Yield the words that print; the others are noted."""
        kinds: list[str] = []
        said: list[str] = []
        at, line = 0, 1
        for found in _INSIDE.finditer(text):
            words = text[at : found.start()]
            at = found.end()
            if not kinds:
                line += words.count("\n")
                yield words
            else:
                said.append(words)
            if found.group() in _KINDS:
                kinds.append(_KINDS[found.group()])
            elif kinds:
                kind = kinds.pop()
                left_out = "".join(said).strip()
                if left_out and kind == NOTE:
                    yield self.note(left_out)
                elif left_out:
                    self.source.residue.leave_out(kind, line, left_out)
                said.clear()
        if not kinds:
            yield text[at:]


def _collect(text: str, collector: Collector) -> None:
    """Keep the text's paragraphs, and each run of rows as a table."""
    rows: list[list[list[str]]] = []
    for part in re.split(f"({_ROW}[^{_ROW_ENDS}]*{_ROW_ENDS})", text):
        if part.startswith(_ROW):
            cells = part[1:-1].replace("|", "").split(_CELL) if _CELL in part else [part[1:-1]]
            rows.append([[line for line in cell.split("\n") if line.strip()] for cell in cells[:-1] or cells])
        elif part.strip() or not rows:
            if rows:
                collector.table(rows)
                rows = []
            for line in part.split("\n"):
                collector.paragraph(line)
    if rows:
        collector.table(rows)
