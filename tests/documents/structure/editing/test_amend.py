from datetime import date

import pytest

from documents.structure.comparing.diff import diff
from documents.structure.editing.amend import (
    date_line,
    decide_theme,
    fill_issue,
    set_letterhead,
    set_recipients,
    set_signature,
    set_type,
    strip_draft_marks,
    without_meeting_mark,
)
from documents.structure.tree import Draft, Heading, Paragraph, ParagraphKind, Theme, ThemeOption


@pytest.fixture
def draft() -> Draft:
    lines = [
        (ParagraphKind.ISSUER, "", "BCH TỈNH LAM GIANG"),
        (ParagraphKind.NUMBER, "", "Số:    -KH/TĐTN"),
        (ParagraphKind.MARK, "", "DỰ THẢO LẦN 2"),
        (ParagraphKind.MEETING, "", "Tài liệu Hội nghị BCH lần thứ năm"),
        (ParagraphKind.DATE, "", "Lam Giang, ngày     tháng 12 năm 2026"),
        (ParagraphKind.TYPE, "", "KẾ HOẠCH"),
        (ParagraphKind.SUBJECT, "", "Công tác Đoàn năm 2027"),
        (ParagraphKind.THEME, "1.", "Chủ đề công tác năm 2027: xin ý kiến lựa chọn trong 03 phương án."),
        (ParagraphKind.OPTION, "-", "Phương án 1: “Tuổi trẻ Lam Giang xung kích”."),
        (ParagraphKind.OPTION, "-", "Phương án 2: “Tuổi trẻ Lam Giang sáng tạo”."),
        (ParagraphKind.OPTION, "-", "Phương án 3: “Tự hào, tiên phong”."),
        (ParagraphKind.PROSE, "", "Các cấp bộ Đoàn triển khai thực hiện./."),
        (ParagraphKind.RECIPIENTS_LABEL, "", "Nơi nhận:"),
        (ParagraphKind.RECIPIENT, "-", "Ban Bí thư TW Đoàn (B/c);"),
        (ParagraphKind.ARCHIVE, "-", "Lưu VT."),
        (ParagraphKind.CAPACITY, "", "TM. BAN THƯỜNG VỤ TỈNH ĐOÀN"),
        (ParagraphKind.POSITION, "", "BÍ THƯ"),
        (ParagraphKind.SIGNER, "", "Phạm Anh Khoa"),
    ]
    paragraphs = [Paragraph(f"p{n}", kind, text, label, line=n) for n, (kind, label, text) in enumerate(lines, 1)]
    options = [ThemeOption(n, text) for n, text in enumerate(("Tuổi trẻ xung kích", "Sáng tạo", "Tự hào"), 1)]
    return Draft(
        type="KH",
        year=2027,
        symbol="KH/TĐTN",
        place="Lam Giang",
        marks=["DỰ THẢO LẦN 2"],
        meeting="Tài liệu Hội nghị BCH lần thứ năm",
        theme=Theme(None, 8, options),
        headings=[Heading("1.", "Chủ đề công tác năm 2027: xin ý kiến lựa chọn trong 03 phương án.", 1, 8)],
        paragraphs=paragraphs,
    )


def texts(draft: Draft, *kinds: ParagraphKind) -> list[str]:
    return [paragraph.text for paragraph in draft.of_kind(*kinds)]


def test_the_option_decided_on_takes_the_place_of_the_question(draft: Draft) -> None:
    decided = decide_theme(draft, "Tuổi trẻ Lam Giang sáng tạo")
    assert texts(decided, ParagraphKind.THEME) == ["Chủ đề công tác năm 2027: “Tuổi trẻ Lam Giang sáng tạo”"]
    assert decided.of_kind(ParagraphKind.THEME)[0].id == "p8"
    assert decided.of_kind(ParagraphKind.THEME)[0].raw == "1. Chủ đề công tác năm 2027: “Tuổi trẻ Lam Giang sáng tạo”"
    assert decided.of_kind(ParagraphKind.OPTION) == []
    assert decided.theme.options == []
    assert decided.theme.text == "Tuổi trẻ Lam Giang sáng tạo"
    assert decided.headings[0].title == "Chủ đề công tác năm 2027: “Tuổi trẻ Lam Giang sáng tạo”"


def test_deciding_a_theme_reads_as_one_change_and_the_options_removed(draft: Draft) -> None:
    redline = diff(draft, decide_theme(draft, "“Tuổi trẻ Lam Giang sáng tạo”."))
    assert redline.counts == {"changed": 1, "added": 0, "removed": 3, "moved": 0}


