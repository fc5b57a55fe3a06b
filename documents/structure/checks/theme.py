"""Check the theme: is it decided, and are its options clean."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.structure.checks.base import Context, Violation, check
from documents.structure.fold import fold
from documents.structure.tree import Paragraph, ParagraphKind

_OPEN = re.compile(r"xin ý kiến|lựa chọn (?:trong|một|01)|\bphương án\b|[….]{3,}|_{3,}", re.IGNORECASE)
_COUNT = re.compile(r"\b(\d{1,2}) phương án", re.IGNORECASE)
_LABEL = re.compile(r"^.{0,60}?chủ đề[^:]{0,60}:\s*", re.IGNORECASE)
_WIDE = re.compile(r"\S[  ]{2,}\S")
_DIRT = re.compile(r"[….]{3,}|_{2,}|\*|\?\s*$|\(\s*\)|\[|[;,]\s*[”\"]?\s*$")


def _theme_paragraph(context: Context) -> Paragraph | None:
    if found := context.first(ParagraphKind.THEME):
        return found
    line = context.draft.theme.line
    return next((paragraph for paragraph in context.paragraphs if line and paragraph.line == line), None)


@check(
    "theme_undecided", "blocker", "S",
    bad="Chủ đề công tác năm: xin ý kiến lựa chọn trong 03 phương án.", good="Chủ đề công tác năm: Tuổi trẻ Lam Giang vững bước",
)  # fmt: skip
def theme_undecided(context: Context) -> Iterator[Violation]:
    theme = context.draft.theme
    paragraph = _theme_paragraph(context)
    said = "Chủ đề chưa được chọn; hãy lấy ý kiến và ghi phương án đã chọn trước khi trình ký."
    if theme.options:
        yield Violation(said, paragraph, line=theme.line or theme.options[0].line)
    elif paragraph and not theme.text:
        rest = _LABEL.sub("", paragraph.text, count=1)
        if paragraph.kind is ParagraphKind.THEME and (not rest.strip(" .…_") or _OPEN.search(rest)):
            yield Violation(said, paragraph)
    elif paragraph and theme.text and re.search(r"xin ý kiến|[….]{3,}|_{3,}", theme.text):
        yield Violation(said, paragraph)


@check(
    "theme_unclean", "blocker", "S",
    bad="- Phương án 2: “Tuổi trẻ  tiên phong", good="- Phương án 2: “Tuổi trẻ tiên phong”",
)  # fmt: skip
def theme_unclean(context: Context) -> Iterator[Violation]:
    theme = context.draft.theme
    if not theme.options:
        return
    paragraphs = {
        paragraph.line: paragraph for paragraph in context.paragraphs if paragraph.kind is ParagraphKind.OPTION
    }
    if len(theme.options) < 2:
        yield Violation(
            "Chỉ có một phương án chủ đề; hãy đưa ít nhất hai phương án để lựa chọn.", line=theme.options[0].line
        )
        return
    said = _theme_paragraph(context)
    if said and (count := _COUNT.search(said.text)) and int(count[1]) != len(theme.options):
        yield Violation(f"Nói có {count[1]} phương án nhưng liệt kê {len(theme.options)}; hãy sửa cho khớp.", said)
    seen: set[str] = set()
    for option in theme.options:
        paragraph = paragraphs.get(option.line)
        key = " ".join(re.findall(r"\w+", fold(option.text or "")))
        if not key:
            yield Violation(
                "Phương án chủ đề còn để trống; hãy ghi nội dung hoặc bỏ phương án này.", paragraph, line=option.line
            )
        elif key in seen:
            yield Violation(
                "Hai phương án chủ đề giống nhau; hãy sửa hoặc bỏ một phương án.", paragraph, line=option.line
            )
        elif paragraph and _dirty(paragraph, option.text):
            yield Violation(
                "Phương án chủ đề còn lỗi gõ (khoảng trắng thừa, ngoặc kép hoặc ký tự lạ); hãy viết lại cho sạch.",
                paragraph,
                line=option.line,
                repair=None if _misspelt(paragraph, option.text) else {"kind": "spaces"},
            )
        seen.add(key)


def _dirty(paragraph: Paragraph, text: str) -> bool:
    written = paragraph.raw.strip().removeprefix(paragraph.label).strip()
    return bool(_WIDE.search(written)) or _misspelt(paragraph, text)


def _misspelt(paragraph: Paragraph, text: str) -> bool:
    """Tell whether more than blanks is wrong, so that only the drafter knows what it should say."""
    raw = paragraph.raw.strip()
    return raw.count("“") != raw.count("”") or raw.count('"') % 2 == 1 or bool(_DIRT.search(text))
