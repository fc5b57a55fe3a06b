"""What of the packages in node_modules is served: the files that pages use, and nothing else of them.

Packages ship styles that name files which they do not ship, and thousands of files that no page uses: collecting whole
packages fails, or takes minutes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage, Error
from django.core.files.storage import FileSystemStorage

Problems = list[CheckMessage]


class VendorStorage(FileSystemStorage):
    """A package's folder; `prefix` is where its files are served, for collectstatic and whitenoise."""

    def __init__(self, name: str) -> None:
        folder, self.names = settings.VENDOR_FILES[name]
        super().__init__(location=folder)
        self.prefix = f"vendor/{name}"


class VendorFinder(BaseFinder):
    """Finds `vendor/<name>/<file>` for each file that settings.VENDOR_FILES names."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        self.storages = [VendorStorage(name) for name in settings.VENDOR_FILES]

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, VendorStorage]]:
        for storage in self.storages:
            for name in storage.names:
                if storage.exists(name):
                    yield name, storage

    def find(self, path: str, find_all: bool = False, **kwargs: object) -> Any:
        found = [storage.path(name) for name, storage in self.list(None) if f"{storage.prefix}/{name}" == path]
        return found if find_all else next(iter(found), [])

    def check(self, **kwargs: object) -> Problems:
        return [
            Error(
                f"{storage.path(name)} is missing: pages would have no styles, or papers no letters.",
                hint="Install styles and fonts with `make setup`.",
                id="trinhky.E001",
            )
            for storage in self.storages
            for name in storage.names
            if not storage.exists(name)
        ]
