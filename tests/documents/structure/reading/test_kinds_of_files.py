"""Files of other programs than Word: a web page called .doc, .odt, .rtf, PDF. Each is read as the same plan in .txt is."""

import io
import zipfile

import pytest

from documents.structure import Draft, Finding, ParagraphKind, Unreadable, check, read
from documents.structure.reading.kinds import kind_of
from tests.documents.rendering.conftest import FONTS
from tests.documents.structure.file_kinds import odt, pdf, rtf, web_page, zipped_odt

MAIL = (
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=xx\r\n\r\n--xx\r\nContent-Type: text/html; charset=utf-8\r\n"
    b"Content-Transfer-Encoding: 8bit\r\n\r\n%b\r\n--xx\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--xx--\r\n"
)


def made(kind: str, body: str = "") -> bytes:
    return odt(body) if kind == "odt" else rtf(body) if kind == "rtf" else web_page(body)


def told(data: bytes | str) -> tuple[Draft, dict[str, Finding]]:
    draft = read(data)
    return draft, {finding.code: finding for finding in check(draft)}


def refused(data: bytes | str, name: str = "") -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read(data, name)
    assert caught.value.message.endswith(".")
    return caught.value


def is_the_plan(draft: Draft) -> None:
    head = (draft.superior, draft.issuer, draft.number, draft.symbol, draft.type, draft.subject, draft.date)
    assert head == (
        "TỈNH ĐOÀN SÔNG VÂN", "BCH ĐOÀN XÃ HÒA BÌNH", "12", "KH/ĐTN", "KH", "Tổ chức hội trại năm 2027", "2027-03-06",
    )  # fmt: skip
    assert [(heading.label, heading.title) for heading in draft.headings] == [("I", "MỤC ĐÍCH"), ("II", "NỘI DUNG")]
    items = [(paragraph.label, paragraph.text) for paragraph in draft.of_kind(ParagraphKind.ITEM)]
    assert items == [("1.", "Tạo sân chơi cho thanh niên."), ("2.", "Giáo dục truyền thống.")]
    rows = [paragraph.text for paragraph in draft.of_kind(ParagraphKind.TABLE)]
    assert rows == ["TT\tNội dung\tThời gian", "1\tDựng trại\tTháng 3"]
    assert draft.closing == "Trên đây là Kế hoạch tổ chức hội trại./."
    assert [line.text for line in draft.recipients] == ["Ban Thường vụ Tỉnh đoàn (b/c);"]
    assert (draft.signature.capacity, draft.signature.name) == ("TM. BAN CHẤP HÀNH", "Chẻo Thị Mẩy")


@pytest.mark.parametrize("kind", ["html", "odt", "rtf"])
def test_a_plan_is_read_from_every_kind_of_file(kind: str) -> None:
    data = made(kind)
    assert kind_of(data, "ke-hoach.doc") == kind
    is_the_plan(read(data, "ke-hoach.doc"))


@pytest.mark.parametrize("charset", ["utf-16", "windows-1258", "us-ascii", "x-user-defined"])
def test_a_web_page_is_read_in_its_own_encoding(charset: str) -> None:
    page = web_page(charset="utf-8" if charset == "x-user-defined" else charset)
    is_the_plan(read(page.replace(b"charset=utf-8", b"charset=x-user-defined")))


@pytest.mark.parametrize(
    "before", ["\ufeff<!DOCTYPE html>", '<?xml version="1.0" encoding="utf-8"?>\n', "<!-- saved -->\n"]
)
def test_whatever_stands_before_a_web_page_it_is_one(before: str) -> None:
    is_the_plan(read(web_page(before=before), "ke-hoach.doc"))


def test_a_web_page_kept_as_a_mail_is_read() -> None:
    is_the_plan(read(MAIL % web_page(), "ke-hoach.doc"))


def test_a_web_page_breaks_its_lines_where_it_says_so_only() -> None:
    draft = read(web_page("<p><b>Họp</b>\n<i>ba</i> <span style='text-transform:uppercase'>ngày</span><br>tại xã</p>"))
    assert [paragraph.raw for paragraph in draft.paragraphs if "Họp" in paragraph.text] == ["Họp ba NGÀY\ntại xã"]


