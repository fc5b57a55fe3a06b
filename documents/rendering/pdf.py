"""Print a draft as PDF: the sheet of `paper`, set by typst in the profile's form. Same input, same bytes."""

from __future__ import annotations

import json
import shutil
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from documents.rendering.fonts import printable
from documents.rendering.notes import with_places
from documents.rendering.paper import DRAFT, file_of, lay_out
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
    files = {file_of(picture): b64decode(picture.data) for picture in draft.pictures}
    return typeset("document.typ", data, title=name, at=at, fonts_dir=fonts_dir, files=files)


def typeset(
    template: str,
    data: dict[str, Any],
    *,
    title: str,
    at: datetime,
    fonts_dir: Path | str,
    files: Mapping[str, bytes] | None = None,
) -> bytes:
    """Compile a template of this package with its data; characters that the font lacks are replaced first.

    `files`: the pictures that the data names.
    """
    day = {"year": at.year, "month": at.month, "day": at.day}
    whole = with_places(_printable_throughout({**data, "title": title, "day": day}, fonts_dir))
    with _folder(files or {}) as folder:
        compiler = typst.Compiler(
            folder / template,
            root=folder,
            font_paths=_fonts(str(fonts_dir)),
            sys_inputs={"data": json.dumps(whole, ensure_ascii=False)},
        )
        made = compiler.compile(format="pdf", pdf_standards=STANDARD, timestamp=int(at.timestamp()))
    assert isinstance(made, bytes)
    return made


@contextmanager
def _folder(files: Mapping[str, bytes]) -> Iterator[Path]:
    """Lend a folder with the templates and the files: the package's own, or one that goes with its pictures."""
    if not files:
        yield TEMPLATES
        return
    with TemporaryDirectory(prefix="paper-") as made:
        for template in TEMPLATES.glob("*.typ"):
            shutil.copy(template, made)
        for name, content in files.items():
            Path(made, name).write_bytes(content)
        yield Path(made)


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
