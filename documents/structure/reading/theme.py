"""Find the theme. Reads the body's paragraphs; writes the theme's text, or its options while they are open."""

from __future__ import annotations

import re

from documents.structure.text import without_quotes
from documents.structure.tree import Kind, Paragraph, Theme, ThemeOption

_THEME = re.compile(
    r"(?:Chủ đề|CHỦ ĐỀ)\b(?P<of>[^:“”\".;]{0,90}?)(?:\s+(?:là|LÀ))?\s*(?P<sign>:|(?=[“\"]))\s*(?P<text>.*)$"
)
_HEADING = re.compile(r"^(?:Chủ đề|CHỦ ĐỀ)\b[^:“\"]{0,90}:?$")
_OPTION = re.compile(
    r"^[“\"]?(?:Phương án|PHƯƠNG ÁN)\s+(?P<order>\d+|[IVX]+|[A-D]|thứ \w+|một|hai|ba)\s*(?:\((?P<by>[^()]*)\)\s*)?(?:[:.,–-]|\))\s*(?P<text>.*)$"
)
_NOTE = re.compile(r"^(?P<note>(?:Theo|Do|Căn cứ|Bám sát|Đề xuất|Ý kiến|Từ|Phương án)[^:“”\"]{2,120}):\s*(?P<text>.+)$")
_NOTE_AFTER = re.compile(r"^(?P<text>[“\"].+[”\"])\s*[.,;]?\s*\((?P<note>[^()]+)\)[.;]?$")
_QUOTED = re.compile(r"^[“\"](?P<text>[^“”\"]+)[”\"][.;]?$")
_INLINE = re.compile(r"(?:\(\d\)|[Pp]hương án \d\s*[:.]?|\d[.)])\s*[“\"]([^”\"]+)[”\"]")
_OPEN = re.compile(r"xin ý kiến|phương án|lựa chọn", re.IGNORECASE)
_ORDERS = {"một": 1, "hai": 2, "ba": 3, "nhất": 1, "tư": 4}


def read_theme(paragraphs: list[Paragraph]) -> Theme:
    """Return the first theme of the document; the year's theme goes before themes of months or campaigns."""
    candidates = [
        (index, match)
        for index, paragraph in enumerate(paragraphs)
        if ("hủ đề" in paragraph.text or "HỦ ĐỀ" in paragraph.text) and (match := _match(paragraph))
    ]
    options = _options(paragraphs)
    for index, match in sorted(
        candidates, key=lambda found: not re.search("năm|NĂM|công tác|CÔNG TÁC", found[1]["of"])
    ):
        if theme := _theme(paragraphs, index, match["text"], options):
            return theme
    for index, paragraph in enumerate(paragraphs):
        if paragraph.text[:2] in ("Ch", "CH") and _HEADING.match(paragraph.text):
            return _theme(paragraphs, index, "", options) or Theme()
    return Theme(None, options[0].line if options else None, options)


def _match(paragraph: Paragraph) -> re.Match[str] | None:
    match = _THEME.search(paragraph.text)
    if match is None or (match["sign"] == "" and match.start() > 0):
        return None
    if match.start() > 0 and not paragraph.text[: match.start()].rstrip().endswith((".", ":", ";", "1", "-")):
        return None
    return match


def _theme(paragraphs: list[Paragraph], index: int, text: str, options: list[ThemeOption]) -> Theme | None:
    line = paragraphs[index].line
    if not options and _OPEN.search(text):
        options = _inline(text, line) or _listed(paragraphs[index + 1 : index + 8])
    if options and (not text or _OPEN.search(text)):
        return Theme(None, line, options)
    if not text and index + 1 < len(paragraphs):
        following = paragraphs[index + 1]
        if following.kind in (Kind.PROSE, Kind.BULLET) and (_QUOTED.match(following.text) or len(following.text) < 160):
            text, line = _lines(paragraphs, index + 1), following.line
    quoted = re.match(r"^[“\"]([^”\"]+)[”\"]", text)
    clean = (quoted.group(1).strip() if quoted else without_quotes(text)) or None
    return Theme(clean, line, options) if clean else None


def _options(paragraphs: list[Paragraph]) -> list[ThemeOption]:
    options: list[ThemeOption] = []
    for paragraph in paragraphs:
        if paragraph.kind is Kind.OPTION and (match := _OPTION.match(paragraph.text)):
            text, note = _note(match["text"])
            note = note or match["by"]
            options.append(
                ThemeOption(_order(match["order"], len(options)), without_quotes(text), note, paragraph.line)
            )
    return options


def _lines(paragraphs: list[Paragraph], index: int) -> str:
    """Return a theme set on several short lines."""
    text = paragraphs[index].text
    for following in paragraphs[index + 1 : index + 4]:
        if following.kind is not Kind.PROSE or len(following.text) > 70 or len(text) > 120 or text[-1:] in '.;:”"':
            break
        text = f"{text} {following.text}"
    return text


def _inline(text: str, line: int) -> list[ThemeOption]:
    """Find options in the sentence itself: "(1) “…”; (2) “…”"."""
    found = _INLINE.findall(text)
    return (
        [ThemeOption(at, quoted.strip(), None, line) for at, quoted in enumerate(found, start=1)]
        if len(found) > 1
        else []
    )


def _listed(paragraphs: list[Paragraph]) -> list[ThemeOption]:
    """Find options that stand as quoted lines under the question."""
    options: list[ThemeOption] = []
    for paragraph in paragraphs:
        text, note = _note(paragraph.text)
        if paragraph.kind is Kind.HEADING or not _QUOTED.match(text):
            break
        options.append(ThemeOption(len(options) + 1, without_quotes(text), note, paragraph.line))
    return options if len(options) > 1 else []


def _note(text: str) -> tuple[str, str | None]:
    if match := _NOTE_AFTER.match(text):
        return match["text"], match["note"].strip()
    if match := _NOTE.match(text):
        return match["text"], match["note"].strip()
    return text, None


def _order(written: str, before: int) -> int:
    if written.isdigit():
        return int(written)
    return _ORDERS.get(written.removeprefix("thứ "), before + 1)
