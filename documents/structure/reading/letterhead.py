"""Read the letterhead: the first lines, up to the type line.

Writes superior, issuer, motto, number, symbol, place, date, marks, meeting, and a CV's subject into the draft, and one
paragraph per cell.

Every cell is recognised by what it says, not by where it stands, so columns may be side by side, one under the other,
or mixed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from documents.structure.fold import fold
from documents.structure.lexicon.letterheads import goes_on, in_capitals, is_plain_name, names_body, names_province
from documents.structure.lexicon.types import TITLES, alternatives
from documents.structure.lexicon.words import ABOUT, ADDRESSEE, MOTTOS, OTHER_MOTTOS
from documents.structure.reading.columns import letterhead_cells
from documents.structure.reading.dates import iso_date
from documents.structure.reading.joining import starts_paragraph
from documents.structure.reading.lines import Line, is_rule
from documents.structure.reading.numberline import is_piece, read_number
from documents.structure.reading.typeline import is_unknown_type, read_type
from documents.structure.text import collapse, is_capitals, pattern, without_quotes
from documents.structure.tree import Draft, Paragraph, ParagraphKind

LONGEST_LETTERHEAD = 60  # lines
_DATE = re.compile(
    r"^(?P<place>[^,]{0,60}?)\s*,?\s*(?:ngày|Ngày)\b(?P<rest>[^,;:]{0,60}(?:tháng|/|năm)[^,;:]{0,40}|[\s.…_/]*)$|^(?P<place2>[^,\d]{2,40}),\s*(?P<rest2>\d{1,2}/\d{1,2}/\d{4})$"
)
_HALF_DATE = re.compile(r"^[^,]{2,40},\s*ngày\s*[\d.…]{0,4}$")
_HALF_MOTTO = re.compile(
    r"^(?:cong(?: hoa(?: xa(?: hoi(?: chu nghia)?)?)?)?|doan tncs|doan thanh nien cong san|doc lap(?: - tu do)?(?: -)?)$"
)
_DATE_REST = re.compile(r"^(?:\d{1,2}\s*)?tháng\b|^năm\s*\d{4}$")
_FRAGMENT = pattern(r"^[A-Z][a-z]{1,8}(?:\s[A-Z][a-z]{1,8})?$")
_MARK = re.compile(
    r"^[\[(“\"]*(DỰ THẢO|Dự thảo|DỰTHẢO|TUYỆT MẬT|TỐI MẬT|MẬT|HỎA TỐC|HOẢ TỐC|THƯỢNG KHẨN|KHẨN|LƯU HÀNH NỘI BỘ)\b"
)
_MEETING = re.compile(r"^[“\"(\[‘']*\s*(?:Tài liệu|TÀI LIỆU|Trình Hội nghị|Phục vụ Hội nghị|Văn kiện)\b")
_SUBJECT = re.compile(ABOUT)
_TITLED = re.compile(rf"(?:{alternatives(TITLES)})\b[^,]*\bngày\b", re.IGNORECASE)
_ADDRESSEE = re.compile(ADDRESSEE)
_OPENING = '“"(‘['
_PLAIN_SUBJECT = re.compile(
    r"^(?:Về|VỀ|Trả lời|Phúc đáp|Đề nghị|Triển khai|Đôn đốc|Mời|Xin ý kiến|Góp ý|Báo cáo|Hướng dẫn)\s"
)


@dataclass(slots=True)
class _Cell:
    text: str
    line: Line


class _Letterhead:
    """Sorts the cells of the letterhead into the draft."""

    def __init__(self, draft: Draft, *, letter: bool, ends: bool) -> None:
        self.draft = draft
        self.letter = letter  # there is no type line
        self.ends = ends  # it is known where the letterhead ends
        self.open_number = ""  # "Số:" before its symbol
        self.bodies: list[str] = []
        self.twice = ""  # the motto said a second time: a province's committee has it as its superior too
        self.half = ""  # the first line of a motto on two lines
        self.half_date = ""  # "Lam Giang, ngày 25" before "tháng 4 năm 2026"
        self.fragment = ""  # "Lam" before "Giang, ngày 25 tháng 4 năm 2026"
        self.last: ParagraphKind | None = None
        self.open_meeting = False

    def read(self, cell: _Cell) -> Paragraph | None:
        """Return the paragraph of one cell; None if the cell belongs to no letterhead."""
        kind = self._kind(cell.text)
        self.fragment = cell.text if kind is None and _FRAGMENT.match(cell.text) else ""
        if kind is None:
            return None
        self.last = kind
        return Paragraph("", kind, cell.text, line=cell.line.number)

    def _kind(self, text: str) -> ParagraphKind | None:
        for recognise in (self._rule, self._motto, self._number, self._date, self._mark, self._meeting, self._subject):
            if kind := recognise(text):
                return kind
        return self._body(text)

    def _rule(self, text: str) -> ParagraphKind | None:
        return ParagraphKind.RULE if is_rule(text) or text in ("*", "**", "--", "-", "_", "__", "|") else None

    def _motto(self, text: str) -> ParagraphKind | None:
        folded = fold(text).strip("-_ .*").replace("–", "-").replace(" -", "-").replace("- ", "-").replace("-", " - ")
        if folded in MOTTOS:
            if fold(text) == fold(self.draft.motto or ""):
                self.twice = text
            self.draft.motto = self.draft.motto or text
            return ParagraphKind.MOTTO
        if folded == "viet nam" and self.last is ParagraphKind.MOTTO and self.draft.motto:
            self.draft.motto += " " + text
            return ParagraphKind.MOTTO
        if folded in OTHER_MOTTOS and self.bodies:
            self.draft.motto = self.draft.motto or text
            return ParagraphKind.MOTTO
        return self._half_motto(text, folded)

    def _half_motto(self, text: str, folded: str) -> ParagraphKind | None:
        """Read a motto whose words stand on two lines."""
        if self.half and f"{fold(self.half)} {folded}" in MOTTOS:
            self.draft.motto = self.draft.motto or f"{self.half} {text}"
            self.half = ""
            return ParagraphKind.MOTTO
        if _HALF_MOTTO.match(folded):
            self.half = text
            return ParagraphKind.MOTTO
        return None

    def _number(self, text: str) -> ParagraphKind | None:
        if self.open_number and is_piece(text):
            text = f"{self.open_number} {text}"  # "Số:" stood on a line of its own, or without its symbol
        found = read_number(text)
        if found is None:
            return None
        self.draft.number, self.draft.symbol = found.number, found.symbol
        self.open_number = "" if found.symbol else text
        return ParagraphKind.NUMBER

    def _date(self, text: str) -> ParagraphKind | None:
        if self.half_date and _DATE_REST.match(text):
            text = f"{self.half_date} {text}"
        elif _HALF_DATE.match(text) and not self.draft.date:
            self.half_date = f"{self.fragment} {text}".strip()
            return ParagraphKind.DATE
        match = _DATE.match(text)
        if not match or len(text) > 110 or self.draft.date or text.endswith((".", ";", ":")):
            return None
        if _TITLED.match(text):  # "Thông báo khẩn ngày 18/10/2020"
            return None
        place = (match["place"] or match["place2"] or "").strip(" .…_,")
        if self.fragment and place[:1].isupper() and not self.draft.place:
            place = f"{self.fragment} {place}"
        self.half_date = text
        self.draft.place = self.draft.place or collapse(place) or None
        self.draft.date = iso_date("ngày" + (match["rest"] or match["rest2"] or ""))
        return ParagraphKind.DATE

    def _mark(self, text: str) -> ParagraphKind | None:
        if _MARK.match(text) and len(text) < 90:
            self.draft.marks.append(without_quotes(text))
            return ParagraphKind.MARK
        return None

    def _meeting(self, text: str) -> ParagraphKind | None:
        draft = self.draft
        if draft.meeting and self.open_meeting and (draft.meeting[0] in _OPENING or text[:1].islower()):
            draft.meeting += " " + text
        elif _MEETING.match(text) and len(text) < 250 and not draft.meeting:
            draft.meeting = text
        else:
            self.open_meeting = False
            return None
        self.open_meeting = text[-1:] not in '”")]’' and len(draft.meeting) < 250
        return ParagraphKind.MEETING

    def _subject(self, text: str) -> ParagraphKind | None:
        draft = self.draft
        if (_SUBJECT.match(text) or self._stands_for_subject(text)) and not draft.subject:
            draft.subject = without_quotes(text) if text[0] in _OPENING else text
            return ParagraphKind.SUBJECT
        if (
            self.last in (ParagraphKind.SUBJECT, ParagraphKind.MOTTO, ParagraphKind.DATE)
            and draft.subject
            and len(text) < 120
            and (not is_capitals(text) or self._ends_subject(text))
        ):
            draft.subject += " " + text
            return ParagraphKind.SUBJECT
        return None

    def _ends_subject(self, text: str) -> bool:
        """Tell whether a line in capitals is the abbreviation that a subject ends with: "… chính sách thuế / GTGT"."""
        return self.last is ParagraphKind.SUBJECT and " " not in text and not names_body(text)

    def _stands_for_subject(self, text: str) -> bool:
        """Tell whether a line is a letter's subject without its "V/v": under the number, of a document without a type line."""
        above = (ParagraphKind.NUMBER, ParagraphKind.RULE, *((ParagraphKind.DATE,) if text.startswith("Về ") else ()))
        under = self.last in above and bool(self.draft.symbol)
        return self.letter and under and bool(_PLAIN_SUBJECT.match(text)) and len(text) < 150

    def _body(self, text: str) -> ParagraphKind | None:
        if not in_capitals(text) and not self._is_named(text):
            return None
        if not self.bodies and names_province(text) and (self.draft.motto or "").startswith("ĐOÀN"):
            text = f"{self.draft.motto} {text}"  # "ĐOÀN TNCS HỒ CHÍ MINH" / "TỈNH …" on two lines
        if self.bodies and goes_on(self.bodies[-1], text):
            self.bodies[-1] += " " + text
        else:
            self.bodies.append(text)
        return ParagraphKind.ISSUER

    def _is_named(self, text: str) -> bool:
        """Tell whether a line in small letters is a body's name: above all else, or where the letterhead's end is known."""
        above = self.ends or self.last in (None, ParagraphKind.ISSUER)
        return above and not self.draft.subject and is_plain_name(text)

    def finish(self, paragraphs: list[Paragraph]) -> None:
        """Name the superior and the issuer once all bodies are known."""
        draft = self.draft
        if draft.meeting:
            draft.meeting = without_quotes(draft.meeting)
        if not self.bodies:
            return
        draft.issuer = self.bodies[-1]
        draft.superior = " ".join(self.bodies[:-1]) or self.twice or None
        if self.twice and draft.superior == self.twice:  # the one on the left, read first
            next(
                paragraph for paragraph in paragraphs if paragraph.kind is ParagraphKind.MOTTO
            ).kind = ParagraphKind.SUPERIOR
        elif draft.superior:
            rest = draft.superior
            for paragraph in paragraphs:
                if paragraph.kind is ParagraphKind.ISSUER and rest.startswith(paragraph.text):
                    paragraph.kind = ParagraphKind.SUPERIOR
                    rest = rest[len(paragraph.text) :].strip()


