"""Read the type line and the subject. Reads the lines from the type line on; writes type, type_name, subject and year."""

from __future__ import annotations

import re

from documents.structure.fold import fold
from documents.structure.lexicon.letterheads import abbreviates, goes_on, names_province
from documents.structure.lexicon.types import code_in_symbol
from documents.structure.lexicon.words import ABOUT, ADDRESSEE
from documents.structure.reading.dates import iso_date
from documents.structure.reading.joining import starts_paragraph
from documents.structure.reading.lines import Line, is_rule
from documents.structure.reading.numberline import number_in_title
from documents.structure.reading.typeline import TypeLine, is_unknown_type, read_type
from documents.structure.text import collapse, is_capitals, without_quotes
from documents.structure.tree import Draft, Paragraph, ParagraphKind

_ADDRESSEE = re.compile(ADDRESSEE)
LONGEST_SUBJECT = 6  # lines
LONGEST_AFTER_CAPITALS = 40  # letters of a line in small letters that still goes on with a subject in capitals
# How a body's first paragraph opens, and a subject's second line does not.
_BODY_OPENS = re.compile(
    r"^(?:Căn cứ|Xét|Thực hiện|Theo|Nhằm|Để|Trên cơ sở|Tiếp tục|Trong|Phát huy|Ban Thường vụ|Ban Chấp hành|UBND|Ủy ban nhân dân"
    r"|Uỷ ban nhân dân|K(?:ính|ÍNH) [gG][ửỬởỞ][iI]|Chủ đề|CHỦ ĐỀ|Năm \d|Qua |Được sự|Hưởng ứng|Sau khi|Sau |Từ ngày|Đồng chí"
    r"|QUYẾT (?:ĐỊNH|NGHỊ)\s*:?$|MỤC LỤC|Mục lục|Trân trọng|Thường trực|Đoàn (?:xã|phường|Thanh niên)|Tỉnh đoàn|Thành đoàn|\(|\d+\.|[IVX]+\.|-\s)"
)
#: In whose name a decision is taken: a line in capitals of its own between subject and căn cứ.
_AUTHORITY = re.compile(
    r"^(?:(?:PHÓ )?(?:CHỦ TỊCH|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|HIỆU TRƯỞNG|TRƯỞNG|VIỆN TRƯỞNG|CỤC TRƯỞNG|CHI CỤC TRƯỞNG|BỘ TRƯỞNG|THỦ TƯỚNG|CHÁNH|BÍ THƯ|"
    r"THỐNG ĐỐC|TỔNG CỤC TRƯỞNG|CHỦ NHIỆM)|BAN|ỦY BAN|UỶ BAN|BCH|BTV|HỘI|ĐOÀN|ĐẢNG|THƯỜNG|LIÊN|CÔNG ĐOÀN|CHI|TỔNG|ĐẠI HỘI|QUỐC HỘI|CHÍNH PHỦ|"
    r"TỈNH|THÀNH|XÃ ĐOÀN|PHƯỜNG ĐOÀN|UBND|HĐND|TRƯỜNG|SỞ)\b"
)
_PERIOD = re.compile(r"^(?:NĂM|NHIỆM KỲ|GIAI ĐOẠN|THÁNG|QUÝ|KHÓA|KHOÁ|LẦN THỨ)\b")
_INVITES = re.compile(
    r"\b(?:kính|trân trọng|[Tt]hân) mời\b|^(?:Kính |Trân trọng )?[Mm]ời\b|^Kính\b|\b(?:[Đđ]ến dự|[Tt]ới dự)\s*:"
)
_GOES_ON = re.compile(
    r"[,–-]$|\s(?:của|và|tại|cho|về|với|các|trong|theo|tỉnh|xã|phường|huyện|khối|VÀ|CỦA|CÁC|TẠI|VỀ|CHO|VỚI|TRONG|THEO"
    r"|THÀNH LẬP|KIỆN TOÀN|BAN HÀNH|THỰC HIỆN|TRIỂN KHAI|CÔNG NHẬN|PHÊ DUYỆT|CHUẨN Y|TỔ CHỨC|NGHỊ|QUY|ĐỊNH|ỦY|UỶ|PHÁT ĐỘNG|GIẢI THỂ|BỔ SUNG"
    r"|thành lập|kiện toàn|ban hành|thực hiện|triển khai|công nhận|phê duyệt|chuẩn y|tổ chức|nghị|phát động|giải thể|bổ sung)$"
)
_BODY_NAME = re.compile(r"^(?:Đoàn|Ban Thường vụ|Ban Chấp hành|UBND|Ủy ban|Uỷ ban|Tỉnh đoàn|Thành đoàn|Thường trực)\b")
_YEAR = re.compile(r"(?:năm|NĂM|Năm)\s+(?:học\s+)?((?:19|20)\d\d)\b")
_ANY_YEAR = re.compile(r"(?<![\d.])((?:19|20)\d\d)(?!\d)")
_YEAR_RANGE = re.compile(r"^[-–]\s?(?:19|20)\d\d")
_MEETING = re.compile(r"^\((?:Trình|Tài liệu|Tại|Phục vụ|Báo cáo tại|Dự thảo trình)\b.*\)$")
# a document that the subject cites has a year of its own
_CITED = re.compile(
    r"\bsố\s+[\w/–-]+\s*,?\s*ngày\s+\d{1,2}(?:/\d{1,2}/|\s+tháng\s+\d{1,2}\s+năm\s+)\d{4}|\b\d+/(?:19|20)\d\d/[\w-]+",
    re.IGNORECASE,
)
_LAW_YEAR = re.compile(r"^\d{4}/")
_RANGE = re.compile(r"(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d")


