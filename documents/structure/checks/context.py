"""Hold a draft as checks look at it: its text once, joined, and what several checks ask of it, worked out once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from datetime import date
from functools import cached_property

from documents.structure.fold import fold
from documents.structure.profiles import HD29, ND30, PARTY, Profile
from documents.structure.tones import same_tone
from documents.structure.tree import Draft, Paragraph, ParagraphKind

_LETTERHEAD = frozenset(
    {
        ParagraphKind.SUPERIOR,
        ParagraphKind.ISSUER,
        ParagraphKind.MOTTO,
        ParagraphKind.RULE,
        ParagraphKind.NUMBER,
        ParagraphKind.DATE,
        ParagraphKind.MARK,
        ParagraphKind.MEETING,
        ParagraphKind.TYPE,
    }
)
_TAIL = frozenset(
    {
        ParagraphKind.RECIPIENTS_LABEL,
        ParagraphKind.RECIPIENT,
        ParagraphKind.ARCHIVE,
        ParagraphKind.CAPACITY,
        ParagraphKind.POSITION,
        ParagraphKind.SIGNER,
        ParagraphKind.RULE,
    }
)
_OUTSIDE_BODY = (
    _LETTERHEAD | _TAIL | {ParagraphKind.SUBJECT, ParagraphKind.ADDRESSEE, ParagraphKind.BASIS, ParagraphKind.ANNEX}
)

_SAID = 2  # votes of a year that is said; a date has one
_WORDS = re.compile(r"\w+")
_DATE_YEAR = re.compile(r"/(20\d\d)\b(?!/)")
_CITATION = re.compile(r"\d[-–/][A-ZĐ\d]\S*,? ngày (?:\d+ tháng \d+ năm \d+|\S+)")
_SPAN = re.compile(r"\d{4}\s?[-–]\s?[\d/]*\d{4}")
_PART_OF = re.compile(r"(?:BAN THƯỜNG VỤ|BAN CHẤP HÀNH|BTV|BCH|VĂN PHÒNG|THƯỜNG TRỰC)$", re.IGNORECASE)
_YEAR = re.compile(r"(?<!đến )(?<!từ )[Nn](?:ăm|ĂM) (20\d\d|19\d\d)(?!\s*[-–—]\s*\d)")
_DATE_BEFORE = re.compile(r"ngày\s*\d{1,2}\s+tháng\s*\d{1,2},?\s*$")


class Context:
    """A draft as checks look at it: its text once, joined, and what several checks ask of it, worked out once."""

    def __init__(self, draft: Draft, profile: Profile) -> None:
        self.draft = draft
        self.profile = profile
        self.paragraphs = draft.paragraphs

    @cached_property
    def text(self) -> str:
        """Return all paragraphs' clean texts, one a line."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    @cached_property
    def lower(self) -> str:
        """Return `text` in lower case with tone marks placed one way; offsets agree with `text`."""
        lower = same_tone(self.text)
        return lower if len(lower) == len(self.text) else self.text

    @cached_property
    def words(self) -> list[str]:
        """List all words in lower case, in order, across paragraphs."""
        return _WORDS.findall(self.lower)

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [], 0
        for paragraph in self.paragraphs:
            starts.append(at)
            at += len(paragraph.text) + 1
        return starts

    def place(self, offset: int) -> tuple[Paragraph, int]:
        """Return the paragraph that an offset of `text` falls in, and the offset inside it."""
        index = bisect_right(self._starts, offset) - 1
        return self.paragraphs[index], offset - self._starts[index]

    @cached_property
    def first_line(self) -> int:
        return self.paragraphs[0].line if self.paragraphs else 1

    @cached_property
    def index(self) -> dict[str, int]:
        """Map each paragraph's id to its place in source order."""
        return {paragraph.id: place for place, paragraph in enumerate(self.paragraphs)}

    @cached_property
    def body(self) -> list[Paragraph]:
        """List the paragraphs between the subject and the signature, without căn cứ and annexes."""
        return [
            paragraph for paragraph in self.paragraphs[self.begin : self._end] if paragraph.kind not in _OUTSIDE_BODY
        ]

    @cached_property
    def begin(self) -> int:
        """Return the index of the first paragraph after letterhead and subject."""
        for place, paragraph in enumerate(self.paragraphs):
            if paragraph.kind not in _LETTERHEAD and paragraph.kind is not ParagraphKind.SUBJECT:
                return place
        return len(self.paragraphs)

    @cached_property
    def _end(self) -> int:
        for place, paragraph in enumerate(self.paragraphs):
            if place >= self.begin and paragraph.kind in (
                ParagraphKind.ANNEX,
                ParagraphKind.RECIPIENTS_LABEL,
                ParagraphKind.CAPACITY,
            ):
                return place
        return len(self.paragraphs)

    @cached_property
    def opening(self) -> list[Paragraph]:
        """List the body's paragraphs before the first heading: where a document says what it is."""
        found = []
        for paragraph in self.body:
            if paragraph.kind is ParagraphKind.HEADING or paragraph.kind is ParagraphKind.ITEM:
                break
            found.append(paragraph)
        return found[:12]

    @cached_property
    def subject(self) -> Paragraph | None:
        return next((paragraph for paragraph in self.paragraphs if paragraph.kind is ParagraphKind.SUBJECT), None)

    def first(self, *kinds: ParagraphKind) -> Paragraph | None:
        return next((paragraph for paragraph in self.paragraphs if paragraph.kind in kinds), None)

    def last(self, *kinds: ParagraphKind) -> Paragraph | None:
        return next((paragraph for paragraph in reversed(self.paragraphs) if paragraph.kind in kinds), None)

    @cached_property
    def year_votes(self) -> Counter[int]:
        """Count how often the body names each year: "năm 2026" twice, a date once; periods, horizons, citations not."""
        votes: Counter[int] = Counter()
        for paragraph in self.body:
            text = paragraph.text
            if "20" in text:
                told = _SPAN.sub(" ", _CITATION.sub(" ", text))
                votes.update(int(year) for year in _YEAR.findall(told) for _ in range(_SAID))
                votes.update(int(year) for year in _DATE_YEAR.findall(told))
        return votes

    @cached_property
    def plan_year(self) -> int | None:
        """Return the year the body names most; the subject's where the body names none or both equally."""
        if not self.year_votes:
            return self.draft.year or self._any_year
        top = max(self.year_votes.values())
        if self.draft.year and (top <= _SAID or self.year_votes[self.draft.year] * 2 >= top):
            return self.draft.year
        if not self.draft.year and top <= _SAID and self._any_year:
            return self._any_year
        leaders = [year for year, count in self.year_votes.items() if count == top]
        near = self.draft.year or max(leaders)
        return min(leaders, key=lambda year: (abs(year - near), -year))

    @cached_property
    def _any_year(self) -> int | None:
        """Find a year where neither subject nor body names one: that of the date line, whose day may be blank."""
        line = self.first(ParagraphKind.DATE)
        found = re.search(r"\b20\d\d\b", line.text if line else "")
        return int(found[0]) if found else None

    @cached_property
    def issued_on(self) -> date | None:
        return iso_date(self.draft.date)

    @cached_property
    def day(self) -> date | None:
        """Return the day a document speaks from: its date, else 1 January of its plan year."""
        if self.issued_on:
            return self.issued_on
        return date(self.plan_year, 1, 1) if self.plan_year else None

    @cached_property
    def rank(self) -> int:
        """Tell how high the issuer stands: 0 centre, 1 province, 2 district or bloc, 3 commune and below; 9 unknown."""
        said = rank_of(self.issuing_body, self.draft.superior or "")
        return rank_of(self.draft.signature.capacity or "", "") if said == 9 else said

    @cached_property
    def issuing_body(self) -> str:
        """Return the issuer's name; of "TỈNH ĐOÀN … / BAN THƯỜNG VỤ" it is the organisation's, which stands above."""
        issuer = (self.draft.issuer or "").strip()
        if self.draft.superior and _PART_OF.match(issuer):
            return f"{issuer} {self.draft.superior}"
        return issuer


