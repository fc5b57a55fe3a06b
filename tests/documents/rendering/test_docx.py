import io
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.rendering.docx import redline_docx, to_docx
from documents.structure.comparing.diff import diff
from documents.structure.editing.amend import decide_theme
from documents.structure.reading.pipeline import read
from documents.structure.tree import Draft, Paragraph, ParagraphKind
from tests.documents.rendering.conftest import AT


def body_of(data: Any) -> Any:
    return Document(io.BytesIO(data)).element.body


def paragraphs_of(data: bytes, *, accept: bool) -> list[str]:
    """The text of every paragraph with all changes accepted or rejected; a paragraph that is gone then is left out."""
    gone, _kept = ("w:del", "w:ins") if accept else ("w:ins", "w:del")
    texts = []
    for paragraph in body_of(data).iter(qn("w:p")):
        if paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn(gone)}") is not None:
            continue
        runs = [r for r in paragraph.iter(qn("w:r")) if r.getparent().tag != qn(gone)]
        texts.append("".join(t.text or "" for r in runs for t in r if t.tag in (qn("w:t"), qn("w:delText"))))
    return texts


def wordings(draft: Draft, *kinds: ParagraphKind) -> list[str]:
    return [f"{p.label} {p.text}".strip() for p in draft.paragraphs if p.kind in kinds]


BODY = (
    ParagraphKind.BASIS,
    ParagraphKind.HEADING,
    ParagraphKind.THEME,
    ParagraphKind.OPTION,
    ParagraphKind.ITEM,
    ParagraphKind.CLOSING,
)


def test_a_draft_is_written_with_letterhead_mark_body_and_signature(draft: Draft) -> None:
    texts = paragraphs_of(to_docx(draft, profile="HD29", at=AT, round_no=2), accept=True)
    for words in ("BCH TỈNH LAM GIANG", "DỰ THẢO LẦN 2", "Số: …-CTr/TĐTN", "-----", "- Lưu VT.", "Phạm Anh Khoa"):
        assert words in texts
    assert [text for text in texts if text in wordings(draft, *BODY)] == wordings(draft, *BODY)
    assert "Ngày hội Thanh niên khỏe" in texts


def test_an_issued_document_carries_no_draft_mark(draft: Draft) -> None:
    texts = paragraphs_of(to_docx(draft, profile="NĐ30", at=AT, mode="issued"), accept=True)
    assert not any("DỰ THẢO" in text for text in texts)


def test_a_redline_gives_the_later_round_accepted_and_the_former_rejected(draft: Draft) -> None:
    after = decide_theme(draft, "Tuổi trẻ Lam Giang sáng tạo")
    after.paragraphs[14].text = "Trồng mới ít nhất 5.000 cây xanh."
    data = redline_docx(diff(draft, after), profile="HD29", at=AT, author="Lê Quốc Bảo")
    for accept, side in ((True, after), (False, draft)):
        texts = paragraphs_of(data, accept=accept)
        assert [text for text in texts if text in wordings(side, *BODY)] == wordings(side, *BODY)
    marks = list(body_of(data).iter(qn("w:ins"), qn("w:del")))
    assert {mark.get(qn("w:author")) for mark in marks} == {"Lê Quốc Bảo"}
    assert len({mark.get(qn("w:id")) for mark in marks}) == len(marks)


def test_a_move_is_a_deletion_and_an_insertion(draft: Draft) -> None:
    after = Draft.from_json(draft.to_json())
    after.paragraphs.insert(18, after.paragraphs.pop(10))
    texts = [
        "".join(t.text for t in mark.iter(qn("w:t"), qn("w:delText")))
        for mark in body_of(redline_docx(diff(draft, after), profile="HD29", at=AT)).iter(qn("w:ins"), qn("w:del"))
    ]
    assert texts.count("Căn cứ Nghị quyết Đại hội Đoàn tỉnh Lam Giang lần thứ XIV;") == 2


def test_our_own_word_file_reads_back_as_the_same_document(draft: Draft) -> None:
    again = read(to_docx(draft, profile="HD29", at=AT), "lan-1.docx")
    assert (again.type, again.symbol, again.place, again.subject) == ("CTr", "CTr/TĐTN", "Lam Giang", draft.subject)
    assert [option.text for option in again.theme.options] == [
        "Tuổi trẻ Lam Giang xung kích chuyển đổi số",
        "Tuổi trẻ Lam Giang sáng tạo, vững bước tương lai",
    ]
    assert [line.text for line in again.recipients] == ["Ban Bí thư TW Đoàn (B/c);"]
    assert again.signature.name == "Phạm Anh Khoa"
    assert diff(draft, again).counts["removed"] <= 2  # what the sheet prints differently


@pytest.mark.property
@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(list(ParagraphKind)), st.text(max_size=20)), max_size=6),
    st.lists(st.tuples(st.sampled_from(list(ParagraphKind)), st.text(max_size=20)), max_size=6),
)
def test_anything_at_all_can_be_written(
    old: list[tuple[ParagraphKind, str]], new: list[tuple[ParagraphKind, str]]
) -> None:
    sides = [
        Draft(paragraphs=[Paragraph(f"{n}", kind, text) for n, (kind, text) in enumerate(side)]) for side in (old, new)
    ]
    assert to_docx(sides[0], profile="HD29", at=AT)
    assert redline_docx(diff(*sides), profile="NĐ30", at=AT)
