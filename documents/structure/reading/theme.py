"""Find the theme. Reads the body's paragraphs; writes the theme's text, or its options while they are open."""

from __future__ import annotations

import re

from documents.structure.fold import fold
from documents.structure.reading.body import Body
from documents.structure.reading.options import asks, find_options, names_theme, option_of
from documents.structure.reading.questions import is_of_theme, option_groups
from documents.structure.text import without_quotes
from documents.structure.tree import Draft, Paragraph, ParagraphKind, Theme, ThemeOption

_THEME = re.compile(
    r"(?:Chủ đề|CHỦ ĐỀ)\b(?P<of>[^:“”\".;]{0,90}?)(?:\s+(?:là|LÀ))?\s*(?P<sign>:|(?=[“\"]))\s*(?P<text>.*)$"
)
_HEADING = re.compile(r"^(?:Chủ đề|CHỦ ĐỀ)\b[^:“\"]{0,90}:?$")
_QUOTED = re.compile(r"^[“\"](?P<text>[^“”\"]+)[”\"][.;]?$")
_OF_THE_YEAR = re.compile(r"chủ đề[^:“\"]{0,40}(?:năm|công tác)", re.IGNORECASE)
#: Words beside a single theme that leave open whether it was decided …
_TENTATIVE = re.compile(
    r"dự kiến|đề xuất|gợi ý|(?:xin|cho|lấy|tham gia) ý kiến|thảo luận|biểu quyết|bỏ phiếu|\bđề nghị (?:lựa )?chọn\b",
    re.IGNORECASE,
)
#: … and words that tell that it was.
_SETTLED = re.compile(
    r"\bđã\b[^.;]{0,40}?\b(?:thông qua|thống nhất|chốt|quyết định|chọn|biểu quyết)\b|(?<!sẽ )(?<!để )(?<!cần )\bđược "
    r"(?:thông qua|thống nhất|chốt|quyết định|lựa chọn|chọn)\b|kết quả biểu quyết",
    re.IGNORECASE,
)
_QUOTATION = re.compile(r"[“\"«][^”“\"»«]*[”\"»]")


def read_theme(body: Body, draft: Draft) -> Theme:
    """Read the document's theme: its options while they are open, else the one that is stated.

    The year's theme goes before themes of months or campaigns. Paragraphs that hold an option are marked as options, and
    are headings no more.
    """
    paragraphs = body.paragraphs
    places = _places(paragraphs)
    for index in places:
        if found := find_options(paragraphs, index):
            _mark(found.paragraphs, body, draft)
            _entitle(paragraphs[index], draft)
            return Theme(None, paragraphs[index].line, found.options, found.certain)
    options = _options(paragraphs)
    for index in places:
        paragraph = paragraphs[index]
        stated = _match(paragraph)
        text = stated["text"] if stated else ""
        if (stated or _HEADING.match(paragraph.text)) and (theme := _theme(paragraphs, index, text, options)):
            theme.certain = theme.certain and not _stated_otherwise(paragraphs, places, theme)
            return theme
    return Theme(None, options[0].line if options else None, options)


def _places(paragraphs: list[Paragraph]) -> list[int]:
    """Find where the theme is named: the year's first, and a line that states or asks it before a heading of its name."""
    ranked = []
    for index, paragraph in enumerate(paragraphs):
        if "chủ đề" not in paragraph.text.lower() or paragraph.kind is ParagraphKind.OPTION:
            continue
        stated = _match(paragraph) is not None
        if stated or names_theme(paragraph.text):
            ranked.append((not _OF_THE_YEAR.search(paragraph.text), not stated, index))
    return [index for _, _, index in sorted(ranked)]


def _mark(options: list[Paragraph], body: Body, draft: Draft) -> None:
    lines = {paragraph.line for paragraph in options}
    for paragraph in options:
        paragraph.kind, paragraph.level = ParagraphKind.OPTION, 0
    body.sections = [section for section in body.sections if section.heading.kind is not ParagraphKind.OPTION]
    draft.headings = [heading for heading in draft.headings if heading.line not in lines]


