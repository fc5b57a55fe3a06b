"""A whole document on one line: what no text can be is found again, and the drafter is told where it was cut."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.structure import Draft, apply, check, proposals, read, to_text
from documents.structure.reading.lines import split_lines
from documents.structure.reading.pasted import part_pasted

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.txt"))
#: Letterheads of two columns that are read row by row cannot be told apart once they stand on one line, nor can two signers.
TORN = {"r_bc_parts": ("superior", "issuer", "motto"), "r_ctr_options": ("superior", "issuer", "motto"), "r_bb_minutes": ("signature",), "r_markdown": ("signature",)}  # fmt: skip
FIELDS = ("type", "subject", "superior", "issuer", "motto", "number", "symbol", "place", "date", "signature")
PLAN = """TỈNH ĐOÀN LAM GIANG BCH ĐOÀN XÃ HÒA BÌNH *** Số: 12-KH/ĐTN ĐOÀN TNCS HỒ CHÍ MINH Hòa Bình, ngày 12 tháng 3 năm 2027
KẾ HOẠCH Tổ chức Ngày hội năm 2027 Căn cứ Kế hoạch số 45-KH/TĐTN ngày 01/3/2027 của Ban Thường vụ Tỉnh đoàn; I. MỤC ĐÍCH 1. Mục đích
Rèn luyện thân thể. 2. Yêu cầu Tổ chức an toàn. Trên đây là Kế hoạch./. Nơi nhận: - Tỉnh đoàn (b/c); - Lưu VP. TM. BAN THƯỜNG VỤ BÍ THƯ
Nguyễn Văn An""".replace("\n", " ")


def on_one_line(text: str) -> str:
    return " ".join(text.split())


def named(draft: Draft, field: str) -> Any:
    value = getattr(draft, field)
    return (value.capacity, value.position, value.name) if field == "signature" else value


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_on_one_line_keeps_its_letterhead_and_signature(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    whole, pasted = read(text), read(on_one_line(text))
    fields = [field for field in FIELDS if field not in TORN.get(path.stem, ())]
    assert [named(pasted, field) for field in fields] == [named(whole, field) for field in fields]
    assert pasted.residue.pasted == 1
    assert to_text(read(to_text(pasted))) == to_text(pasted)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_on_its_lines_is_not_cut(path: Path) -> None:
    assert read(path.read_text(encoding="utf-8")).residue.pasted == 0


def test_where_it_was_cut_is_told_until_the_drafter_accepts() -> None:
    draft = read(PLAN)
    (told,) = [finding for finding in check(draft) if finding.code == "pasted_line"]
    assert (told.severity, told.gate, told.line) == ("error", "R", 1)
    assert "một dòng" in told.message
    assert "“Số: 12-KH/ĐTN”" in told.message
    accepted = apply(draft, [found for found in proposals(draft, [told]) if found.code == "pasted_line"])
    assert not [finding for finding in check(accepted) if finding.code == "pasted_line"]
    assert to_text(accepted) == to_text(draft)


def test_what_follows_a_pasted_line_moves_down_and_keeps_its_distance() -> None:
    source = split_lines(f"{PLAN}\n\nPHỤ LỤC\nDanh sách")
    parted = part_pasted(source.lines, source.residue)
    assert [line.number for line in parted][:-2] == list(range(1, len(parted) - 1))
    assert [line.number for line in parted][-2:] == [len(parted), len(parted) + 1]
    assert source.residue.parted == len(parted) - 2


@given(st.lists(st.sampled_from([*PLAN.split(), "II.", "1.", "a)", "-", ";", "Điều 2.", "“", "(", "TM.", "V/v", "…"]), min_size=30, max_size=120))  # fmt: skip
def test_cutting_loses_no_word_and_is_done_once(pieces: list[str]) -> None:
    source = split_lines(" ".join(pieces))
    text = source.lines[0].text
    parted = part_pasted(source.lines, source.residue)
    assert " ".join(line.text for line in parted).replace(" ", "") == text.replace(" ", "")
    draft = read(text)
    assert Draft.from_json(draft.to_json()).to_json() == draft.to_json()
