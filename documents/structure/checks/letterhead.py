"""Check the letterhead: its parts, number, date, draft mark, type and symbol."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.structure.checks.base import Context, Violation, check
from documents.structure.fold import fold
from documents.structure.lexicon.letterheads import abbreviates
from documents.structure.lexicon.types import TYPES
from documents.structure.profiles import HD29, ND30
from documents.structure.tones import same_tone
from documents.structure.tree import Paragraph, ParagraphKind

_NO_SUPERIOR = re.compile(
    r"\b(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd|tinh doan|thanh doan|doan tinh|trung uong|tinh uy|thanh uy|chinh phu|quoc hoi|bo)\b|\bviet nam$"
)
_NOT_ISSUED = frozenset(one.name for one in TYPES if one.titled and one.code and not one.issued)
_OF_PARLIAMENT = re.compile(r"(?:QH|UBTVQH)\d{1,2}$")  # a symbol that names no type
_ATTACHED = re.compile(r"^\((?:Ban hành )?(?:[Kk]èm theo|kèm)\b")
_LAST_OF_UB = "2006"  # the committees' code until then
_FIRST = 20  # paragraphs in which an attached paper says what it came with
#: Bodies whose names have the word đoàn, and whose symbols are their own.
_NOT_YOUTH = re.compile(
    r"\b(?:tong )?(?:cong doan|lien doan|tap doan|su doan|trung doan|lu doan|binh doan|quan doan)\b"
    r"|\bdoan (?:luat su|dai bieu|kiem tra|giam sat|cong tac|thanh tra|kinh te|chu tich|ket)\b"
)
_COMMITTEE = re.compile(r"(?:ban chap hanh|bch|ban thuong vu|btv)\b")
_LOCAL = re.compile(r"\b(?:phuong|xa|dac khu|khoi|truong|huyen|quan|chi doan)\b")
_NATIONAL = (("Quốc hiệu", "cộng hòa xã hội chủ nghĩa"), ("Tiêu ngữ", "độc lập"))
_DRAFT = re.compile(r"^\W*(?:dự thảo)(?:\s+(?:lần|số)\b.{0,20})?\W*$", re.IGNORECASE)
_DRAFT_INSIDE = re.compile(r"DỰ THẢO|\((?:bản )?[Dd]ự thảo(?: lần[^)]{0,20})?\)")


_WITHOUT_SUBJECT = frozenset({"GM", "BB", "PG", "GGT", "GXN"})


def _has_superior(context: Context) -> bool:
    if context.draft.superior:
        return True
    issuer = fold(context.draft.issuer or "")
    if "doan" in issuer and _LOCAL.search(issuer):
        return False
    return bool(_NO_SUPERIOR.search(issuer))


@check(
    "letterhead_incomplete", "error", "S",
    bad="(văn bản mở đầu bằng CHƯƠNG TRÌNH, không có tên cơ quan ban hành)",
    good="TỈNH ĐOÀN LAM GIANG / BCH ĐOÀN PHƯỜNG AN PHÚ / *** / Số: 12-CTr/ĐTN / ĐOÀN TNCS HỒ CHÍ MINH / …",
)  # fmt: skip
def letterhead_incomplete(context: Context) -> Iterator[Violation]:
    draft = context.draft
    missing = []
    if not draft.issuer:
        missing.append("tên cơ quan ban hành")
    if not _has_superior(context) and (draft.issuer or not draft.superior):
        missing.append("tên cơ quan cấp trên")
    names = f"{draft.superior or ''} {draft.issuer or ''}".strip().lower()
    if not draft.motto and (context.profile is not HD29 or not names or "đoàn" in names):
        missing.append("tên Đoàn ở góc phải" if context.profile is HD29 else "Quốc hiệu, Tiêu ngữ")
    elif context.profile is ND30:
        above = context.paragraphs[: context.begin]
        head = same_tone(" ".join(paragraph.raw or paragraph.text for paragraph in above))
        missing.extend(name for name, words in _NATIONAL if words not in head)
    attached = any(
        _ATTACHED.match(paragraph.text) for paragraph in context.paragraphs[:_FIRST]
    )  # number and day are the decision's
    if not attached and not draft.number and not draft.symbol and not context.first(ParagraphKind.NUMBER):
        missing.append("dòng số, ký hiệu")
    if not attached and not draft.date and not context.first(ParagraphKind.DATE):
        missing.append("dòng địa danh, ngày tháng")
    if draft.issuer and _issuer_is_superior(context):
        missing.append("tên cơ quan ban hành")
    if missing:
        yield Violation(
            f"Phần đầu văn bản thiếu {', '.join(missing)}; hãy bổ sung cho đủ thể thức.", line=context.first_line
        )


@check(
    "subject_missing", "warning", None,
    bad="Số: 21-CV/ĐTN (không có “V/v …”)", good="Số: 21-CV/ĐTN / V/v vận động ủng hộ quỹ áo ấm",
)  # fmt: skip
def subject_missing(context: Context) -> Iterator[Violation]:
    draft = context.draft
    if draft.subject or draft.type is None or draft.type in _WITHOUT_SUBJECT:
        return
    place = context.first(ParagraphKind.TYPE) or context.first(ParagraphKind.NUMBER)
    wanted = "“V/v …” dưới số, ký hiệu" if draft.type == "CV" else "trích yếu dưới tên loại"
    yield Violation(f"Văn bản chưa có trích yếu nội dung; hãy ghi {wanted}.", place)


@check(
    "number_blank", "info", None,
    bad="Số:      -CTr/ĐTN", good="Số: 12-CTr/ĐTN",
)  # fmt: skip
def number_blank(context: Context) -> Iterator[Violation]:
    paragraph = context.first(ParagraphKind.NUMBER)
    if paragraph and not context.draft.number:
        yield Violation("Số văn bản còn để trống; hệ thống sẽ điền khi văn thư cấp số.", paragraph)


@check(
    "date_blank", "info", None,
    bad="Lam Giang, ngày     tháng 01 năm 2025", good="Lam Giang, ngày 06 tháng 01 năm 2025",
)  # fmt: skip
def date_blank(context: Context) -> Iterator[Violation]:
    paragraph = context.first(ParagraphKind.DATE)
    if paragraph and not context.draft.date:
        yield Violation("Ngày ban hành còn để trống; hệ thống sẽ điền khi văn bản được ký.", paragraph)


# capitals say nothing there: "GÓP Ý DỰ THẢO VĂN KIỆN" is a heading
_HEADS = frozenset(
    {
        ParagraphKind.HEADING,
        ParagraphKind.ITEM,
        ParagraphKind.TABLE,
        ParagraphKind.BULLET,
        ParagraphKind.PROSE,
        ParagraphKind.ANNEX,
    }
)


def _draft_marks(context: Context) -> Iterator[tuple[bool, Violation]]:
    """List every draft mark with whether it stands in the letterhead."""
    if "dự thảo" not in context.lower:
        return
    subject = context.subject
    end = context.index[subject.id] if subject else 0
    for place, paragraph in enumerate(context.paragraphs):
        text = paragraph.text
        if paragraph.kind is ParagraphKind.MARK or _DRAFT.match(text):
            inside = paragraph.kind is ParagraphKind.MARK and (not subject or place < end)
            yield inside, Violation("", paragraph)
        elif found := _draft_word(context, paragraph):
            yield False, Violation("", paragraph, at=found.start())


def _draft_word(context: Context, paragraph: Paragraph) -> re.Match[str] | None:
    """Return the mark among other words: "CHƯƠNG TRÌNH (DỰ THẢO)"; in a closing sentence also "dự thảo Chương trình"."""
    text = paragraph.text
    if (found := _DRAFT_INSIDE.search(text)) and not (paragraph.kind in _HEADS and text.isupper()):
        return found
    return (
        _calls_itself_draft(context, text) if paragraph.kind in (ParagraphKind.CLOSING, ParagraphKind.SUBJECT) else None
    )


def _calls_itself_draft(context: Context, text: str) -> re.Match[str] | None:
    """Find "Trên đây là dự thảo Chương trình …" in a programme; a draft of another paper may be spoken of."""
    name = (context.draft.type_name or "").lower()
    return re.search(rf"(?:là|của)\s+(?:bản )?dự thảo {re.escape(name)}\b", text, re.IGNORECASE) if name else None


@check(
    "draft_mark", "info", None,
    bad="DỰ THẢO LẦN THỨ HAI", good="(không còn chữ DỰ THẢO)",
)  # fmt: skip
def draft_mark_above(context: Context) -> Iterator[Violation]:
    for inside, slip in _draft_marks(context):
        if inside:
            yield Violation(
                "Phần đầu còn dấu “DỰ THẢO”; hệ thống sẽ tự in dấu theo trạng thái văn bản, không cần gõ tay.",
                slip.paragraph,
            )
            return


@check(
    "draft_mark", "blocker", "S",
    bad="CHƯƠNG TRÌNH (DỰ THẢO)", good="CHƯƠNG TRÌNH",
)  # fmt: skip
def draft_mark_inside(context: Context) -> Iterator[Violation]:
    for inside, slip in _draft_marks(context):
        if not inside:
            yield Violation(
                "Chữ “DỰ THẢO” còn nằm trong nội dung; hãy xóa trước khi trình ký.", slip.paragraph, at=slip.at
            )


@check(
    "type_unknown", "error", "S",
    bad="ĐỊNH HƯỚNG", good="CHƯƠNG TRÌNH",
)  # fmt: skip
def type_unknown(context: Context) -> Iterator[Violation]:
    if _issues(context) and (context.first(ParagraphKind.TYPE) or context.draft.type == "CV"):
        return
    paragraph = context.first(ParagraphKind.TYPE) or context.subject
    name = context.draft.type_name or (paragraph.text if paragraph and paragraph.kind is ParagraphKind.TYPE else "")
    if _issues(context):
        yield Violation("Văn bản thiếu dòng tên loại; hãy ghi tên loại văn bản phía trên trích yếu.", paragraph)
        return
    said = f"“{name}” không có trong danh mục loại văn bản" if name else "Chưa rõ loại văn bản"
    yield Violation(f"{said}; hãy chọn một loại có trong danh mục, ví dụ CHƯƠNG TRÌNH hoặc KẾ HOẠCH.", paragraph)


def _issues(context: Context) -> bool:
    """Tell whether the rule book's bodies issue such a paper; a thông tư is none, although its code is a thông tri's."""
    draft = context.draft
    return draft.type in context.profile.types and (draft.type_name or "").lower() not in _NOT_ISSUED


def _expected_organs(context: Context) -> frozenset[str]:
    """List the organ codes that fit the issuer; none where we cannot tell."""
    issuer, superior = _NOT_YOUTH.sub(" ", fold(context.issuing_body)), fold(context.draft.superior or "")
    youth = re.match(r"(?:bch |ban chap hanh |ban thuong vu )?doan\b", issuer)
    if not youth and (organ := _state_organ(issuer)):
        early = organ == "UBND" and (context.draft.date or _LAST_OF_UB) < _LAST_OF_UB
        return frozenset({organ, "UB"} if early else {organ})
    if "doan" in superior and "doan" not in issuer and _COMMITTEE.match(issuer):  # BAN CHẤP HÀNH TỈNH LAM GIANG
        if re.search(r"\btinh\b", issuer):
            return frozenset({"TĐTN"})
        return frozenset({"ĐTN"}) if _LOCAL.search(issuer) else frozenset()
    if (
        "uy ban kiem tra" in issuer
        or "ubkt" in issuer
        or "doan" not in issuer
        or "hoi " in issuer
        or "van phong" in issuer
    ):
        return frozenset()
    if issuer.startswith("ban ") and not re.match(r"ban (?:chap hanh|thuong vu)\b", issuer):
        return frozenset()
    if re.search(r"\b(?:tinh doan|doan tinh)\b|chi minh tinh\b", issuer) and not _LOCAL.search(issuer):
        return frozenset({"TĐTN"})
    if "trung uong doan" in issuer:
        return frozenset({"TWĐTN"})
    if "chi doan" in issuer:
        return frozenset({"CĐ", "CĐCS", "ĐTN"})
    if "thanh doan" in issuer or "thanh pho" in issuer:
        return frozenset({"ĐTN"}) if "tinh doan" in superior or "doan tinh" in superior else frozenset({"TĐTN", "ĐTN"})
    return frozenset({"ĐTN", "CĐCS"})


def _state_organ(issuer: str) -> str:
    """Return the code of the people's committee or council that a folded name is; empty for any other."""
    if "uy ban nhan dan" in issuer or "ubnd" in issuer:
        return "UBND"
    return "HĐND" if "hoi dong nhan dan" in issuer or "hdnd" in issuer else ""


