"""Join lines that were wrapped or cut by a page break into blocks, and part lines that were glued.

Reads: the body's lines. Writes: blocks (label, text, first line, raw text). Blank lines decide nothing by themselves,
because exports put them anywhere; what a line ends and begins with does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from documents.structure.lexicon.labels import Label, Style, read_label
from documents.structure.lexicon.titles import title_end
from documents.structure.reading.contents import contents_of
from documents.structure.reading.lines import Line, is_rule
from documents.structure.text import collapse, is_capitals, pattern


@dataclass(slots=True)
class Block:
    """One paragraph of the body before its kind is known."""

    label: Label | None
    text: str  # without the label
    line: int
    raws: list[str] = field(default_factory=list)
    row: bool = False
    rule: bool = False
    contents: bool = False  # a line of a table of contents

    @property
    def style(self) -> Style | None:
        return self.label.style if self.label else None

    @property
    def is_text(self) -> bool:
        """Tell whether a following line may go on with this block."""
        return not (self.row or self.rule or self.contents)

    @property
    def numbered(self) -> bool:
        return self.label is not None and self.label.style is not Style.BULLET


LONGEST_PARAGRAPH = 8000  # characters; nobody writes longer ones, and joining must cost little
LONGEST_WRAPPED = 160  # characters; longer lines are whole paragraphs
_COUNTED = (Style.DECIMAL, Style.DECIMAL2, Style.CLOSED, Style.BRACKET)
_LAST_NUMBER = re.compile(r"\d+(?=\D*$)")
_NUMBERED = frozenset("0123456789(")
_LABELS = frozenset("0123456789IVXLABCDĐEGHP")
SHORTEST_GLUED = 40  # letters of a heading with the text under it
_ENDS = frozenset(".;:?!…")
_CLOSERS = "”\"’')]»*"
# words after which a sentence cannot end
_OPEN_WORDS = re.compile(
    r"(?:^|\s)(?:và|của|các|những|với|cho|về|là|có|trong|để|từ|đến|bằng|hoặc|như|gồm|ít nhất|tối thiểu|tối đa|không quá|lần thứ"
    r"|phấn đấu|khoảng|nhằm|bởi|mà|nhất là|đối với|quý|(?<!cấp )(?<!nêu )trên|(?<!cấp )dưới|(?<!hiện )(?<!tồn )tại|(?<!đạt )được"
    r"|(?<!tiếp )(?<!kèm )theo|(?<!tự )(?<!Tự )do)$"
)
# a name that no line end parts
_NAME_CUT = re.compile(
    r"(?:Hồ\|Chí Minh|Hồ Chí\|Minh|Việt\|Nam|TNCS\|Hồ|Trung\|ương|đồng chí\||Đ/c\||\b[Ôô]ng\||\b[Bb]à\|)"
)
_OPEN_FIGURES = re.compile(r"(?:^|\s)(?:số|ngày|tháng|năm|giai đoạn|nhiệm kỳ|quý|khóa|-|–)$")
_BASES = ("Căn cứ", "Xét ", "Theo đề nghị")
_YEAR_END = re.compile(r"\b(?:19|20)\d\d$")
_YEAR_RANGE = re.compile(r"^[-–]\s?(?:19|20)\d\d\b")
_SENTENCE_INSIDE = pattern(r"[.;!?…][”\")]?\s+[\"“(]?[A-Z]")
_FIXED = re.compile(
    r"^(?:Căn cứ|Xét đề nghị|Xét |Theo đề nghị|QUYẾT ĐỊNH|QUYẾT NGHỊ|KẾT LUẬN|Trên đây|Chủ đề|CHỦ ĐỀ|Phương án \d|Kính g[ửở]i|PHỤ LỤC|Nơi nhận)"
)
_GAPS = re.compile(r"\t+|\s{4,}")
_BLANK = re.compile(r"(?:^|\s)(?:số|ngày|tháng|năm|Số:?)$|^[-–/]")
_PAGE = re.compile(r"^(?:-\s?\d{1,3}\s?-|(?:-\s?)?Trang\s\d{1,3}(?:/\d{1,3})?|\d{1,3}/\d{1,3})$")
_BARE = re.compile(r"^\d{1,3}$")
FEWEST_ON_PAGE = 8  # lines between two page numbers; bare numbers that stand closer are figures of a table
_GLUED_BULLET = pattern(r"(?<=[.;:!?…])\s+(?=[-–+•]\s(?=[A-Z“]))")
_GLUED_ROMAN = pattern(r"(?<=[.;:”\")…!?])\s*(?=[IVX]{1,5}[.)]\s?[A-Z]{2,}\s[A-Z]{2,})")
_GLUED_BASIS = pattern(r"(?<=[;.,])\s*(?=(?:-\s)?(?:Căn cứ (?!vào)[A-Z\"“]|Xét đề nghị ))")
_GLUED_CLOSING = re.compile(r"(?<=[^.…/]\./\.)\s*(?=[^\s.…/\d])")
_GLUED_ARTICLE = re.compile(r"(?<=[.;:])\s+(?=Điều \d{1,2}[.:]\s)")


def join_lines(lines: list[Line]) -> list[Block]:
    """Return the blocks of the body, in order."""
    width = _wrap_width(lines)
    indents = _indents_tell(lines)
    contents = contents_of(lines)
    blocks: list[Block] = []
    before: Line | None = None
    page = False
    pages = _page_numbers(lines)
    for index, line in enumerate(lines):
        if line.number in contents:
            blocks.append(Block(None, line.text, line.number, [line.raw], contents=True))
            before, page = line, False
            continue
        cells = line.text.split("\t") if line.row else row_cells(line.spaced)
        if cells:
            blocks.append(Block(None, "\t".join(cells), line.number, [line.raw], row=True))
        elif index in pages and blocks and not blocks[-1].row:
            blocks[-1].raws.append(line.raw)
            page = True
            continue
        else:
            _add(blocks, line, before, width if not (indents and line.indented) else 0, page)
        before, page = line, False
    return blocks


def _page_numbers(lines: list[Line]) -> set[int]:
    """List the lines that are page numbers, by their indexes.

    A bare number is one where it goes on counting the pages; else it is text: a table that was copied cell by cell.
    """
    pages, count, last = set(), 0, 0
    for index, line in enumerate(lines):
        if _PAGE.match(line.text):
            pages.add(index)
        elif _BARE.match(line.text) and index - last >= FEWEST_ON_PAGE:
            number = int(line.text)
            if number == count + 1 or (not count and number < FEWEST_ON_PAGE):
                pages.add(index)
                count, last = number, index
    return pages


def _add(blocks: list[Block], line: Line, before: Line | None, width: int, page: bool) -> None:
    if is_rule(line.text):
        blocks.append(Block(None, line.text, line.number, [line.raw], rule=True))
        return
    pieces = _parts(line.text)
    raws = [line.raw]
    if blocks and before is not None and blocks[-1].is_text:
        block = blocks[-1]
        if _continues(block, before, line, width, page):
            block.text = _joined(block.text, pieces[0])
            block.raws.extend([""] * (line.number - block.line - len(block.raws)))  # blank lines between
            block.raws.append(line.raw)
            pieces, raws = pieces[1:], []
    for index, piece in enumerate(pieces):
        label = read_label(piece)
        text = label[1] if label else piece
        blocks.append(Block(label[0] if label else None, text, line.number, [] if index else raws))


def _continues(block: Block, before: Line, line: Line, width: int, page: bool) -> bool:
    """Tell whether the line goes on with the block's sentence."""
    text, head = block.text, line.text
    if len(text) > LONGEST_PARAGRAPH:
        return False
    if read_label(head) is not None:
        return bool(_YEAR_RANGE.match(head) and _YEAR_END.search(text[-6:]))
    if not text:
        return True
    if (told := _told_by_words(text, head)) is not None:
        return told
    ending = text.rstrip(_CLOSERS)[-1:]
    if width and not line.blank_before:
        room = width - _length(before) - len(head.split(" ", 1)[0])
        if room <= 0 and (ending not in _ENDS or (before.indented and not is_capitals(head))):
            return True
        if room <= width // 12 and ending not in _ENDS and not is_capitals(text):
            return True
    if ending in _ENDS and not _abbreviated(text):
        return False
    title = is_capitals(text) or (block.label is not None and len(text) < 90 and head[:1].isupper())
    return (page and not title) or _unfinished(block, head)