def _entitle(named: Paragraph, draft: Draft) -> None:
    """End a title in capitals where its question begins: "CHỦ ĐỀ NĂM: Chọn 1 trong 2 chủ đề sau"."""
    title = named.text.split(":")[0].strip()
    for heading in draft.headings:
        if heading.line == named.line and title.isupper():
            heading.title = title


def _match(paragraph: Paragraph) -> re.Match[str] | None:
    match = _THEME.search(paragraph.text)
    if match is None or (match["sign"] == "" and match.start() > 0):
        return None
    if match.start() > 0 and not paragraph.text[: match.start()].rstrip().endswith((".", ":", ";", "1", "-")):
        return None
    return match


def _theme(paragraphs: list[Paragraph], index: int, text: str, options: list[ThemeOption]) -> Theme | None:
    line, first = paragraphs[index].line, text
    if options and (not text or asks(text)):
        return Theme(None, line, options)
    if not text and index + 1 < len(paragraphs):
        following = paragraphs[index + 1]
        if following.kind in (ParagraphKind.PROSE, ParagraphKind.BULLET) and (
            _QUOTED.match(following.text) or len(following.text) < 160
        ):
            text, line, first = _lines(paragraphs, index + 1), following.line, following.text
    quoted = re.match(r"^[“\"]([^”\"]+)[”\"]", text)
    clean = (quoted.group(1).strip() if quoted else without_quotes(text)) or None
    open_to_doubt = options or _is_tentative(f"{paragraphs[index].text} {text}") or _two_in_one(first, text)
    return Theme(clean, line, options, certain=not open_to_doubt) if clean else None


def _is_tentative(text: str) -> bool:
    """Tell whether the words around a single theme leave open that it was decided."""
    around = _QUOTATION.sub("“”", text)
    return bool(_TENTATIVE.search(around)) and not _SETTLED.search(around)


def _two_in_one(first: str, text: str) -> bool:
    """Tell whether a theme was put together from lines that each could be one: the second begins in capitals too."""
    rest = text[len(first) :].strip()
    return rest[:1].isupper() and not first.rstrip().endswith((",", "-", "–")) and first[:1] not in '“"'


def _stated_otherwise(paragraphs: list[Paragraph], places: list[int], theme: Theme) -> bool:
    """Tell whether the same theme, by its name, is stated in other words elsewhere."""
    stated: dict[str, set[str]] = {}
    for index in places:
        if (match := _match(paragraphs[index])) and _OF_THE_YEAR.search(paragraphs[index].text):
            quoted = re.match(r"^[“\"]([^”\"]+)[”\"]", match["text"])
            said = quoted.group(1) if quoted else without_quotes(match["text"])
            if said and not asks(said):
                stated.setdefault(fold(match["of"]).strip(), set()).add(fold(said).strip(' .;,“”"'))
    known = fold(theme.text or "").strip(' .;,“”"')
    return any(known in texts and len(texts) > 1 for texts in stated.values())


def _options(paragraphs: list[Paragraph]) -> list[ThemeOption]:
    """Return options that no line about a theme leads to, but for those on something else."""
    series = next((group for group in option_groups(paragraphs) if is_of_theme(paragraphs, group)), [])
    return [option_of(paragraphs[place], order) for order, place in enumerate(series, 1)]


def _lines(paragraphs: list[Paragraph], index: int) -> str:
    """Return a theme set on several short lines."""
    text = paragraphs[index].text
    for following in paragraphs[index + 1 : index + 4]:
        if (
            following.kind is not ParagraphKind.PROSE
            or len(following.text) > 70
            or len(text) > 120
            or text[-1:] in '.;:”"'
        ):
            break
        text = f"{text} {following.text}"
    return text
