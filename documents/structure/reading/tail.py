"""Read the tail. Reads its lines; writes recipients, archive and signature, and one paragraph per cell.

The columns "Nơi nhận" and signature may be side by side (parted by tabs, spaces or nothing), or one under the other.
"""

from __future__ import annotations

import re

from documents.structure.lexicon.labels import Style, read_label
from documents.structure.lexicon.words import POSITIONS_IN_CAPITALS, RECIPIENTS
from documents.structure.reading.columns import gap_cells
from documents.structure.reading.lines import Line, is_rule
from documents.structure.reading.recipients import is_archive, read_archive, read_recipient
from documents.structure.reading.signature import (
    NAME_WORD,
    SignatureReader,
    is_capacity,
    is_position,
    is_position_in_small,
    is_signer,
)
from documents.structure.text import pattern
from documents.structure.tree import Draft, Paragraph, ParagraphKind

_COPIES = re.compile(
    r"\^?\(\s*(?:\d|b/c|B/c|để|t/h|p/h|báo cáo)"
)  # what may stand on a line of its own after its recipient
_LABEL = re.compile(rf"^({RECIPIENTS}\s*:?)\s*")
# where a signature cell begins inside a line whose columns were glued with single spaces
_CAPACITY_INSIDE = pattern(r"\s(?=(?:TM|KT|TL|T/M|T/L|TUQ|Q)\.\s?[A-Z]{2,})")
_ABBREVIATED_INSIDE = pattern(rf"\s(?=(?:P|Q)\.\s?(?:{POSITIONS_IN_CAPITALS})\b)")
_POSITION_INSIDE = pattern(
    rf"(?<!^)(?<!,)(?<!PHÓ)(?<!KT\.)(?<!TM\.)(?<!TL\.)(?<!Q\.)(?<!ĐOÀN(?=\sCHỦ))(?<!BAN)(?<!TỔNG)(?<!\bP\.)(?<!\sP)(?<!\bQ)(?<!QUYỀN)\s+(?=(?:{POSITIONS_IN_CAPITALS})(?:\s+[A-Z]+)*(?:\s|$))"
)
_PERSON = rf"(?=(?:(?:Th[Ss]|TS|BS|KS|CN)\.\s?)?{NAME_WORD}(?:\s{NAME_WORD}){{1,4}}$)"
_NAME_INSIDE = pattern(
    rf"(?<=[;.)])(?<!Th[Ss]\.)(?<!TS\.)(?<!BS\.)(?<!KS\.)(?<!CN\.)\s+{_PERSON}|(?<=[A-Z]{{2}})\s+{_PERSON}"
)
_CAPITALS_INSIDE = pattern(r"(?<=[;.)])(?<!TM\.)(?<!KT\.)(?<!TL\.)(?<!Q\.)\s+(?=[A-Z]{2,}(?:\s[A-Z]{2,}){2,}$)")
_NEXT_RECIPIENT = re.compile(r"(?<=[;.])\s+(?=[-–+]\s?\w)|(?<=[;.)])\s+(?=-\s?Lưu\b)")

_BULLET_GAP = re.compile(r"^([-–+•])(?:[ \u00a0]*\t\s*|[ \u00a0]{2,})(?=\S)")  # no column stands before it
LONGEST_GLUED = 3000  # characters
_SIGNED_INSIDE = re.compile(r"\s+(?=\((?:đã ký|Đã ký|ký tên|Ký tên))|(?<=ký\))\s+")
_SEAMS = (
    _SIGNED_INSIDE,
    _CAPACITY_INSIDE,
    _ABBREVIATED_INSIDE,
    _POSITION_INSIDE,
    _NAME_INSIDE,
    _CAPITALS_INSIDE,
    _NEXT_RECIPIENT,
)


