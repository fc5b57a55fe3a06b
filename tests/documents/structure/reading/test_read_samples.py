"""Documents in different hands, each with what an expert lists beside it (`r_*.json`, the command's contract)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from documents.structure import read
from documents.structure.report import fields

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("r_*.txt"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_read_as_an_expert_lists_it(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    found = fields(read(path.read_bytes()), [])
    for field, value in expected.items():
        assert found[field] == value, field


def test_there_are_samples_of_every_type_and_of_both_profiles() -> None:
    expected = [json.loads(path.with_suffix(".json").read_text(encoding="utf-8")) for path in SAMPLES]
    assert len(expected) >= 12
    assert {each["type"] for each in expected} >= {
        "CTr",
        "KH",
        "HD",
        "BC",
        "QĐ",
        "CV",
        "TTr",
        "GM",
        "TB",
        "NQ",
        "KL",
        "TT",
    }
    separators = {each["symbol"][2:4].replace("r", "") for each in expected if each["symbol"]}
    assert any("/" in each for each in separators)
    assert any("-" in each for each in separators)
