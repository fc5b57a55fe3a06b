"""`manage.py recount`: for whoever doubts, without a database."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.approvals.rules.test_tally import published


def run(path: Path) -> tuple[int | str, str]:
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("recount", str(path), stdout=out, stderr=err)
    except SystemExit as stop:
        return stop.code, err.getvalue()
    return 0, out.getvalue()


def test_recount_prints_the_result_as_json_and_asks_no_database(tmp_path: Path) -> None:
    file = tmp_path / "ballot.json"
    file.write_text(json.dumps(published({"1": 11, "2": 26, "3": 5})), encoding="utf-8")
    code, output = run(file)
    assert code == 0
    assert list(json.loads(output)) == [
        "issued", "returned", "valid", "invalid", "blank", "counts", "attendance", "quorum_needed", "quorum_met",
        "base", "needed", "winner", "tied", "second_round", "sentence",
    ]  # fmt: skip
    assert json.loads(output)["winner"] == "2"


GOOD = published({"1": 2, "2": 1}, members=5)
BAD = {
    "more slips than issued": GOOD | {"issued": 2},
    "a code twice": GOOD | {"ballots": [{"code": "K", "choice": "1"}, {"code": "K", "choice": "1"}]},
    "an unknown choice": GOOD | {"ballots": [{"code": "K", "choice": "9"}]},
    "a list for one choice": GOOD | {"ballots": [{"code": "K", "choice": ["1"]}]},
    "no code": GOOD | {"ballots": [{"choice": "1"}]},
    "no choice": GOOD | {"ballots": [{"code": "K"}]},
    "no rule": {key: value for key, value in GOOD.items() if key != "rule"},
    "half a member": GOOD | {"members": 4.5},
    "fewer than nobody": GOOD | {"members": -1},
    "options twice": GOOD | {"options": ["1", "1"]},
    "no options": GOOD | {"options": []},
    "blank as an option": GOOD | {"options": ["1", "blank"]},
    "unknown kind": GOOD | {"kind": "elect"},
    "adopt among three": GOOD | {"kind": "adopt"},
    "a list": [GOOD],
    "slips in a mapping": GOOD | {"ballots": {"K": "1"}},
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_counted_ends_with_a_sentence_and_status_2(case: str, tmp_path: Path) -> None:
    file = tmp_path / "ballot.json"
    file.write_text(json.dumps(BAD[case]), encoding="utf-8")
    code, message = run(file)
    assert code == 2
    assert message.strip().endswith(".")


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"9" * 10_000])
def test_what_is_not_json_ends_with_a_sentence_and_status_2(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "ballot.json"
    file.write_bytes(content)
    assert run(file)[0] == 2
    assert run(tmp_path / "absent.json")[0] == 2


def test_names_that_no_terminal_can_write_are_escaped(tmp_path: Path) -> None:
    file = tmp_path / "ballot.json"
    file.write_text(json.dumps(published({"\ud800": 5}, options=("\ud800", "2"), members=5)), encoding="utf-8")
    code, output = run(file)
    assert code == 0
    assert json.loads(output)["winner"] == "\ud800"
