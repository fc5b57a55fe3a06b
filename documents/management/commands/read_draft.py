"""`manage.py read_draft FILE`: what a secretary would note down about a draft, as JSON or for people."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand

from documents.structure import Unreadable
from documents.structure.report import fields, is_grave, overview, read_file


class Command(BaseCommand):
    """Exit 0: no error; 1: findings that are errors or blockers; 2: the file cannot be read."""

    requires_system_checks = ()
    help = "Read a draft (.docx, .odt, .rtf, web page, PDF, .txt) and print its structure and findings."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file")
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help="print JSON (the default)")
        form.add_argument("--text", action="store_true", help="print an overview for people")

    def handle(self, *args: object, file: str, text: bool, **options: object) -> None:
        try:
            draft, findings = read_file(Path(file))
        except Unreadable as error:
            self.stderr.write(error.message)
            raise SystemExit(2) from None
        if text:
            self.stdout.write(overview(draft, findings))
        else:
            self.stdout.write(json.dumps(fields(draft, findings), ensure_ascii=False, indent=2))
        if is_grave(findings):
            raise SystemExit(1)
