"""A document says the same whatever clothes it comes in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from documents.structure import read, to_text
from tests.documents.structure.clothes import CLOTHES, read_structure, structure, tcvn3

SAMPLES = {
    path.stem: path.read_text(encoding="utf-8") for path in (Path(__file__).parents[1] / "samples").glob("r_*.txt")
}
WHOLE = ["r_ctr_xa", "r_kh_ubnd", "r_qd_doan", "r_nq_bch", "r_gm_doan", "r_cv_nd30"]


@pytest.mark.parametrize("clothes", CLOTHES)
@pytest.mark.parametrize("name", WHOLE)
def test_other_clothes_give_the_same_structure(name: str, clothes: str) -> None:
    plain, dressed = read_structure(SAMPLES[name]), read_structure(CLOTHES[clothes](SAMPLES[name]))
    if clothes == "wrapped":
        plain.pop("paragraphs"), dressed.pop("paragraphs")  # a letterhead's lines may be more
    assert dressed == plain


def test_tcvn3_gives_the_same_fields_although_it_has_no_capitals_with_marks() -> None:
    plain, dressed = read_structure(SAMPLES["r_nq_bch"]), read_structure(tcvn3(SAMPLES["r_nq_bch"]))
    assert dressed["issuer"] == plain["issuer"]
    assert dressed["headings"] == plain["headings"]
    assert dressed["targets"] == plain["targets"]
    assert dressed["signature"] == plain["signature"]


def test_not_nfc_is_counted_and_mended() -> None:
    draft = read(CLOTHES["NFD"](SAMPLES["r_gm_doan"]))
    assert draft.residue.not_nfc > 10
    assert draft.residue.first_not_nfc_line == 1
    assert "GIẤY MỜI" in to_text(draft)


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_writing_the_tree_back_and_reading_it_again_changes_nothing(name: str) -> None:
    first = read(SAMPLES[name])
    again = read(to_text(first))
    assert structure(again) == structure(first)
    assert to_text(again) == to_text(first)


@pytest.mark.parametrize("name", sorted(set(SAMPLES) - {"r_ctr_options", "r_markdown"}))
def test_no_word_is_lost(name: str) -> None:
    words = to_text(read(SAMPLES[name])).split()
    source = re.sub(r"\n *2\n", "\n", SAMPLES[name])  # but page numbers
    assert sorted("".join(words)) == sorted("".join(source.split()))


@pytest.mark.parametrize("name", ["r_ctr_options", "r_markdown"])
def test_no_word_is_lost_with_its_markup(name: str) -> None:
    words = re.findall(r"\w+", to_text(read(SAMPLES[name])))
    source = re.findall(r"\w+", re.sub(r"\[bookmark[^]]*\]|<br>|\n2\n", "\n", SAMPLES[name]))
    assert sorted(words) == sorted(source)
