"""Lay out a draft's tree as a sheet of paper: what stands where, in which style. PDF, DOCX and page print it.

`lay_out` gives a dict that JSON can hold:
`layout` the profile's measures · `superior, issuer, motto[], number, date` the letterhead's lines · `mark, meeting` or
null · `type, subject[], letter` (a công văn has no type line; its V/v stands under the number) · `body[], annexes[]` of
blocks {id, kind, style, label, text, level, cells[], picture} · `recipients {label, lines[]}`
· `signature {capacity[],
position[], note[], name}` · `notes` the words of
footnotes by the marks that refer to them; every line is {id, text}, its id null where the draft has no such paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from documents.rendering.profiles import Layout, layout_of
from documents.structure.editing.amend import date_line, number_line
from documents.structure.pictures import picture_in, pictures_of
from documents.structure.tree import Draft, Paragraph, ParagraphKind, Picture

LETTERHEAD, TITLE, BODY, TAIL, ANNEXES, NOTES, NOWHERE = "letterhead", "title", "body", "tail", "annexes", "notes", ""
DRAFT, ISSUED = "draft", "issued"

_LETTERHEAD = frozenset(
    {
        ParagraphKind.SUPERIOR,
        ParagraphKind.ISSUER,
        ParagraphKind.MOTTO,
        ParagraphKind.NUMBER,
        ParagraphKind.DATE,
        ParagraphKind.MARK,
        ParagraphKind.MEETING,
        ParagraphKind.RULE,
    }
)
_TITLE = frozenset({ParagraphKind.TYPE, ParagraphKind.SUBJECT})
_TAIL = frozenset(
    {
        ParagraphKind.RECIPIENTS_LABEL,
        ParagraphKind.RECIPIENT,
        ParagraphKind.ARCHIVE,
        ParagraphKind.CAPACITY,
        ParagraphKind.POSITION,
        ParagraphKind.SIGNER,
    }
)
_LONGEST_HEADING = 220  # characters; a longer one has its content in the same paragraph and is printed as such
_SENTENCE_ENDS = tuple(".;:")
_BLANK_DATE = (
    (re.compile(r"ngày[\s.…_/]*(?=tháng)"), "ngày … "),
    (re.compile(r"tháng[\s.…_/]*(?=năm)"), "tháng … "),
    (re.compile(r"năm[\s.…_/]*$"), "năm …"),
)
_BLANK_NUMBER = re.compile(r"^(Số:)[\s.…_]*([-/])")


def lay_out(draft: Draft, *, profile: str, mode: str = DRAFT, round_no: int | None = None) -> dict[str, Any]:
    """Return the sheet of a draft. `mode` issued has neither draft mark nor meeting mark; `round_no` counts from 1."""
    layout, pictures = layout_of(profile), pictures_of(draft)
    parts = parts_of([paragraph.kind for paragraph in draft.paragraphs])
    placed = list(zip(parts, draft.paragraphs, strict=True))
    tail = [paragraph for part, paragraph in placed if part == TAIL]
    return {
        "layout": layout.to_json(),
        **_letterhead(draft, layout, mode, round_no),
        "body": blocks((paragraph for part, paragraph in placed if part == BODY), pictures),
        "annexes": blocks((paragraph for part, paragraph in placed if part == ANNEXES), pictures),
        "notes": {paragraph.label: paragraph.text for part, paragraph in placed if part == NOTES},
        "recipients": _recipients(tail),
        "signature": _signature(draft, tail),
    }


def parts_of(kinds: Sequence[ParagraphKind]) -> list[str]:
    """Tell for each paragraph the part of the sheet it belongs to; rules are drawn by the profile and stand nowhere.

    What follows the signature block stands with the annexes, unless it is a note inside the block ("(Đã ký)").
    """
    last = max((n for n, kind in enumerate(kinds) if kind in _TAIL), default=len(kinds))
    first = min((n for n, kind in enumerate(kinds) if kind in _TAIL), default=len(kinds))
    annex = min((n for n, kind in enumerate(kinds) if kind == ParagraphKind.ANNEX and n > first), default=len(kinds))
    parts: list[str] = []
    for n, kind in enumerate(kinds):
        if kind == ParagraphKind.FOOTNOTE:
            parts.append(NOTES)
        elif kind == ParagraphKind.PICTURE:
            parts.append(ANNEXES if n >= annex or n > last else BODY)
        elif n >= annex or n > last:
            parts.append(NOWHERE if kind == ParagraphKind.RULE else ANNEXES)
        elif n >= first:
            parts.append(NOWHERE if kind == ParagraphKind.RULE else TAIL)
        elif kind in _LETTERHEAD:
            parts.append(NOWHERE if kind == ParagraphKind.RULE else LETTERHEAD)
        else:
            parts.append(TITLE if kind in _TITLE else BODY)
    return parts


def draft_mark(draft: Draft, mode: str, round_no: int | None) -> str | None:
    """Write the draft mark: "DỰ THẢO" in the first round, "DỰ THẢO LẦN 2" from the second on."""
    if mode == ISSUED:
        return None
    if round_no is None:
        return draft.marks[0].upper() if draft.marks else "DỰ THẢO"
    return f"DỰ THẢO LẦN {round_no}" if round_no > 1 else "DỰ THẢO"


def style_of(paragraph: Paragraph) -> str:
    """Name a paragraph's style.

    That is its kind, but heading-1 … heading-4 by level, article (a Điều that is itself the content), authority (the issuer
    in capitals before the căn cứ of a quyết định), addressee-line under "Kính gửi".
    """
    if paragraph.label.startswith("Điều") and paragraph.text[-1:] in _SENTENCE_ENDS:
        return "article"
    if paragraph.kind == ParagraphKind.PROSE and not paragraph.label and paragraph.text.isupper():
        return "authority"
    if paragraph.kind == ParagraphKind.HEADING and len(paragraph.text) > _LONGEST_HEADING:
        return str(ParagraphKind.ITEM)
    if paragraph.kind == ParagraphKind.HEADING:
        return f"heading-{min(max(paragraph.level, 1), 4)}"
    if paragraph.kind == ParagraphKind.ADDRESSEE and not paragraph.text.lower().startswith("kính gửi"):
        return "addressee-line"
    return str(paragraph.kind)


def blocks(paragraphs: Iterable[Paragraph], pictures: Mapping[str, Picture]) -> list[dict[str, Any]]:
    return [
        {
            "id": paragraph.id,
            "kind": str(paragraph.kind),
            "style": style_of(paragraph),
            "label": paragraph.label,
            "text": paragraph.text,
            "level": paragraph.level,
            "picture": _picture(pictures.get(picture_in(paragraph.text) or "")),
            "cells": [cell.strip() for cell in paragraph.text.split("\t")]
            if paragraph.kind == ParagraphKind.TABLE
            else [],
        }
        for paragraph in paragraphs
    ]


def _picture(picture: Picture | None) -> dict[str, Any] | None:
    return {"file": file_of(picture), "width": picture.width} if picture else None


def file_of(picture: Picture) -> str:
    """Name the file from which a picture is printed."""
    return f"{picture.name}.{picture.type}"


def _letterhead(draft: Draft, layout: Layout, mode: str, round_no: int | None) -> dict[str, Any]:
    letter = draft.type == "CV" or not (draft.type_name or draft.of_kind(ParagraphKind.TYPE))
    mark = draft_mark(draft, mode, round_no)
    return {
        "superior": _lines(draft, ParagraphKind.SUPERIOR, draft.superior),
        "issuer": _lines(draft, ParagraphKind.ISSUER, draft.issuer),
        "motto": [{"id": None, "text": text} for text in layout.motto],
        "number": _line(draft, ParagraphKind.NUMBER, number_line(draft.number, draft.symbol)),
        "date": _line(draft, ParagraphKind.DATE, _written_date(draft)),
        "mark": {"id": None, "text": mark} if mark else None,
        "meeting": _line(draft, ParagraphKind.MEETING, draft.meeting) if draft.meeting and mode == DRAFT else None,
        "type": None if letter else _line(draft, ParagraphKind.TYPE, (draft.type_name or "").upper() or None),
        "subject": _lines(draft, ParagraphKind.SUBJECT, draft.subject),
        "letter": letter,
    }


def _line(draft: Draft, kind: ParagraphKind, text: str | None) -> dict[str, Any]:
    """Return one line of the letterhead: the given text, else the paragraph's own."""
    paragraph = next(iter(draft.of_kind(kind)), None)
    own = paragraph.text if paragraph else ""
    return {"id": paragraph.id if paragraph else None, "text": text if text is not None else own}


