"""Find options to choose a theme from, in whatever form they are printed: a list, a table, or a sentence.

Reads the body's paragraphs from the one that names the theme; says which of them are options. Where two candidates stand
and nothing says which was chosen, both are options: a vote is never skipped by a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from documents.structure.lexicon.labels import read_label
from documents.structure.text import without_quotes
from documents.structure.tree import Paragraph, ParagraphKind, ThemeOption

_QUOTES = re.compile(r"[“\"«]([^”“\"»«]+)[”\"»]")
_ASKS = re.compile(
    r"xin ý kiến|cho ý kiến|lấy ý kiến|tham gia ý kiến|thảo luận|biểu quyết|bỏ phiếu|\bchọn\b|phương án|\bPA\b|đề xuất|"
    r"gợi ý|dự kiến|một trong|(?:các|\d+|hai|ba|bốn) (?:\(\d+\) )?chủ đề\b(?! (?:tháng|sinh hoạt))|chủ đề (?:như )?sau",
    re.IGNORECASE,
)
#: What is said of themes of another kind: of meetings, contests, lessons.
_OTHER_THEMES = re.compile(
    r"sinh hoạt|tuyên truyền|diễn đàn|(?:cuộc|hội) thi|tọa đàm|hội thảo|bài viết|theo chủ đề|chuyên đề|thảo luận theo",
    re.IGNORECASE,
)
_NAMES_THEME = re.compile(r"^[“\"]?(?:về )?chủ đề\b(?! sinh hoạt| tuyên truyền)", re.IGNORECASE)
_NAMES_MORE = re.compile(r"^chủ đề[^:“\"]*(?:,|\bvà\b|&|\bphương châm\b|\bkhẩu hiệu\b)", re.IGNORECASE)
_EXPLICIT = re.compile(
    r"^[“\"]?(?:Phương án|PHƯƠNG ÁN|P\.?A\.?|Chủ đề|CHỦ ĐỀ|Lựa chọn|Phương án chủ đề)\s*(?:số\s*)?"
    r"(?:\d{1,2}|[IVX]{1,4}\b|[A-D]\b|thứ \w+|một\b|hai\b|ba\b|bốn\b)\s*(?:\((?P<by>[^()]*)\)\s*)?(?:[:.,–-]|\))?\s*(?P<text>.*)$"
)
_NOTE_BEFORE = re.compile(
    r"^(?P<note>(?:Theo|Do|Căn cứ|Bám sát|Đề xuất|Ý kiến|Từ|Phương án)[^:“”\"]{2,120}):\s*(?P<text>.+)$"
)
_NOTE_AFTER = re.compile(r"^(?P<text>.+?)\s*[.,;]?\s*\((?P<note>[^()]+)\)\s*[.;,]?$")
#: What stands in a list beside a theme that is decided.
_BESIDE = re.compile(
    r"^(?:Phương châm|Khẩu hiệu|Chỉ tiêu|Mục tiêu|Ý nghĩa|Yêu cầu|Mục đích|Nội dung|Thời gian|Địa điểm|Khâu đột phá|Đối tượng|"
    r"Thành phần|Hình thức|Tháng \d|Quý [IVX\d]|Chủ đề\b[^:]*:)",
    re.IGNORECASE,
)
_MARK = r"(?:\(\s*(?:\d|[a-d])\s*\)|(?<![\w.,])(?:\d|[a-d])[.)]|(?<!\w)(?:[Pp]hương án|PA|[Cc]hủ đề)\s*(?:số\s*)?\d\s*[:.)–-]?)"
_MARKED = re.compile(rf"{_MARK}\s*(?:là\s*:?\s*)?(?P<text>.+?)\s*(?=[;,.]?\s*(?:và|hoặc|hay)?\s*{_MARK}|$)")
_NUMBERED = re.compile(r"(?:[Pp]hương án|\bPA)\s*\d")
_OR = re.compile(r"\s*[,;]?\s+(?:hoặc|hay)(?: là)?\s*:?\s+")
_JOINS = re.compile(r"^[\s,;.–-]*(?:(?:và|hoặc|hay)(?: là)?)?[\s:]*(?:" + _MARK + r")?[\s:]*$")
_HEADER_CELL = re.compile(r"^(?:TT|STT|Số TT|Chủ đề|Phương án|Nội dung|Ghi chú|Tên)\b", re.IGNORECASE)
_MOST_WORDS = 30
_MOST_BEFORE = 4  # paragraphs between the theme's line and its first option
_MOST_OPTIONS = 20
_MOST_LETTERS = 4_000  # of a line that holds options


def asks(text: str) -> bool:
    """Return whether a sentence, its quotations apart, asks for a choice."""
    return bool(_ASKS.search(_QUOTES.sub("“”", text)))


def names_theme(text: str) -> bool:
    """Return whether a paragraph is about the document's theme: it begins so, or asks to choose one."""
    if _NAMES_THEME.match(text):
        return True
    if "chủ đề" not in text.lower() or not asks(text):
        return False
    return not _OTHER_THEMES.search(text) or len(_NUMBERED.findall(text[:_MOST_LETTERS])) > 1


