"""Our document beside our superior's: targets, sections, passages."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.structure import read
from documents.structure.comparing.compare import Comparison, compare
from documents.structure.comparing.sections import title_likeness

THEIRS = """CHƯƠNG TRÌNH
Công tác Đoàn năm 2027
I. CHỦ ĐỀ
Chủ đề công tác năm 2027: “Đoàn kết, sáng tạo, vững bước”.
II. MỘT SỐ CHỈ TIÊU CƠ BẢN
1. Ít nhất 85% chi đoàn tổ chức sinh hoạt chuyên đề về chuyển đổi số.
2. Trồng mới 10.000.000 cây xanh.
3. Tối đa 05% đoàn viên xếp loại trung bình.
4. Vận động 300.000 lượt thanh niên hiến máu.
III. NỘI DUNG, GIẢI PHÁP
1. Công tác giáo dục của Đoàn
1.1. Đổi mới sinh hoạt chi đoàn theo chủ điểm; mỗi chi đoàn tổ chức ít nhất 06 buổi sinh hoạt trong năm.
1.2. Tuyên dương gương người tốt, việc tốt trên các kênh truyền thông của Đoàn.
2. Công tác quốc tế thanh niên
2.1. Tổ chức giao lưu hữu nghị thanh niên các tỉnh biên giới với thanh niên các nước láng giềng.
IV. TỔ CHỨC THỰC HIỆN
1. Văn phòng theo dõi, đôn đốc, tổng hợp kết quả thực hiện Chương trình.
"""

OURS = """CHƯƠNG TRÌNH
Công tác Đoàn tỉnh Lam Giang năm 2027
I. CHỦ ĐỀ CÔNG TÁC
Chủ đề công tác năm 2027: “Đoàn kết, sáng tạo, bứt phá”.
II. CHỈ TIÊU
1. 80% chi đoàn tổ chức sinh hoạt chuyên đề về chuyển đổi số.
2. Trồng mới 60.000 cây xanh.
3. Tối đa 04% đoàn viên xếp loại trung bình.
4. Xây dựng 35 ngôi nhà nhân ái.
III. GIẢI PHÁP
1. Công tác giáo dục
1.1. Đổi mới sinh hoạt chi đoàn theo chủ điểm; mỗi chi đoàn tổ chức ít nhất 04 buổi sinh hoạt trong năm.
1.2. Tuyên dương gương người tốt, việc tốt trên các kênh truyền thông của Đoàn.
2. Phong trào Tuổi trẻ sáng tạo
2.1. Tổ chức hội thi tin học trẻ cấp tỉnh; tuyên dương các ý tưởng tiêu biểu.
IV. TỔ CHỨC THỰC HIỆN
1. Văn phòng theo dõi, đôn đốc, tổng hợp kết quả thực hiện Chương trình.
"""


@pytest.fixture(scope="module")
def found() -> Comparison:
    return compare(read(THEIRS), read(OURS))


def target(found: Comparison, words: str) -> Any:
    return next(p for p in found.targets if words in (p.theirs or p.ours).text)


def section(found: Comparison, words: str) -> Any:
    return next(p for p in found.sections if words in (p.ours or p.theirs).title)


def test_a_lower_share_than_the_superiors_falls_short(found: Comparison) -> None:
    pair = target(found, "chuyển đổi số")
    (value,) = pair.values
    assert (pair.op, value.op, value.short) == ("short", "lower", True)
    assert (value.theirs.value, value.ours.value) == (85, 80)


def test_a_smaller_count_only_differs(found: Comparison) -> None:
    pair = target(found, "cây xanh")
    assert (pair.op, pair.values[0].op, pair.values[0].short) == ("differs", "lower", False)


def test_less_is_more_where_the_superior_sets_a_limit(found: Comparison) -> None:
    pair = target(found, "trung bình")
    assert (pair.op, pair.values[0].short) == ("differs", False)


def test_a_target_that_only_one_has_stands_alone(found: Comparison) -> None:
    assert target(found, "hiến máu").op == "theirs"
    assert target(found, "ngôi nhà").op == "ours"


def test_sections_answer_each_other_by_their_titles(found: Comparison) -> None:
    assert section(found, "GIẢI PHÁP").op == "both"
    assert section(found, "CHỈ TIÊU").theirs.title == "II. MỘT SỐ CHỈ TIÊU CƠ BẢN"
    assert section(found, "sáng tạo").op == "ours"
    missing = [pair.theirs.title for pair in found.sections if pair.missing]
    assert missing == ["2. Công tác quốc tế thanh niên"]


def test_passages_are_the_same_changed_or_alone(found: Comparison) -> None:
    changed, same = section(found, "Công tác giáo dục").rows
    assert (changed.op, changed.figures, same.op) == ("changed", True, "same")
    assert [text for op, text in changed.runs if op != "same"] == ["06", "04"]
    assert [row.op for row in section(found, "quốc tế").rows] == ["theirs"]


def test_a_passage_taken_over_into_another_section_says_where_it_stood() -> None:
    moved = OURS.replace(
        "2.1. Tổ chức hội thi",
        "2.1. Tuyên dương gương người tốt, việc tốt trên các kênh truyền thông của Đoàn.\n2.2. Tổ chức hội thi",
    )
    moved = moved.replace("\n1.2. Tuyên dương gương người tốt, việc tốt trên các kênh truyền thông của Đoàn.", "", 1)
    rows = section(compare(read(THEIRS), read(moved)), "sáng tạo").rows
    assert (rows[0].op, rows[0].elsewhere) == ("same", "1. Công tác giáo dục của Đoàn")


def test_themes_are_compared_word_by_word(found: Comparison) -> None:
    assert found.theme.op == "differs"
    assert [text for op, text in found.theme.runs if op != "same"] == ["vững bước", "bứt phá"]


def test_an_undecided_theme_says_which_option_takes_the_superiors() -> None:
    options = "- Phương án 1: “Tuổi trẻ tiên phong”.\n- Phương án 2: “Đoàn kết, sáng tạo, vững bước”.\n"
    ours = OURS.replace("“Đoàn kết, sáng tạo, bứt phá”.\n", "xin ý kiến lựa chọn trong 02 phương án.\n" + options)
    theme = compare(read(THEIRS), read(ours)).theme
    assert (theme.op, theme.option) == ("undecided", 2)


def test_the_summary_counts_what_the_page_shows(found: Comparison) -> None:
    counts = found.counts
    assert (counts["target_short"], counts["target_differs"], counts["target_theirs"], counts["target_ours"]) == (
        1,
        2,
        1,
        1,
    )
    assert (counts["missing"], counts["section_ours"], counts["same"], counts["changed"]) == (1, 1, 2, 1)


@pytest.mark.parametrize("text", [THEIRS, OURS])
def test_a_document_beside_itself_has_no_difference(text: str) -> None:
    found = compare(read(text), read(text))
    assert {pair.op for pair in found.targets} == {"same"}
    assert {row.op for pair in found.sections for row in pair.rows} == {"same"}
    assert {pair.op for pair in found.sections} == {"both"}
    assert found.theme.op == "same"


def test_titles_are_alike_without_their_filling() -> None:
    assert title_likeness("MỘT SỐ CHỈ TIÊU CƠ BẢN NĂM 2027", "CÁC CHỈ TIÊU CHỦ YẾU") == 100
    assert title_likeness("Công tác giáo dục", "Công tác quốc tế") < 64


lines = st.lists(
    st.sampled_from([line for line in (THEIRS + OURS).splitlines() if line]) | st.text(max_size=60),
    min_size=1,
    max_size=30,
).map("\n".join)


@given(lines, lines)
def test_every_passage_and_target_is_shown_once(theirs: str, ours: str) -> None:
    left, right = read(theirs + "\nx"), read(ours + "\nx")
    found = compare(left, right)
    for side, draft in (("theirs", left), ("ours", right)):
        targets = [getattr(pair, side) for pair in found.targets if getattr(pair, side)]
        assert sorted(t.line for t in targets) == sorted(t.line for t in draft.targets)
        shown = [id(getattr(row, side)) for pair in found.sections for row in pair.rows if getattr(row, side)]
        assert len(shown) == len(set(shown))
        headings = [
            getattr(pair, side).title for pair in found.sections if getattr(pair, side) and getattr(pair, side).heading
        ]
        assert len(headings) == sum(p.kind == "heading" for p in draft.paragraphs)


@given(lines, lines)
def test_the_runs_of_a_changed_passage_give_both_wordings(theirs: str, ours: str) -> None:
    found = compare(read(theirs + "\nx"), read(ours + "\nx"))
    for row in (row for pair in found.sections for row in pair.rows if row.op == "changed"):
        assert "".join(text for op, text in row.runs if op != "ins") == row.theirs.text
        assert "".join(text for op, text in row.runs if op != "del") == row.ours.text