class _Tail:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.reader = SignatureReader()
        self.paragraphs: list[Paragraph] = []
        self.listing = False
        self.labelled = True  # there is a line "Nơi nhận"
        self.listed: Paragraph | None = None  # the recipient line that a wrapped line would continue

    def read(self, line: Line) -> None:
        first = len(self.paragraphs)
        for cell in _cells(line):
            self._cell(cell, line)
        if len(self.paragraphs) > first:
            self.paragraphs[first].raw = line.raw
        elif self.listed is not None:
            self.listed.raw += "\n" + line.raw

    def _cell(self, text: str, line: Line) -> None:
        if match := _LABEL.match(text):
            self.listing = True
            self._add(ParagraphKind.RECIPIENTS_LABEL, match.group(1).strip(), line)
            text = text[match.end() :]
            if not text:
                return
        label = read_label(text)
        bullet = label[0].text if label and label[0].style is Style.BULLET else ""
        words = label[1] if label and bullet else text
        if is_rule(text):
            self._add(ParagraphKind.RULE, text, line)
        elif not bullet and (kind := self._signature(text, line)):
            self._add(kind, text, line)
        elif self.listing or (bullet and not self.labelled):
            self._recipient(words, bullet, line)
        else:
            self._add(ParagraphKind.PROSE, words, line, bullet)

    def _signature(self, text: str, line: Line) -> ParagraphKind | None:
        begun, small = self.reader.signature.capacity, is_position_in_small(text)
        ended = bool(
            begun and small and self.listed is not None and self.listed.text[-1:] in ";."
        )  # the column beside it
        below = ended or (self._archived() and (begun or small))  # the list is over, the signature has begun
        if self.listing and self.listed is not None and not below and not _stands_alone(text):
            return None
        return self.reader.read(text, line.number)

    def _recipient(self, words: str, bullet: str, line: Line) -> None:
        if self.listed is not None and not bullet and not self._ended(words):
            self.listed.text = f"{self.listed.text} {words}"
            return
        if not bullet and self._archived():
            self._add(ParagraphKind.PROSE, words, line)
            return
        self._add(ParagraphKind.ARCHIVE if is_archive(words) else ParagraphKind.RECIPIENT, words, line, bullet)
        self.listed = self.paragraphs[-1]

    def _archived(self) -> bool:
        return self.listed is not None and self.listed.kind is ParagraphKind.ARCHIVE

    def _ended(self, words: str) -> bool:
        """Tell whether the line being listed is complete, so these words begin another one."""
        if is_archive(words):
            return True
        if words[:1].islower() or _COPIES.match(words):
            return False
        if self._archived():
            return True
        return self.listed is None or self.listed.text[-1:] in ";." or not self.listed.label

    def _add(self, kind: ParagraphKind, text: str, line: Line, label: str = "") -> None:
        self.paragraphs.append(Paragraph("", kind, text, label, line=line.number))

    def finish(self) -> None:
        draft = self.draft
        draft.signature = self.reader.signature
        for paragraph in self.paragraphs:
            if paragraph.kind is ParagraphKind.RECIPIENT:
                draft.recipients.append(read_recipient(paragraph.text, paragraph.line))
            elif paragraph.kind is ParagraphKind.ARCHIVE and draft.archive is None:
                draft.archive = read_archive(paragraph.text, paragraph.line)


def read_tail(lines: list[Line], draft: Draft) -> list[Paragraph]:
    """Return the tail's paragraphs; recipients, archive and signature go into the draft."""
    tail = _Tail(draft)
    tail.labelled = any(_LABEL.match(line.text) for line in lines)
    for line in lines:
        tail.read(line)
    tail.finish()
    return tail.paragraphs


def _stands_alone(text: str) -> bool:
    return is_capacity(text) or is_position(text) or is_signer(text) or text.isupper() or text.startswith("(")


def _cells(line: Line) -> list[str]:
    """Return the cells of a tail line: at gaps, before a signature's words, and between recipients that were glued."""
    cells: list[str] = []
    for cell in gap_cells(_BULLET_GAP.sub(r"\1 ", line.spaced)):
        pieces = [cell]
        for seam in _SEAMS if len(cell) < LONGEST_GLUED else (_NEXT_RECIPIENT,):
            pieces = [part for piece in pieces for part in seam.split(piece)]
        cells.extend(piece.strip(" |}{") for piece in pieces if piece.strip(" |}{"))
    return cells
