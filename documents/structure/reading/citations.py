"""Find which numbered documents a draft cites, however their numbers are spelt. Reads the tree's references; writes citations.

One paper has many spellings: `12-CTr/TĐTN`, `12 – CTR/TĐTN`, `012-CTrình/TDTN`. The key folds them together and keeps what
tells papers apart: number, type, organ, units, and the year, because numbers begin again (HD29 §3.1 by term, NĐ30 Đ15 by
year). Symbols: HD29 and the Party write n-L/ORGAN-UNIT, NĐ30 n/L-ORGAN, with the year in between where a norm has one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from documents.structure.fold import fold
from documents.structure.lexicon.types import DECISIONS, code_in_symbol
from documents.structure.profiles import HD29, ND30
from documents.structure.text import pattern
from documents.structure.tree import Draft, Paragraph, ParagraphKind, Reference

_JOINT = re.compile(r"\s*[-–—/&]\s*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATED = re.compile(r"\s?,?\s*\(?\s?(?:ngày|Ngày).*$", re.DOTALL)
_WRITTEN = re.compile(r"\d{1,5}[a-z]?\s?[-–—/].*$", re.DOTALL)
_ISSUER = pattern(
    r"^[\s,)]*của\s+(?P<issuer>[A-Z][^;.:“\"]{1,160}?)(?=\s+(?:về|ban hành|trong|đối với|thực hiện)\s|\s?[“\"]|[,;:.)]|$)"
)
_ABOUT = r"^[^;.:]{0,200}?\s“?(?:về việc|về)\s+(?P<about>[^;:”()]{3,300}?)"
_ABOUT_IN_BASIS = re.compile(_ABOUT + r"(?=[;:,.]?$|[;:]|\s?\(|”)")
_ABOUT_IN_PROSE = re.compile(_ABOUT + r"(?=[;:,.]\s|[;:,.]?$|\s?\(|”)")
#: A letter's symbol need not name its type (NĐ30 III: 1402/UBND-NC).
_LETTER = "CV"


@dataclass(frozen=True, slots=True)
class Symbol:
    """A number and symbol taken apart: 30, 2020, NĐ, (CP); 12, '', CTr, (TĐTN, VP). `code` is as the symbol should write it."""

    number: str
    year: str
    code: str
    organs: tuple[str, ...]

    @property
    def key(self) -> str:
        """Return the same for every spelling: number without zeros, year, type and organs without case and marks."""
        return "|".join((self.number.lstrip("0") or "0", self.year, fold(self.code), *(fold(o) for o in self.organs)))

    @property
    def organ(self) -> str:
        return self.organs[0] if self.organs else ""

    @property
    def unit(self) -> str:
        return "-".join(self.organs[1:])

    def __str__(self) -> str:
        """Write the symbol as its rule book does: 12-CTr/TĐTN-VP, 30/2020/NĐ-CP.

        A State letter has organ and unit only.
        """
        number = f"{int(self.number):02d}" if self.number.isdigit() else self.number
        organs = "-".join(self.organs)
        if self.organ and HD29.owns(self.organ) and not self.year:
            return f"{number}-{self.code}/{organs}"
        head = f"{number}/{self.year}" if self.year else number
        if self.code == _LETTER:
            return f"{head}/{organs}"
        return f"{head}/{self.code}-{organs}" if organs else f"{head}/{self.code}"


@dataclass(frozen=True, slots=True)
class Citation:
    """One place where a draft cites a paper.

    `key` names the number (see Symbol.key), `paper` the number and the year it was given in, as far as the draft says;
    `date` is that of the draft's other citations of the number where this one has none. `variant`: not spelt as the rule
    book has it, or not as the draft spelt it first.
    """

    key: str
    type: str
    number: str
    symbol: str
    organ: str
    unit: str
    date: str | None
    issuer: str
    about: str
    written: str
    text: str
    line: int
    passage: str
    first: bool = True
    variant: bool = False

    @property
    def paper(self) -> str:
        return f"{self.key}@{(self.date or '')[:4]}"


def read_symbol(number: str, symbol: str, kind: str = "") -> Symbol:
    """Take a symbol apart, whatever its separators; `kind` is the type that the citation names ("Chương trình" → CTr)."""
    parts = [part for part in _JOINT.split(symbol.strip()) if part]
    year = parts.pop(0) if parts and _YEAR.fullmatch(parts[0]) else ""
    if not parts:
        return Symbol(number, year, kind, ())
    code = _code(parts[0], kind, more=len(parts) > 1)
    return Symbol(number, year, code or _LETTER, tuple(parts[1:] if code else parts))


def _code(part: str, kind: str, *, more: bool) -> str:
    """Return the type code that the first part of a symbol stands for.

    Empty where it is an organ (a letter: 120/UBND-VX).
    """
    folded = fold(part)
    known = code_in_symbol(part) or ""
    if known:
        return known if folded in (fold(known), *DECISIONS) else part
    if kind and kind != _LETTER and (folded.startswith(fold(kind)) or (more and len(folded) <= len(fold(kind)) + 2)):
        return part if part.isupper() else kind
    return "" if more or HD29.owns(part) or ND30.owns(part) or kind == _LETTER else part


def citations(draft: Draft) -> list[Citation]:
    """List every citation of a numbered paper, in the text's order. A number that is still blank cites nothing yet."""
    places = _Places(draft.paragraphs)
    found = [made for reference in draft.references if (made := _citation(reference, places))]
    return _marked(_dated(found))


