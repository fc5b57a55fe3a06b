"""Check of annexes: what is announced is attached, what is attached is announced."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.structure.checks.base import Context, Violation, check
from documents.structure.fold import fold
from documents.structure.lexicon.enclosures import is_own, issued_with
from documents.structure.tree import Paragraph, ParagraphKind

_THING = r"(?:phụ lục|danh mục|danh sách|biểu mẫu|mẫu|bảng|biểu|đề cương|lịch|khung|kịch bản|dự toán|phân công)"
_ANNOUNCED = re.compile(
    rf"\([^()]{{0,60}}?\b{_THING}\b[^()]{{0,60}}?\b(?:kèm|đính kèm|gửi kèm)\b[^()]{{0,30}}\)"
    rf"|\([^()]{{0,20}}?\b(?:kèm theo|gửi kèm|đính kèm)\b[^()]{{0,20}}?\b{_THING}\b[^()]{{0,40}}\)"
    r"|\b(?:có|theo|tại|xem|trong)\s+(?:các\s+)?phụ lục(?:\s+(?:số\s*)?(?:\d{1,2}|[ivx]{1,4})\b)?(?!\s+(?:ban hành|của|i{0,3}\s+nghị định|nghị định|thông tư))"
    r"|\(\s*(?:xem\s+|theo\s+)?phụ lục\b[^()]{0,40}\)"
    rf"|\b(?:có|theo)\s+{_THING}\s+(?:chi tiết\s+)?(?:kèm theo|đính kèm|gửi kèm)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"phu luc\s+(?:so\s*)?(\d{1,2}|[ivx]{1,4})\b")
_ATTACHED = re.compile(r"^(?:PHỤ LỤC|Phụ lục(?:\s+(?:số\s*)?[\dIVX]{1,4})?\s*[:.]?$)")


def _attached(context: Context) -> list[Paragraph]:
    return [
        paragraph
        for paragraph in context.paragraphs
        if paragraph.kind is ParagraphKind.ANNEX
        or (paragraph.kind is not ParagraphKind.HEADING and _ATTACHED.match(paragraph.text))
    ]


@check(
    "annex_missing", "blocker", "R",
    bad="(Có phụ lục kèm theo) – không có phụ lục", good="(Có phụ lục kèm theo) … PHỤ LỤC",
)  # fmt: skip
def annex_missing(context: Context) -> Iterator[Violation]:
    lower = context.lower
    attached = _attached(context)
    if not attached and not any(word in lower for word in ("phụ lục", "kèm")):
        return
    announced = list(_announcements(context))
    if announced and not attached:
        paragraph, at, _ = announced[0]
        yield Violation(
            "Văn bản nhắc đến phụ lục, danh mục kèm theo nhưng chưa đính kèm; hãy đính kèm hoặc bỏ câu này.",
            paragraph,
            at=at,
        )
        return
    if attached and not announced and "phụ lục" not in _body_text(context) and "kèm theo" not in _body_text(context):
        yield Violation(
            "Có phụ lục nhưng nội dung văn bản không nhắc đến; hãy thêm câu dẫn hoặc bỏ phụ lục.", attached[0]
        )
        return
    have = {found[1] for paragraph in attached if (found := _NUMBERED.search(fold(paragraph.text)))}
    if not have:
        return
    wanted: dict[str, tuple[Paragraph, int]] = {}
    for paragraph, at, number in announced:
        if number:
            wanted.setdefault(number, (paragraph, at))
    for number, (paragraph, at) in wanted.items():
        if number not in have:
            yield Violation(
                f"Phụ lục {number.upper()} được nhắc đến nhưng chưa đính kèm; hãy đính kèm hoặc sửa số.",
                paragraph,
                at=at,
            )


def _body_text(context: Context) -> str:
    return "\n".join(paragraph.text for paragraph in context.body).lower()


def _announcements(context: Context) -> Iterator[tuple[Paragraph, int, str]]:
    for paragraph in context.body:
        text = paragraph.text
        if "hụ lục" not in text and "kèm" not in text and "HỤ LỤC" not in text:
            continue
        if issued := issued_with(text):
            yield paragraph, issued[0], ""
        for found in _ANNOUNCED.finditer(text):
            if text[: found.start()].rstrip().endswith(("gửi", "nộp")) or not is_own(text, *found.span()):
                continue
            numbered = _NUMBERED.search(fold(found[0]))
            yield paragraph, found.start(), numbered[1] if numbered else ""