def _told_by_words(text: str, head: str) -> bool | None:
    """Tell whether the words alone say that the line goes on, or that it does not; None where they leave it open."""
    if _FIXED.match(head) or (text[-1:] in ",;." and text.startswith(_BASES) and not head[:1].islower()):
        return False
    if text.startswith(_BASES) and text[-1:] not in _ENDS and head[-1:] in ";," and not is_capitals(head):
        return True
    return False if text.endswith("./.") else None


def _unfinished(block: Block, head: str) -> bool:
    """Tell whether the block's text stops in the middle of a sentence, or the next line begins in one."""
    text = block.text
    first = head.lstrip("“\"'(*[")[:1]
    if head[:1].islower() or head[:1] in ",;.:)”%/":
        return True
    if is_capitals(text):
        return is_capitals(head) and block.numbered and len(head) > 3
    if (
        text[-1:] in ",(-–“"
        or _NAME_CUT.search(f"{text[-12:]}|{head[:12]}")
        or _OPEN_WORDS.search(text[-24:])
        or _unbalanced(text)
    ):
        return True
    if first.isdigit():
        return len(text) > 60 or bool(_OPEN_FIGURES.search(text[-24:]))
    return bool(_SENTENCE_INSIDE.search(text)) and not is_capitals(head)


def _unbalanced(text: str) -> bool:
    return text.count("“") > text.count("”") or text.count("(") > text.count(")")


