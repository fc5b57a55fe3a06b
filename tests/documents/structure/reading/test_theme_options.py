"""Options to choose a theme from, in the forms that offices print; and themes that are decided, which are no options."""

import io

import pytest
from docx import Document

from documents.structure import Draft
from documents.structure.checks import check
from documents.structure.editing.amend import decide_theme
from documents.structure.editing.write import to_text
from documents.structure.reading.pipeline import read
from documents.structure.tree import ParagraphKind

HEAD = """TỈNH ĐOÀN SÔNG VÂN
BCH ĐOÀN XÃ HÒA BÌNH
***
Số: 05-CTr/ĐTN
ĐOÀN TNCS HỒ CHÍ MINH
Hòa Bình, ngày 12 tháng 01 năm 2027
CHƯƠNG TRÌNH
Công tác Đoàn năm 2027
"""
TAIL = """
II. CHỈ TIÊU
1. Trồng mới 4.000 cây xanh.
"""
A, B, C = "Tuổi trẻ Hòa Bình vững bước", "Thanh niên Hòa Bình vì cộng đồng", "Khát vọng xanh quê hương"

OPEN = {
    "marked in brackets, asked below": f"I. CHỦ ĐỀ NĂM\n(1) {A}\n(2) {B}\n(Đề nghị các đồng chí chọn 01 chủ đề)",
    "letters under a heading that asks": f"I. CHỦ ĐỀ NĂM: Chọn 1 trong 2 chủ đề sau:\na) {A};\nb) {B}.",
    "Chủ đề 1, 2": f"I. CHỦ ĐỀ NĂM (xin ý kiến chọn 01 trong 02 chủ đề)\n+ Chủ đề 1: {A}\n+ Chủ đề 2: {B}",
    "Chủ đề số 1, 2": f"1. Chủ đề năm 2027\n- Chủ đề số 1: “{A}”\n- Chủ đề số 2: “{B}”",
    "PA1, PA2": f"I. CHỦ ĐỀ CÔNG TÁC NĂM 2027\nPA1: {A}\nPA2: {B}",
    "PA 1. quoted": f"I. CHỦ ĐỀ CÔNG TÁC NĂM 2027\n- PA 1. “{A}”\n- PA 2. “{B}”",
    "phương án in capitals": f"I. CHỦ ĐỀ\nPHƯƠNG ÁN 1: {A}\nPHƯƠNG ÁN 2: {B}",
    "dashes, nothing asked": f"I. CHỦ ĐỀ NĂM 2027\n- {A}\n- {B}",
    "dashes, quoted": f"I. CHỦ ĐỀ NĂM 2027\n- “{A}”;\n- “{B}”.",
    "quoted lines": f"I. CHỦ ĐỀ NĂM 2027\n“{A}”\n“{B}”",
    "numbers with dots": f"1. Chủ đề năm 2027 (đề nghị BCH cho ý kiến):\n1.1. {A}\n1.2. {B}",
    "hoặc": f"1. Chủ đề năm 2027: {A} hoặc {B}.",
    "hoặc, quoted": f"1. Chủ đề năm 2027: “{A}” hoặc “{B}”.",
    "hay là": f"Chủ đề công tác năm 2027: “{A}” hay là “{B}”?",
    "in the sentence, marked": f"Chủ đề công tác năm 2027: xin ý kiến chọn 1 trong 2 phương án: (1) {A}; (2) {B}.",
    "in the sentence, phương án": f"Chủ đề năm 2027: Phương án 1: {A}; Phương án 2: {B}.",
    "in a sentence at another place": f"I. TÌNH HÌNH\nBan Thường vụ xin ý kiến về chủ đề công tác năm 2027, gồm 2 phương án: “{A}” và “{B}”.",
    "a sentence that leads to a list": f"I. TÌNH HÌNH\nBan Thường vụ xin ý kiến Ban Chấp hành lựa chọn một trong các chủ đề sau:\n- {A};\n- {B}.",
    "đề xuất": f"I. CHỦ ĐỀ NĂM\nThường trực đề xuất 02 chủ đề như sau:\n1. {A}\n2. {B}",
    "blanks around": f"I. CHỦ ĐỀ NĂM\n\n(Xin ý kiến)\n\n-   {A}\n\n-   {B}",
}  # fmt: skip
DECIDED = {
    "quoted under its heading": f"I. CHỦ ĐỀ NĂM 2027\n“{A}”",
    "in its heading": f"I. CHỦ ĐỀ NĂM 2027: {A}",
    "in a sentence": f"Chủ đề công tác năm 2027: “{A}”.",
    "with a motto beside it": f"I. CHỦ ĐỀ, PHƯƠNG CHÂM\n1. Chủ đề: “{A}”\n2. Phương châm: “Đoàn kết, sáng tạo”",
    "with a motto in the line": f"Chủ đề năm 2027: “{A}”; phương châm: “Đoàn kết, sáng tạo”.",
    "with themes of months after it": f"I. CHỦ ĐỀ NĂM 2027\n“{A}”\n1. Chủ đề các tháng\n- Tháng 3: Tháng Thanh niên\n- Tháng 5: Nhớ Bác",
    "with themes of meetings to choose": f"I. CHỦ ĐỀ NĂM 2027: “{A}”\nCác chi đoàn chọn một trong các chủ đề sau để sinh hoạt:\n- Uống nước nhớ nguồn\n- Vì đàn em thân yêu",
    "with its meaning in a list": f"I. CHỦ ĐỀ NĂM 2027: “{A}”\n- Ý nghĩa: tiếp nối truyền thống\n- Yêu cầu: mọi chi đoàn thực hiện",
    "with the word hoặc in it": f"Chủ đề năm 2027: “{A}, ở xã hoặc ở bản”.",
}  # fmt: skip


