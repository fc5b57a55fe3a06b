"""Read a draft from the command line: `python -m documents.structure FILE [--json]`, without settings or database."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

from documents.structure.errors import Unreadable
from documents.structure.report import is_grave, page, read_file, whole


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what a file says. Returns 0: no grave finding; 1: errors or blockers; 2: the file cannot be read."""
    parser = ArgumentParser("python -m documents.structure", description="Đọc một dự thảo và kiểm tra thể thức.")
    parser.add_argument("file", type=Path, help="tệp .docx, .odt, .rtf, trang web, PDF có chữ hoặc .txt")
    parser.add_argument("--json", action="store_true", help="in JSON thay vì văn bản cho người đọc")
    options = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        draft, findings = read_file(options.file)
    except Unreadable as error:
        sys.stderr.write(f"{error.message}\n")
        return 2
    shown = json.dumps(whole(draft, findings), ensure_ascii=False, indent=2) if options.json else page(draft, findings)
    sys.stdout.write(f"{shown}\n")
    return int(is_grave(findings))


if __name__ == "__main__":
    sys.exit(main())
