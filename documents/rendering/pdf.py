"""Print a draft as PDF: the sheet of `paper`, set by typst in the profile's form. Same input, same bytes."""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from documents.rendering.fonts import printable
from documents.rendering.notes import with_places
from documents.rendering.paper import DRAFT, lay_out
from documents.structure.tree import Draft

TEMPLATES = Path(__file__).with_name("typst")
STANDARD: typst.PDFStandard = "a-2b"  # for keeping (PDF/A), as the archive law asks of e-documents


def to_pdf(
    draft: Draft,
    *,
    profile: str,
    fonts_dir: Path | str,
    at: datetime,
    mode: str = DRAFT,
    round_no: int | None = None,
) -> bytes:
    """Return the PDF/A-2b of a draft: `mode` "draft" prints the draft mark in its box, "issued" prints none.

    `fonts_dir` holds Tinos as TTF; `at` (aware) is written into the file as its date, so that a repeat is identical.
    """
    data = lay_out(draft, profile=profile, mode=mode, round_no=round_no)
    name = " ".join(filter(None, (draft.type_name, draft.subject)))
    return typeset("document.typ", data, title=name, at=at, fonts_dir=fonts_dir)


def typeset(template: str, data: dict[str, Any], *, title: str, at: datetime, fonts_dir: Path | str) -> bytes:
    """Compile a template of this package with its data; characters that the font lacks are replaced first."""
    day = {"year": at.year, "month": at.month, "day": at.day}
    whole = with_places(_printable_throughout({**data, "title": title, "day": day}, fonts_dir))
    compiler = typst.Compiler(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=_fonts(str(fonts_dir)),
        sys_inputs={"data": json.dumps(whole, ensure_ascii=False)},
    )
    made = compiler.compile(format="pdf", pdf_standards=STANDARD, timestamp=int(at.timestamp()))
    assert isinstance(made, bytes)
    return made


def _printable_throughout(data: object, fonts_dir: Path | str) -> Any:
    if isinstance(data, str):
        return printable(data, fonts_dir)
    if isinstance(data, dict):
        return {key: _printable_throughout(value, fonts_dir) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_printable_throughout(value, fonts_dir) for value in data]
    return data


@lru_cache(maxsize=4)
def _fonts(fonts_dir: str) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts_dir])
