"""Recount a published ballot, with the rules that judged it and no database."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from approvals.rules.publication import recount
from approvals.rules.rule import CountError


class Command(BaseCommand):
    help = "Recount a published ballot (JSON) and print the result as JSON; exit 2 and a sentence if it cannot be."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help='the downloaded ballot, or "-" to read it from standard input')

    def handle(self, *args: object, file: str, **options: object) -> None:
        try:
            result = recount(_read(file))
        except CountError as error:
            self.stderr.write(str(error), self.style.NOTICE)
            sys.exit(2)
        self.stdout.write(_printable(result.to_json(), getattr(self.stdout, "encoding", None) or "utf-8"))


def _printable(data: dict[str, Any], encoding: str) -> str:
    """JSON as people read it; with escapes where the terminal has not the letters."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return json.dumps(data, indent=2)
    return text


def _read(name: str) -> Any:
    """Read the publication from a file; CountError with a sentence if there is no JSON there."""
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise CountError(f"Không đọc được tệp {name}: {error.strerror or error}.") from error
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise CountError(
            f"Tệp {name} không phải là JSON hợp lệ; hãy tải lại tệp công bố của cuộc biểu quyết."
        ) from error
