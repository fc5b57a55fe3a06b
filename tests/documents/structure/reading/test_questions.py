"""Options on something else than the theme: read as questions at their place, never as options of the theme."""

import pytest

from documents.structure.checks import check
from documents.structure.choices import choices_of
from documents.structure.editing.amend import decide_theme
from documents.structure.editing.write import to_text
from documents.structure.reading.pipeline import read
from documents.structure.tree import Draft, ParagraphKind

HEAD = """TỈNH ĐOÀN SÔNG VÂN
BCH ĐOÀN XÃ HÒA BÌNH
***
Số: 12-CTr/ĐTN
ĐOÀN TNCS HỒ CHÍ MINH
Hòa Bình, ngày 06 tháng 3 năm 2027
CHƯƠNG TRÌNH
Công tác Đoàn năm 2027
"""
TAIL = "\nV. NỘI DUNG\nDựng trại.\nNơi nhận:\n- Lưu VP.\n"
DECIDED = "I. CHỦ ĐỀ NĂM: “Tuổi trẻ Hòa Bình xung kích”\n"
SITES = ["Sân vận động xã", "Nhà văn hóa thôn Đông"]
A, B = SITES


def of(text: str) -> Draft:
    return read(HEAD + text + TAIL)


def codes(draft: Draft) -> list[str]:
    return [finding.code for finding in check(draft) if finding.code.startswith(("theme", "options"))]


ASKED = {
    "under a heading that asks": f"II. ĐỊA ĐIỂM (xin ý kiến chọn 01 trong 02 phương án)\n1. {A};\n2. {B}.",
    "explicit under a heading that asks": f"II. ĐỊA ĐIỂM (đề nghị chọn 01 phương án)\n- Phương án 1: {A}\n- Phương án 2: {B}",
    "in short": f"II. ĐỊA ĐIỂM: xin ý kiến\nPA1: {A}\nPA2: {B}",
    "with the question below": f"II. ĐỊA ĐIỂM\n+ Phương án 1: {A}\n+ Phương án 2: {B}\nĐề nghị các đồng chí chọn 01 phương án.",
    "with letters": f"II. ĐỊA ĐIỂM\nXin ý kiến Ban Chấp hành về địa điểm theo 02 phương án:\na) {A};\nb) {B}.",
    "with reasons between": f"II. ĐỊA ĐIỂM (xin ý kiến)\nPhương án 1: {A}\nThuận lợi: rộng rãi.\nPhương án 2: {B}\nKhó khăn: xa trung tâm.",
}


@pytest.mark.parametrize("text", ASKED.values(), ids=ASKED)
@pytest.mark.parametrize("theme", [DECIDED, ""], ids=["theme decided", "no theme"])
def test_options_on_something_else_are_a_question_at_their_place(text: str, theme: str) -> None:
    draft = of(theme + text)
    (question,) = draft.questions
    assert [option.text for option in question.options] == SITES
    assert question.asked
    assert "địa điểm" in question.text.lower()
    assert draft.theme.options == []
    assert (draft.theme.text is None) == (theme == "")
    assert codes(draft) == ["options_undecided"]
    assert not draft.of_kind(ParagraphKind.OPTION)


def test_several_questions_stand_each_at_its_place() -> None:
    draft = of(
        f"{DECIDED}II. ĐỊA ĐIỂM\nPhương án 1: {A}\nPhương án 2: {B}\nIII. KINH PHÍ\nPhương án 1: 50 triệu đồng\nPhương án 2: 70 triệu đồng"
    )
    assert [(question.text, len(question.options)) for question in draft.questions] == [
        ("ĐỊA ĐIỂM", 2),
        ("KINH PHÍ", 2),
    ]
    assert [question.line for question in draft.questions] == [10, 13]
    found = [finding for finding in check(draft) if finding.code == "options_undecided"]
    assert all(choice.passage and not choice.certain for choice in choices_of(draft.to_json()))
    assert [(finding.severity, finding.line) for finding in found] == [("warning", 10), ("warning", 13)]


def test_theme_is_voted_on_without_the_options_of_other_questions_and_leaves_them_in_the_text() -> None:
    draft = of(
        f"I. CHỦ ĐỀ NĂM\n- Phương án 1: “Tuổi trẻ tiên phong”\n- Phương án 2: “Thanh niên đoàn kết”\nII. ĐỊA ĐIỂM\n- Phương án 1: {A}\n- Phương án 2: {B}"
    )
    assert [option.text for option in draft.theme.options] == ["Tuổi trẻ tiên phong", "Thanh niên đoàn kết"]
    assert [option.text for option in draft.questions[0].options] == SITES
    decided = decide_theme(draft, "Thanh niên đoàn kết")
    text = to_text(decided)
    assert A in text
    assert B in text
    assert "Tuổi trẻ tiên phong" not in text
    again = read(text)
    assert again.theme.text == "Thanh niên đoàn kết"
    assert len(again.questions) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Mỗi chi đoàn chọn 01 trong các công trình sau để thực hiện:\na) Trồng cây;\nb) Sửa đường.",
        "II. PHƯƠNG ÁN PHÒNG CHÁY\n1. Trước trại: kiểm tra điện.\n2. Trong trại: trực 24 giờ.",
        "Đề nghị các chi đoàn cho ý kiến vào dự thảo:\n- Gửi trước ngày 15/3/2027.",
        "II. NỘI DUNG\n1. Lấy ý kiến nhân dân.\n2. Tổng hợp kết quả.\n3. Báo cáo Đảng ủy.",
        "Tổ chức lấy ý kiến đoàn viên.\na) Qua mạng xã hội;\nb) Qua hội nghị.",
    ],
)
def test_what_others_choose_and_plans_for_a_case_are_no_question(text: str) -> None:
    draft = of(DECIDED + text)
    assert draft.questions == []
    assert codes(draft) == []


def test_questions_survive_their_json() -> None:
    draft = of(DECIDED + ASKED["in short"])
    assert Draft.from_json(draft.to_json()) == draft
