"""Find what else the committee is asked to choose: options on a site, a budget, a structure, each bound to its place.

Reads the body's paragraphs after the theme was read. An option of the theme is never one of these, and none of these is an
option of the theme: what was voted would be written in the wrong place.
"""

from __future__ import annotations

import re

from documents.structure.lexicon.labels import read_label
from documents.structure.reading.options import asks, option_of
from documents.structure.text import QUOTED
from documents.structure.tree import Paragraph, ParagraphKind, Question

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
_ABOUT = re.compile(
    r"(?:ý kiến|biểu quyết|chọn|quyết định)\s+(?:lựa chọn\s+)?(?:về\s+)?(?P<about>(?!0?1\b|một\b|trong\b|theo\b|các\b|\d)[^:(]{3,120}?)\s*(?:\btheo\b|\btrong\b|[:(]|$)"
)
_THEME = re.compile(r"chủ đề", re.IGNORECASE)
_MOST_BEFORE = 6  # paragraphs above the options in which it is said what they are about
_MOST_ASIDE = 2  # paragraphs of explanation between two options
_MOST_OPTIONS = 20
_FEWEST = 2
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
    quoted = all(QUOTED.search(paragraphs[place].text) for place in group)
    return not leads or (quoted and all(_says_nothing(paragraph.text) for paragraph in leads))


def _leads(paragraphs: list[Paragraph], first: int) -> list[Paragraph]:
    """List what stands above the options and says what they are about, up to their heading."""
    leads: list[Paragraph] = []
    for paragraph in reversed(paragraphs[max(0, first - _MOST_BEFORE) : first]):
        if paragraph.kind in (ParagraphKind.OPTION, ParagraphKind.BASIS):
            break
        if paragraph.kind is ParagraphKind.HEADING or asks(paragraph.text) or paragraph.text.rstrip().endswith(":"):
            leads.append(paragraph)
        if paragraph.kind is ParagraphKind.HEADING:
            break
    return leads


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
    for group in option_groups([_hidden(paragraph, theme_lines) for paragraph in paragraphs]):
        leads = _leads(paragraphs, group[0])
        asked = any(_PUTS.search(each.text) for each in (*leads, *paragraphs[group[-1] + 1 : group[-1] + 2]))
        taken.update(group)
        if len(group) >= _FEWEST:
            found.append((group[0], _question(paragraphs, group, leads, asked=asked)))
        for place in group:
            paragraphs[place].kind = ParagraphKind.BULLET if paragraphs[place].label else ParagraphKind.PROSE
    for place, paragraph in enumerate(paragraphs):
        if _puts(paragraph) and paragraph.line not in theme_lines:
            group = _labelled(paragraphs, place + 1, theme_lines)
            if len(group) >= _FEWEST and not taken & set(group):
                found.append((place, _question(paragraphs, group, [paragraph], asked=True)))
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
    heading = next((each for each in leads if each.kind is ParagraphKind.HEADING), None)
    place = heading or (leads[0] if leads else paragraphs[group[0]])
    options = [option_of(paragraphs[each], order) for order, each in enumerate(group, 1)]
    return Question(_about(place, titled=heading is not None), place.line, asked, options)


def _about(place: Paragraph, *, titled: bool) -> str:
    """Say what is to be decided: the heading without its asking, or what a sentence asks about."""
    if titled:
        return _ASKING.sub("", place.text).strip(" :.,(") or place.text
    about = _ABOUT.search(place.text)
    return (about["about"] if about else place.text).strip(" :.,(")