def test_a_text_that_speaks_of_tags_is_no_web_page() -> None:
    assert kind_of("Thẻ <html> mở đầu trang.".encode()) == "txt"


HIDING = {
    "html": "<p>Họp<span style='display:none'>ghi chú riêng</span><script>x()</script></p>",
    "odt": '<text:p>Họp<text:span text:style-name="Hidden">ghi chú riêng</text:span></text:p>',
    "rtf": "Ho\\u803?p{\\v ghi ch\\u250? ri\\u234?ng}\\par ",
}


@pytest.mark.parametrize("kind", HIDING)
def test_hidden_text_is_left_out_and_told_in_every_kind_of_file(kind: str) -> None:
    draft, found = told(made(kind, HIDING[kind]))
    assert "“ghi chú riêng”" in found["hidden_text"].message
    assert not any("riêng" in paragraph.text or "x()" in paragraph.text for paragraph in draft.paragraphs)
    assert any(paragraph.text.startswith("Họp") for paragraph in draft.paragraphs)


CHANGED = {
    "html": "<p>Họp <del>hai ngày</del><ins>ba ngày</ins></p>",
    "odt": "<text:tracked-changes><text:changed-region><text:deletion><text:p>hai ngày</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>Họp ba ngày</text:p>",
    "rtf": "Ho\\u803?p {\\deleted hai ng\\u224?y}ba ng\\u224?y\\par ",
}


@pytest.mark.parametrize("kind", CHANGED)
def test_deleted_words_are_no_text_and_told_in_every_kind_of_file(kind: str) -> None:
    draft, found = told(made(kind, CHANGED[kind]))
    assert "“hai ngày”" in found["tracked_changes"].message
    texts = " ".join(paragraph.text for paragraph in draft.paragraphs)
    assert "ba ngày" in texts
    assert "hai ngày" not in texts


NOTED = {
    "html": "<p>Họp<a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1'><sup>[1]</sup></a> tại xã</p><div style='mso-element:footnote-list'><div style='mso-element:footnote' id=ftn1><p><a href='#_ftnref1'>[1]</a> Theo giấy mời.</p></div></div>",
    "odt": "<text:p>Họp<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Theo giấy mời.</text:p></text:note-body></text:note> tại xã</text:p>",
    "rtf": "Ho\\u803?p{\\super\\chftn{\\footnote\\pard\\chftn  Theo gi\\u7845?y m\\u7901?i.}} t\\u7841?i x\\u227?\\par ",
}


@pytest.mark.parametrize("kind", NOTED)
def test_a_footnote_is_read_behind_the_paragraph_that_refers_to_it_in_every_kind_of_file(kind: str) -> None:
    draft, found = told(made(kind, NOTED[kind]))
    (note,) = draft.of_kind(ParagraphKind.FOOTNOTE)
    assert (note.label, note.text) == ("[1]", "Theo giấy mời.")
    before = draft.paragraphs[draft.paragraphs.index(note) - 1]
    assert before.text.endswith("Họp[1] tại xã")
    assert "notes_left_out" not in found
    is_the_plan(draft)


LEFT_OUT = {
    "html": "<p><img src='x.png'></p>",
    "odt": "<text:p><draw:frame><draw:image/></draw:frame></text:p>",
    "rtf": "{\\*\\shppict{\\pict\\pngblip 89504e47}}{\\nonshppict{\\pict\\wmetafile8 0102}}\\par ",
}


@pytest.mark.parametrize("kind", LEFT_OUT)
def test_a_picture_is_told_in_every_kind_of_file(kind: str) -> None:
    draft, found = told(made(kind, LEFT_OUT[kind]))
    assert "1 hình ảnh" in found["content_left_out"].message
    is_the_plan(draft)


# ── limits, and files that lie ──────────────────────────────────────────────────────────────────────────────────────
def test_entities_in_an_odt_are_refused() -> None:
    evil = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    assert refused(odt(content=evil)).code == "unsafe"


