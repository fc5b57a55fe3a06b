"""Find where paragraphs begin in a line that holds many. Reads a text; says where, and how surely.

A label begins a paragraph where a sentence ended, or where its number is the one that its list expects; what can be no text
(Điều 2., II. in capitals, Nơi nhận, TM.) begins one wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from documents.structure.lexicon.labels import LETTERS, Style, read_label, roman
from documents.structure.lexicon.titles import title_end
from documents.structure.lexicon.words import POSITIONS_IN_CAPITALS
from documents.structure.reading.signature import is_signer
from documents.structure.text import is_capitals, pattern

_SEAM = pattern(
    r"(?:(?<=\s)|(?<=[.;:”)…])|(?<=[A-Z][A-Z])(?=\d\d?\.)|^)(?:"
    r"(?P<roman>[IVX]{1,5})(?:\.\)|[.)/]|\s?[-–](?=\s))\s{0,3}(?=[A-Z“\"])"
    r"|(?P<article>(?:Điều|ĐIỀU)\s\d{1,3}[.:])\s?(?=\S)"
    r"|(?P<part>(?:PHẦN|CHƯƠNG|Phần|Chương)\s(?:(?:thứ|THỨ)\s)?(?:[IVX]{1,5}|\d{1,2}|nhất|hai|ba|tư|năm|NHẤT|HAI|BA|TƯ|NĂM))(?=[.:\s–-])"
    r"|(?P<compound>[IVX]{1,5}\.\d{1,2}(?:\.\d{1,2})?)[.)]?\s{1,3}(?=[A-Z“\"])"
    r"|(?P<decimals>\d{1,2}\.\d{1,2}(?:\.\d{1,2}){0,2})(?:[.)]?\s{0,3}(?=[A-Z“\"])|[.)]\s{1,3}(?=\d))"
    r"|(?P<decimal>\d{1,2})(?:(?:\.\)|[.)/])(?:\s{0,3}(?=[A-Z“\"])|\s{1,3}(?=\d))|-\s(?=[A-Z]))"
    r"|\((?P<bracket>\d{1,2}|[a-zđ])\)[.:]?\s{1,3}(?=\S)"
    r"|(?P<letter>[a-zđ])[.)]\s{1,3}(?=[A-Z“\"\d])"
    r"|(?P<upper>[A-DĐ])[.)]\s{1,3}(?=[A-Z]{2,})"
    r"|(?P<bullet>[-–+•*])\s{1,3}(?=[A-Z“\"\d(])"
    r"|(?P<ground>(?:Căn cứ (?!vào)(?=[A-Zck])|Xét (?=đề nghị|[A-Z])|Theo đề nghị\b))"
    r"|(?P<speaker>(?:Ban (?:Thường vụ|Chấp hành|Chỉ đạo|Tổ chức|Giám hiệu)|BTV|BCH|UBND|[ỦU][ỷy] ban (?:nhân dân|Hội)|Đảng ủy|Đoàn (?:xã|phường|trường|Thanh niên)|Trường|Công đoàn|Chi đoàn|Thường trực|Tỉnh đoàn|Thuế|Sở|Hội)\b"
    r"(?=[^.;:]{0,200}?\b(?:xây dựng|ban hành|thông báo|báo cáo|đề nghị|trình|hướng dẫn|triển khai|tổ chức|kính mời)\b[^.;:]{0,200}:))"
    r"|(?P<addressee>K(?:ính|ÍNH) [gG][ửỬ][iI]\b)"
    r"|(?P<enacting>(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|KẾT LUẬN|NGHỊ QUYẾT)\s?:(?=\s)|(?:QUYẾT ĐỊNH|QUYẾT NGHỊ)\s(?=(?:Điều|ĐIỀU)\s1\b|1\.\s|I\.\s))"
    r"|(?P<closing>Trên đây là\b)"
    r"|(?P<last>(?:Trong quá trình (?:thực hiện|triển khai)|Nhận được|Kính mong|Rất mong|Trân trọng|(?:Nghị quyết|Quyết định|Hướng dẫn|Chỉ thị|Thông tri|Quy chế|Kế hoạch|Kết luận|Chương trình) này|(?:Đề nghị|Yêu cầu) các)\b(?=[^.;]{5,300}\./\.))"
    r"|(?P<recipients>N[ơƠ][iI] [nN](?:hận|HẬN)\s?:?)"
    r"|(?P<capacity>(?:(?:TM|T/M|KT|K/T|TL|T/L|TUQ)(?:\.\s?|\s)|Q\.\s?)(?=[A-Z]{2,}))"
    r"|(?P<annex>PHỤ LỤC\b|(?:DANH SÁCH|DANH MỤC|BIỂU MẪU|MẪU SỐ|QUY CHẾ|QUY ĐỊNH|ĐỀ ÁN|CHƯƠNG TRÌNH|KẾ HOẠCH|THỂ LỆ|NỘI QUY|LỊCH)\b(?=\s[A-Z\d(]))"
    rf"|(?P<position>(?:(?:P|Q)\.\s?)?(?:{POSITIONS_IN_CAPITALS})(?=(?:\s[A-Z]{(2,)}){0, 5}(?:\s+(?:[A-Z][a-z]|[(+–-])|\s*$)))"
    r")"
)
#: Words after which a figure or a letter is no label: "khu phố 2", "Điều 3", "quý I".
_COUNTED = re.compile(
    r"(?:^|[\s(])(?:khu phố|kp|tổ|ấp|thôn|bản|xóm|buôn|lớp|khối|đợt|giai đoạn|lần|thứ|kỳ|quý|tháng|ngày|năm|số|điều|khoản|mục|điểm|phần|chương|bảng|hình|phụ lục|mẫu|vòng|nhóm|đội|phường|quận"
    r"|tập|bài|cấp|hạng|loại|mức|trên|dưới|từ|đến|là|gồm|với|có|đạt|khóa|khoá|đại hội|tại|theo|của|và|trang|phòng|tầng|cơ sở|trường|học kỳ|tuần|giờ|phương án|chủ đề|vào|trước|độ|được|hơn|gần|khoảng|thêm|qua|bậc|phiên|câu)$",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"(?:^|[\s(])(?:điểm|khoản|mục|phần|nhóm|lớp|khối|tổ|ý|tại|theo|loại|hạng)$", re.IGNORECASE)
_STRONG = frozenset(
    {
        "roman",
        "article",
        "part",
        "decimal",
        "decimals",
        "ground",
        "addressee",
        "enacting",
        "closing",
        "recipients",
        "capacity",
    }
)
_STYLES = {
    "roman": Style.ROMAN,
    "part": Style.PART,
    "upper": Style.UPPER,
    "decimal": Style.DECIMAL,
    "decimals": Style.DECIMAL2,
    "compound": Style.DECIMAL2,
}
_STOP = pattern(r"[.;](?:\s+(?P<bullet>[-–+•*]\s+[A-Z“\d(])|\s|$)")
_NOT_CAPITALS = pattern(r"(?!\s[A-Z]{2,})(?:\s|$)")
_ENDS = frozenset(".;:!?…”)")
_HEADINGS = frozenset({"roman", "part", "upper", "article"})


@dataclass(slots=True)
class Seams:
    """Where paragraphs begin, and how many of the seams could be no text, by kind."""

    cuts: list[int] = field(default_factory=list)
    strong: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Place:
    """What stands before a label."""

    text: str
    seam: re.Match[str]
    kind: str

    @property
    def before(self) -> str:
        return self.text[max(0, self.seam.start() - 24) : self.seam.start()].rstrip()

    @property
    def closed(self) -> bool:
        return not self.before or self.before[-1] in _ENDS

    @property
    def counted(self) -> bool:
        """Tell whether the word before makes a figure or a letter part of its sentence."""
        last = self.before.rsplit(" ", 1)[-1]
        if len(last) > 1 and last.isupper():
            return False
        return bool((_LETTERED if self.kind in ("letter", "bracket") else _COUNTED).search(self.before))


class _Walk:
    """Walks the seams from left to right and keeps the numbers that open lists expect."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.at = start  # where the last paragraph began
        self.kind = ""  # … and what began it
        self.last: dict[str, int] = {}
        self.tail = False

    def seams(self) -> Iterator[tuple[int, str]]:
        """Yield where paragraphs begin, each with the kind of what begins it."""
        for seam in _SEAM.finditer(self.text, self.at):
            kind = seam.lastgroup or ""
            if seam.start() > self.at and not self._begins(_Place(self.text, seam, kind)):
                continue
            yield from self._title(seam.start())
            if seam.start() > self.at or not self.kind:
                yield seam.start(), kind
            if kind == "position" and self.tail and (name := _NOT_CAPITALS.search(self.text, seam.end())):
                yield name.start(), "signer"
            self._enter(seam, kind)
        yield from self._title(len(self.text))

    def _enter(self, seam: re.Match[str], kind: str) -> None:
        self.at, self.kind = seam.start(), kind
        self.tail = self.tail or kind in ("recipients", "capacity")
        if kind in ("roman", "part", "upper", "article", "decimal", "bracket", "letter"):
            self.last[kind] = _number(seam, kind)
        for inner in _INSIDE.get(kind, ()):
            self.last.pop(inner, None)
        if kind == "annex":
            self.last.clear()
            self.tail = False

    def _title(self, end: int) -> Iterator[tuple[int, str]]:
        """Yield where the text under a heading begins that goes on in the heading's own words."""
        style = _STYLES.get(self.kind)
        if style is None or self.tail:
            return
        piece = self.text[self.at : min(end, self.at + 400)]
        label = read_label(piece)
        if label and (cut := title_end(style, label[1])):
            yield self.at + len(piece) - len(label[1]) + cut, "text"

    def _begins(self, place: _Place) -> bool:
        kind = place.kind
        if kind in ("recipients", "addressee", "enacting", "annex"):
            return kind != "annex" or self.tail or (place.closed and place.seam[0].startswith("PHỤ"))
        if kind == "speaker":
            return self.kind == "ground" and place.before[-1:] in ",;."
        if kind == "capacity":
            return place.closed or self.tail or is_capitals(self.text[place.seam.end() : place.seam.end() + 12])
        if kind == "position":
            return self.tail and (place.closed or len(self.text[self.at : place.seam.start()].split()) > 1)
        if kind in ("closing", "last", "ground"):
            return place.closed or place.before[-1:] == "," or (kind == "ground" and self.kind == "addressee")
        if self.tail and kind != "bullet":
            return False
        if kind == "bullet":
            return place.closed or self._under_title(place) or self._begins_list(place)
        return self._labels(place)

    def _labels(self, place: _Place) -> bool:
        """Tell whether a number or letter labels a paragraph."""
        kind = place.kind
        if place.counted and not (kind == "article" and place.closed):
            return False
        number = _number(place.seam, kind)
        expected = number == self.last.get(kind, 0) + 1
        if kind in ("decimals", "compound"):
            return place.closed or self._under_heading(place) or number > 1
        if kind == "part":
            return place.closed or not self.kind or "hứ" in place.seam[0] or "HỨ" in place.seam[0]
        if kind in ("roman", "upper"):
            capitals = is_capitals(self.text[place.seam.end() : place.seam.end() + 10].strip('“" '))
            return (capitals and (expected or place.closed)) or (
                expected and (place.closed or self._under_heading(place))
            )
        if kind == "article":
            return place.closed or expected
        if place.closed:
            return expected or number == 1 or number <= self.last.get(kind, 0) + 2
        if number == 1:
            return self._under_heading(place) or self._under_title(place)
        return expected and kind in ("decimal", "bracket")

    def _begins_list(self, place: _Place) -> bool:
        """Tell whether a dash after a title begins a list: another item follows its sentence, or it is a whole one."""
        if self.tail:
            return place.before[-1:] == "," or place.before[-1:].isupper()
        near = self.text[self.at : place.seam.start()]
        label = read_label(near) if self.kind in _STYLES and len(near) < 120 else None
        if label is None or re.search(r"[.;:]\s", label[1]) or is_signer(label[1].strip()):
            return False
        rest = self.text[place.seam.end() : place.seam.end() + 400]
        end = _STOP.search(rest)
        if is_capitals(label[1]) and is_capitals(rest[:3]):  # "MỤC ĐÍCH - YÊU CẦU"
            return False
        if end is None or len(label[1].split()) < 2:
            return False
        return bool(end["bullet"]) or (end[0][:1] == "." and len(rest[: end.start()].split()) > 5)

    def _under_heading(self, place: _Place) -> bool:
        """Tell whether only a title stands between the last heading's label and this place."""
        near = self.text[self.at : place.seam.start()]
        if not self.kind:
            return True
        return (
            self.kind in (*_HEADINGS, "decimal")
            and len(near) < 200
            and not any(end in near[9:] for end in (". ", "; "))
        )

    def _under_title(self, place: _Place) -> bool:
        """Tell whether the last label's text so far is a title that offices use."""
        style = _STYLES.get(self.kind)
        near = self.text[self.at : place.seam.end() + 40]
        label = read_label(near) if style and place.seam.start() - self.at < 80 else None
        if label is None or style is None:
            return False
        return title_end(style, label[1] + " x" * 8) == place.seam.start() - self.at - (len(near) - len(label[1]))


_INSIDE = {
    "part": ("roman", "decimal", "bracket", "letter"),
    "upper": ("roman", "decimal", "bracket", "letter"),
    "article": ("decimal", "bracket", "letter"),
    "roman": ("decimal", "bracket", "letter"),
    "decimal": ("bracket", "letter"),
    "decimals": ("bracket", "letter"),
}


def _number(seam: re.Match[str], kind: str) -> int:
    words = seam[kind]
    if kind == "roman":
        return roman(words)
    if kind in ("letter", "bracket") and words.isalpha():
        return LETTERS.find(words) + 1
    digits = re.findall(r"\d+", words)
    return int(digits[-1]) if digits else "ABCDĐ".find(words) + 1 if kind == "upper" else 0


def find_seams(text: str, start: int) -> Seams:
    """Find where paragraphs begin from an offset on."""
    found = Seams()
    for at, kind in _Walk(text, start).seams():
        found.cuts.append(at)
        if kind in _STRONG:
            found.strong[kind] = found.strong.get(kind, 0) + 1
    return found
