"""Any text at all is read; what was written back is read as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from documents.structure import Draft, Unreadable, read, to_text
from documents.structure.reading.lines import LINE_ENDS

SAMPLES = [path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parents[1] / "samples").glob("r_*.txt"))]
PIECES = [line for text in SAMPLES for line in text.split("\n")]
ODD = st.text(alphabet=st.sampled_from(list(" \n\t.;:,-–*+()/%“”\"'1I2Vax)ĐđƯ…\u0301\u200b#[]|0")), max_size=60)
LINES = st.lists(st.one_of(st.sampled_from(PIECES), ODD, st.text(max_size=40)), max_size=30).map("\n".join)


def or_nothing(data: bytes | str) -> Draft | None:
    try:
        return read(data)
    except Unreadable:
        return None


@pytest.mark.property
@given(st.one_of(st.text(max_size=400), LINES))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    draft = or_nothing(text)
    if draft is not None:
        assert Draft.from_json(draft.to_json()).to_json() == draft.to_json()
        assert len({paragraph.id for paragraph in draft.paragraphs}) == len(draft.paragraphs)


@pytest.mark.property
@given(st.binary(max_size=600))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    or_nothing(data)


@pytest.mark.property
@given(LINES)
def test_every_paragraph_knows_its_place(text: str) -> None:
    draft = or_nothing(text)
    last = LINE_ENDS.sub("\n", text).count("\n") + 1
    assert draft is None or all(1 <= paragraph.line <= last for paragraph in draft.paragraphs)


@pytest.mark.property
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("\n".join))
@example("KẾ HOẠCH\n- X đoàn; - Lưu TỈNH")  # a list without its label, glued
@example("TỈNH ĐOÀN PHÚ LĂNG\n- Lưu: VP, (05b).\t\tLò Thị Minh Châu\n- Lưu VP Đoàn.")  # a signer between two archives
def test_reading_what_was_written_back_is_stable(text: str) -> None:
    draft = or_nothing(text)
    if draft is not None:
        once = to_text(draft)
        assert to_text(read(once)) == once