def test_an_odt_with_a_password_or_without_its_text_is_refused() -> None:
    locked = {"content.xml": b"\x8a\x01", "META-INF/manifest.xml": b"<manifest:encryption-data/>"}
    assert refused(zipped_odt(locked)).code == "encrypted"
    assert refused(zipped_odt({"a.xml": b"<a/>"})).code == "broken"
    assert refused(odt()[:400]).code == "broken"
    assert refused(odt(content="<office:document-content")).code == "broken"


def test_an_odt_that_unpacks_too_large_is_refused() -> None:
    assert refused(zipped_odt({"content.xml": b"0" * 60_000_000})).code == "zip_bomb"


@pytest.mark.parametrize(
    ("kind", "body"),
    [("html", "<table>{}</table>"), ("odt", "<table:table>{}</table:table>")],
)
def test_cells_are_counted_in_every_kind_of_file(kind: str, body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("documents.structure.bounds.MOST_CELLS", 300)
    row = {"html": "<tr><td>a<td>b</tr>", "odt": "<table:table-row>" + "<table:table-cell/>" * 2 + "</table:table-row>"}
    assert refused(made(kind, body.format(row[kind] * 200))).code == "too_many_cells"


@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td"])
def test_a_web_page_nested_too_deep_is_refused(tag: str) -> None:
    assert refused(web_page(f"<{tag}>" * 400 + "sâu")).code == "too_deep"


@pytest.mark.parametrize(
    "data",
    [b"{\\rtf1\\ansi", b"{\\rtf1 \\u99999999? \\'zz }", b"{\\rtf1 {{{{ \\bin99999999 ", b"<html>", b"%PDF-1.7 ..."],
)
def test_a_file_without_words_or_cut_off_is_refused_with_a_sentence(data: bytes) -> None:
    assert refused(data).code in ("empty", "broken")


# ── PDF ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
PAGES = (
    "TỈNH ĐOÀN SÔNG VÂN\nBCH ĐOÀN XÃ HÒA BÌNH\n***\nSố: 12-KH/ĐTN\nĐOÀN TNCS HỒ CHÍ MINH\nHòa Bình, ngày 06 tháng 3 năm 2027\nKẾ HOẠCH\nTổ chức hội trại năm 2027\nI. MỤC ĐÍCH\n1. Tạo sân chơi cho thanh niên.",
    "2\n2. Giáo dục truyền thống.\nTrên đây là Kế hoạch./.",
)


def test_a_pdf_with_a_text_layer_is_read_without_the_numbers_of_its_pages() -> None:
    draft, found = told(pdf(PAGES, str(FONTS)))
    assert (draft.superior, draft.number, draft.subject) == ("TỈNH ĐOÀN SÔNG VÂN", "12", "Tổ chức hội trại năm 2027")
    assert [(item.label, item.text) for item in draft.of_kind(ParagraphKind.ITEM)] == [
        ("1.", "Tạo sân chơi cho thanh niên."),
        ("2.", "Giáo dục truyền thống."),
    ]
    assert "pages_without_text" not in found


def test_a_scanned_pdf_is_refused_with_what_to_do() -> None:
    refusal = refused(pdf(("", ""), str(FONTS)))
    assert refusal.code == "scanned"
    assert "OCR" in refusal.message


def test_pages_of_a_pdf_without_text_are_told_by_their_numbers() -> None:
    _, found = told(pdf((PAGES[0], "", ""), str(FONTS)))
    finding = found["pages_without_text"]
    assert ("2 trang" in finding.message, "trang 2, 3" in finding.message, finding.gate) == (True, True, "R")


def test_an_old_binary_doc_is_refused_with_what_to_do() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
    assert "lưu lại thành .docx" in refused(ole, "ke-hoach.doc").message


def test_names_do_not_hide_what_a_file_is() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("xl/workbook.xml", "<a/>")
    assert refused(stream.getvalue(), "ke-hoach.docx").code == "wrong_type"
