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
from documents.structure.lexicon.words import ADDRESSEE, MOTTOS, OTHER_MOTTOS
from documents.structure.reading.columns import letterhead_cells
from documents.structure.reading.dates import iso_date
from documents.structure.reading.joining import starts_paragraph
from documents.structure.reading.lines import Line, is_rule
from documents.structure.reading.typeline import is_unknown_type, read_type
from documents.structure.text import collapse, is_capitals, pattern, without_quotes
from documents.structure.tree import Draft, Paragraph, ParagraphKind

LONGEST_LETTERHEAD = 60  # lines
_NUMBER = re.compile(
    r"^\(?(?:Số|SỐ|So)\s*(?::|(?=[\s\d.…_/-]))\s*(?P<number>[\s\d.…_]*?)\s*(?P<dash>[-–—/])\s*(?P<symbol>.*)$"
)
_BARE_NUMBER = pattern(r"^(?P<number>[\d.…_ ]*)(?P<dash>[-–/])(?P<symbol>[A-Z][A-Za-z]{1,5}\s?/\s?[A-Z][\w-]*)$")
_SPACED_NUMBER = pattern(r"^Số\s*:?\s*(?P<number>\d{1,5})\s+(?P<symbol>[A-Z][A-Za-z]{1,6}/[A-Z][\w/-]*)$")
_ONLY_NUMBER = re.compile(r"^Số\s*:\s*(?P<number>[\d.…_ ]*)(?P<symbol>)$")
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
_SUBJECT = re.compile(r"^(?:V/v|v/v|V/V|Về việc|VỀ VIỆC|Trích yếu)\b")
_ADDRESSEE = re.compile(ADDRESSEE)
# words that open the name of a body of its own
_OPENING = '“"(‘['
_BODY = re.compile(
    r"^(?:BCH|BTV|BAN|ĐOÀN|HỘI|ĐỘI|TỈNH ĐOÀN|TỈNH ỦY|TỈNH UỶ|THÀNH ĐOÀN|THÀNH ỦY|HUYỆN ĐOÀN|QUẬN ĐOÀN|THỊ ĐOÀN|XÃ ĐOÀN"
    r"|PHƯỜNG ĐOÀN|TRUNG ƯƠNG|SỞ|UBND|U[ỶY] BAN|ỦY BAN|VĂN PHÒNG|PHÒNG|ĐẢNG|TRƯỜNG|CHI ĐOÀN|CHI BỘ|LIÊN CHI|LIÊN ĐỘI|TRUNG TÂM"
    r"|CHI CỤC|CỤC|TỔNG CỤC|CÔNG AN|BỘ|TỔNG CÔNG TY|CÔNG TY|TẬP ĐOÀN|BỆNH VIỆN|VIỆN|HỌC VIỆN|LIÊN ĐOÀN|MẶT TRẬN|HĐND"
    r"|NHÀ THIẾU NHI|CUNG|THANH TRA|TÒA ÁN|BẢO HIỂM|NGÂN HÀNG|CHÍNH PHỦ|QUỐC HỘI|UBKT|LIÊN HIỆP|TỔ CÔNG TÁC|HĐĐ|ĐẠI HỌC|CÔNG ĐOÀN|BỘ CHỈ HUY|SƯ ĐOÀN|TRUNG ĐOÀN|VIỆN KIỂM SÁT|BAN QUẢN LÝ|KHO BẠC|THƯ VIỆN|BẢO TÀNG|ĐÀI|BÁO|TẠP CHÍ|CHI HỘI|KHOA|CÂU LẠC BỘ|TRẠM|HỢP TÁC XÃ|NXB)\b"
)
_PROVINCE = re.compile(r"^(?:TỈNH|THÀNH PHỐ|TP\.?)\s(?!ĐOÀN|ỦY|UỶ)")
_OPEN_END = re.compile(
    r"(?:\b(?:BAN CHẤP HÀNH|BCH|BAN THƯỜNG VỤ|BTV|VÀ|CÁC|CỦA|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|UBND|ỦY BAN KIỂM TRA|VĂN PHÒNG|(?:BAN CHẤP HÀNH|BCH|BAN THƯỜNG VỤ|BTV|LIÊN CHI) ĐOÀN"
    r"|TNCS HỒ CHÍ MINH|HỘI ĐỒNG|THANH NIÊN|ĐOÀN KHỐI)|[,&-])$"
)


@dataclass(slots=True)
class _Cell:
    text: str
    line: Line


class _Letterhead:
    """Sorts the cells of the letterhead into the draft."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
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
        if self.last is ParagraphKind.NUMBER and self.draft.number is None and text[:1].isdigit():
            text = f"Số: {text}"  # "Số:" stood on a line of its own
        match = (
            _NUMBER.match(text) or _SPACED_NUMBER.match(text) or _BARE_NUMBER.match(text) or _ONLY_NUMBER.match(text)
        )
        if not match or len(text) > 60:
            return None
        digits = re.sub(r"[^\d]", "", match["number"])
        self.draft.number = digits or None
        symbol = re.sub(r"\s*([-–—/])\s*", r"\1", match["symbol"]).strip(" .")
        self.draft.symbol = symbol or None
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
        if _SUBJECT.match(text) and not draft.subject:
            draft.subject = text
            return ParagraphKind.SUBJECT
        if (
            self.last in (ParagraphKind.SUBJECT, ParagraphKind.MOTTO, ParagraphKind.DATE)
            and draft.subject
            and not is_capitals(text)
            and len(text) < 120
        ):
            draft.subject += " " + text
            return ParagraphKind.SUBJECT
        return None

    def _body(self, text: str) -> ParagraphKind | None:
        letters = [char for char in text if char.isalpha()]
        if not letters or sum(char.isupper() for char in letters) < 0.8 * len(letters) or len(text) > 120:
            return None
        if not self.bodies and _PROVINCE.match(text) and (self.draft.motto or "").startswith("ĐOÀN"):
            text = f"{self.draft.motto} {text}"  # "ĐOÀN TNCS HỒ CHÍ MINH" / "TỈNH …" on two lines
        if self.bodies and self._continues(self.bodies[-1], text):
            self.bodies[-1] += " " + text
        else:
            self.bodies.append(text)
        return ParagraphKind.ISSUER

    def _continues(self, before: str, text: str) -> bool:
        return (
            not _BODY.match(text)
            or before in ("ỦY", "UỶ")
            or (bool(_OPEN_END.search(before)) and not text.startswith(("SỞ", "PHÒNG")))
        )

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
    letterhead = _Letterhead(draft)
    paragraphs: list[Paragraph] = []
    end = _type_line(lines)
    if end is None:
        end = _addressee(lines)
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
        if len(line.text) > 250 or starts_paragraph(line.text):
            return None
    return None


def _type_line(lines: list[Line]) -> int | None:
    """Return the index of the type line among the first lines; None if the document has none."""
    for index, line in enumerate(lines[:LONGEST_LETTERHEAD]):
        if is_rule(line.text):
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
        if is_rule(text):
            continue
        if _ADDRESSEE.match(text) or _SUBJECT.match(text) or len(text) > 250 or starts_paragraph(text):
            return None
        begun = begun or text.startswith("Số") or bool(_DATE.match(text))
        if (
            begun
            and is_unknown_type(text)
            and not _MARK.match(text)
            and not _BODY.match(text)
            and fold(text) not in MOTTOS
            and index + 1 < len(lines)
        ):
            following = lines[index + 1].text
            if not is_capitals(following) and not starts_paragraph(following) and not _DATE.match(following):
                return index
    return None