def _citation(reference: Reference, places: _Places) -> Citation | None:
    paragraph, after = places.of(reference)
    if not reference.number or not reference.symbol:
        return None
    symbol = read_symbol(reference.number, reference.symbol, reference.type or "")
    in_basis = paragraph is not None and paragraph.kind is ParagraphKind.BASIS
    issuer, about = _ISSUER.match(after), (_ABOUT_IN_BASIS if in_basis else _ABOUT_IN_PROSE).match(after)
    found = _WRITTEN.search(reference.text)
    return Citation(
        key=symbol.key,
        type=reference.type or symbol.code,
        number=symbol.number,
        symbol=str(symbol),
        organ=symbol.organ,
        unit=symbol.unit,
        date=reference.date,
        issuer=issuer["issuer"].strip() if issuer else "",
        about=about["about"].strip(" “") if about else "",
        written=_DATED.sub("", found[0]).strip(" ,(") if found else "",
        text=reference.text,
        line=reference.line,
        passage=paragraph.id if paragraph else "",
    )


class _Places:
    """Finds the paragraph of a reference, and what the paragraph says after it. References come in the text's order."""

    def __init__(self, paragraphs: Iterable[Paragraph]) -> None:
        self._by_line: dict[int, list[Paragraph]] = defaultdict(list)
        self._at: dict[str, int] = {}
        for paragraph in paragraphs:
            if paragraph.kind is not ParagraphKind.RULE:
                self._by_line[paragraph.line].append(paragraph)

    def of(self, reference: Reference) -> tuple[Paragraph | None, str]:
        for paragraph in self._by_line.get(reference.line, ()):
            start = paragraph.text.find(reference.text, self._at.get(paragraph.id, 0))
            if start >= 0:
                self._at[paragraph.id] = start + len(reference.text)
                return paragraph, paragraph.text[start + len(reference.text) :]
        return None, ""


def _dated(found: list[Citation]) -> list[Citation]:
    """Give later citations, which leave the date out, that of the others of their number, if those agree."""
    dates: dict[str, set[str]] = defaultdict(set)
    for one in found:
        if one.date:
            dates[one.key].add(one.date)
    return [
        replace(one, date=next(iter(dates[one.key]))) if not one.date and len(dates[one.key]) == 1 else one
        for one in found
    ]


def _marked(found: list[Citation]) -> list[Citation]:
    first: dict[str, Citation] = {}
    marked = []
    for one in found:
        earlier = first.setdefault(one.paper, one)
        variant = bool(one.written) and (one.written != one.symbol or one.written != earlier.written)
        marked.append(replace(one, first=earlier is one, variant=variant and not _only_zeros(one, earlier)))
    return marked


def _only_zeros(one: Citation, earlier: Citation) -> bool:
    """Tell whether two spellings differ only by zeros: 5-NQ/TW for 05-NQ/TW is no other spelling."""
    return {one.written.lstrip("0"), earlier.written.lstrip("0")} == {one.symbol.lstrip("0")}
