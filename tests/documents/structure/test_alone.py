"""`python -m documents.structure FILE`: the reader works by itself, without Django, settings or database."""

import json
import os
import subprocess
import sys
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from documents.structure import Draft, read
from tests.documents.structure.word_files import programme

ROOT = Path(__file__).parents[3]
SAMPLES = Path(__file__).parent / "samples"
WITHOUT = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "SECRET_KEY", "REDIS_URL")
WATCHED = """
import runpy, sys
sys.argv[0] = "documents.structure"
try:
    runpy.run_module("documents.structure", run_name="__main__", alter_sys=True)
finally:
    assert "django" not in sys.modules, "the reader needs Django"
"""


def run(
    *arguments: str | Path, start: tuple[str, str] = ("-m", "documents.structure"), cwd: Path = ROOT
) -> CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in WITHOUT}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"}
    return subprocess.run(
        [sys.executable, *start, *map(str, arguments)],
        env=environment,
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_reading_alone_never_imports_django(tmp_path: Path, options: tuple[str, ...]) -> None:
    done = run(SAMPLES / "r_ctr_xa.txt", *options, start=("-c", WATCHED), cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "CHƯƠNG TRÌNH" in done.stdout


def test_json_holds_the_whole_tree_and_the_findings() -> None:
    path = SAMPLES / "r_ctr_options.txt"
    done = run(path, "--json")
    told = json.loads(done.stdout)
    assert "theme_undecided" in {finding["code"] for finding in told.pop("findings")}
    assert Draft.from_json(told) == read(path.read_bytes(), path.name)
    assert done.returncode == 1, "an error or a blocker was found"


def test_plain_form_shows_fields_every_paragraph_and_findings() -> None:
    path = SAMPLES / "r_ctr_options.txt"
    shown = run(path).stdout
    assert all(paragraph.text in shown for paragraph in read(path.read_bytes(), path.name).paragraphs)
    assert "theme_undecided" in shown
    assert "chỉ tiêu;" in shown
    assert "Ký: " in shown


def test_word_file_is_read_alone(tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes(programme())
    done = run(path)
    assert done.returncode in (0, 1)
    assert "type " in done.stdout


@pytest.mark.parametrize("content", [None, b"", b"%PDF-1.7", b"PK\x03\x04 broken"])
def test_unreadable_file_ends_with_exit_code_two_and_a_sentence(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "draft.txt"
    if content is not None:
        path.write_bytes(content)
    done = run(path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip().endswith(".")
    assert "Traceback" not in done.stderr


def test_folder_is_no_file(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.returncode == 2
    assert "Không mở được tệp" in done.stderr
