"""Style sheets in parts: one file a component or a room to review, one request for a page.

A sheet of settings.JOINED_SHEETS imports its parts in their order. What is served is the parts, joined; there is nothing
to build, and the sheet as it lies in `static/` says the same to whatever reads it.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.files.storage import FileSystemStorage

IMPORT = re.compile(r'@import url\("([^"]+)"\);\n')
ADDRESS = re.compile(r'url\("(\.[^"]+)"\)')


def parts(sheet: Path) -> list[str]:
    """List the parts that a sheet imports, in their order, as seen from the sheet."""
    return IMPORT.findall(sheet.read_text(encoding="utf-8"))


def joined(sheet: Path) -> str:
    """Put each part in the place of its import, with addresses as seen from the sheet."""

    def part(found: re.Match[str]) -> str:
        folder = posixpath.dirname(found[1])
        text = (sheet.parent / found[1]).read_text(encoding="utf-8")
        return ADDRESS.sub(lambda at: f'url("{posixpath.normpath(posixpath.join(folder, at[1]))}")', text)

    return IMPORT.sub(part, sheet.read_text(encoding="utf-8"))


class SheetFinder(FileSystemFinder):
    """Finds the project's own files; a joined sheet is written under VAR_DIR first, and its parts are not served."""

    def __init__(self, app_names: Sequence[str] | None = None) -> None:
        super().__init__(app_names)
        self.joined_files = FileSystemStorage(location=settings.VAR_DIR / "sheets")

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[Any]:
        lying = {name: super(SheetFinder, self).find(name) for name in settings.JOINED_SHEETS}
        sheets = {name: Path(path) for name, path in lying.items() if path}
        imported = {
            posixpath.join(posixpath.dirname(name), part) for name, sheet in sheets.items() for part in parts(sheet)
        }
        for name, storage in super().list(ignore_patterns):
            if name in sheets:
                self._write(name, sheets[name])
                yield name, self.joined_files
            elif name not in imported:
                yield name, storage

    def find(self, path: str, find_all: bool = False, **kwargs: object) -> Any:
        found: list[str] = super().find(path, find_all=True)
        if path in settings.JOINED_SHEETS:
            found = [self._write(path, Path(lying)) for lying in found[:1]]
        return found if find_all else next(iter(found), [])

    def _write(self, name: str, sheet: Path) -> str:
        """Write a sheet with its parts joined, whole or not at all; return where."""
        target = Path(self.joined_files.path(name))
        text = joined(sheet)
        if not target.is_file() or target.read_text(encoding="utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            half = target.with_suffix(f".{os.getpid()}")
            half.write_text(text, encoding="utf-8")
            half.replace(target)
        return str(target)