def test_a_question_in_its_own_line_goes_and_the_first_option_becomes_the_theme(draft: Draft) -> None:
    draft.paragraphs[7] = Paragraph("p8", ParagraphKind.PROSE, "Xin ý kiến lựa chọn trong 03 phương án sau:")
    decided = decide_theme(draft, "Tự hào, tiên phong")
    assert [p.id for p in decided.paragraphs[6:9]] == ["p7", "p9", "p12"]
    assert texts(decided, ParagraphKind.THEME) == ["Chủ đề công tác năm 2027: “Tự hào, tiên phong”"]


@pytest.mark.parametrize(
    ("asked", "stated"),
    [
        ("Xin ý kiến về chủ đề công tác năm 2027:", "Chủ đề công tác năm 2027: “Tự hào”"),
        ("Chủ đề năm 2027 (xin ý kiến BCH lựa chọn 01 trong 03 phương án sau):", "Chủ đề năm 2027: “Tự hào”"),
        ("CHỦ ĐỀ CÔNG TÁC NĂM 2027: đề nghị chọn 01 trong 03 phương án", "CHỦ ĐỀ CÔNG TÁC NĂM 2027: “Tự hào”"),
    ],
)
def test_the_question_is_put_in_many_words_and_always_becomes_a_statement(
    draft: Draft, asked: str, stated: str
) -> None:
    draft.paragraphs[7].text = asked
    assert texts(decide_theme(draft, "Tự hào"), ParagraphKind.THEME) == [stated]


def test_a_question_after_the_options_goes_too(draft: Draft) -> None:
    draft.paragraphs.insert(
        11, Paragraph("x", ParagraphKind.PROSE, "(Đề nghị các đồng chí chọn 01 trong 03 phương án trên).")
    )
    assert "x" not in [paragraph.id for paragraph in decide_theme(draft, "Tự hào").paragraphs]


def test_other_choices_in_the_text_are_content_and_stay(draft: Draft) -> None:
    content = "Các cấp bộ Đoàn lựa chọn 02 phương án tuyên truyền phù hợp."
    draft.paragraphs.insert(11, Paragraph("x", ParagraphKind.PROSE, content))
    assert content in texts(decide_theme(draft, "Tự hào"), ParagraphKind.PROSE)


def test_the_draft_given_is_not_touched(draft: Draft) -> None:
    before = draft.to_json()
    fill_issue(decide_theme(draft, "Tự hào"), number="05", symbol="KH/TĐTN", place="", on=date(2027, 2, 3))
    set_recipients(strip_draft_marks(draft), ["Lưu: VT"])
    assert draft.to_json() == before


@pytest.mark.parametrize(
    ("on", "written"),
    [
        (date(2027, 2, 3), "Lam Giang, ngày 03 tháng 02 năm 2027"),
        (date(2027, 3, 15), "Lam Giang, ngày 15 tháng 3 năm 2027"),
        (date(2026, 11, 21), "Lam Giang, ngày 21 tháng 11 năm 2026"),
    ],
)
def test_days_below_ten_and_the_first_two_months_take_a_zero(on: date, written: str) -> None:
    assert date_line("Lam Giang", on) == written


def test_number_and_date_are_filled_in_the_letterhead(draft: Draft) -> None:
    issued = fill_issue(draft, number="15", symbol="KH/TĐTN", place="", on=date(2026, 12, 5))
    assert texts(issued, ParagraphKind.NUMBER, ParagraphKind.DATE) == [
        "Số: 15-KH/TĐTN",
        "Lam Giang, ngày 05 tháng 12 năm 2026",
    ]
    assert (issued.number, issued.symbol, issued.date) == ("15", "KH/TĐTN", "2026-12-05")


def test_state_symbols_are_joined_with_a_stroke(draft: Draft) -> None:
    issued = fill_issue(draft, number="07", symbol="KH-UBND", place="Lam Giang", on=date(2026, 12, 5))
    assert texts(issued, ParagraphKind.NUMBER) == ["Số: 07/KH-UBND"]


def test_missing_lines_are_put_where_they_belong() -> None:
    issued = fill_issue(
        Draft(
            paragraphs=[
                Paragraph("a", ParagraphKind.ISSUER, "BCH TỈNH LAM GIANG"),
                Paragraph("b", ParagraphKind.SUBJECT, "Về việc"),
            ]
        ),
        number="15",
        symbol="CTr/TĐTN",
        place="Lam Giang",
        on=date(2026, 12, 5),
    )
    typed = set_type(issued, code="CTr", name="Chương trình")
    kinds = [p.kind for p in set_signature(typed, capacity="", position="BÍ THƯ", name="Phạm Anh Khoa").paragraphs]
    assert kinds == [
        ParagraphKind.ISSUER,
        ParagraphKind.NUMBER,
        ParagraphKind.DATE,
        ParagraphKind.TYPE,
        ParagraphKind.SUBJECT,
        ParagraphKind.POSITION,
        ParagraphKind.SIGNER,
    ]


