"""Say which rule each check stands on, for each format profile, and what the check asks, in words for a secretary.

A rule is cited no closer than its text was read: HD29 mục I.2 lists the parts of a paper, điểm 3.1 the number and symbol (its
mục II is about the sheet); NĐ30 Phụ lục I, Phần I, mục II has one khoản for each part. Where a rule book is known to ask it and
the place was not read, the book alone is named. What no rule book asks is custom, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from documents.structure.profiles import ND30, PARTY, Profile

CUSTOM = "thông lệ"
_BORROWED = "thông lệ, theo {}"  # who is not bound by the State's rule borrows it where their own is silent

_PARTS = "HD29, mục I.2"
_SYMBOL = "HD29, điểm 3.1"
_BOOK = "HD29"
_PARTY_BOOK = "HD36-HD/VPTW"
_STATE = "NĐ30, Phụ lục I, Phần I, mục II.{}"
_UNICODE = "TCVN 6909:2001"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a check asks, and where that is written for the papers of the Youth Union, of the State and of the Party."""

    asks: str
    youth: str = CUSTOM
    state: str = CUSTOM
    party: str = CUSTOM

    def under(self, profile: Profile) -> str:
        """Return the rule for papers of a profile."""
        if profile is ND30:
            return self.state
        return self.party if profile is PARTY else self.youth


def _both(asks: str, youth: str, state: str) -> Rule:
    """Return a rule of form, which the Party's book has too."""
    return Rule(asks, youth, state, _PARTY_BOOK)


def _borrowed(asks: str, state: str) -> Rule:
    borrowed = _BORROWED.format(state)
    return Rule(asks, borrowed, state, borrowed)