def _issuer_is_superior(context: Context) -> bool:
    """Tell whether only one name stands in the letterhead, and number, place or signature say that it is the
    superior's.
    """
    draft = context.draft
    if draft.superior or not draft.symbol:
        return False
    expected = _expected_organs(context)
    organs = [piece for piece in re.split(r"\s*[-–—/]\s*", draft.symbol) if piece]
    if not expected or any(organ in expected for organ in organs):
        return False
    issuer = fold(draft.issuer or "")
    if "uy ban nhan dan" in issuer or "ubnd" in issuer:
        return not re.search(r"chu tich|uy vien", fold(draft.signature.position or ""))
    place = fold(draft.place or "")
    return "ĐTN" in organs and bool(place) and place not in issuer


@check(
    "symbol_mismatch", "error", "S",
    bad="KẾ HOẠCH … Số: 12-CTr/ĐTN", good="CHƯƠNG TRÌNH … Số: 12-CTr/ĐTN",
)  # fmt: skip
def symbol_mismatch(context: Context) -> Iterator[Violation]:
    symbol, kind = context.draft.symbol, context.draft.type
    paragraph = context.first(ParagraphKind.NUMBER)
    if not symbol or not paragraph:
        return
    pieces = re.split(r"\s*[-–—/]\s*", re.sub(r"^\d{4}\s*/", "", symbol.strip()))  # a law's number carries its year
    code, rest = pieces[0], pieces[1:]
    if _OF_PARLIAMENT.match(code):
        return
    codes = {*HD29.types, *ND30.types}
    if kind and kind != "CV" and code != kind and not (code == "QyĐ" and kind == "QĐ"):
        yield Violation(
            f"Ký hiệu “{symbol}” không hợp với loại văn bản {kind}; hãy sửa ký hiệu hoặc tên loại cho khớp.", paragraph
        )
        return
    if kind == "CV" and code in codes and code != "CV" and not abbreviates(code, context.draft.issuer or ""):
        yield Violation(f"Ký hiệu “{symbol}” không phải ký hiệu công văn; hãy sửa cho khớp.", paragraph)
        return
    if kind == "CV" and not rest and context.profile is HD29 and HD29.owns(code):
        said = f"Ký hiệu “{symbol}” thiếu chữ viết tắt tên loại; công văn của Đoàn viết số-CV/{symbol}."
        yield Violation(said, paragraph)
        return
    organ = (rest[0] if rest else "") if code in codes else code
    expected = _expected_organs(context) if not _issuer_is_superior(context) else frozenset()
    if expected and organ and organ not in expected:
        yield Violation(
            f"Ký hiệu “{symbol}” không hợp với cơ quan ban hành; hãy dùng {' hoặc '.join(sorted(expected))}.", paragraph
        )
    elif code in codes and organ in HD29.organs and expected and not re.match(r"\w+\s*/", symbol):
        yield Violation(f"Ký hiệu “{symbol}” viết sai dấu nối; văn bản của Đoàn viết số-LOẠI/CƠ QUAN.", paragraph)
