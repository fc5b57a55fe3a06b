"""Write a draft as a Word file, and a redline as one with tracked changes (Office Open XML, ECMA-376 §17.13.5).

Both stand in the profile's form like the PDF. A move is written as a deletion and an insertion: every program shows
those, few show moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from documents.rendering.paper import ANNEXES, BODY, DRAFT, NOTES, TAIL, lay_out, parts_of, style_of
from documents.rendering.profiles import Layout, layout_of
from documents.rendering.word import Line, Word
from documents.structure.comparing.diff import Redline, Row
from documents.structure.comparing.wording import DEL, INS, SAME
from documents.structure.identity import wording
from documents.structure.pictures import picture_in, pictures_of
from documents.structure.tree import Draft, Paragraph, ParagraphKind, Picture

_WHOLE = {"added": INS, "moved": INS, "removed": DEL, "moved_away": DEL}
_LEFT = (ParagraphKind.SUPERIOR, ParagraphKind.ISSUER, ParagraphKind.NUMBER, ParagraphKind.MARK, ParagraphKind.MEETING)
_TITLE = (ParagraphKind.TYPE, ParagraphKind.SUBJECT)
_LISTED = (ParagraphKind.RECIPIENTS_LABEL, ParagraphKind.RECIPIENT, ParagraphKind.ARCHIVE)


@dataclass(slots=True)
class Pages:
    """The lines of a file by where they stand."""

    left: list[Line] = field(default_factory=list)
    right: list[Line] = field(default_factory=list)
    title: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    listed: list[Line] = field(default_factory=list)
    signed: list[Line] = field(default_factory=list)
    annexes: list[Line] = field(default_factory=list)


def to_docx(draft: Draft, *, profile: str, at: datetime, mode: str = DRAFT, round_no: int | None = None) -> bytes:
    """Return the Word file of a draft.

    `profile`, `mode` and `round_no` as of `to_pdf`, `at` the date in its properties.
    """
    sheet = lay_out(draft, profile=profile, mode=mode, round_no=round_no)
    layout = layout_of(profile)
    parts, pictures = parts_of([paragraph.kind for paragraph in draft.paragraphs]), pictures_of(draft)

    def lines(style: str, found: Iterable[dict[str, str] | None]) -> list[Line]:
        return [Line.plain(style, line["text"]) for line in found if line]

    def part(wanted: str) -> list[Line]:
        placed = zip(parts, draft.paragraphs, strict=True)
        return [_whole(p, pictures) for where, p in placed if where == wanted]

    pages = Pages(
        left=lines("superior", sheet["superior"])
        + lines("issuer", sheet["issuer"])
        + [Line.plain("rule", "***" if layout.stars else "_______")]
        + lines("number", [sheet["number"]])
        + lines("letter-subject", sheet["subject"] if sheet["letter"] else [])
        + lines("mark", [sheet["mark"]])
        + lines("meeting", [sheet["meeting"]]),
        right=_mottoes(layout) + lines("date", [sheet["date"]]),
        title=[] if sheet["letter"] else lines("type", [sheet["type"]]) + lines("subject", sheet["subject"]),
        body=part(BODY),
        listed=lines("recipients_label", [sheet["recipients"]["label"]])
        + lines("recipient", sheet["recipients"]["lines"]),
        signed=[
            line
            for style, key in (("capacity", "capacity"), ("position", "position"), ("note", "note"), ("signer", "name"))
            for line in lines(style, sheet["signature"][key])
        ],
        annexes=part(ANNEXES),
    )
    title = " ".join(filter(None, (draft.type_name, draft.subject)))
    return _written(Word(layout, title=title, at=at, notes=sheet["notes"]), layout, pages)


def redline_docx(redline: Redline, *, profile: str, at: datetime, author: str = "Trình Ký") -> bytes:
    """Return the later round with its changes tracked, signed `author` and dated `at`.

    Accepting all changes gives the later round, rejecting them the former.
    """
    layout = layout_of(profile)
    pages = Pages()
    parts = parts_of([row.paragraph.kind for row in redline.rows])
    for part, row in zip(parts, redline.rows, strict=True):
        _zone(pages, part, row.paragraph).append(_tracked(row))
    if not any(line.style == "motto" for line in pages.right):
        pages.right[:0] = _mottoes(layout)
    return _written(Word(layout, title="So sánh hai lần dự thảo", at=at, author=author), layout, pages)


def _zone(pages: Pages, part: str, paragraph: Paragraph) -> list[Line]:
    """Find where a paragraph of a redline goes.

    Its rules go along with what they stand under, for nothing may be lost.
    """
    if part == NOTES:
        return pages.annexes or pages.body
    if part in (BODY, ANNEXES):
        return pages.body if part == BODY else pages.annexes
    if part == TAIL:
        return pages.listed if paragraph.kind in _LISTED else pages.signed
    if paragraph.kind == ParagraphKind.RULE:
        return next(
            zone
            for zone in (pages.annexes, pages.signed, pages.body, pages.title, pages.left)
            if zone or zone is pages.left
        )
    if paragraph.kind in _TITLE:
        return pages.title
    return pages.left if paragraph.kind in _LEFT else pages.right


def _whole(paragraph: Paragraph, pictures: Mapping[str, Picture]) -> Line:
    if picture := pictures.get(picture_in(paragraph.text) or ""):
        return Line("picture", (), picture=picture)
    style = style_of(paragraph)
    lead = len(paragraph.label) if style == "article" else 0
    return Line(style, ((SAME, wording(paragraph)),), lead=lead)


def _tracked(row: Row) -> Line:
    runs = ((INS, wording(row.paragraph)),) if row.op == "moved" else row.runs
    return Line(style_of(row.paragraph), runs, _WHOLE.get(row.op, SAME))


def _mottoes(layout: Layout) -> list[Line]:
    last = len(layout.motto) - 1
    return [Line.plain("motto" if n == last else "motto-first", text) for n, text in enumerate(layout.motto)]


def _written(word: Word, layout: Layout, pages: Pages) -> bytes:
    left, right = word.columns(layout.left_share)
    for cell, lines in ((left, pages.left), (right, pages.right)):
        for line in lines:
            word.write(cell, line)
    for line in pages.title:
        word.write(word.document, line)
    if pages.title and not any(line.style == "rule" for line in pages.title):
        word.write(word.document, Line.plain("subject-rule", "-----" if layout.subject_dashes else "_________"))
    _write_flow(word, pages.body)
    if pages.listed or pages.signed:
        word.write(word.document, Line.plain("recipient", ""))
        listed, signed = word.columns(0.46)
        for cell, lines in ((listed, pages.listed), (signed, pages.signed)):
            for line in lines:
                word.write(cell, line)
    _write_flow(word, pages.annexes, new_page=True)
    for mark, text in word.notes.left():
        word.write(word.document, Line.plain("footnote", f"{mark} {text}"))
    return word.to_bytes()


def _write_flow(word: Word, lines: Sequence[Line], *, new_page: bool = False) -> None:
    for is_table, group in groupby(lines, key=lambda line: line.style == ParagraphKind.TABLE):
        if is_table:
            _write_table(word, list(group))
            continue
        for line in group:
            word.write(word.document, line, new_page=new_page)
            new_page = False


def _write_table(word: Word, lines: Sequence[Line]) -> None:
    """Write rows of cells; tracked runs are cut at the tabs that part the cells."""
    rows = [_cells(line) for line in lines]
    table = word.grid(max(len(row) for row in rows))
    for row in rows:
        cells = table.add_row().cells  # type: ignore[no-untyped-call]  # python-docx leaves it without types
        for cell, line in zip(cells, row, strict=False):
            word.write(cell, line)


def _cells(line: Line) -> list[Line]:
    cells: list[list[tuple[str, str]]] = [[]]
    for op, text in line.runs:
        for number, piece in enumerate(text.split("\t")):
            if number and op != DEL:
                cells.append([])
            if piece:
                cells[-1].append((op, piece))
    return [Line("cell", tuple(runs), line.whole) for runs in cells]
