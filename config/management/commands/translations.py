from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.translations import messages, missing
from config.translations import update as add_new

FOLDERS = ["database", "audit", "orgs", "documents", "approvals", "notifications", "workflows", "config", "templates"]


class Command(BaseCommand):
    help = "Check, update or compile the English catalogue (the source language is Vietnamese)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--check", action="store_true", help="exit 1 if a string has no translation")
        what.add_argument("--update", action="store_true", help="write new strings into the catalogue")
        what.add_argument("--compile", action="store_true", help="write the .mo files")

    def handle(self, *args: object, compile: bool, update: bool, check: bool, **options: object) -> None:
        for path in sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/*.po")):
            catalogue = polib.pofile(str(path), wrapwidth=118)
            if compile:
                catalogue.save_as_mofile(str(path.with_suffix(".mo")))
                continue
            wanted = messages(settings.BASE_DIR, FOLDERS)
            if update:
                add_new(catalogue, wanted)
                catalogue.save(str(path))
            self._report(path, wanted, missing(catalogue, wanted), strict=check)

    def _report(self, path: Path, wanted: dict[Any, Any], lacking: list[Any], *, strict: bool) -> None:
        for message in lacking[:20]:
            self.stderr.write(f"{wanted[message]}: {message[0][:90]!r} has no translation in {path.parent.parent.name}")
        if lacking and strict:
            raise CommandError(f"{len(lacking)} of {len(wanted)} strings are not translated; run `make messages`.")
        self.stdout.write(f"{path.parent.parent.name}: {len(wanted) - len(lacking)} of {len(wanted)} translated")