def read_subject(lines: list[Line], start: int, draft: Draft) -> tuple[list[Paragraph], int]:
    """Return the paragraphs of type and subject, and the index of the first line of the body."""
    paragraphs: list[Paragraph] = []
    index = start
    kind = _type_at(lines, start)
    if kind is not None and not lines[start].row:
        _take_type(lines[start], kind, draft, paragraphs)
        index = _take_subject(lines, start + 1, draft, paragraphs, bool(kind.rest))
    elif draft.subject is None and draft.number is not None and start < len(lines) and _is_title(lines, start):
        index = _take_subject(lines, start, draft, paragraphs, False)
    addressed = index < len(lines) and bool(_ADDRESSEE.match(lines[index].text))
    draft.type = draft.type or _type_by_symbol(draft, addressed)
    if draft.type == "CV" and draft.type_name is None:
        draft.type_name = "Công văn"
    draft.year = year_of(draft.subject or "")
    return paragraphs, index


def _type_at(lines: list[Line], index: int) -> TypeLine | None:
    if index >= len(lines):
        return None
    text = lines[index].text
    return read_type(text) or (TypeLine(text, None, "") if index and is_unknown_type(text) else None)


def year_of(subject: str) -> int | None:
    """Return the year that a subject is about; the first one; None if it names none or a period."""
    subject = _CITED.sub(" ", subject)
    without_periods = _RANGE.sub(" ", subject)
    found = _YEAR.findall(without_periods) or _YEAR.findall(subject) or _ANY_YEAR.findall(without_periods)
    return int(found[0]) if found else None


def _take_type(line: Line, kind: TypeLine, draft: Draft, paragraphs: list[Paragraph]) -> None:
    draft.type, draft.type_name = kind.code, kind.name
    paragraphs.append(Paragraph("", ParagraphKind.TYPE, kind.name, line=line.number, raw=line.raw))
    rest = kind.rest
    if rest and draft.symbol is None and (titled := number_in_title(rest)):
        draft.number, draft.symbol = titled.line.number, titled.line.symbol
        draft.date = draft.date or iso_date(f"ngày {titled.date}".lower())
        paragraphs.append(Paragraph("", ParagraphKind.NUMBER, titled.words, line=line.number))
        rest = rest[len(titled.words) :].strip()
    if rest:
        paragraphs.append(Paragraph("", ParagraphKind.SUBJECT, rest, line=line.number))
        draft.subject = rest


