"""Check typing: doubled words, spaces, quotation marks and brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from documents.structure.checks.base import Context, Violation, check, edit
from documents.structure.lexicon.compounds import COMPOUNDS, ENDING_IN_FUNCTION, FUNCTION_WORDS, REDUPLICATED
from documents.structure.text import pattern
from documents.structure.tree import Paragraph, ParagraphKind

_SKIP = frozenset(
    {
        ParagraphKind.TABLE,
        ParagraphKind.RULE,
        ParagraphKind.SIGNER,
        ParagraphKind.NUMBER,
        ParagraphKind.DATE,
        ParagraphKind.SUPERIOR,
        ParagraphKind.ISSUER,
        ParagraphKind.MOTTO,
        ParagraphKind.OPTION,
    }
)
_NAMED = frozenset("xã bản thôn ấp làng buôn ông bà anh chị em".split())
_SURNAMED = re.compile(
    r"(?<!\w)(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Ngô|Dương|Lý|Đinh|Trịnh|Mai|Lương|Cao|Tạ|Hà|Lò|Sùng|Giàng|Thào)"
    r"(?: \w+)? $"
)
_NEXT = re.compile(r"\s?(\w+)")
_LAST = re.compile(r"(\w+)\s*$")


@check(
    "doubled_word", "info", None,
    bad="tinh thần của của tuổi trẻ", good="tinh thần của tuổi trẻ",
)  # fmt: skip
def doubled_word(context: Context) -> Iterator[Violation]:
    words = context.words
    twice = {word for word, following in pairwise(words) if word == following}
    for word in sorted(twice):
        if not word.isalpha() or word in ("đ",):
            continue
        for offset in _pairs(context.lower, word):
            paragraph, at = context.place(offset)
            if paragraph.kind in (ParagraphKind.SIGNER, ParagraphKind.RULE, ParagraphKind.TABLE) or _two_words(
                context, word, offset
            ):
                continue
            second = at + len(word) + 1
            written = paragraph.text[at : second + len(word)]
            repair = edit(second - 1, f" {written[len(word) + 1 :]}", "")
            yield Violation(f"Chữ “{written}” bị lặp; hãy bỏ một chữ.", paragraph, at=second, repair=repair)


def _may_reduplicate(letter: str, previous: str, following: str) -> bool:
    """Tell whether a doubled word may be meant: "người người, nhà nhà thi đua", "năm năm qua"; not "96 năm năm","""
    if not letter.islower() or previous in ("các", "những", "mỗi", "từng"):
        return False
    return following[:1] not in ("", ".", ";") and not following[:1].isdigit() and not previous[-1:].isdigit()


def _pairs(lower: str, word: str) -> Iterator[int]:
    """Find where a word stands twice in a row with one space between."""
    twice = f"{word} {word}"
    at = lower.find(twice)
    while at >= 0:
        around = lower[at - 1 : at] + lower[at + len(twice) : at + len(twice) + 1]
        if not any(letter.isalnum() or letter in "_-" for letter in around):
            yield at
        at = lower.find(twice, at + 1)


def _two_words(context: Context, word: str, start: int) -> bool:
    """Tell whether the first syllable ends a word and the second begins one, or the pair itself is a word."""
    lower, text = context.lower, context.text
    end = start + 2 * len(word) + 1
    before = _LAST.search(lower, max(0, start - 12), start)
    after = _NEXT.match(lower, end)
    previous = before[1] if before and lower[before.end(1) : start] == " " else ""
    following = after[1] if after and lower[end : after.start(1)] == " " else ""
    ends = f"{previous} {word}" in COMPOUNDS
    begins = f"{word} {following}" in COMPOUNDS
    if (
        word in REDUPLICATED
        and (ends or not begins)
        and _may_reduplicate(text[start + len(word) + 1], previous, following or text[end : end + 1])
    ):
        return word != "từ" or following not in ("ngày", "tháng", "năm", "đó", "nay")
    if word in FUNCTION_WORDS:
        return f"{previous} {word}" in ENDING_IN_FUNCTION
    if ends and begins:
        return True
    first, second = text[start], text[start + len(word) + 1]
    if first.islower() and second.isupper():
        return ends or not begins  # "đại Đại hội", "hội Hội": a name begins
    # a proper name of two equal syllables: "bản Na Na"
    if not (first.isupper() and second.isupper()):
        return False
    return previous in _NAMED or bool(_SURNAMED.search(text, max(0, start - 24), start))


# every branch begins with the mark itself, so that the engine can look for marks alone
_TIGHT = pattern(
    r"[,;:](?<=[^\W\d_].)(?=[^\W\d_])"  # a,b
    r"|\.(?<=[^\W\d_A-Z][^\W\d_].)(?=[A-Z][^\W\d_])"  # nhi.Tổ
    r"|“(?<=[\w,;:].)(?=\w)|”(?<=\w.)(?=[^\W_])"  # tuyến“Ánh, sáng”tỉnh
    r"|\((?<=[^\W\d_][^\W\d_].)(?=[^\W_]{2})|\)(?<=[\w.].)(?=[^\W\d_]{2})"
)
_LOOSE = re.compile(r"(?<=[\w”)%]) +[,;:!?](?=\s|$|\w)|(?<=[\w”)%]) \.(?=\s|$)|(?<=[“(]) (?=\w)|(?<=\w) (?=[”)])")
_DOUBLE = re.compile(r"(?<=\S)[  ]{2,}(?=\S)")
_BLANK_BEFORE = re.compile(r"(?:số:?|ngày|tháng|năm|\d)$", re.IGNORECASE)
_BLANK_AFTER = re.compile(r"[-–—/]\s?[\w/]|(?:tháng|năm|của|về)\b")
_DOTS = re.compile(r"\s*\.{2,}")
_TO_FILL = re.compile(r"(?:số|ngày|tháng)\s*$")
_LONGEST_WORD = 60  # letters looked at on either side: what has no blank for longer is no word
_NOT_TIGHT = pattern(r"(?:https?|www|[\w-]+\.(?:vn|com|org|gov))|@")
_LOOSE_SIGNS = (" ,", " ;", " :", " .", " !", " ?", "“ ", "( ", " ”", " )")


@check(
    "spacing", "info", None,
    bad="đoàn viên ,thanh niên  tham gia", good="đoàn viên, thanh niên tham gia",
)  # fmt: skip
def spacing(context: Context) -> Iterator[Violation]:
    loose = any(sign in context.text for sign in _LOOSE_SIGNS)
    for found in _TIGHT.finditer(context.text):
        yield from _spacing_slip(context, found, "Thiếu khoảng trắng")
    if loose:
        for found in _LOOSE.finditer(context.text):
            yield from _spacing_slip(context, found, "Thừa khoảng trắng")
    for paragraph in context.paragraphs:
        if "  " in paragraph.raw and paragraph.kind not in _SKIP and paragraph.kind is not ParagraphKind.MARK:
            yield from _double_spaces(paragraph)


def _spacing_slip(context: Context, found: re.Match[str], said: str) -> Iterator[Violation]:
    paragraph, at = context.place(found.start())
    text = paragraph.text
    if paragraph.kind in _SKIP or (paragraph.kind is ParagraphKind.ARCHIVE and said.startswith("Thiếu")):
        return
    end = at + len(found[0])
    if said.startswith("Thiếu"):
        word = _around(text, at, end, _LONGEST_WORD)
        if _NOT_TIGHT.search(word) or (paragraph.kind is ParagraphKind.BASIS and "…" in word):
            return
        repair = edit(at, found[0], f" {found[0]}" if found[0] in ("“", "(") else f"{found[0]} ")
    else:
        if _DOTS.match(text, at) or (
            paragraph.kind is ParagraphKind.BASIS and _TO_FILL.search(text, max(0, at - 10), at)
        ):
            return
        tight = found[0].strip()
        if tight and tight not in "“(" and text[end : end + 1].isalpha():
            tight += " "
        repair = edit(at, found[0], tight)
    near = _near(text, at, end)
    yield Violation(f"{said} ở “{near}”; hãy sửa dấu cách.", paragraph, at=at, repair=repair)


def _near(text: str, at: int, end: int) -> str:
    """Return the place in its words: about twelve letters either side, no word cut but one that has no end."""
    return _around(text, max(0, at - 12), end + 12, _LONGEST_WORD).strip()


def _around(text: str, at: int, end: int, most: int) -> str:
    """Quote from `at` back and from `end` on to the nearest blank, at most so many letters further."""
    start = max(text.rfind(" ", max(0, at - most), at) + 1, at - most, 0)
    stop = text.find(" ", end, end + most)
    return text[start : stop if stop >= 0 else end + most]


def _double_spaces(paragraph: Paragraph) -> Iterator[Violation]:
    for number, line in enumerate(paragraph.raw.split("\n")):
        if "  " not in line:
            continue
        body = line.strip()
        first = _NEXT.search(body)
        for found in _DOUBLE.finditer(body):
            before, after = (
                body[max(0, found.start() - _LONGEST_WORD) : found.start()],
                body[found.end() : found.end() + 20],
            )
            if _is_blank(before, after):
                continue
            if (
                first is None
                or first.start(1) >= found.start()
                or ("\t" in body and paragraph.kind in (ParagraphKind.RECIPIENT, ParagraphKind.ARCHIVE))
            ):
                continue
            if (
                paragraph.kind
                in (
                    ParagraphKind.RECIPIENT,
                    ParagraphKind.ARCHIVE,
                    ParagraphKind.RECIPIENTS_LABEL,
                    ParagraphKind.CAPACITY,
                    ParagraphKind.POSITION,
                )
                and len(found[0]) > 3
            ):
                continue
            if paragraph.label and body[: found.start()] == paragraph.label and len(before.split()) == 1:
                continue
            where = _near(body, found.start(), found.end())
            yield Violation(
                f"Thừa khoảng trắng ở “{where}”; hãy để một khoảng trắng.",
                paragraph,
                line=paragraph.line + number,
                repair={"kind": "spaces"},
            )


def _is_blank(before: str, after: str) -> bool:
    """Tell whether a place is left open to be filled in: "số      -CTr/TĐTN", "ngày    tháng 01", "ngày   /01/2025"."""
    return (bool(_BLANK_BEFORE.search(before[-5:]) and _BLANK_AFTER.match(after)) and not before[-1:].isdigit()) or (
        before[-1:].isdigit() and after[:1] in "-–/" and after[1:2].isupper()
    )


_ENUMERATOR = re.compile(r"(?:^|(?<=[\s;,:.(]))(?:[a-zđ]|\d{1,2}|[ivx]{1,4})\)")
_MARKS = ("“", "”", "(", ")", '"', "[", "]")
_QUOTING = frozenset(
    {ParagraphKind.RECIPIENT, ParagraphKind.ARCHIVE, ParagraphKind.TABLE, ParagraphKind.OPTION, ParagraphKind.RULE}
)


@check(
    "quotes_unbalanced", "info", None,
    bad="chủ đề “Tuổi trẻ Lam Giang", good="chủ đề “Tuổi trẻ Lam Giang”",
)  # fmt: skip
def quotes_unbalanced(context: Context) -> Iterator[Violation]:
    awaited: tuple[Paragraph, int] | None = None
    for paragraph in context.paragraphs:
        text = paragraph.text
        if paragraph.kind in _QUOTING or not any(mark in text for mark in _MARKS):
            continue
        opened, closed = _lone(text, "“", "”")
        if awaited and closed is not None and opened is None:  # a quotation over several paragraphs
            awaited = None
        else:
            if awaited:
                yield _unbalanced(*awaited)
                awaited = None
            if closed is not None:
                yield _unbalanced(paragraph, closed)
            elif opened is not None:
                awaited = (paragraph, opened)
        if closed is None and opened is None and text.count('"') % 2:
            yield _unbalanced(paragraph, text.rfind('"'))
        at = _lone_bracket(text)
        if at is not None and opened is None and closed is None:
            yield _unbalanced(paragraph, at)
    if awaited:
        yield _unbalanced(*awaited)


def _lone(text: str, left: str, right: str) -> tuple[int | None, int | None]:
    """Find marks without their fellow: (offset of an opening one never closed, of a closing one never opened)."""
    if text.count(left) == text.count(right) and text.find(left) <= text.find(right):
        return None, None
    stack: list[int] = []
    for place, letter in enumerate(text):
        if letter == left:
            stack.append(place)
        elif letter == right:
            if not stack:
                return None, place
            stack.pop()
    return (stack[0] if stack else None), None


def _lone_bracket(text: str) -> int | None:
    if "(" not in text and ")" not in text:
        return None
    plain = _without_enumerators(text)
    opened, closed = _lone(plain, "(", ")")
    return opened if opened is not None else closed


def _without_enumerators(text: str) -> str:
    """Return the text with "a)", "1)" blanked, unless their bracket closes one that was opened before: "(mục a)"."""
    at = opened = 0

    def blanked(found: re.Match[str]) -> str:
        nonlocal at, opened
        opened += text.count("(", at, found.start()) - text.count(")", at, found.start())
        at = found.start()
        return found[0] if opened > 0 else " " * len(found[0])

    return _ENUMERATOR.sub(blanked, text)


def _unbalanced(paragraph: Paragraph, at: int) -> Violation:
    near = paragraph.text[max(0, at - 15) : at + 15].strip()
    return Violation(f"Dấu ngoặc ở “{near}” không có dấu đi cặp; hãy thêm hoặc bỏ cho cân.", paragraph, at=at)