def read_letterhead(lines: list[Line], draft: Draft) -> tuple[list[Paragraph], int]:
    """Return the letterhead's paragraphs and the index of the first line after it (the type line, if there is one)."""
    paragraphs: list[Paragraph] = []
    titled = _type_line(lines)
    end = titled if titled is not None else _addressee(lines)
    letterhead = _Letterhead(draft, letter=titled is None, ends=end is not None)
    index = 0
    for line in lines[: end if end is not None else LONGEST_LETTERHEAD]:
        cells = [collapse(line.text)] if line.row else letterhead_cells(line.spaced)
        found = [letterhead.read(_Cell(text, line)) for text in cells]
        if end is None and None in found:
            break
        kept = [
            paragraph or Paragraph("", ParagraphKind.PROSE, text, line=line.number)
            for paragraph, text in zip(found, cells, strict=True)
        ]
        kept[0].raw = line.raw
        paragraphs.extend(kept)
        index += 1
    letterhead.finish(paragraphs)
    return paragraphs, index


def _addressee(lines: list[Line]) -> int | None:
    """Return the index of "Kính gửi" among the first lines, where an official letter's letterhead ends."""
    for index, line in enumerate(lines[:LONGEST_LETTERHEAD]):
        if _ADDRESSEE.match(line.text):
            return index
        if len(line.text) > 250 or (starts_paragraph(line.text) and not is_piece(line.text)):
            return None
    return None


