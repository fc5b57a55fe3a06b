from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.structure import Redline
from documents.structure.comparing.diff import carry_ids, diff
from documents.structure.comparing.wording import differing_words, words
from documents.structure.identity import wording
from documents.structure.reading.pipeline import read
from documents.structure.tree import Draft, Paragraph, ParagraphKind

SENTENCES = (
    "Tổ chức 03 diễn đàn đối thoại giữa lãnh đạo tỉnh với thanh niên trong năm 2027.",
    "Trồng mới ít nhất 4.000 cây xanh trên địa bàn các xã vùng cao.",
    "Giới thiệu 1.200 đoàn viên ưu tú cho Đảng xem xét, kết nạp.",
    "Mỗi cơ sở Đoàn có ít nhất một công trình thanh niên cấp xã.",
    "Văn phòng Tỉnh đoàn theo dõi, đôn đốc và tổng hợp báo cáo hằng quý.",
)


def draft_of(*texts: str, kind: ParagraphKind = ParagraphKind.PROSE) -> Draft:
    return Draft(paragraphs=[Paragraph(f"p{n}-{hash(text)}", kind, text) for n, text in enumerate(texts)])


def ops(redline: Redline) -> list[str]:
    return [row.op for row in redline.rows]


def test_equal_rounds_have_no_redline() -> None:
    redline = diff(draft_of(*SENTENCES), draft_of(*SENTENCES))
    assert not redline
    assert redline.counts == {"changed": 0, "added": 0, "removed": 0, "moved": 0}


def test_words_replaced_together_are_one_change() -> None:
    assert words("Năm 2027 là năm thứ ba thực hiện", "Năm 2027 là năm bản lề thực hiện") == [
        ("same", "Năm 2027 là năm "),
        ("del", "thứ ba"),
        ("ins", "bản lề"),
        ("same", " thực hiện"),
    ]


def test_a_lone_word_between_longer_changes_goes_with_them() -> None:
    assert words("do đoàn trường và chi đoàn thực hiện", "do ban quản lý và tổ dân phố thực hiện")[1:3] == [
        ("del", "đoàn trường và chi đoàn"),
        ("ins", "ban quản lý và tổ dân phố"),
    ]


def test_a_lone_word_between_single_words_stays() -> None:
    assert ("same", " Văn ") in words("Nguyễn Văn An", "Lê Văn Bình")


def test_a_figure_changes_as_a_whole() -> None:
    assert words("đạt 1.200 lượt.", "đạt 1.350 lượt.") == [
        ("same", "đạt "),
        ("del", "1.200"),
        ("ins", "1.350"),
        ("same", " lượt."),
    ]


def test_changed_added_and_removed_paragraphs_are_counted() -> None:
    after = [SENTENCES[0].replace("03", "04"), SENTENCES[1], "Ra mắt câu lạc bộ lý luận trẻ.", *SENTENCES[3:]]
    redline = diff(draft_of(*SENTENCES), draft_of(*after))
    assert redline.counts == {"changed": 1, "added": 1, "removed": 1, "moved": 0}
    assert ("del", "03") in redline.rows[0].runs


def test_a_paragraph_that_went_elsewhere_is_shown_at_both_places() -> None:
    redline = diff(draft_of(*SENTENCES), draft_of(*SENTENCES[1:4], SENTENCES[0], SENTENCES[4]))
    assert ops(redline) == ["moved_away", "same", "same", "same", "moved", "same"]
    assert redline.counts["moved"] == 1


def test_a_moved_paragraph_may_have_changed_too() -> None:
    changed = SENTENCES[0].replace("lãnh đạo tỉnh", "Thường trực Tỉnh ủy")
    redline = diff(draft_of(*SENTENCES), draft_of(*SENTENCES[1:], changed))
    moved = next(row for row in redline.rows if row.op == "moved")
    assert ("ins", "Thường trực Tỉnh ủy") in moved.runs


def test_rules_that_swap_places_are_no_moves() -> None:
    redline = diff(draft_of("***", SENTENCES[0], "-----"), draft_of("-----", SENTENCES[0], "***"))
    assert redline.counts["moved"] == 0


def test_renumbered_items_stay_in_place() -> None:
    before = Draft(
        paragraphs=[Paragraph(f"a{n}", ParagraphKind.ITEM, text, f"{n}.") for n, text in enumerate(SENTENCES, 2)]
    )
    after = Draft(
        paragraphs=[Paragraph(f"b{n}", ParagraphKind.ITEM, text, f"{n}.") for n, text in enumerate(SENTENCES, 1)]
    )
    redline = diff(before, after)
    assert ops(redline) == ["changed"] * 5
    assert redline.rows[0].runs[:2] == (("del", "2"), ("ins", "1"))