#: Every code that a check can give.
RULES: dict[str, Rule] = {
    # letterhead
    "letterhead_incomplete": _both("Phần đầu văn bản đủ các thành phần thể thức", _PARTS, "NĐ30, Điều 8"),
    "subject_missing": _both("Văn bản có trích yếu nội dung", _PARTS, _STATE.format(5)),
    "subject_stop": Rule("Trích yếu không kết thúc bằng dấu chấm"),
    "number_blank": _both("Số, ký hiệu văn bản (hệ thống điền khi cấp số)", _PARTS, _STATE.format(3)),
    "date_blank": _both("Địa danh, ngày, tháng, năm (hệ thống điền khi ban hành)", _PARTS, _STATE.format(4)),
    "draft_mark": Rule("Dấu dự thảo chỉ đứng ở phần đầu, do hệ thống in theo trạng thái", _PARTS, CUSTOM, _PARTY_BOOK),
    "type_unknown": _both("Tên loại văn bản có trong quy định", _PARTS, "NĐ30, Điều 7"),
    "symbol_mismatch": _both("Ký hiệu khớp tên loại và cơ quan ban hành", _SYMBOL, _STATE.format(3)),
    # căn cứ, viện dẫn
    "basis_blank": Rule("Căn cứ không còn chỗ để trống", CUSTOM, _STATE.format(6)),
    "basis_incomplete": _borrowed("Căn cứ đủ số, ngày và cơ quan ban hành", _STATE.format(6)),
    "basis_punctuation": Rule("Mỗi căn cứ một dòng, đúng dấu cuối dòng", _BOOK, _STATE.format(6)),
    "reference_syntax": _both("Số, ký hiệu văn bản viện dẫn viết đúng cách của cơ quan ban hành", _SYMBOL, _STATE.format(3)),
    "reference_variant": Rule("Một văn bản được viện dẫn thống nhất một cách"),
    "reference_incomplete": _borrowed("Viện dẫn lần đầu đủ tên loại, số, ngày, cơ quan ban hành", _STATE.format(6)),
    "reference_later": Rule("Văn bản viện dẫn có trước văn bản này"),
    # structure
    "heading_duplicate": _both("Số đề mục không trùng", _BOOK, _STATE.format(6)),
    "heading_gap": _both("Số đề mục liên tục", _BOOK, _STATE.format(6)),
    "heading_misplaced": _both("Số đề mục đúng theo mục cấp trên", _BOOK, _STATE.format(6)),
    "item_gap": _both("Số thứ tự các ý liên tục", _BOOK, _STATE.format(6)),
    "list_collision": _both("Danh mục bên trong không trùng cách đánh số với mục chứa nó", _BOOK, _STATE.format(6)),
    "label_style": _both("Các mục cùng cấp đánh số một kiểu", _BOOK, _STATE.format(6)),
    "part_missing": Rule("Đủ các phần mà loại văn bản cần có", CUSTOM, "NĐ30, Phụ lục III"),
    "annex_missing": Rule("Phụ lục được nhắc đến phải được đính kèm, và ngược lại", CUSTOM, "NĐ30, Phụ lục I"),
    "passage_repeated": Rule("Nội dung không lặp lại"),
    "closing_formula": Rule("Câu kết có đủ và kết thúc đúng dấu"),
    # decisions
    "theme_undecided": Rule("Chủ đề được chọn trước khi ký"),
    "theme_unclean": Rule("Các phương án chủ đề: ít nhất hai, khác nhau, sạch"),
    "options_undecided": Rule("Nội dung xin ý kiến được quyết định trước khi ký"),
    # content
    "blank_left": Rule("Văn bản trình ký không còn chỗ để trống"),
    "year_mismatch": Rule("Một năm thống nhất trong trích yếu, chủ đề, nội dung và câu kết"),
    "past_year_claim": Rule("Kế hoạch của năm không kể kết quả của chính năm ấy"),
    "anniversary_mismatch": Rule("Số năm kỷ niệm đúng với năm thành lập"),
    "target_unclear": Rule("Chỉ tiêu có số, đơn vị và phạm vi"),
    "target_inconsistent": Rule("Phần trăm không quá 100, phần không lớn hơn tổng"),
    "deadline_without_year": Rule("Thời hạn đủ ngày, tháng, năm"),
    "deadline_conflict": Rule("Thời hạn không trước ngày văn bản; một việc một thời hạn"),
    "date_style": Rule("Một kiểu viết ngày; ngày dưới 10 và tháng 1, 2 thêm số 0", _BOOK, _STATE.format(4), _PARTY_BOOK),
    "date_impossible": Rule("Ngày, tháng, năm có thật"),
    "weekday_mismatch": Rule("Thứ trong tuần khớp với ngày"),
    "ordinal_conflict": Rule("Số thứ tự của một đại hội, một khóa thống nhất"),
    "scope_leak": Rule("Văn bản chỉ giao việc trong phạm vi của cơ quan ban hành"),
    "body_closed": Rule("Cơ quan, tổ chức được nêu còn hoạt động"),
    # tail
    "recipients_missing": _both("Văn bản có Nơi nhận", _PARTS, _STATE.format(9)),
    "archive_missing": _both("Nơi nhận có dòng lưu", _BOOK, _STATE.format(9)),
    "recipient_syntax": _both("Nơi nhận mỗi dòng “- …;”, dòng cuối “.”", _BOOK, _STATE.format(9)),
    "copies_mismatch": _both("Số bản khớp nơi nhận", _BOOK, _STATE.format(9)),
    "signature_incomplete": _both("Phần ký đủ thể thức đề ký, chức vụ, họ tên", _PARTS, _STATE.format(7)),
    # file and typing
    "import_residue": Rule("Bản dự thảo không còn ký hiệu của phần mềm khác"),
    "not_nfc": Rule("Chữ Việt theo Unicode dựng sẵn", _UNICODE, "NĐ30, Phụ lục I, Phần I, mục I.4", _UNICODE),
    "legacy_font": Rule("Văn bản dùng bộ mã Unicode", _UNICODE, "NĐ30, Phụ lục I, Phần I, mục I.4", _UNICODE),
    "letters_lost": Rule("Không mất chữ khi chép qua bảng mã khác"),
    "hidden_text": Rule("Tệp không có chữ ẩn"),
    "notes_left_out": Rule("Chú thích của tệp Word không bị bỏ sót"),
    "content_left_out": Rule("Hình, công thức, bình luận của tệp Word không bị bỏ sót"),
    "letters_misread": Rule("Văn bản dùng bộ mã Unicode, đọc đúng bảng mã", _UNICODE, "NĐ30, Phụ lục I, Phần I, mục I.4", _UNICODE),
    "pasted_line": Rule("Mỗi đoạn văn xuống một dòng"),
    "tracked_changes": Rule("Bản dự thảo không còn theo dõi sửa đổi (Track Changes)"),
    "pages_without_text": Rule("Không để mất nội dung của trang quét trong tệp PDF"),
    "picture_unknown": Rule("Hình nhắc trong văn bản phải có trong tệp"),
    "letter_unprintable": Rule("Bản ký hiện đúng mọi ký tự"),
    "capitalisation": _borrowed("Viết hoa đầu câu", "NĐ30, Phụ lục II"),
    "doubled_word": Rule("Không gõ lặp từ"),
    "spacing": Rule("Khoảng trắng đúng quanh dấu câu"),
    "quotes_unbalanced": Rule("Ngoặc mở phải có ngoặc đóng"),
    # the last of a kind that has too many
    "more_findings": Rule("Còn điểm tương tự chưa liệt kê"),
}  # fmt: skip


def rule_of(code: str, profile: Profile) -> str:
    """Return the rule that a finding stands on; custom for a code that no check gives any more."""
    rule = RULES.get(code)
    return rule.under(profile) if rule else CUSTOM


def words_of_check(code: str) -> str:
    """Say what a check asks; its code where no check has it any more."""
    rule = RULES.get(code)
    return rule.asks if rule else code
