"""Check what an export left behind, and of what will not be on the paper: one finding for each kind, with its count."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.structure.checks.base import Context, Violation, check
from documents.structure.lexicon.glyphs import lost_on_paper
from documents.structure.pictures import picture_in, pictures_of
from documents.structure.tree import CHANGE, COMMENT, FORMULA, HIDDEN, NOTE, PAGE, PICTURE, LeftOut, ParagraphKind


@check(
    "import_residue", "error", "R",
    bad="**100%** đoàn viên [bookmark: _heading=h.1]", good="100% đoàn viên",
)  # fmt: skip
def import_residue(context: Context) -> Iterator[Violation]:
    residue = context.draft.residue
    if residue.markup:
        said = f"Còn {residue.markup} dòng mang ký hiệu thừa của phần mềm (**, [bookmark …]); hãy chấp nhận bản đã làm sạch."
        yield Violation(said, line=residue.first_line or context.first_line, repair={"kind": "residue"})


@check(
    "not_nfc", "error", "R",
    bad="Đoàn viên (chữ tổ hợp)", good="Đoàn viên (chữ dựng sẵn)",
)  # fmt: skip
def not_nfc(context: Context) -> Iterator[Violation]:
    residue = context.draft.residue
    if residue.not_nfc:
        said = f"Có {residue.not_nfc} dòng dùng chữ Unicode tổ hợp; hãy chấp nhận bản đã chuyển sang chữ dựng sẵn."
        yield Violation(said, line=residue.first_not_nfc_line or context.first_line, repair={"kind": "nfc"})


@check(
    "legacy_font", "error", "R",
    bad="I. MUÏC ÑÍCH (phông VNI, TCVN3)", good="I. MỤC ĐÍCH",
)  # fmt: skip
def legacy_font(context: Context) -> Iterator[Violation]:
    residue = context.draft.residue
    if residue.legacy:
        said = f"Có {residue.legacy} dòng có chữ gõ bằng phông cũ (VNI, TCVN3) đã được chuyển sang Unicode; hãy đọc lại các dòng này rồi chấp nhận."
        yield Violation(said, line=residue.first_legacy_line or context.first_line, repair={"kind": "legacy"})


@check(
    "letters_misread", "error", "R",
    bad="Äoàn thanh niên (UTF-8 đọc nhầm thành Latin-1)", good="Đoàn thanh niên",
)  # fmt: skip
def letters_misread(context: Context) -> Iterator[Violation]:
    residue = context.draft.residue
    if residue.misread:
        said = f"Có {residue.misread} dòng sai bảng mã (UTF-8 đọc nhầm thành chữ khác) đã được khôi phục; hãy đọc lại các dòng này rồi chấp nhận."
        yield Violation(said, line=residue.first_misread_line or context.first_line, repair={"kind": "misread"})


@check(
    "pasted_line", "error", "R",
    bad="… II. NỘI DUNG 1. Thời gian … Nơi nhận: - … (cả văn bản trên một dòng)", good="(mỗi đoạn xuống một dòng)",
)  # fmt: skip
def pasted_line(context: Context) -> Iterator[Violation]:
    residue = context.draft.residue
    if residue.pasted:
        came = "một dòng" if residue.pasted == 1 else f"{residue.pasted} dòng"
        places = "; ".join(f"“{words}”" for words in residue.seams)
        said = (
            f"Nhiều đoạn bị dán liền trên {came}, đã được tách thành {residue.parted} dòng, xuống dòng trước: {places}"
        )
        end = "; hãy đọc lại từng chỗ tách rồi chấp nhận."
        yield Violation(
            f"{_up_to(said, 330)}{end}", line=residue.first_pasted_line or context.first_line, repair={"kind": "pasted"}
        )


def _up_to(text: str, letters: int) -> str:
    return text if len(text) <= letters else f"{text[:letters].rsplit('; ', 1)[0]}; …"


_LETTER = r"[^\W\d_]"
_TONES = "\u0300\u0301\u0303\u0309\u0323"
# a sign of replacement; question marks in or before a word; a tone mark that no vowel bears
_LOST = re.compile(
    rf"\ufffd|(?<={_LETTER})\?+(?={_LETTER})|(?<![^\s(“\"])\?+(?={_LETTER})|(?<![^\W\d_{_TONES}])[{_TONES}]|(?<=[bcdghklmnpqrstvxđ])[{_TONES}]",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_TORN = re.compile(
    r"(?<=[aăâeêioôơuưyạảãàáậẩẫầấặẳẵằắẹẻẽèéệểễềếịỉĩìíọỏõòóộổỗồốợởỡờớụủũùúựửữừứỵỷỹỳý]) (?:ng|nh|ch|[cmnpt])(?= )"
)
_TORN_TIMES = 2


@check(
    "letters_lost", "error", "R",
    bad="Đo?n thanh ni\ufffdn", good="Đoàn thanh niên",
)  # fmt: skip
def letters_lost(context: Context) -> Iterator[Violation]:
    """Tell letters that were lost, or torn off their words, once for a paragraph."""
    for paragraph in context.paragraphs:
        if found := _LOST.search(_ADDRESS.sub(lambda address: "-" * len(address.group()), paragraph.text)):
            said = f"Chữ bị mất ở “{_around(paragraph.text, found.start())}”; hãy gõ lại cho đủ dấu."
            yield Violation(said, paragraph, at=found.start())
        elif len(torn := list(_TORN.finditer(f"{paragraph.text} "))) >= _TORN_TIMES:
            said = f"Chữ bị tách rời ở “{_around(paragraph.text, torn[0].start())}”; hãy ghép lại cho liền."
            yield Violation(said, paragraph, at=torn[0].start())


def _around(text: str, at: int) -> str:
    return text[max(0, at - 12) : at + 12].strip()


def _left_out(context: Context, *kinds: str) -> list[LeftOut]:
    return [told for told in context.draft.residue.left_out if told.kind in kinds]


@check(
    "hidden_text", "error", "R",
    bad="(chữ định dạng Hidden trong Word)", good="(không có chữ ẩn)",
)  # fmt: skip
def hidden_text(context: Context) -> Iterator[Violation]:
    for told in _left_out(context, HIDDEN):
        said = f"Tệp có {told.count} chỗ chữ ẩn, chỗ đầu là “{told.words}”, không được đưa vào văn bản; hãy xóa hẳn, hoặc cho hiện lên rồi tải lại."
        yield Violation(said, line=told.line)


@check(
    "notes_left_out", "error", "R",
    bad="(chú thích của Word bị mất nội dung)", good="(chú thích đủ nội dung)",
)  # fmt: skip
def notes_left_out(context: Context) -> Iterator[Violation]:
    for told in _left_out(context, NOTE):
        said = f"Tệp có {told.count} chú thích (footnote, endnote) không tìm thấy nội dung nên sẽ không có trong bản in; hãy ghi lại nội dung cần giữ."
        yield Violation(said, line=told.line)


_NAMED = {COMMENT: "nhận xét của người soát", PICTURE: "hình ảnh", FORMULA: "công thức"}


@check(
    "tracked_changes", "warning", None,
    bad="(tệp Word còn chỗ thêm, xóa chưa chấp nhận)", good="(đã chấp nhận hoặc từ chối hết)",
)  # fmt: skip
def tracked_changes(context: Context) -> Iterator[Violation]:
    for told in _left_out(context, CHANGE):
        first = f", chỗ đầu là “{told.words}”" if told.words else ""
        said = f"Tệp còn {told.count} chỗ theo dõi sửa đổi (Track Changes){first}: chữ thêm đã được đọc, chữ xóa thì bỏ; hãy kiểm tra, chấp nhận hoặc từ chối hết."
        yield Violation(said, line=told.line)


@check(
    "pages_without_text", "error", "R",
    bad="(trang quét giữa các trang có chữ)", good="(bản .docx gốc)",
)  # fmt: skip
def pages_without_text(context: Context) -> Iterator[Violation]:
    for told in _left_out(context, PAGE):
        said = f"Tệp PDF có {told.count} trang không có chữ để đọc (trang {told.words}); hãy tải lên bản .docx gốc, hoặc gõ lại các trang này."
        yield Violation(said, line=told.line)


@check(
    "content_left_out", "warning", None,
    bad="(hình ảnh, công thức, nhận xét trong tệp Word)", good="(nội dung bằng chữ; hình ảnh là phụ lục riêng)",
)  # fmt: skip
def content_left_out(context: Context) -> Iterator[Violation]:
    for told in _left_out(context, *_NAMED):
        said = f"Tệp có {told.count} {_NAMED[told.kind]} sẽ không có trong bản in; hãy ghi bằng chữ nếu cần giữ."
        yield Violation(said, line=told.line)


@check(
    "picture_unknown", "error", "R",
    bad="[Hình 0123456789ab] (gõ tay, không có hình nào)", good="(hình trong tệp .docx tải lên)",
)  # fmt: skip
def picture_unknown(context: Context) -> Iterator[Violation]:
    known = pictures_of(context.draft)
    for paragraph in context.draft.of_kind(ParagraphKind.PICTURE):
        if picture_in(paragraph.text) not in known:
            said = f"Không tìm thấy hình của dòng “{paragraph.text}”; hãy tải lên tệp .docx có hình này, hoặc bỏ dòng."
            yield Violation(said, paragraph)


@check(
    "letter_unprintable", "blocker", "R",
    bad="Chào mừng 🎉 Đại hội", good="Chào mừng Đại hội",
)  # fmt: skip
def letter_unprintable(context: Context) -> Iterator[Violation]:
    told: set[str] = set()
    for offset, letter in lost_on_paper(context.text):
        if letter not in told:
            told.add(letter)
            paragraph, at = context.place(offset)
            said = f"Phông chữ của bản in không có ký tự “{letter}” (U+{ord(letter):04X}), bản ký sẽ chỉ hiện một ô đen “■”; hãy thay bằng chữ hoặc bỏ đi."
            yield Violation(said, paragraph, at=at)