UNASKED = {"Chủ đề số 1, 2", "dashes, nothing asked", "dashes, quoted", "quoted lines"}
#: What the words do not tell: the drafter is asked, and a vote is not skipped.
UNCERTAIN = {
    "a bare list": (f"I. CHỦ ĐỀ NĂM 2027\n- {A}\n- {B}", 2),
    "lines called themes, as parts are": (f"I. CHỦ ĐỀ NĂM 2027\n- Chủ đề 1: {A}\n- Chủ đề 2: {B}", 2),
    "two quotations and no verb": (f"Chủ đề năm 2027: “{A}”, “{B}”.", 2),
    "a theme in parts, marked": (f"Chủ đề năm 2027: (1) {A}; (2) {B}.", 2),
    "one that is planned": (f"Chủ đề năm 2027 (dự kiến): “{A}”.", 0),
    "one that is proposed": (f"I. CHỦ ĐỀ NĂM 2027 (Thường trực đề xuất)\n“{A}”", 0),
    "one, and opinions asked": (f"I. CHỦ ĐỀ NĂM 2027: “{A}” (xin ý kiến Ban Chấp hành)", 0),
    "two lines without a mark": (f"I. CHỦ ĐỀ NĂM 2027\n{A}\n{B}", 0),
    "stated here, options there": (f"I. CHỦ ĐỀ NĂM 2027: “{C}”\nII. NỘI DUNG XIN Ý KIẾN\nPhương án 1: “{A}”\nPhương án 2: “{B}”", 2),
    "stated twice, differently": (f"I. CHỦ ĐỀ\nChủ đề năm 2027: “{A}”.\nII. MỤC TIÊU\nChủ đề năm 2027: “{B}”.", 0),
}  # fmt: skip
CERTAIN = {
    **DECIDED,
    "planned, then adopted": f"Chủ đề năm 2027 (dự kiến, đã được Ban Chấp hành thông qua): “{A}”.",
    "on two lines, quoted as one": f"I. CHỦ ĐỀ NĂM 2027\n“{A},\nĐoàn kết, sáng tạo”",
    "stated twice, alike": f"I. CHỦ ĐỀ\nChủ đề năm 2027: “{A}”.\nII. MỤC TIÊU\nChủ đề năm 2027: {A}.",
    "last year's beside it": f"I. TÌNH HÌNH\nChủ đề năm 2026: “{B}”.\nII. CHỦ ĐỀ\nChủ đề năm 2027: “{A}”.",
}


def codes(draft: Draft) -> list[str]:
    return [finding.code for finding in check(draft) if finding.code.startswith("theme")]


def without_quotes(text: str) -> str:
    return text.replace("“", "").replace("”", "")


@pytest.mark.parametrize("text", OPEN.values(), ids=OPEN)
def test_two_candidates_without_a_decision_are_options(text: str) -> None:
    draft = read(HEAD + text + TAIL)
    assert draft.theme.text is None
    assert [option.text for option in draft.theme.options] == [A, B]
    assert [option.order for option in draft.theme.options] == [1, 2]
    assert codes(draft) == ["theme_undecided"]
    assert not {A, B} & {without_quotes(heading.title) for heading in draft.headings}