def years_in(text: str) -> list[int]:
    """Return the years a sentence names as "năm 2025", leaving out periods, horizons and full dates."""
    return [int(match[1]) for match in _YEAR.finditer(text) if not _DATE_BEFORE.search(text, 0, match.start())]


def iso_date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def day_of(year: int | str, month: int | str, day: int | str) -> date | None:
    """Make a date, if there is such a day."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


_COMMUNE = re.compile(r"\b(?:xã|phường|đặc khu|thị trấn|trường|chi đoàn|đoàn cơ sở|liên đội)\b")
_DISTRICT = re.compile(r"\b(?:huyện|quận|thị xã|thị đoàn|khối|trực thuộc|đoàn các cơ quan)\b")
_PROVINCE = re.compile(r"\b(?:tỉnh|thành đoàn|thành phố|thành ủy|sở)\b")
_CENTRE = re.compile(r"\b(?:trung ương|tw|chính phủ|bộ)\b")


def rank_of(issuer: str, superior: str) -> int:
    """Rank a body: 0 centre, 1 province, 2 district or bloc, 3 commune and below, 9 unknown; the superior helps."""
    issuer, superior = same_tone(issuer), same_tone(superior)
    for rank, level in ((3, _COMMUNE), (2, _DISTRICT)):
        if level.search(issuer):
            return rank
    if _PROVINCE.search(issuer):
        return 2 if "thành đoàn" in issuer and "tỉnh đoàn" in superior else 1
    if _CENTRE.search(issuer):
        return 0
    if _COMMUNE.search(superior):
        return 3
    if _DISTRICT.search(superior):
        return 2
    return 1 if _PROVINCE.search(superior) or _CENTRE.search(superior) else 9


def guess_profile(draft: Draft) -> Profile:
    """Return the State's profile where the letterhead is the State's, the Youth Union's otherwise."""
    motto = fold(draft.motto or "")
    if "cong hoa" in motto or "doc lap" in motto:
        return ND30
    if "doan" in motto:
        return HD29
    if "dang" in motto:
        return PARTY
    names = fold(f"{draft.superior or ''} {draft.issuer or ''} {draft.signature.capacity or ''}")
    if "uy ban nhan dan" in names or "ubnd" in names or "hoi dong nhan dan" in names:
        return ND30
    if draft.symbol and "-" in draft.symbol and "/" not in draft.symbol and "ĐTN" not in draft.symbol:
        return ND30
    return HD29