def _take_subject(lines: list[Line], index: int, draft: Draft, paragraphs: list[Paragraph], begun: bool) -> int:
    for count in range(LONGEST_SUBJECT):
        if index >= len(lines) or _is_authority(lines, index, draft):
            break
        if not _belongs(lines[index], draft.subject, count, begun):
            break
        line = lines[index]
        text = collapse(line.text)
        if draft.subject and paragraphs[-1].kind is ParagraphKind.SUBJECT:
            paragraphs[-1].text = draft.subject = f"{draft.subject} {text}"
            paragraphs[-1].raw = f"{paragraphs[-1].raw}\n{line.raw}".lstrip("\n")
        else:
            draft.subject = text
            paragraphs.append(Paragraph("", ParagraphKind.SUBJECT, text, line=line.number, raw=line.raw))
        index += 1
    if index < len(lines) and not draft.meeting and _MEETING.match(lines[index].text):
        text = collapse(lines[index].text)
        draft.meeting = without_quotes(text)
        paragraphs.append(Paragraph("", ParagraphKind.MEETING, text, line=lines[index].number, raw=lines[index].raw))
        index += 1
    while index < len(lines) and is_rule(lines[index].text):
        paragraphs.append(
            Paragraph("", ParagraphKind.RULE, lines[index].text, line=lines[index].number, raw=lines[index].raw)
        )
        index += 1
    return index


def _is_authority(lines: list[Line], index: int, draft: Draft) -> bool:
    """Tell whether a line says in whose name the paper is issued: in capitals, under the subject, before a rule or the body.

    "… THÀNH LẬP / BAN TỔ CHỨC HỘI TRẠI" goes on with the subject, and so does what other capitals follow.
    """
    text, subject = lines[index].text, draft.subject
    if not subject or not is_capitals(text) or not _AUTHORITY.match(text) or _GOES_ON.search(subject):
        return False
    if fold(text) == fold(draft.issuer or ""):
        return True  # whatever follows: "KHÓA XI, KỲ HỌP THỨ 2"
    if names_province(text):
        return False
    following = next((line.text for line in lines[index + 1 : index + 3] if not is_rule(line.text)), "")
    if not is_capitals(subject) or not is_capitals(following):
        return True
    another = bool(_AUTHORITY.match(following)) and not goes_on(text, following)
    return not another and not _PERIOD.match(following)


def _belongs(line: Line, subject: str | None, count: int, begun: bool) -> bool:
    text = line.text
    if line.row or is_rule(text) or starts_paragraph(text) or len(text) > 260:
        return False
    if _INVITES.search(text):
        return False
    if not subject or (count == 0 and not begun):
        return text[-1:] not in ":;" and not (_BODY_OPENS.match(text) and len(text) > 120)
    if _YEAR_RANGE.match(text) or (_GOES_ON.search(subject) and len(text) < 130):
        return True
    if text[-1:] in ".;:" or len(text) > 130 or (count and _leaves_capitals(subject, text)):
        return False
    dated, names_year = year_of(subject) is not None, year_of(text) is not None
    if _BODY_OPENS.match(text) and not (_BODY_NAME.match(text) and names_year and not dated and len(text) < 90):
        return False
    if dated and text[:1].isupper() and not is_capitals(text) and (line.indented or len(text) > 60):
        return False
    if text[:1].islower() or not line.blank_before:
        return True
    if is_capitals(subject) != is_capitals(text) and not (is_capitals(subject) and count == 0):
        return False
    return not dated and (names_year or len(text) < 70)


def _leaves_capitals(subject: str, text: str) -> bool:
    """Tell whether the body goes straight on, without a blank line, under a subject in capitals."""
    plain = text[:1].isupper() and not is_capitals(text)
    return plain and len(text) > LONGEST_AFTER_CAPITALS and is_capitals(subject)


def _is_title(lines: list[Line], index: int) -> bool:
    """Tell whether a short line without a stop straight after the letterhead is the subject, where no type line
    stands.
    """
    text = lines[index].text
    return len(text) < 150 and text[-1:] not in ".:;," and not starts_paragraph(text) and not _BODY_OPENS.match(text)


def _type_by_symbol(draft: Draft, addressed: bool) -> str | None:
    """Tell the type of a document without a type line: CV if it says "V/v" or "Kính gửi", else by its symbol."""
    if draft.type_name is not None:
        return None
    written = re.split(r"[/-]", _LAW_YEAR.sub("", draft.symbol or ""))[0]
    code = code_in_symbol(written)
    if (code is None or (addressed and abbreviates(written, draft.issuer or ""))) and (
        addressed or re.match(ABOUT, draft.subject or "")
    ):
        return "CV"
    return code
