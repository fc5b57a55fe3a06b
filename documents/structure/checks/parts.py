"""Check the whole: the parts a type needs, the closing sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.structure.checks.base import Context, Violation, check, edit
from documents.structure.tree import Paragraph, ParagraphKind

_NAMES = {
    "targets": "chỉ tiêu",
    "implementation": "tổ chức thực hiện",
    "reporting": "chế độ báo cáo",
    "enacting": "dòng QUYẾT ĐỊNH:",
    "articles": "các Điều",
    "addressee": "dòng Kính gửi",
}
_TARGETS = re.compile(r"chỉ tiêu|mục tiêu", re.IGNORECASE)
_IMPLEMENTATION = re.compile(r"(?:tổ chức|triển khai) thực hiện|phân công|thực hiện$|trách nhiệm", re.IGNORECASE)
_INVITED = re.compile(r"\b[Mm]ời\b\s*:?\s*\S|^(?:KÍNH )?MỜI\b")
_REPORT = re.compile(
    r"báo cáo[^.;]{0,120}(?:\bvề\b|gửi|trước|hằng|hàng|định kỳ|kết quả|tiến độ)|(?:định kỳ|chế độ|gửi|thực hiện)[^.;]{0,60}báo cáo",
    re.IGNORECASE,
)


def _has(context: Context, part: str) -> bool:
    draft = context.draft
    headings = [
        paragraph
        for paragraph in context.body
        if paragraph.kind in (ParagraphKind.HEADING, ParagraphKind.BULLET, ParagraphKind.ITEM)
    ]
    if part == "targets":
        return bool(draft.targets) or any(
            _TARGETS.search(paragraph.text) for paragraph in headings if len(paragraph.text) < 120
        )
    if part == "implementation":
        return any(_IMPLEMENTATION.search(paragraph.text) for paragraph in headings if len(paragraph.text) < 120)
    if part == "reporting":
        return bool(_reports(context, headings))
    if part == "enacting":
        decides = "quyết" in (context.draft.type_name or "quyết").lower()  # a QUY ĐỊNH has the same code
        return not decides or context.first(ParagraphKind.ENACTING) is not None
    if part == "articles":
        return any(paragraph.label.lower().startswith("điều") for paragraph in context.body)
    return context.first(ParagraphKind.ADDRESSEE) is not None or _invites(context)


def _invites(context: Context) -> bool:
    """Tell whether an invitation says whom it invites: "… trân trọng kính mời: Đồng chí …"."""
    return context.draft.type == "GM" and any(_INVITED.search(paragraph.text) for paragraph in context.body[:6])


def _reports(context: Context, headings: list[Paragraph]) -> bool:
    """Tell whether somebody is told to report: looked for in the part on implementation, or anywhere near the end."""
    start = next(
        (context.index[paragraph.id] for paragraph in reversed(headings) if _IMPLEMENTATION.search(paragraph.text)),
        len(context.paragraphs) * 2 // 3,
    )
    return any(
        _REPORT.search(paragraph.text)
        for paragraph in context.paragraphs[start:]
        if paragraph.kind not in (ParagraphKind.RECIPIENT, ParagraphKind.ARCHIVE) and "áo cáo" in paragraph.text
    )


@check(
    "part_missing", "warning", None,
    bad="CHƯƠNG TRÌNH … I. Chỉ tiêu II. Giải pháp (không có tổ chức thực hiện)", good="… III. Tổ chức thực hiện",
)  # fmt: skip
def part_missing(context: Context) -> Iterator[Violation]:
    needed = context.profile.required.get(context.draft.type or "", ())
    missing = [_NAMES[part] for part in needed if not _has(context, part)]
    if missing:
        place = context.first(ParagraphKind.TYPE) or context.subject
        yield Violation(f"Văn bản thiếu {', '.join(missing)}; hãy bổ sung các phần này.", place)


@check(
    "subject_stop", "info", None,
    bad="V/v vận động ủng hộ quỹ áo ấm.", good="V/v vận động ủng hộ quỹ áo ấm",
)  # fmt: skip
def subject_stop(context: Context) -> Iterator[Violation]:
    subject = context.subject
    text = subject.text.rstrip() if subject else ""
    if subject and subject.kind is ParagraphKind.SUBJECT and text.endswith(".") and not text.endswith(("..", "v.v.")):
        yield Violation(
            "Trích yếu không kết thúc bằng dấu chấm; hãy bỏ dấu “.”.",
            subject,
            at=len(text) - 1,
            repair=edit(len(text) - 1, ".", ""),
        )


_WITHOUT_CLOSING = frozenset({"BB"})


@check(
    "closing_formula", "info", None,
    bad="Trên đây là Chương trình công tác năm 2025.", good="Trên đây là Chương trình công tác năm 2025./.",
)  # fmt: skip
def closing_formula(context: Context) -> Iterator[Violation]:
    if context.draft.type in _WITHOUT_CLOSING or not context.profile.closing:
        return
    closing = context.last(ParagraphKind.CLOSING)
    last = closing or (context.body[-1] if context.body else None)
    if last is None or any(paragraph.text.rstrip(' ”"').endswith("./.") for paragraph in context.body[-6:]):
        return
    if context.draft.type == "GM" and last.text.rstrip().endswith(("!", "/.")):
        return
    if closing:
        bare = closing.text.rstrip(" ./;,:")
        repair = edit(len(bare), closing.text[len(bare) :], "./.")
        yield Violation("Câu kết phải kết thúc bằng “./.”; hãy thêm vào.", closing, at=len(closing.text), repair=repair)
    else:
        yield Violation("Văn bản chưa có câu kết với dấu “./.”; hãy thêm câu kết.", last, at=len(last.text))