def _lines(draft: Draft, kind: ParagraphKind, text: str | None) -> list[dict[str, Any]]:
    found = [{"id": paragraph.id, "text": paragraph.text} for paragraph in draft.of_kind(kind)]
    return found or ([{"id": None, "text": text}] if text else [])


def _written_date(draft: Draft) -> str:
    if draft.date:
        return date_line(draft.place, date.fromisoformat(draft.date))
    written = next((paragraph.text for paragraph in draft.of_kind(ParagraphKind.DATE)), None)
    return date_line(draft.place, None) if written is None else with_blanks_shown(written)


def with_blanks_shown(written: str) -> str:
    """Return a date line or number line whose blanks the reader joined up, with … where the system will write."""
    for blank, shown in _BLANK_DATE:
        written = blank.sub(shown, written)
    return _BLANK_NUMBER.sub(r"\1 …\2", written)


def _recipients(tail: Sequence[Paragraph]) -> dict[str, Any]:
    label = next((paragraph for paragraph in tail if paragraph.kind == ParagraphKind.RECIPIENTS_LABEL), None)
    lines = [paragraph for paragraph in tail if paragraph.kind in (ParagraphKind.RECIPIENT, ParagraphKind.ARCHIVE)]
    return {
        "label": {"id": label.id if label else None, "text": "Nơi nhận:"} if lines else None,
        "lines": [{"id": line.id, "text": f"{line.label or '-'} {line.text}"} for line in lines],
    }


def _signature(draft: Draft, tail: Sequence[Paragraph]) -> dict[str, Any]:
    def of(kind: ParagraphKind, text: str | None) -> list[dict[str, Any]]:
        found = [{"id": paragraph.id, "text": paragraph.text} for paragraph in tail if paragraph.kind == kind]
        return found or ([{"id": None, "text": text}] if text else [])

    signature = draft.signature
    return {
        "capacity": of(ParagraphKind.CAPACITY, signature.capacity),
        "position": of(ParagraphKind.POSITION, signature.position),
        "note": [{"id": paragraph.id, "text": paragraph.text} for paragraph in tail if paragraph.kind not in _TAIL],
        "name": of(ParagraphKind.SIGNER, signature.name),
    }
