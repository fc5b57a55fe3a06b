"""Find the documents that a text cites: type, number, symbol and date. Reads one paragraph's text; writes references."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.structure.lexicon.types import CITED, alternatives, code_in_symbol
from documents.structure.reading.dates import to_iso
from documents.structure.text import pattern
from documents.structure.tree import Reference

_NAMES = alternatives(CITED)
_NAME = re.compile(
    rf"(?P<name>{_NAMES})(?:\s(?:liên tịch|liên ngành|phối hợp)?\s*,?\s*(?:(?:số|Số)\s*:?\s*)?|(?:\s[^\W\d_]+){{1,4}}\s(?:số|Số)\s*:?\s*)$",
    re.IGNORECASE,
)
_SO = re.compile(r"(?:^|[\s(])số\s*:?\s*$", re.IGNORECASE)
_SYMBOL = pattern(
    r"(?P<number>(?<![\w/.])\d{1,5}[a-z]?|(?<=số)\s[\s.…_]*|(?<=Số)\s[\s.…_]*|(?<=\s)[.…_]{2,})\s?(?P<dash>[-–—/]|(?<=\d)(?=\s[A-Z]{1,2}[A-Za-z]{0,3}/))\s?"
    r"(?P<symbol>(?:\d{4}\s?/\s?)?(?:[A-Z][A-Za-z]{0,7}\d{0,2})(?:\s?[-–—/]\s?[A-Z][A-Za-z]{0,9}\d{0,2}){0,3})(?![\w/])"
)
_DATE = re.compile(
    r"\s?,?\s*(?:\(?\s?(?:ngày|Ngày|ngày ký)\s*)(?P<date>(?P<d>\d{1,2})?\s*[/.-]\s*(?P<m>\d{1,2})?\s*[/.-]\s*(?P<y>\d{4})"
    r"|(?P<d2>\d{1,2})?\s*tháng\s*(?P<m2>\d{1,2})?\s*năm\s*(?P<y2>\d{4})?)",
    re.IGNORECASE,
)
_LAW = pattern(
    r"(?P<name>Luật|Bộ luật|Pháp lệnh|Hiến pháp)\s(?P<title>[^,;.:()“”]{3,80}?)(?:\s(?:số\s)?(?P<number>\d{1,3})/(?P<symbol>(?:\d{4}/)?[A-Z]{2}\d{0,2}))?"
    r",?\s(?:ngày|được .{0,40}?ngày)\s(?P<d>\d{1,2})(?:/|\stháng\s)(?P<m>\d{1,2})(?:/|\snăm\s)(?P<y>\d{4})"
)
_ASSEMBLY = re.compile(r"QH\d{1,2}$")
_LAW_TITLE = re.compile(r"(?:Bộ luật|Luật|Pháp lệnh)\s[^,;.]{3,}$")
_HINT = pattern(
    r"[-–—/]\s?(?:\d{4}\s?/\s?)?[A-Z][A-Za-z]{0,9}\d{0,2}\s?[-–—/]\s?[A-Z]|\d[-/]\d{4}/[A-Z]|\d\s[A-Z]{1,2}[A-Za-z]{0,3}/[A-Z]"
)
SYMBOL_REACH = 40  # characters round a separator that its number and symbol may take
NAME_REACH = 60  # characters before a symbol in which its type may stand


def find_references(text: str, line: int) -> list[Reference]:
    """List every citation of a document with a symbol ("18-NQ/TW", "15/KH-UBND"), or of a law with its date."""
    found: list[tuple[int, Reference]] = []
    for match in _symbols(text):
        if made := _reference(text, match, line):
            found.append(made)
    if "Luật" in text or "Pháp lệnh" in text:
        found += [
            (match.start(), _law(match, line))
            for match in _LAW.finditer(text)
            if not any(start >= match.start() and start < match.end() for start, _ in found)
        ]
        found.sort(key=lambda pair: pair[0])
    return [reference for _, reference in found]


def _symbols(text: str) -> Iterator[re.Match[str]]:
    """Return the symbols of a text, each looked for only where a separator with capitals behind it stands."""
    last = 0
    for hint in _HINT.finditer(text):
        if hint.start() >= last:
            match = _SYMBOL.search(text, max(last, hint.start() - SYMBOL_REACH), hint.end() + 2 * SYMBOL_REACH)
            if match:
                last = match.end()
                yield match


def _reference(text: str, match: re.Match[str], line: int) -> tuple[int, Reference] | None:
    symbol = re.sub(r"\s*([-–—/])\s*", r"\1", match["symbol"])
    parts = re.split(r"[-–—/]", symbol)
    code = next((code for part in parts[:2] if (code := code_in_symbol(part))), None)
    before = text[max(0, match.start() - NAME_REACH) : match.start()]
    named = _NAME.search(before)
    said_number = named is not None or _SO.search(before + " " if match["number"].strip() == "" else before) is not None
    if code is None and named is None and not (said_number and len(parts) > 1):
        return None
    if code is None and not re.search(r"[-–—/]|^[A-Z]{2,}", symbol):
        return None
    kind = CITED.get(named["name"].lower()) if named else code
    if kind is None:
        kind = "Luật" if _ASSEMBLY.search(symbol) else "CV"
    start = match.start() - (len(before) - named.start()) if named else match.start()
    if kind == "Luật" and (title := _LAW_TITLE.search(before)):
        start = match.start() - (len(before) - title.start())
    date = _DATE.match(text, match.end())
    number = re.sub(r"\D", "", match["number"]) or None
    end = date.end() if date else match.end()
    return start, Reference(text[start:end].strip(" ,("), line, kind, number, symbol, _iso(date))


def _iso(date: re.Match[str] | None) -> str | None:
    if date is None:
        return None
    day, month, year = (date["d"] or date["d2"], date["m"] or date["m2"], date["y"] or date["y2"])
    return to_iso(day, month, year) if day and month and year else None


def _law(match: re.Match[str], line: int) -> Reference:
    date = to_iso(match["d"], match["m"], match["y"])
    kind = CITED.get(match["name"].lower(), match["name"])
    return Reference(match.group().strip(), line, kind, match["number"], match["symbol"], date)