def test_a_new_signer_is_a_change_of_the_old_one() -> None:
    redline = diff(
        draft_of("Phạm Anh Khoa", kind=ParagraphKind.SIGNER), draft_of("Lê Thu Hằng", kind=ParagraphKind.SIGNER)
    )
    assert ops(redline) == ["changed"]


def test_passages_keep_their_ids_when_same_changed_or_moved() -> None:
    before = draft_of(*SENTENCES)
    after = draft_of("Một đoạn mới hẳn của lần dự thảo này.", *SENTENCES[1:], SENTENCES[0].replace("03", "05"))
    carried = carry_ids(before, after)
    ids = [paragraph.id for paragraph in before.paragraphs]
    assert [paragraph.id for paragraph in carried.paragraphs[1:]] == [*ids[1:], ids[0]]
    assert carried.paragraphs[0].id not in ids


def test_the_same_new_text_gets_the_same_id() -> None:
    before, after = draft_of(SENTENCES[0]), draft_of(SENTENCES[0], SENTENCES[1])
    again = replace(after, paragraphs=[replace(paragraph, id="x") for paragraph in after.paragraphs])
    assert carry_ids(before, after) == carry_ids(before, again)


def test_options_are_marked_where_they_differ() -> None:
    runs = differing_words(["Tuổi trẻ Lam Giang xung kích, sáng tạo", "Tuổi trẻ Lam Giang vững bước tương lai"])
    assert runs == [
        [("Tuổi trẻ Lam Giang ", False), ("xung kích, sáng tạo", True)],
        [("Tuổi trẻ Lam Giang ", False), ("vững bước tương lai", True)],
    ]


def test_very_long_wordings_are_replaced_rather_than_compared() -> None:
    assert [op for op, _ in words("a " * 60_000 + "a", "b " * 60_000 + "b")] == ["del", "ins"]


paragraphs = st.lists(
    st.one_of(st.sampled_from(SENTENCES), st.sampled_from(["***", "-----", "", " "]), st.text(max_size=40)), max_size=14
)


@pytest.mark.property
@settings(max_examples=150, deadline=None)
@given(paragraphs, paragraphs)
def test_each_side_of_a_redline_gives_that_round(old: list[str], new: list[str]) -> None:
    redline = diff(draft_of(*old), draft_of(*new))
    assert [wording(paragraph) for paragraph in redline.before] == old
    assert [wording(paragraph) for paragraph in redline.after] == new
    for row in redline.rows:
        if row.before and row.op != "moved_away":
            assert "".join(text for op, text in row.runs if op != "ins") == wording(row.before)
        if row.after and row.op != "moved_away":
            assert "".join(text for op, text in row.runs if op != "del") == wording(row.after)


@pytest.mark.property
@settings(max_examples=100, deadline=None)
@given(paragraphs, paragraphs)
def test_carried_ids_are_unique_and_change_nothing_else(old: list[str], new: list[str]) -> None:
    before, after = draft_of(*old), draft_of(*new)
    carried = carry_ids(before, after)
    ids = [paragraph.id for paragraph in carried.paragraphs]
    assert len(set(ids)) == len(ids)
    assert [paragraph.text for paragraph in carried.paragraphs] == new
    assert carry_ids(before, carried) == carried


@pytest.mark.property
@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=2, max_size=4))
def test_differing_words_lose_nothing(texts: list[str]) -> None:
    assert ["".join(text for text, _ in runs) for runs in differing_words(texts)] == texts


def test_a_text_read_again_after_a_new_first_line_keeps_every_passage() -> None:
    text = "\n".join(SENTENCES)
    before, after = read(text), read("Lời mở đầu mới viết của lần dự thảo này.\n" + text)
    ids = {paragraph.text: paragraph.id for paragraph in before.paragraphs}
    carried = carry_ids(before, after)
    assert all(ids.get(paragraph.text, paragraph.id) == paragraph.id for paragraph in carried.paragraphs)


def test_a_passage_that_left_and_came_back_is_known_again() -> None:
    first, second = read("\n".join(SENTENCES)), read("\n".join(SENTENCES[1:]))
    second = carry_ids(first, second)
    third = carry_ids(second, read("\n".join(SENTENCES)))
    assert third.paragraphs[0].id == first.paragraphs[0].id
