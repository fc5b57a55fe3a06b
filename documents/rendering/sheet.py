"""Lay out a draft for the page: two-column letterhead, title, body, Nơi nhận beside the signature, annexes.

Reads a tree (or the redline of two), and notes on its passages; writes lines of pieces for `documents/_sheet.html`.
Places follow HD29 II.1–II.3 and NĐ30 Phụ lục I; what the sheet does not know it shows as a plain paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from documents.rendering.paper import style_of, with_blanks_shown
from documents.structure.comparing.diff import Redline, Row
from documents.structure.pictures import line_of_picture
from documents.structure.tree import Draft, Paragraph, ParagraphKind, Picture

LEFT = {ParagraphKind.SUPERIOR, ParagraphKind.ISSUER, ParagraphKind.NUMBER, ParagraphKind.MARK, ParagraphKind.MEETING}
RIGHT = {ParagraphKind.MOTTO, ParagraphKind.DATE}
TITLE = {ParagraphKind.TYPE, ParagraphKind.SUBJECT}
RECIPIENTS = {ParagraphKind.RECIPIENTS_LABEL, ParagraphKind.RECIPIENT, ParagraphKind.ARCHIVE}
SIGNATURE = {ParagraphKind.CAPACITY, ParagraphKind.POSITION, ParagraphKind.SIGNER}
CLASSES = {
    "date": "place-date",
    "mark": "draft-mark",
    "meeting": "meeting-mark",
    "item": "item-text",
    "recipients_label": "label",
    "table": "cells",
    "number": "symbol",
}
TONES = ("blocker", "warning", "opinion")  # in the order in which their flags stand
_PIXELS_PER_MM = 96 / 25.4
OPS = {"added": "added", "removed": "removed", "moved": "moved", "moved_away": "removed"}


@dataclass(frozen=True, slots=True)
class Note:
    """Something said about a passage: an opinion, or a finding. `target` is the selector of its remark in the margin."""

    passage: str
    tone: str  # opinion, warning, blocker
    quote: str = ""
    target: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: `op` is "", "ins" or "del"; `mark` is "", "label", "option" or a note's tone."""

    text: str
    op: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Flag:
    """The notes of one tone beside a passage; `text` is their number."""

    tone: str
    text: str
    target: str
    label: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture for a browser: its bytes as an address, and its width in pixels."""

    src: str
    width: int


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of the sheet; `id` is its passage, "" for what the system prints."""

    id: str
    css: str
    pieces: tuple[Piece, ...]
    flags: tuple[Flag, ...] = ()
    picture: Drawn | None = None

    @property
    def cells(self) -> list[str]:
        return "".join(piece.text for piece in self.pieces if piece.op != "del").split("\t")


@dataclass(slots=True)
class Sheet:
    left: list[Line] = field(default_factory=list)
    right: list[Line] = field(default_factory=list)
    title: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    recipients: list[Line] = field(default_factory=list)
    signature: list[Line] = field(default_factory=list)
    annexes: list[Line] = field(default_factory=list)


def lay_out(
    text: Draft | Redline, *, notes: Iterable[Note] = (), mark: str | None = None, pictures: Iterable[Picture] = ()
) -> Sheet:
    """Return the sheet of a draft, or of a redline. `mark` is the draft mark that the system prints ("" prints none)."""
    by_passage: dict[str, list[Note]] = {}
    for note in notes:
        by_passage.setdefault(note.passage, []).append(note)
    drawn = {line_of_picture(picture.name): _drawn(picture) for picture in pictures}
    sheet = Sheet()
    rows = text.rows if isinstance(text, Redline) else [_plain(paragraph) for paragraph in text.paragraphs]
    for row in rows:
        if mark is not None and row.paragraph.kind is ParagraphKind.MARK:
            continue
        line = _line(row, by_passage.get(row.paragraph.id, []))
        if row.paragraph.kind is ParagraphKind.PICTURE:
            line = replace(line, picture=drawn.get(row.paragraph.text))
        _zone(sheet, row.paragraph.kind).append(line)
    if mark:
        sheet.left.append(Line("", "draft-mark", (Piece(mark),)))
    _set_mottoes(sheet)
    return sheet


def _drawn(picture: Picture) -> Drawn:
    return Drawn(f"data:image/{picture.type};base64,{picture.data}", round(picture.width * _PIXELS_PER_MM))


