from django.template.loader import render_to_string

from documents.rendering.sheet import Line, Note, lay_out, quoted
from documents.structure.comparing.diff import diff
from documents.structure.tree import Draft, Paragraph, ParagraphKind


def _draft(*rows: tuple[ParagraphKind, str, str]) -> Draft:
    return Draft(
        paragraphs=[
            Paragraph(id=f"p{i}", kind=kind, text=text, label=label) for i, (kind, label, text) in enumerate(rows)
        ]
    )


PROGRAMME = (
    (ParagraphKind.SUPERIOR, "", "TỈNH ĐOÀN LAM GIANG"),
    (ParagraphKind.RULE, "", "***"),
    (ParagraphKind.NUMBER, "", "Số: -CTr/TĐTN"),
    (ParagraphKind.MARK, "", "DỰ THẢO"),
    (ParagraphKind.MOTTO, "", "ĐOÀN TNCS HỒ CHÍ MINH"),
    (ParagraphKind.TYPE, "", "CHƯƠNG TRÌNH"),
    (ParagraphKind.RULE, "", "-----"),
    (ParagraphKind.HEADING, "I.", "CHỈ TIÊU"),
    (ParagraphKind.ITEM, "1.", "Trồng mới ít nhất 4.000 cây xanh."),
    (ParagraphKind.RECIPIENTS_LABEL, "", "Nơi nhận:"),
    (ParagraphKind.RECIPIENT, "-", "Ban Bí thư TW Đoàn (B/c);"),
    (ParagraphKind.CAPACITY, "", "TM. BAN THƯỜNG VỤ"),
    (ParagraphKind.SIGNER, "", "Phạm Anh Khoa"),
    (ParagraphKind.ANNEX, "", "PHỤ LỤC 1"),
    (ParagraphKind.PROSE, "", "Danh mục công trình."),
)


def _words(lines: list[Line]) -> list[str]:
    return ["".join(piece.text for piece in line.pieces) for line in lines]


def test_every_paragraph_has_its_place_on_the_sheet() -> None:
    sheet = lay_out(_draft(*PROGRAMME))
    assert _words(sheet.left) == ["TỈNH ĐOÀN LAM GIANG", "***", "Số: …-CTr/TĐTN", "DỰ THẢO"]
    assert _words(sheet.right) == ["ĐOÀN TNCS HỒ CHÍ MINH"]
    assert _words(sheet.title) == ["CHƯƠNG TRÌNH", "-----"]
    assert _words(sheet.body) == ["I. CHỈ TIÊU", "1. Trồng mới ít nhất 4.000 cây xanh."]
    assert _words(sheet.recipients) == ["Nơi nhận:", "- Ban Bí thư TW Đoàn (B/c);"]
    assert _words(sheet.signature) == ["TM. BAN THƯỜNG VỤ", "Phạm Anh Khoa"]
    assert _words(sheet.annexes) == ["PHỤ LỤC 1", "Danh mục công trình."]


def test_nothing_of_the_text_is_lost_by_laying_it_out() -> None:
    sheet = lay_out(_draft(*PROGRAMME))
    zones = (sheet.left, sheet.right, sheet.title, sheet.body, sheet.recipients, sheet.signature, sheet.annexes)
    assert sum(len(zone) for zone in zones) == len(PROGRAMME)


def test_the_system_prints_the_draft_mark_of_the_round_or_none() -> None:
    assert _words(lay_out(_draft(*PROGRAMME), mark="DỰ THẢO LẦN 2").left)[-1] == "DỰ THẢO LẦN 2"
    assert "DỰ THẢO" not in _words(lay_out(_draft(*PROGRAMME), mark="").left)


def test_a_redline_marks_the_words_that_came_and_went() -> None:
    before, after = (
        _draft((ParagraphKind.ITEM, "2.", "Giới thiệu 1.200 đoàn viên ưu tú.")),
        _draft((ParagraphKind.ITEM, "2.", "Giới thiệu 1.350 đoàn viên ưu tú.")),
    )
    (line,) = lay_out(diff(before, after)).body
    assert [(piece.text, piece.op) for piece in line.pieces if piece.op] == [("1.200", "del"), ("1.350", "ins")]


def test_a_quoted_passage_is_marked_and_flagged_with_the_number_of_remarks() -> None:
    notes = [
        Note("p8", "opinion", "4.000  cây", "#remark-1"),
        Note("p8", "opinion", "không có ở đây", "#remark-2"),
        Note("p8", "blocker"),
    ]
    line = lay_out(_draft(*PROGRAMME), notes=notes).body[1]
    assert [piece.text for piece in line.pieces if piece.mark == "opinion"] == ["4.000 cây"]
    assert [(flag.tone, flag.text, flag.target) for flag in line.flags] == [
        ("blocker", "!", ""),
        ("opinion", "2", "#remark-1"),
    ]


def test_a_quotation_that_spans_changed_words_is_still_found() -> None:
    before, after = (
        _draft((ParagraphKind.ITEM, "", "Trồng 3.000 cây xanh")),
        _draft((ParagraphKind.ITEM, "", "Trồng 4.000 cây xanh")),
    )
    (line,) = lay_out(diff(before, after), notes=[Note("p0", "opinion", "Trồng 4.000 cây")]).body
    assert "".join(piece.text for piece in line.pieces if piece.mark) == "Trồng 4.000 cây"


def test_a_findings_quotation_is_taken_from_its_message() -> None:
    assert quoted("Năm “2026” khác năm của chương trình.") == "2026"
    assert quoted("Thiếu câu kết.") == ""


def test_what_people_wrote_is_escaped_on_the_sheet() -> None:
    page = render_to_string(
        "documents/_sheet.html", {"sheet": lay_out(_draft((ParagraphKind.PROSE, "", "<script>x</script>")))}
    )
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_a_motto_said_twice_names_the_superior() -> None:
    motto = (ParagraphKind.MOTTO, "", "ĐOÀN TNCS HỒ CHÍ MINH")
    sheet = lay_out(_draft(motto, motto, (ParagraphKind.ISSUER, "", "BCH TỈNH LAM GIANG")))
    assert _words(sheet.left) == ["ĐOÀN TNCS HỒ CHÍ MINH", "BCH TỈNH LAM GIANG"]
    assert len(sheet.right) == 1


def test_the_states_motto_keeps_both_lines_and_underlines_the_second() -> None:
    sheet = lay_out(
        _draft(
            (ParagraphKind.MOTTO, "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            (ParagraphKind.MOTTO, "", "Độc lập - Tự do - Hạnh phúc"),
        )
    )
    assert [line.css for line in sheet.right] == ["motto-first", "motto"]


def test_blanks_that_the_system_will_fill_are_shown() -> None:
    sheet = lay_out(
        _draft(
            (ParagraphKind.NUMBER, "", "Số: -CTr/TĐTN"), (ParagraphKind.DATE, "", "Lam Giang, ngày tháng 12 năm 2026")
        )
    )
    assert _words(sheet.left + sheet.right) == ["Số: …-CTr/TĐTN", "Lam Giang, ngày … tháng 12 năm 2026"]


def test_the_label_of_an_article_is_bold_and_its_sentence_is_not() -> None:
    (line,) = lay_out(_draft((ParagraphKind.HEADING, "Điều 1.", "Tặng Bằng khen cho 15 tập thể."))).body
    assert [(piece.text, piece.mark) for piece in line.pieces] == [
        ("Điều 1.", "label"),
        (" Tặng Bằng khen cho 15 tập thể.", ""),
    ]
