"""Check Nơi nhận: is it there, is every line punctuated, is there an archive line, do copies add up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.structure.checks.base import Context, Violation, check
from documents.structure.tree import Paragraph, ParagraphKind

_WITHOUT = frozenset({"BB"})
_KEPT = 5  # up to so many, "Lưu: VT (3b)" says what is kept, not what is sent
_OPEN_CLASS = re.compile(r"\b(?:các|những|toàn thể|mỗi|từng)\b", re.IGNORECASE)


def _lines(context: Context) -> list[Paragraph]:
    return [
        paragraph
        for paragraph in context.draft.of_kind(ParagraphKind.RECIPIENT, ParagraphKind.ARCHIVE)
        if paragraph.text
    ]


@check(
    "recipients_missing", "blocker", "N",
    bad="(văn bản không có Nơi nhận)", good="Nơi nhận: / - Như trên; / - Lưu: VT.",
)  # fmt: skip
def recipients_missing(context: Context) -> Iterator[Violation]:
    if context.draft.recipients or context.draft.type in _WITHOUT:
        return
    label = context.first(ParagraphKind.RECIPIENTS_LABEL)
    if label is None and context.draft.archive is not None:
        label = context.first(ParagraphKind.ARCHIVE)
    place = label or context.first(ParagraphKind.CAPACITY, ParagraphKind.POSITION) or context.paragraphs[-1]
    yield Violation("Văn bản chưa có danh sách nơi nhận; hãy ghi rõ từng nơi nhận trước khi cấp số.", place)


@check(
    "archive_missing", "info", None,
    bad="Nơi nhận: / - Như trên;", good="Nơi nhận: / - Như trên; / - Lưu: VT, VP.",
)  # fmt: skip
def archive_missing(context: Context) -> Iterator[Violation]:
    if context.draft.archive is None and context.draft.recipients:
        place = context.last(ParagraphKind.RECIPIENT)
        yield Violation(
            "Nơi nhận chưa có dòng lưu; hãy thêm dòng “- Lưu: VT, …”.", place, line=context.draft.recipients[-1].line
        )


@check(
    "recipient_syntax", "info", None,
    bad="- Thường trực Tỉnh ủy (B/c)", good="- Thường trực Tỉnh ủy (B/c);",
)  # fmt: skip
def recipient_syntax(context: Context) -> Iterator[Violation]:
    lines = _lines(context)
    if not lines:
        return
    dashed = sum(1 for paragraph in lines if _dash(paragraph))
    for place, paragraph in enumerate(lines):
        last = place == len(lines) - 1
        if fault := _fault(context, paragraph, last=last, dashed=dashed * 2 > len(lines)):
            yield Violation(f"Dòng nơi nhận {fault}; hãy sửa theo mẫu “- …;”, dòng cuối kết thúc bằng “.”.", paragraph)


def _dash(paragraph: Paragraph) -> str:
    head = (paragraph.label or paragraph.raw.strip() or paragraph.text)[:1]
    return head if head in "-–—−" else ""


def _fault(context: Context, paragraph: Paragraph, *, last: bool, dashed: bool) -> str:
    text = (paragraph.raw.strip() if "\t" not in paragraph.raw else "") or paragraph.text
    text = re.sub(r"[*_\s]+$", "", text.split("\n")[-1] if "\n" in text else text)
    if not _ends_raw(text, paragraph.text):
        text = paragraph.text
    if dashed and not _dash(paragraph):
        return "không có gạch đầu dòng"
    if text.count("(") != text.count(")"):
        return "có dấu ngoặc chưa đóng"
    ending = text.rstrip()[-1:]
    if last:
        if context.draft.archive is None:
            return ""
        return (
            ""
            if ending == "."
            or re.search(r"\.\s*\(?\d+\s*b?(?:ản)?\)?\.?$", text)
            or (ending == ")" and re.search(r"\(\d+\s*b?\)$", text))
            else "cuối cùng không kết thúc bằng dấu “.”"
        )
    if (ending and ending in context.profile.recipient_ends) or re.search(r";\s*\(?\^?\(?\d+\s*b?(?:ản)?\)?$", text):
        return ""
    return "không kết thúc bằng dấu “;”"


def _ends_raw(raw: str, text: str) -> bool:
    """Tell whether the raw line is this recipient's alone (a signature may stand beside it)."""
    words = re.findall(r"\w+", text)
    return not words or re.findall(r"\w+", raw)[-1:] == words[-1:]


@check(
    "copies_mismatch", "info", None,
    bad="- Các huyện đoàn (10b); - Lưu: VT (05b)", good="- Các huyện đoàn (10b); - Lưu: VT (11b)",
)  # fmt: skip
def copies_mismatch(context: Context) -> Iterator[Violation]:
    for line in context.draft.recipients:
        copies = next((part.copies for part in line.parts if part.copies is not None), None)
        if copies is not None and copies < len(line.parts) and not _OPEN_CLASS.search(line.text):
            said = f"Dòng này ghi {copies} bản cho {len(line.parts)} nơi nhận; hãy kiểm tra lại số bản."
            yield Violation(said, line=line.line)
    archive = context.draft.archive
    if archive is None or archive.copies is None or archive.copies <= _KEPT:
        return
    parts = [part for line in context.draft.recipients for part in line.parts]
    written = sum(part.copies for part in parts if part.copies is not None)
    if not any(part.copies is not None for part in parts):
        if archive.copies < len(parts):
            yield Violation(
                f"Tổng số bản ({archive.copies}) ít hơn số nơi nhận ({len(parts)}); hãy kiểm tra lại.",
                line=archive.line,
            )
        return
    least = written + sum(1 for line in context.draft.recipients if all(part.copies is None for part in line.parts))
    kept = max(1, archive.text.count(",") + 1)
    if archive.copies > kept + 1 and not least <= archive.copies <= written + len(parts) + kept + 2:
        yield Violation(
            f"Tổng số bản ({archive.copies}) không khớp số bản gửi các nơi ({written}); hãy kiểm tra lại.",
            line=archive.line,
        )
