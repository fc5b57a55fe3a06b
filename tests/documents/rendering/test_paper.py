import json

import pytest

from documents.rendering.paper import lay_out, style_of
from documents.structure import Draft
from documents.structure.tree import Paragraph, ParagraphKind


def test_the_sheet_holds_every_part_in_its_place(draft: Draft) -> None:
    sheet = lay_out(draft, profile="HD29")
    assert [line["text"] for line in sheet["superior"] + sheet["issuer"]] == [
        "ĐOÀN TNCS HỒ CHÍ MINH",
        "BCH TỈNH LAM GIANG",
    ]
    assert sheet["number"] == {"id": "p4", "text": "Số: …-CTr/TĐTN"}
    assert sheet["type"]["text"] == "CHƯƠNG TRÌNH"
    assert [block["style"] for block in sheet["body"]][:3] == ["basis", "heading-1", "theme"]
    assert sheet["recipients"]["lines"][-1] == {"id": "p23", "text": "- Lưu VT."}
    assert [line["text"] for line in sheet["signature"]["name"]] == ["Phạm Anh Khoa"]
    json.dumps(sheet)


def test_rules_are_drawn_by_the_profile_not_repeated_from_the_text(draft: Draft) -> None:
    assert all(block["kind"] != "rule" for block in lay_out(draft, profile="HD29")["body"])


def test_blanks_of_a_date_are_shown_as_dots(draft: Draft) -> None:
    assert lay_out(draft, profile="HD29")["date"]["text"] == "Lam Giang, ngày … tháng 12 năm 2026"


@pytest.mark.parametrize(
    ("mode", "round_no", "mark"),
    [("draft", 1, "DỰ THẢO"), ("draft", 3, "DỰ THẢO LẦN 3"), ("draft", None, "DỰ THẢO"), ("issued", 3, None)],
)
def test_the_draft_mark_says_which_round_and_goes_when_issued(
    draft: Draft, mode: str, round_no: int | None, mark: str | None
) -> None:
    found = lay_out(draft, profile="HD29", mode=mode, round_no=round_no)["mark"]
    assert (found and found["text"]) == mark


def test_each_profile_has_its_own_motto(draft: Draft) -> None:
    assert [line["text"] for line in lay_out(draft, profile="HD29")["motto"]] == ["ĐOÀN TNCS HỒ CHÍ MINH"]
    assert len(lay_out(draft, profile="NĐ30")["motto"]) == 2


def test_an_official_letter_has_its_subject_under_the_number(draft: Draft) -> None:
    draft.type, draft.type_name = "CV", None
    draft.paragraphs = [paragraph for paragraph in draft.paragraphs if paragraph.kind != ParagraphKind.TYPE]
    sheet = lay_out(draft, profile="HD29")
    assert sheet["letter"]
    assert sheet["type"] is None


def test_what_follows_the_signature_is_an_annex(draft: Draft) -> None:
    draft.paragraphs += [
        Paragraph("a1", ParagraphKind.ANNEX, "PHỤ LỤC 1"),
        Paragraph("a2", ParagraphKind.TABLE, "1\tThác Bạc"),
    ]
    assert [block["id"] for block in lay_out(draft, profile="HD29")["annexes"]] == ["a1", "a2"]


def test_a_note_inside_the_signature_block_stays_there(draft: Draft) -> None:
    draft.paragraphs.insert(-1, Paragraph("n", ParagraphKind.PROSE, "(Đã ký)"))
    assert lay_out(draft, profile="HD29")["signature"]["note"] == [{"id": "n", "text": "(Đã ký)"}]


@pytest.mark.parametrize(
    ("paragraph", "style"),
    [
        (Paragraph("a", ParagraphKind.HEADING, "Phạm vi điều chỉnh", "Điều 1", level=1), "heading-1"),
        (
            Paragraph("a", ParagraphKind.HEADING, "Quyết định này có hiệu lực kể từ ngày ký.", "Điều 2", level=1),
            "article",
        ),
        (Paragraph("a", ParagraphKind.HEADING, "Công tác tuyên truyền", "1.1.", level=3), "heading-3"),
        (Paragraph("a", ParagraphKind.HEADING, "Nội dung rất dài " * 20, "2.", level=2), "item"),
        (Paragraph("a", ParagraphKind.PROSE, "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LAM GIANG"), "authority"),
        (Paragraph("a", ParagraphKind.PROSE, "1.250"), "prose"),
        (Paragraph("a", ParagraphKind.ADDRESSEE, "Kính gửi: Các đoàn cấp xã"), "addressee"),
        (Paragraph("a", ParagraphKind.ADDRESSEE, "Văn phòng Tỉnh đoàn.", "-"), "addressee-line"),
    ],
)
def test_each_paragraph_has_the_style_of_what_it_is(paragraph: Paragraph, style: str) -> None:
    assert style_of(paragraph) == style
