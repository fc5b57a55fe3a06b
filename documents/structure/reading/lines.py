"""Cut a text into clean lines with their numbers and columns.

Reads: decoded text. Writes: `Source` (lines that are not blank, what was mended). Nothing is joined or dropped here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from documents.structure.marks import unpiled
from documents.structure.text import collapse
from documents.structure.tree import Picture, Residue


@dataclass(slots=True)
class Line:
    """One source line or .docx paragraph that is not blank."""

    number: int  # counted from 1
    raw: str
    text: str  # NFC, without markup, spaces collapsed
    spaced: str = ""  # the same before spaces were collapsed: columns can still be seen
    blank_before: bool = False
    indented: bool = False
    row: bool = False  # a row of a data table; cells parted by tabs in `text`


@dataclass(slots=True)
class Source:
    lines: list[Line] = field(default_factory=list)
    residue: Residue = field(default_factory=Residue)
    pictures: list[Picture] = field(default_factory=list)


_COMPOSED = re.compile(
    "[ -~\t\n\u00a0-\u00ff\u0102-\u01b0\u1ea0-\u1ef9\u2013-\u2026]*"
)  # precomposed letters and marks only
#: The vertical tab is Word's line end inside a paragraph, the form feed its page end; the others are the web's.
LINE_ENDS = re.compile("\r\n|[\r\v\f\u2028\u2029]")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
_BOOKMARK = re.compile(r"\[(?:bookmark|anchor|_?Toc|_?heading)\b[^\]\n]{0,200}\]", re.IGNORECASE)
_BREAKS = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAGS = re.compile(r"</?(?:b|i|u|em|strong|span|p|br|font|sup|sub|center|div)\b[^<>]{0,80}/?>", re.IGNORECASE)
_ATTRIBUTES = re.compile(r"\[([^\[\]\n]*)\]\{\.[a-z][^{}\n]*\}|\{\.[a-z]+\}")
_ITALIC = re.compile(r"\*(?=[^\s*])([^*\n]*[^\s*])\*")
_BOLD = re.compile(r"(?<![*_])(?:\*{2,}|__)(?=[^\s*_])|(?<=[^\s*_])(?:\*{2,}|__)(?![*_])")
_UNDERLINED = re.compile(r"(?<!\w)_(?=[^\s_])([^_]*[^\s_])_(?!\w)")
_LONE = re.compile(r"(?<=[^\s(*])\*(?![\s*]*\*)|(?<=\s)\*(?=[^\s)*])")
_RULE = re.compile(r"^[\s*_=~.\-–—•+]{3,}(?:[oO0][\s*_=~.\-–—•+oO0]*[\s*_=~.\-–—•+]{3,})?$")  # "***", "-----o0o-----"
_SUSPECT = re.compile(
    r"[*\[<{`\\\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]|__|^\s{0,3}#|^[ \t]*\|.*\||(?<!\w)_\w|&[a-z#]",
    re.MULTILINE,
)
_ENTITIES = {"&nbsp;": " ", "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"'}
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!~>|&])")
_HASHES = re.compile(r"^\s{0,3}#{1,6}\s+")


def is_rule(text: str) -> bool:
    """Tell whether a line is drawn with characters: `***`, `-----`, `______`."""
    return bool(_RULE.match(text))


def split_lines(text: str) -> Source:
    """Cut the text at its line ends; clean each line; count what was mended."""
    source = Source()
    text = LINE_ENDS.sub("\n", text)
    if not _COMPOSED.fullmatch(text):
        text = _composed(unpiled(text), source.residue)
    blank = True
    suspect = _SUSPECT.search(text) is not None
    for number, raw in enumerate(text.split("\n"), start=1):
        line = _line(number, raw, source.residue) if suspect else _plain_line(number, raw)
        if line is None:
            blank = True
            continue
        line.blank_before = blank
        blank = False
        source.lines.append(line)
    return source


def make_line(number: int, raw: str, residue: Residue) -> Line | None:
    """Make one line of another source (.docx), cleaned in the same way; None if it is blank."""
    raw = unpiled(raw)
    if not unicodedata.is_normalized("NFC", raw):
        residue.not_nfc += 1
        residue.first_not_nfc_line = residue.first_not_nfc_line or number
        raw = unicodedata.normalize("NFC", raw)
    return _line(number, raw, residue)


def remake(line: Line, raw: str, residue: Residue) -> None:
    """Let a line say what its letters mean, now that they are read rightly."""
    made = make_line(line.number, raw, residue)
    line.raw = raw
    line.spaced = made.spaced if made else ""
    line.text = "\t".join(map(collapse, raw.split("\t"))) if line.row else collapse(line.spaced)


def clean(text: str) -> str:
    """Return the line without inline markup and invisible characters; spaces are kept."""
    if _RULE.match(text):
        return text
    if _INVISIBLE.search(text):
        text = _INVISIBLE.sub("", text)
    if "[" in text or "{" in text:
        text = _ATTRIBUTES.sub(lambda match: match.group(1) or "", _BOOKMARK.sub("", text))
    if "<" in text:
        text = _TAGS.sub("", _BREAKS.sub(" ", text))
    if "&" in text:
        for entity, char in _ENTITIES.items():
            text = text.replace(entity, char)
    text = _without_emphasis(text)
    if text.count("|") > 2 and text.lstrip()[:1] == "|":
        text = _in_columns(text)
    return text[:-1] if text.endswith("\\") else text


def _without_emphasis(text: str) -> str:
    if "#" in text or "`" in text:
        text = _HASHES.sub("", text).replace("`", "")
    if "*" in text or "_" in text:
        text = _LONE.sub("", _ITALIC.sub(r"\1", _BOLD.sub("", text)))
    if "\\" in text or "_" in text:
        text = _UNDERLINED.sub(r"\1", _ESCAPED.sub(r"\1", text))
    return text


def _in_columns(text: str) -> str:
    """Return a row of a Markdown table with tabs between its cells; its ruler disappears."""
    cells = [cell.strip() for cell in text.strip().strip("|").split("|")]
    return "" if all(cell and set(cell) <= set("-:= ") for cell in cells) else "\t".join(cells)


def _line(number: int, raw: str, residue: Residue) -> Line | None:
    if _SUSPECT.search(raw) is None:
        return _plain_line(number, raw)
    spaced = clean(raw)
    if spaced != raw:
        residue.markup += 1
        residue.first_line = residue.first_line or number
    text = collapse(spaced)
    if not text:
        return None
    return Line(number, raw, text, spaced.strip(), indented=spaced[:1].isspace())


def _plain_line(number: int, raw: str) -> Line | None:
    text = " ".join(raw.split())
    if not text:
        return None
    return Line(number, raw, text, raw.strip(), indented=raw[:1].isspace())


def _composed(text: str, residue: Residue) -> str:
    """Return the text in NFC; the lines that were not are counted."""
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if not line.isascii() and not (_COMPOSED.fullmatch(line) or unicodedata.is_normalized("NFC", line)):
            lines[index] = unicodedata.normalize("NFC", line)
            residue.not_nfc += 1
            residue.first_not_nfc_line = residue.first_not_nfc_line or index + 1
    return "\n".join(lines)
