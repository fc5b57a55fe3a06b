"""Find what else the committee is asked to choose: options on a site, a budget, a structure, each bound to its place.

Reads the body's paragraphs after the theme was read. An option of the theme is never one of these, and none of these is an
option of the theme: what was voted would be written in the wrong place.
"""

from __future__ import annotations

import re

from documents.structure.fold import fold
from documents.structure.lexicon.labels import read_label
from documents.structure.reading.options import asks, option_of
from documents.structure.text import QUOTED
from documents.structure.tree import Paragraph, ParagraphKind, Question, ThemeOption

_FIRST = re.compile(r"^\W*(?:Phương án|PHƯƠNG ÁN|PA)\s*(?:số\s*)?(?:0?1|I|A|một|thứ nhất)\b", re.IGNORECASE)
#: A sentence that puts options before the committee.
_PUTS = re.compile(
    r"(?:xin|cho|lấy) ý kiến|\bbiểu quyết\b|\b(?:lựa )?chọn (?:0?1|một)\b|\bquyết định (?:chọn|lựa chọn)\b|(?:\d+|hai|ba|bốn|các) phương án",
    re.IGNORECASE,
)
#: … of which one is to be chosen: a list of matters to be commented on has no such words.
_CHOICE = re.compile(
    r"(?:\d+|hai|ba|bốn|các) phương án|\bchọn (?:0?1|một)\b|(?:0?1|một) trong (?:các|số|\d+|hai|ba|bốn)\b|phương án sau",
    re.IGNORECASE,
)
#: … and one that tells others to choose for themselves.
_FOR_OTHERS = re.compile(
    r"^\W*(?:mỗi|các (?:chi đoàn|đơn vị|cơ sở|đội)|chi đoàn|đơn vị|cơ sở|thí sinh)\b|để (?:thực hiện|đăng ký|dự thi)",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\s*[(:,.–-]*\s*(?:\((?=[^()]*ý kiến|[^()]*phương án|[^()]*chọn)[^()]*\)|(?:xin|cho|lấy) ý kiến\b.*|đề nghị (?:các đồng chí )?chọn\b.*)\s*:?$",
    re.IGNORECASE,
)
#: What a sentence asks about: after "về", else after "chọn", else before it asks.
_ABOUT = (
    re.compile(r"\b[Vv]ề\s+(?:việc\s+)?(?P<about>(?!nội dung (?:này|trên|sau)|vấn đề|việc)[^:(;,]{3,120}?)\s*(?:\b(?:theo|trong|gồm|có)\b\s*(?:0?\d|một|hai|ba|bốn|các)\b|[,;:(]|$)"),
    re.compile(r"(?:chọn|quyết định|biểu quyết)\s+(?P<about>(?!0?1\b|một\b|trong\b|theo\b|các\b|chọn\b|lựa chọn\b|phương án\b|\d)[^:(;,]{3,120}?)\s*(?:\btheo\b|\btrong\b|\bgồm\b|[,;:(]|$)"),
    re.compile(r"^(?P<about>[^:(;,]{3,120}?)\s*(?:[,;:(–-]|\b(?:xin|cho|lấy) ý kiến\b|\bđề nghị\b)"),
)  # fmt: skip
_STOP = re.compile(r"(?<=[^\W\d][.!?])\s+(?=[^\W\d_])")
_SENTENCE = re.compile(r"(?<=[^\W\d][.;!?])\s+(?=[^\W\d_])")
#: Options in the sentence that asks: "… theo hai phương án: Phương án 1: Đền Hùng; Phương án 2: …".
_WITHIN = re.compile(
    r"(?:[:;,]\s*|\s(?:và|hoặc|hay)\s+)(?:[Pp]hương án|PA)\s*(?:số\s*)?(?P<order>\d)\s*(?:là\b|[:–-])\s*"
)
_PUT_WITHIN = re.compile(
    r"(?:xin|cho|lấy) ý kiến|\bbiểu quyết\b|\bchọn (?:0?1|một)\b|\b(?:xem xét|đề xuất|đề nghị)\b.*(?:\d|hai|ba|bốn|các) phương án",
    re.IGNORECASE,
)
_THEME = re.compile(r"chủ đề", re.IGNORECASE)
_MOST_BETWEEN = 40  # paragraphs between a heading and the one above it
_MOST_BEFORE = 6  # paragraphs above the options in which it is said what they are about
_MOST_ASIDE = 2  # paragraphs of explanation between two options
_MOST_OPTIONS = 20
_FEWEST = 2
_SENTENCES = (ParagraphKind.PROSE, ParagraphKind.ITEM, ParagraphKind.BULLET)
_LONGEST_WITHIN = 1_500  # letters of a paragraph whose sentence holds the options
_LONGEST = 300  # letters of an option that is told by its label alone


def option_groups(paragraphs: list[Paragraph]) -> list[list[int]]:
    """List where options stand that say "Phương án …", one list for each series."""
    groups: list[list[int]] = []
    for place, paragraph in enumerate(paragraphs):
        if paragraph.kind is not ParagraphKind.OPTION:
            continue
        near = bool(groups) and place - groups[-1][-1] <= 1 + _MOST_ASIDE
        parted = near and any(p.kind is ParagraphKind.HEADING for p in paragraphs[groups[-1][-1] + 1 : place])
        if near and not parted and not _FIRST.match(paragraph.text):
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def is_of_theme(paragraphs: list[Paragraph], group: list[int]) -> bool:
    """Tell whether a series of options is about the theme: what leads to it says so, or nothing says anything else."""
    leads = _leads(paragraphs, group[0])
    if any(_THEME.search(paragraph.text) for paragraph in (*leads, paragraphs[group[0]])):
        return True
    if not leads and any(p.kind is ParagraphKind.OPTION for p in paragraphs[max(0, group[0] - 1) : group[0]]):
        return False  # it follows the options of another question
    quoted = all(QUOTED.search(paragraphs[place].text) for place in group)
    return not leads or (quoted and all(_says_nothing(paragraph.text) for paragraph in leads))


def _leads(paragraphs: list[Paragraph], first: int, before: int = 0) -> list[Paragraph]:
    """List what stands above the options and says what they are about, up to their heading or other options."""
    leads: list[Paragraph] = []
    for paragraph in reversed(paragraphs[max(before, first - _MOST_BEFORE) : first]):
        if paragraph.kind in (ParagraphKind.OPTION, ParagraphKind.BASIS):
            break
        if paragraph.kind is ParagraphKind.HEADING or asks(paragraph.text) or paragraph.text.rstrip().endswith(":"):
            leads.append(paragraph)
        if paragraph.kind is ParagraphKind.HEADING:
            break
    return leads


def _titles(paragraphs: list[Paragraph], first: int) -> list[Paragraph]:
    """Return the heading above the options and the one that it stands under: "NỘI DUNG XIN Ý KIẾN" asks of all below it."""
    titles: list[Paragraph] = []
    for each in reversed(paragraphs[max(0, first - _MOST_BETWEEN) : first]):
        if each.kind is ParagraphKind.HEADING and (not titles or each.level < titles[-1].level):
            titles.append(each)
    return titles[:2]


def _says_nothing(text: str) -> bool:
    """Tell whether a lead only asks, and names no matter: "NỘI DUNG XIN Ý KIẾN", "Đề nghị chọn 01 phương án:"."""
    rest = re.sub(
        r"nội dung|(?:xin|cho|lấy) ý kiến|đề nghị|các đồng chí|lựa|chọn|(?:các|\d+|một|hai|ba) phương án|phương án|sau|như|trong|\W|\d",
        "", text, flags=re.IGNORECASE,
    )  # fmt: skip
    return not rest


def read_questions(paragraphs: list[Paragraph], theme_lines: set[int]) -> list[Question]:
    """Return the questions beside the theme, in their order; their paragraphs are options of the theme no more."""
    found: list[tuple[int, Question]] = []
    taken: set[int] = set()
    before = 0
    for group in option_groups([_hidden(paragraph, theme_lines) for paragraph in paragraphs]):
        leads, before = _leads(paragraphs, group[0], before), group[-1] + 1
        around = (*leads, *_titles(paragraphs, group[0]), *paragraphs[group[-1] + 1 : group[-1] + 2])
        asked = any(_PUTS.search(each.text) for each in around)
        taken.update(group)
        if len(group) >= _FEWEST:
            found.append((group[0], _question(paragraphs, group, leads, asked=asked)))
        for place in group:
            paragraphs[place].kind = ParagraphKind.BULLET if paragraphs[place].label else ParagraphKind.PROSE
    for place, paragraph in enumerate(paragraphs):
        if place not in taken and paragraph.line not in theme_lines and (within := _within(paragraph)):
            found.append(
                (place, Question(asked_about(parted_before_options(paragraph.text)[1]), paragraph.line, True, within))
            )
        elif _puts(paragraph) and paragraph.line not in theme_lines:
            group = _labelled(paragraphs, place + 1, theme_lines)
            if len(group) >= _FEWEST and not taken & set(group):
                found.append(
                    (place, _question(paragraphs, group, [paragraph, *_titles(paragraphs, place)[:1]], asked=True))
                )
                taken.update(group)
    return [question for _, question in sorted(found, key=lambda pair: pair[0])]


def _hidden(paragraph: Paragraph, theme_lines: set[int]) -> Paragraph:
    """Return the paragraph; an option of the theme as one that is none."""
    if paragraph.kind is not ParagraphKind.OPTION or paragraph.line not in theme_lines:
        return paragraph
    return Paragraph("", ParagraphKind.HEADING, paragraph.text, line=paragraph.line)


def _puts(paragraph: Paragraph) -> bool:
    text = paragraph.text
    if len(text) > _LONGEST or paragraph.kind is ParagraphKind.CLOSING or not _CHOICE.search(text):
        return False
    return bool(_PUTS.search(text)) and not _THEME.search(text) and not _FOR_OTHERS.search(text)


def _within(paragraph: Paragraph) -> list[ThemeOption]:
    """Return the options that stand in the last sentence of a paragraph itself; none if it puts nothing to a choice."""
    text = paragraph.text
    if paragraph.kind not in _SENTENCES or len(text) > _LONGEST_WITHIN or "hương án" not in text:
        return []
    before, lead = parted_before_options(text)
    asking = text[len(before) :]
    marks = list(_WITHIN.finditer(asking))
    if len(marks) < _FEWEST or [int(mark["order"]) for mark in marks] != list(range(1, len(marks) + 1)):
        return []
    if not _PUT_WITHIN.search(lead) or _THEME.search(lead) or _FOR_OTHERS.search(lead):
        return []
    ends = [*(mark.start() for mark in marks[1:]), len(asking)]
    texts = [asking[mark.end() : end].strip(" .;,") for mark, end in zip(marks, ends, strict=True)]
    return [ThemeOption(n, each, None, paragraph.line) for n, each in enumerate(texts, 1)] if all(texts) else []


def parted_before_options(text: str) -> tuple[str, str]:
    """Return what stands before the last sentence of a text, and the words in it that lead to its options."""
    starts = [stop.end() for stop in _STOP.finditer(text)]
    before = text[: starts[-1]] if starts else ""
    asking = text[len(before) :]
    first = _WITHIN.search(asking)
    return before, asking[: first.start()] if first else asking


def _labelled(paragraphs: list[Paragraph], first: int, theme_lines: set[int]) -> list[int]:
    """Return where the options of a list stand that follows a question: short lines with labels of one style."""
    group: list[int] = []
    style = None
    for place in range(first, min(first + _MOST_OPTIONS, len(paragraphs))):
        paragraph = paragraphs[place]
        label = read_label(f"{paragraph.label} X") if paragraph.label else None
        if label is None or paragraph.line in theme_lines or len(paragraph.text) > _LONGEST:
            break
        style = style or label[0].style
        if label[0].style is not style or paragraph.text.isupper():
            break
        group.append(place)
    return group


def _question(paragraphs: list[Paragraph], group: list[int], leads: list[Paragraph], *, asked: bool) -> Question:
    options = [option_of(paragraphs[each], order) for order, each in enumerate(group, 1)]
    place = _place(leads)
    if place is not None:
        return Question(_about(place, titled=place.kind is ParagraphKind.HEADING), place.line, asked, options)
    above = _titles(paragraphs, group[0])[:1]  # nothing leads to them: the answer belongs where the options stand
    text = without_asking(above[0].text) if above else options[0].text
    return Question(text, options[0].line, asked, options)


def _place(leads: list[Paragraph]) -> Paragraph | None:
    """Return where the answer belongs: the nearest line that names the matter, else the heading, else the nearest."""
    title = fold(without_asking(leads[-1].text)) if leads and leads[-1].kind is ParagraphKind.HEADING else ""
    for each in leads:
        if each.kind is ParagraphKind.HEADING:
            return each
        about = fold(_matter(each.text))
        if about and (" va " in title or not title.startswith(about)):
            return each
    return leads[0] if leads else None


def _matter(text: str) -> str:
    """Return what a line names as the matter, after "về" or "chọn"; "" if it only asks."""
    asking = sentences(text)[-1]
    found = next((match for pattern in _ABOUT[:2] if (match := pattern.search(asking))), None)
    return found["about"] if found else ""


def _about(place: Paragraph, *, titled: bool) -> str:
    """Say what is to be decided: the heading without its asking, or what a sentence asks about."""
    return without_asking(place.text) or place.text if titled else asked_about(place.text)


def without_asking(text: str) -> str:
    """Return a heading without its asking: "ĐỊA ĐIỂM (xin ý kiến)" → "ĐỊA ĐIỂM"."""
    return _ASKING.sub("", text).strip(" :.,(")


def asked_about(text: str) -> str:
    """Return what the last sentence of a text asks about: "Xin ý kiến về địa điểm theo 02 phương án:" → "địa điểm"."""
    asking = sentences(text)[-1]
    found = next((match for pattern in _ABOUT if (match := pattern.search(asking))), None)
    return (found["about"] if found else asking).strip(" :.,(")


def sentences(text: str) -> list[str]:
    """Split a paragraph into its sentences."""
    return _SENTENCE.split(text)


def puts_to_choice(text: str) -> bool:
    """Tell whether a sentence asks to choose: "Đề nghị các đồng chí chọn 01 phương án."."""
    return bool(_PUTS.search(text))