def _set_mottoes(sheet: Sheet) -> None:
    """Underline only the last line of the motto; a motto said twice names the superior (HD29 II.1a)."""
    mottoes = [line for line in sheet.right if line.css == "motto"]
    if len(mottoes) < 2:
        return
    first, last = mottoes[0], mottoes[-1]
    sheet.right.remove(first)
    if first.pieces == last.pieces:
        sheet.left.insert(0, replace(first, css="superior"))
    else:
        sheet.right.insert(0, replace(first, css="motto-first"))


def _plain(paragraph: Paragraph) -> Row:
    words = f"{paragraph.label} {paragraph.text}".strip()
    return Row("same", paragraph, paragraph, (("same", words),))


def _zone(sheet: Sheet, kind: ParagraphKind) -> list[Line]:
    """Find where a paragraph goes; a rule belongs to what stands above it, and what follows the signature is annex."""
    if kind is ParagraphKind.FOOTNOTE:
        return sheet.annexes if sheet.annexes else sheet.body
    if kind is ParagraphKind.RULE:
        if sheet.body:
            return sheet.annexes if sheet.signature else sheet.body
        return sheet.title or sheet.left
    for kinds, zone in (
        (LEFT, sheet.left),
        (RIGHT, sheet.right),
        (TITLE, sheet.title),
        (RECIPIENTS, sheet.recipients),
        (SIGNATURE, sheet.signature),
    ):
        if kind in kinds:
            return zone
    return sheet.annexes if sheet.signature or kind is ParagraphKind.ANNEX else sheet.body


def _line(row: Row, notes: Sequence[Note]) -> Line:
    paragraph = row.paragraph
    style = style_of(paragraph)
    css = ["heading" if style.startswith("heading-") else CLASSES.get(style, style)]
    if style in ("heading-3", "heading-4"):
        css.append("deep")
    if row.op in OPS:
        css.append(OPS[row.op])
    whole = row.op in ("added", "removed", "moved_away")
    pieces = [Piece(words, "" if whole or op == "same" else op) for op, words in row.runs]
    if paragraph.kind in (ParagraphKind.NUMBER, ParagraphKind.DATE) and len(pieces) == 1:
        pieces = [replace(pieces[0], text=with_blanks_shown(pieces[0].text))]
    if style == "article":
        pieces = _with_label(pieces, paragraph.label)
    if paragraph.kind is ParagraphKind.OPTION and row.op != "removed":
        pieces = [replace(piece, mark="" if piece.op else "option") for piece in pieces]
    for note in notes:
        pieces = _marked(pieces, note.quote, note.tone)
    shown_id = "" if row.op == "moved_away" else paragraph.id
    return Line(shown_id, " ".join(css), tuple(pieces), tuple(_flags(notes)))


def _with_label(pieces: list[Piece], label: str) -> list[Piece]:
    """Return the pieces with the label (Điều 1.) parted from the sentence, where it stands unchanged."""
    first = pieces[0]
    if first.op or not label or not first.text.startswith(label):
        return pieces
    return [replace(first, text=label, mark="label"), replace(first, text=first.text[len(label) :]), *pieces[1:]]


def _flags(notes: Sequence[Note]) -> Iterable[Flag]:
    for tone in TONES:
        of_tone = [note for note in notes if note.tone == tone]
        if of_tone:
            text = "!" if tone == "blocker" else str(len(of_tone))
            yield Flag(tone, text, of_tone[0].target, "; ".join(note.label for note in of_tone if note.label))


def _marked(pieces: list[Piece], quote: str, tone: str) -> list[Piece]:
    """Return the pieces, with the first place where the standing words read `quote` marked.

    As they were if it is not there.
    """
    standing = "".join(piece.text for piece in pieces if piece.op != "del")
    wanted = r"\s+".join(re.escape(word) for word in quote.split())
    found = re.search(wanted, standing) if wanted else None
    if not found:
        return pieces
    marked: list[Piece] = []
    at = 0
    for piece in pieces:
        if piece.op == "del":
            marked.append(piece)
            continue
        start, end = (min(max(edge - at, 0), len(piece.text)) for edge in found.span())
        parts = ((piece.text[:start], ""), (piece.text[start:end], tone), (piece.text[end:], ""))
        marked += [Piece(words, piece.op, mark or piece.mark) for words, mark in parts if words]
        at += len(piece.text)
    return marked


def quoted(message: str) -> str:
    """Return the words that a finding's message quotes from the text: what stands in “…”, "…" or ‘…’.

    "" if nothing does.
    """
    found = re.search(r"[“\"‘]([^”\"’]{2,})[”\"’]", message)
    return found[1].strip(" …") if found else ""