def _type_line(lines: list[Line]) -> int | None:
    """Return the index of the type line among the first lines; None if the document has none."""
    for index, line in enumerate(lines[:LONGEST_LETTERHEAD]):
        if is_rule(line.text) or is_piece(line.text):
            continue
        if read_type(line.text):
            return index
        if _ADDRESSEE.match(line.text) or len(line.text) > 250 or starts_paragraph(line.text):
            break
    return _unknown_type(lines)


def _unknown_type(lines: list[Line]) -> int | None:
    """Return a line in capitals after number, date or motto that names no body, with a subject under it: a type nobody
    knows.
    """
    begun = False
    for index, line in enumerate(lines[:LONGEST_LETTERHEAD]):
        text = line.text
        if is_rule(text) or is_piece(text):
            continue
        if _ADDRESSEE.match(text) or _SUBJECT.match(text) or len(text) > 250 or starts_paragraph(text):
            return None
        begun = begun or text.startswith("Số") or bool(_DATE.match(text))
        if (
            begun
            and is_unknown_type(text)
            and not _MARK.match(text)
            and not names_body(text)
            and fold(text) not in MOTTOS
            and index + 1 < len(lines)
        ):
            following = lines[index + 1].text
            if not is_capitals(following) and not starts_paragraph(following) and not _DATE.match(following):
                return index
    return None