@dataclass(slots=True)
class Found:
    """Options with the paragraphs that hold one each; no paragraphs where they all stand in the sentence itself.

    `certain`: the words put them to a choice; a bare list may as well be a theme of several parts.
    """

    options: list[ThemeOption]
    paragraphs: list[Paragraph]
    certain: bool


def find_options(paragraphs: list[Paragraph], index: int) -> Found | None:
    """Find the options of the theme that the paragraph at `index` names; None if it is decided there or none are listed."""
    named = paragraphs[index]
    stated = _stated(named.text)
    if within := _within(stated, asked=asks(named.text)):
        options = [ThemeOption(n, text, None, named.line) for n, text in enumerate(within, 1)]
        return Found(options, [], asks(named.text) or bool(_OR.search(_QUOTES.sub("“”", named.text))))
    if stated and not asks(stated) and not stated.startswith("("):
        return None
    return _listed(paragraphs, index)


def _stated(text: str) -> str:
    """Return what the line says of the theme: after its colon, or from its first quotation on; all of it if it only asks."""
    if not _NAMES_THEME.match(text):
        return text
    found = re.match(
        r"^[“\"]?(?:về )?chủ đề\b[^:“\"]{0,120}?(?:\s+là)?\s*(?::|(?=[“\"])|(?=\())\s*(?P<rest>.*)$",
        text,
        re.IGNORECASE,
    )
    return found["rest"] if found else ""


def _within(stated: str, *, asked: bool) -> list[str]:
    """Return the options in the sentence itself: marked (1), (2); quoted; or parted by "hoặc"."""
    if len(stated) > _MOST_LETTERS:
        return []
    quoted = list(_QUOTES.finditer(stated))
    between = [stated[one.end() : other.start()] for one, other in pairwise(quoted)]
    if len(quoted) > 1 and all(_JOINS.match(words) for words in between):
        return [_clean(found[1]) for found in quoted]
    marked = [_clean(found["text"]) for found in _MARKED.finditer(stated)]
    if len(marked) > 1 and all(_is_theme(text) for text in marked):
        return marked
    if asked and ":" in stated:
        stated = stated.rsplit(":", 1)[1].strip()
    parts = [_clean(part) for part in _OR.split(stated)] if not quoted else []
    if len(parts) > 1 and all(_is_theme(part) and part[:1].isupper() and len(part.split()) > 2 for part in parts):
        return parts
    return []


def _listed(paragraphs: list[Paragraph], index: int) -> Found | None:
    """Find the options in the paragraphs that follow: one shape of line, at least twice."""
    named = paragraphs[index]
    asked = asks(named.text)
    first = index + 1
    while first < len(paragraphs) and first <= index + _MOST_BEFORE and _introduces(paragraphs, first):
        if _NAMES_THEME.match(paragraphs[first].text):
            return None  # the options are that line's own
        asked = asked or asks(paragraphs[first].text)
        first += 1
    run = list(_run(paragraphs, first, named))
    options = [option_of(paragraphs[place], n) for n, place in enumerate(run, 1)]
    after = paragraphs[run[-1] + 1 : run[-1] + 2] if run else []
    asked = asked or any(asks(paragraph.text) and paragraph.kind is not ParagraphKind.HEADING for paragraph in after)
    explicit = bool(run) and _EXPLICIT.match(paragraphs[run[0]].text) is not None
    alone = (
        named.kind is not ParagraphKind.PROSE
        and bool(_NAMES_THEME.match(named.text))
        and not _NAMES_MORE.match(named.text)
    )
    if len(options) < 2 or not (explicit or asked or alone):
        return None
    if not explicit and not all(_is_theme(option.text) for option in options):
        return None
    return Found(options, [paragraphs[place] for place in run], asked or (explicit and not _of_themes(paragraphs, run)))