def _abbreviated(text: str) -> bool:
    return text.endswith(("TP.", "Tp.", "TX.", "ThS.", "TS."))


def _parts(text: str) -> list[str]:
    """Return the pieces of a line in which several paragraphs were glued."""
    pieces = [text]
    if "./." in text:
        pieces = _split(pieces, _GLUED_CLOSING)
    if text.find("Căn cứ", 3) > 0 or text.find("Xét đề nghị", 3) > 0:
        pieces = _split(pieces, _GLUED_BASIS)
    if "- " in text or "– " in text or "+ " in text or "• " in text:
        pieces = _split(pieces, _GLUED_BULLET)
    if text.find("Điều ", 3) > 0:
        pieces = _split(pieces, _GLUED_ARTICLE)
    if "I. " in text or "V. " in text or "X. " in text:
        pieces = _split(pieces, _GLUED_ROMAN)
    if text[:1] in _NUMBERED:
        pieces = _part_items(pieces)
    return [part for piece in pieces for part in _untitled(piece)]


def _untitled(piece: str) -> list[str]:
    """Part a heading from the text that was glued to it: "I. MỤC ĐÍCH Nhằm giáo dục …"."""
    if len(piece) < SHORTEST_GLUED or piece[:1] not in _LABELS:
        return [piece]
    label = read_label(piece)
    end = title_end(label[0].style, label[1]) if label else 0
    if not label or not end:
        return [piece]
    at = len(piece) - len(label[1]) + end
    return [piece[:at].rstrip(), piece[at:].lstrip()]


def _joined(text: str, head: str) -> str:
    if not text:
        return head
    cut = len(text) > 1 and text[-1] == "-" and text[-2].isalnum() and head[:1].isalnum()  # "TĐTN-" + "VP"
    return f"{text}{head}" if cut else f"{text} {head}"


def _length(line: Line) -> int:
    """Measure how far the line reaches to the right, its indentation included."""
    return len(line.text) + (len(line.raw) - len(line.raw.lstrip()) if line.indented else 0)


def _indents_tell(lines: list[Line]) -> bool:
    """Tell whether some lines are indented and most are not, so an indent begins a paragraph."""
    indented = sum(line.indented for line in lines)
    return 0 < indented < 0.7 * len(lines)


def row_cells(spaced: str) -> list[str]:
    """Return the cells of a line that is a row of a table: at least three, parted by tabs or upright strokes.

    Else none.
    """
    if spaced.count("|") >= 3 and spaced[:1] == "|":
        cells = [collapse(cell) for cell in spaced.strip("|").split("|")]
        return [] if all(set(cell) <= set("-: ") for cell in cells) else cells
    if "\t" not in spaced and "    " not in spaced:
        return []
    cells = [collapse(cell) for cell in _GAPS.split(spaced) if cell.strip()]
    return cells if len(cells) >= 3 and not any(_BLANK.search(cell) for cell in cells) else []


def _part_items(pieces: list[str]) -> list[str]:
    """Part "1. … . 2. … . 3. …" on one line where the next number follows a stop."""
    parted: list[str] = []
    for piece in pieces:
        while (found := read_label(piece)) and found[0].style in _COUNTED:
            label = found[0]
            following = _LAST_NUMBER.sub(str(label.number + 1), label.text)
            at = piece.find(f" {following} ", len(label.text)) if not following[-1:].isalnum() else -1
            if at < 0 or piece[at - 1] not in ".;:" or not read_label(piece[at + 1 :]):
                break
            parted.append(piece[:at])
            piece = piece[at + 1 :]
        parted.append(piece)
    return parted


def _split(pieces: list[str], seam: re.Pattern[str]) -> list[str]:
    return [part for piece in pieces for part in seam.split(piece) if part]


def _wrap_width(lines: list[Line]) -> int:
    """Return the width at which lines were wrapped: lines that reach it go on in small letters.

    0 means that they were not wrapped.
    """
    longest = max((_length(line) for line in lines if not line.row), default=0)
    if not 40 <= longest <= LONGEST_WRAPPED:
        return 0
    cut = sum(_length(line) >= longest - 14 and following.text[:1].islower() for line, following in pairwise(lines))
    return longest if cut >= 2 else 0


def starts_paragraph(text: str) -> bool:
    """Tell whether the text opens a paragraph of its own wherever it stands: a label, "Căn cứ", "Chủ đề", …"""
    return bool(_FIXED.match(text)) or (read_label(text) is not None and not _YEAR_RANGE.match(text))
