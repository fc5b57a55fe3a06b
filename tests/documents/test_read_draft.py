"""`manage.py read_draft FILE`: the contract's JSON, an overview for people, and its exit codes."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

SAMPLES = Path(__file__).parent / "structure" / "samples"
FIELDS = {
    "type", "type_name", "subject", "year", "superior", "issuer", "number", "symbol", "place", "date", "marks", "meeting", "bases",
    "theme", "headings", "targets", "activities", "duties", "deadlines", "references", "annexes", "closing", "recipients", "archive",
    "signature", "findings",
}  # fmt: skip


def run(path: Path, *options: str) -> tuple[int | str, str, str]:
    """Exit code, what was printed, what was complained about."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("read_draft", str(path), *options, stdout=out, stderr=err)
    except SystemExit as stop:
        return stop.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_the_json_has_the_fields_of_the_contract() -> None:
    code, out, _ = run(SAMPLES / "r_ctr_xa.txt", "--json")
    found = json.loads(out)
    assert set(found) == FIELDS
    assert set(found["headings"][0]) == {"label", "title", "level", "line"}
    assert set(found["targets"][0]["values"][0]) == {"value", "unit", "comparator", "scope"}
    assert set(found["recipients"][0]["parts"][0]) == {"name", "purpose", "copies"}
    assert set(found["theme"]) == {"text", "line", "options"}
    assert code == 0


def test_errors_and_blockers_end_with_exit_code_one() -> None:
    code, out, _ = run(SAMPLES / "r_ctr_options.txt", "--json")
    findings = json.loads(out)["findings"]
    assert "theme_undecided" in {finding["code"] for finding in findings}
    assert set(findings[0]) == {"code", "severity", "gate", "line", "message", "repair"}
    assert code == 1


def test_the_overview_shows_outline_and_counts() -> None:
    code, out, _ = run(SAMPLES / "r_kh_ubnd.txt", "--text")
    assert "KẾ HOẠCH 15-KH-UBND" in out
    assert "4 nhiệm vụ" in out
    assert code == 0


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04 broken"])
def test_what_cannot_be_read_ends_with_exit_code_two_and_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "draft.txt"
    path.write_bytes(content)
    code, out, err = run(path)
    assert (code, out) == (2, "")
    assert err.strip().endswith(".")


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    code, _, err = run(tmp_path / "nowhere.txt")
    assert code == 2
    assert "Không mở được tệp" in err
