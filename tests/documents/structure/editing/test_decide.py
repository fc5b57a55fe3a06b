"""What was decided of a question is written at its place, and changes nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.structure import Draft
from documents.structure.checks import check
from documents.structure.choices import THEME, choices_of
from documents.structure.editing.decide import decide
from documents.structure.editing.write import to_text
from documents.structure.reading.pipeline import read

HEAD = """TỈNH ĐOÀN SÔNG VÂN
BCH ĐOÀN XÃ HÒA BÌNH
***
Số: 12-CTr/ĐTN
ĐOÀN TNCS HỒ CHÍ MINH
Hòa Bình, ngày 06 tháng 3 năm 2027
CHƯƠNG TRÌNH
Công tác Đoàn năm 2027
"""
TAIL = "\nV. NỘI DUNG\n1. Dựng trại.\n2. Trồng 500 cây.\nNơi nhận:\n- Lưu VP.\n"
A, B = "Sân vận động xã", "Nhà văn hóa thôn Đông"

PLACES = {
    "title in capitals": (f"II. ĐỊA ĐIỂM (xin ý kiến chọn 01 trong 02 phương án)\n1. {A};\n2. {B}.", f"II. ĐỊA ĐIỂM\n{B}."),
    "title, asked below": (f"II. ĐỊA ĐIỂM\n+ Phương án 1: {A}\n+ Phương án 2: {B}\nĐề nghị các đồng chí chọn 01 phương án.", f"II. ĐỊA ĐIỂM\n{B}."),
    "title and a question": (f"II. ĐỊA ĐIỂM\nXin ý kiến Ban Chấp hành về địa điểm theo 02 phương án:\na) {A};\nb) {B}.", f"II. ĐỊA ĐIỂM\n{B}."),
    "item": (f"II. TRẠI\n1. Địa điểm (xin ý kiến):\n- PA1: {A}\n- PA2: {B}\n2. Thời gian: 02 ngày.", f"II. TRẠI\n1. Địa điểm: {B}.\n2. Thời gian: 02 ngày."),
    "sentence": (f"II. TRẠI\nTrại mở trong 02 ngày. Về địa điểm, xin ý kiến chọn 01 trong 02 phương án:\na) {A};\nb) {B}.", f"II. TRẠI\nTrại mở trong 02 ngày. Địa điểm: {B}."),
    "in the sentence itself": (f"II. TRẠI\nTrại mở trong 02 ngày. Xin ý kiến Ban Chấp hành về địa điểm theo hai phương án: Phương án 1: {A}; Phương án 2: {B}.", f"II. TRẠI\nTrại mở trong 02 ngày. Địa điểm: {B}."),
    "article": (f"Điều 2. Mức hỗ trợ\nXin ý kiến biểu quyết một trong các phương án sau:\nPA1: {A}.\nPA2: {B}.", f"Điều 2. Mức hỗ trợ\n{B}."),
    "what explains the others goes with them": (f"II. ĐỊA ĐIỂM (xin ý kiến)\nPhương án 1: {A}\nThuận lợi: rộng rãi.\nPhương án 2: {B}\nThuận lợi: gần dân.", f"II. ĐỊA ĐIỂM\n{B}.\nThuận lợi: gần dân."),
}  # fmt: skip
SEVERAL = {
    "each under its title": "II. ĐỊA ĐIỂM\nPhương án 1: {0}\nPhương án 2: {1}\nIII. KINH PHÍ\nPhương án 1: {2}\nPhương án 2: {3}",
    "each at its item": "II. NỘI DUNG XIN Ý KIẾN\n1. Về địa điểm:\nPhương án 1: {0}\nPhương án 2: {1}\n2. Về kinh phí:\nPhương án 1: {2}\nPhương án 2: {3}",
    "each after its sentence": "II. TRẠI\nVề địa điểm, xin ý kiến chọn 01 trong 02 phương án:\na) {0};\nb) {1}.\nVề kinh phí, xin ý kiến chọn 01 trong 02 phương án:\na) {2};\nb) {3}.",
    "all under one title": "II. ĐỊA ĐIỂM VÀ KINH PHÍ (xin ý kiến)\nPhương án 1: {0}\nPhương án 2: {1}\nPhương án 1: {2}\nPhương án 2: {3}",
    "beside the theme": "I. CHỦ ĐỀ NĂM\n- Phương án 1: “{0}”\n- Phương án 2: “{1}”\nII. KINH PHÍ (xin ý kiến)\n- Phương án 1: {2}\n- Phương án 2: {3}",
}  # fmt: skip


def body(draft: Draft) -> str:
    text = to_text(draft).replace("\n\n", "\n")
    return text[text.index("Công tác Đoàn năm 2027") : text.index("V. NỘI DUNG")].partition("\n")[2].strip()


@pytest.mark.parametrize(("asked", "decided"), PLACES.values(), ids=PLACES)
def test_winner_stands_where_it_was_asked_and_reads_as_decided(asked: str, decided: str) -> None:
    draft = read(HEAD + asked + TAIL)
    (choice,) = choices_of(draft.to_json())
    written = decide(draft, choice.passage, B)
    assert body(written) == decided
    for found in (written, read(to_text(written))):
        assert choices_of(found.to_json()) == []
        assert not [finding for finding in check(found) if finding.code == "options_undecided"]


@pytest.mark.parametrize("text", SEVERAL.values(), ids=SEVERAL)
@given(names=st.lists(st.sampled_from(["Sân xã", "Nhà văn hóa", "50 triệu đồng", "Bến sông", "Tuổi trẻ vững bước", "Ngày 26/3"]), min_size=4, max_size=4, unique=True), order=st.permutations([0, 1]), won=st.tuples(st.integers(0, 1), st.integers(0, 1)))  # fmt: skip
def test_deciding_one_question_leaves_all_but_its_own_place_as_it_was(
    text: str, names: list[str], order: list[int], won: tuple[int, int]
) -> None:
    draft = read(HEAD + text.format(*names) + TAIL)
    choices = choices_of(draft.to_json())
    assert [[option["text"] for option in choice.options] for choice in choices] == [names[:2], names[2:]]
    for place in order:
        choice, winner, loser = choices[place], names[place * 2 + won[place]], names[place * 2 + 1 - won[place]]
        before, draft = draft, decide(draft, choice.passage, winner)
        own = {choice.passage} | {p.id for p in before.paragraphs if any(name in p.text for name in (winner, loser))}
        own |= {p.id for p in before.paragraphs if p.line == choice.line}
        assert [p for p in draft.paragraphs if p.id not in own] == [p for p in before.paragraphs if p.id not in own]
        assert (to_text(draft).count(winner), loser in to_text(draft)) == (1, False)
        assert [p.id for p in draft.paragraphs if p.id in own]
    assert choices_of(draft.to_json()) == choices_of(read(to_text(draft)).to_json()) == []


def test_question_that_is_not_in_the_text_is_not_decided() -> None:
    draft = read(HEAD + PLACES["item"][0] + TAIL)
    for passage in (THEME, "gone"):
        with pytest.raises(KeyError):
            decide(draft, passage, B)