def _of_themes(paragraphs: list[Paragraph], run: list[int]) -> bool:
    """Tell whether the lines are called themes ("Chủ đề 1: …"), as the parts of a course are too."""
    return bool(_NAMES_THEME.match(paragraphs[run[0]].text))


def _introduces(paragraphs: list[Paragraph], at: int) -> bool:
    """Tell whether a paragraph only leads to the options: a question, a note in brackets, a table's head."""
    paragraph = paragraphs[at]
    if paragraph.kind is ParagraphKind.TABLE:
        return bool(_HEADER_CELL.match(paragraph.text))
    if paragraph.kind is ParagraphKind.RULE:
        return True
    if _EXPLICIT.match(paragraph.text) or paragraph.kind is ParagraphKind.HEADING or _shape(paragraph) == "quoted":
        return False
    leads = paragraph.text.rstrip().endswith(":") or paragraph.text.startswith("(") or asks(paragraph.text)
    return leads and not (paragraph.label and _same_list(paragraphs, at))


def _same_list(paragraphs: list[Paragraph], at: int) -> bool:
    """Tell whether the next paragraph goes on with the list that this one begins."""
    following = paragraphs[at + 1 : at + 2]
    return bool(following) and _shape(following[0]) == _shape(paragraphs[at])


def _shape(paragraph: Paragraph) -> str:
    """Name what the lines of one list have in common; "" for a paragraph that is in none."""
    if _EXPLICIT.match(paragraph.text):
        return "explicit"
    if paragraph.kind is ParagraphKind.TABLE:
        return "table"
    if paragraph.label:
        found = read_label(f"{paragraph.label} x")
        return f"label {found[0].style}" if found else ""
    text, _ = _with_note(paragraph.text)
    return "quoted" if re.fullmatch(r"[“\"][^“”\"]+[”\"]?[.;,]?", text) else ""


def _run(paragraphs: list[Paragraph], first: int, named: Paragraph) -> Iterator[int]:
    """Yield where paragraphs of one shape stand, from the first on; two of explanation may part explicit options."""
    shape = _shape(paragraphs[first]) if first < len(paragraphs) else ""
    if not shape or (shape == _shape(named) and shape.startswith("label")):
        return
    aside = found = 0
    for place in range(first, len(paragraphs)):
        if _shape(paragraphs[place]) == shape and found < _MOST_OPTIONS:
            aside, found = 0, found + 1
            yield place
        elif shape == "explicit" and paragraphs[place].kind is not ParagraphKind.HEADING and aside < 2:
            aside += 1
        else:
            return


def option_of(paragraph: Paragraph, order: int) -> ThemeOption:
    """Read the option that a paragraph or a row of a table holds: its text, and what its proposer says of it."""
    if paragraph.kind is ParagraphKind.TABLE:
        cells = [cell.strip() for cell in paragraph.text.split("\t")]
        cells = cells[1:] if re.fullmatch(r"(?:\(?\d{1,2}\)?|[IVX]+)[.)]?", cells[0]) else cells
        text, note = cells[0], next((cell for cell in cells[1:] if cell), None)
    else:
        explicit = _EXPLICIT.match(paragraph.text)
        text, note = _with_note(explicit["text"] if explicit else paragraph.text)
        note = note or (explicit["by"] if explicit else None)
    return ThemeOption(order, _clean(text), note, paragraph.line)


def _with_note(text: str) -> tuple[str, str | None]:
    """Part an option from what its proposer says of it."""
    if match := _NOTE_BEFORE.match(text):
        return match["text"], match["note"].strip()
    if match := _NOTE_AFTER.match(text):
        return match["text"], match["note"].strip()
    return text, None


def _clean(text: str) -> str:
    return without_quotes(text.strip().rstrip(".;,").strip()).strip()


def _is_theme(text: str) -> bool:
    """Tell whether a text can be a theme: a few words, not the label of something else."""
    return (
        len(text) < _MOST_LETTERS
        and 1 < len(text.split()) <= _MOST_WORDS
        and not _BESIDE.match(text)
        and not text.endswith(":")
    )