def test_marks_of_drafts_and_meetings_come_off(draft: Draft) -> None:
    clean = without_meeting_mark(strip_draft_marks(draft))
    assert clean.marks == []
    assert clean.meeting is None
    assert clean.of_kind(ParagraphKind.MARK, ParagraphKind.MEETING) == []


def test_retyping_changes_type_line_and_symbol(draft: Draft) -> None:
    typed = set_type(draft, code="CTr", name="Chương trình")
    assert texts(typed, ParagraphKind.TYPE, ParagraphKind.NUMBER) == ["Số: …-CTr/TĐTN", "CHƯƠNG TRÌNH"]
    assert (typed.type, typed.type_name, typed.symbol) == ("CTr", "CHƯƠNG TRÌNH", "CTr/TĐTN")


def test_recipient_lines_are_punctuated_and_known_ones_keep_their_passage(draft: Draft) -> None:
    listed = set_recipients(draft, ["Ban Bí thư TW Đoàn (B/c)", "Văn phòng, các ban TW Đoàn (3b)", "Lưu: VT, VP"])
    assert texts(listed, ParagraphKind.RECIPIENTS_LABEL, ParagraphKind.RECIPIENT, ParagraphKind.ARCHIVE) == [
        "Nơi nhận:",
        "Ban Bí thư TW Đoàn (B/c);",
        "Văn phòng, các ban TW Đoàn (3b);",
        "Lưu: VT, VP.",
    ]
    assert listed.of_kind(ParagraphKind.RECIPIENT)[0].id == "p14"
    assert [p.kind for p in listed.paragraphs[-3:]] == [
        ParagraphKind.CAPACITY,
        ParagraphKind.POSITION,
        ParagraphKind.SIGNER,
    ]
    parts = [(part.name, part.purpose, part.copies) for line in listed.recipients for part in line.parts]
    assert parts == [
        ("Ban Bí thư TW Đoàn", "report", None),
        ("Văn phòng", None, None),
        ("các ban TW Đoàn", None, 3),
    ]
    assert listed.archive.text == "Lưu: VT, VP."


def test_a_signature_is_set_in_its_three_lines(draft: Draft) -> None:
    signed = set_signature(draft, capacity="TM. BAN CHẤP HÀNH", position="PHÓ BÍ THƯ", name="Lê Thu Hằng")
    assert texts(signed, ParagraphKind.CAPACITY, ParagraphKind.POSITION, ParagraphKind.SIGNER) == [
        "TM. BAN CHẤP HÀNH",
        "PHÓ BÍ THƯ",
        "Lê Thu Hằng",
    ]
    assert signed.signature.name == "Lê Thu Hằng"


def test_a_letterhead_is_given_only_the_lines_that_it_lacks(draft: Draft) -> None:
    headed = set_letterhead(
        draft, superior="ĐOÀN TNCS HỒ CHÍ MINH", issuer="BCH TỈNH KHÁC", symbol="BC/X", place="Khác"
    )
    assert texts(headed, ParagraphKind.SUPERIOR, ParagraphKind.ISSUER) == [
        "ĐOÀN TNCS HỒ CHÍ MINH",
        "BCH TỈNH LAM GIANG",
    ]
    assert (headed.symbol, headed.place) == ("KH/TĐTN", "Lam Giang")


def test_a_bare_text_gets_a_whole_letterhead() -> None:
    bare = Draft(
        paragraphs=[Paragraph("a", ParagraphKind.TYPE, "CHƯƠNG TRÌNH"), Paragraph("r", ParagraphKind.RULE, "-----")]
    )
    headed = set_letterhead(
        bare, superior="ĐOÀN TNCS HỒ CHÍ MINH", issuer="BCH TỈNH LAM GIANG", symbol="CTr/TĐTN", place="Lam Giang"
    )
    assert [paragraph.text for paragraph in headed.paragraphs] == [
        "ĐOÀN TNCS HỒ CHÍ MINH",
        "BCH TỈNH LAM GIANG",
        "Số: …-CTr/TĐTN",
        "Lam Giang, ngày … tháng … năm …",
        "CHƯƠNG TRÌNH",
        "-----",
    ]


def test_a_number_line_stands_under_the_stars() -> None:
    starred = Draft(
        paragraphs=[
            Paragraph("a", ParagraphKind.ISSUER, "BCH TỈNH LAM GIANG"),
            Paragraph("b", ParagraphKind.RULE, "***"),
        ]
    )
    issued = fill_issue(starred, number="15", symbol="CTr/TĐTN", place="Lam Giang", on=date(2026, 12, 5))
    assert [paragraph.kind for paragraph in issued.paragraphs] == [
        ParagraphKind.ISSUER,
        ParagraphKind.RULE,
        ParagraphKind.NUMBER,
        ParagraphKind.DATE,
    ]