@pytest.mark.parametrize("text", DECIDED.values(), ids=DECIDED)
def test_theme_that_is_stated_is_decided(text: str) -> None:
    draft = read(HEAD + text + TAIL)
    assert draft.theme.text is not None
    assert draft.theme.text.startswith(A)
    assert not draft.theme.options
    assert not codes(draft)


@pytest.mark.parametrize(("text", "options"), UNCERTAIN.values(), ids=UNCERTAIN)
def test_what_the_words_do_not_tell_is_told_as_uncertain(text: str, options: int) -> None:
    theme = read(HEAD + text + TAIL).theme
    assert (theme.certain, len(theme.options)) == (False, options)


@pytest.mark.parametrize("text", CERTAIN.values(), ids=CERTAIN)
def test_drafter_is_not_asked_what_the_words_tell(text: str) -> None:
    assert read(HEAD + text + TAIL).theme.certain


@pytest.mark.parametrize("name", [name for name in OPEN if name not in UNASKED])
def test_nobody_is_asked_whether_options_that_are_put_to_a_choice_are_options(name: str) -> None:
    assert read(HEAD + OPEN[name] + TAIL).theme.certain


def test_proposers_note_is_kept_apart() -> None:
    text = f"I. CHỦ ĐỀ NĂM\n+ Chủ đề 1: {A}\n+ Chủ đề 2 (gợi ý của cấp trên): {B}\n+ Chủ đề 3: {C} (Tỉnh đoàn gợi ý)"
    options = read(HEAD + text + TAIL).theme.options
    assert [(option.text, option.note) for option in options] == [
        (A, None),
        (B, "gợi ý của cấp trên"),
        (C, "Tỉnh đoàn gợi ý"),
    ]


def with_table(*rows: tuple[str, str, str]) -> Draft:
    document = Document()
    for line in f"{HEAD}I. CHỦ ĐỀ NĂM 2027 (xin ý kiến)".split("\n"):
        document.add_paragraph(line)
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for place, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(place, column).text = text
    for line in TAIL.split("\n"):
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return read(stream.getvalue(), "bang.docx")


@pytest.mark.parametrize(
    "rows",
    [
        (("TT", "Chủ đề", "Ghi chú"), ("1", A, "Thường trực đề xuất"), ("2", B, "")),
        (("STT", "Nội dung phương án", ""), ("01", A, "Thường trực đề xuất"), ("02", B, "")),
    ],
)
def test_table_has_one_option_a_row(
    rows: tuple[tuple[str, str, str], tuple[str, str, str], tuple[str, str, str]],
) -> None:
    draft = with_table(*rows)
    found = [(option.text, option.note) for option in draft.theme.options]
    assert found == [(A, "Thường trực đề xuất"), (B, None)]
    assert codes(draft) == ["theme_undecided"]
    decided = decide_theme(draft, B)
    assert not decided.of_kind(ParagraphKind.TABLE, ParagraphKind.OPTION)


@pytest.mark.parametrize("text", OPEN.values(), ids=OPEN)
def test_winner_is_written_where_it_was_asked_and_reads_as_decided(text: str) -> None:
    draft = read(HEAD + text + TAIL)
    decided = decide_theme(draft, B)
    again = read(to_text(decided))
    assert (decided.theme.text, again.theme.text, again.theme.options) == (B, B, [])
    assert not decided.of_kind(ParagraphKind.OPTION)
    assert not codes(again)
    whole = to_text(decided)
    assert A not in whole
    assert whole.count(B) == 1
    assert not any(word in whole for word in ("xin ý kiến", "chọn 01", "hoặc", "phương án"))


def test_winner_of_an_open_theme_leaves_the_decided_one_of_the_year_alone() -> None:
    text = f"I. CHỦ ĐỀ NĂM 2027: “{C}”\n1. Chủ đề Tháng Thanh niên (xin ý kiến chọn 1 trong 2 phương án)\n- {A}\n- {B}"
    draft = read(HEAD + text + TAIL)
    assert [option.text for option in draft.theme.options] == [A, B]
    assert C in to_text(decide_theme(draft, A))
    assert B not in to_text(decide_theme(draft, A))
