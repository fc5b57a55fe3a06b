"""List the bodies that closed or merged, and when: dated data for the check `body_closed`.

A body counts as closed for a document whose day is on or after `closed_on`. Names are written as they stand in text;
`pattern` is a regular expression over the text with its capitals; `hints` are literal words, one of which stands in every
match.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from documents.structure.text import pattern


@dataclass(frozen=True, slots=True)
class Closed:
    """One body (or level, or name) that ended: what it was, when it ended, what took its place."""

    name: str
    closed_on: date
    pattern: str
    successor: str = ""
    hints: tuple[str, ...] = ()


_DISTRICTS_END = date(2025, 7, 1)
_MERGERS_2025 = date(2025, 3, 1)
_PARTY_2025 = date(2025, 2, 3)

#: Provinces whose names ended on 01/7/2025 (Nghị quyết 202/2025/QH15).
ENDED_PROVINCES = (
    "Hà Giang|Yên Bái|Bắc Kạn|Vĩnh Phúc|Hòa Bình|Hoà Bình|Bắc Giang|Thái Bình|Hải Dương|Hà Nam|Nam Định|Quảng Bình|"
    "Quảng Nam|Kon Tum|Bình Định|Phú Yên|Ninh Thuận|Đắk Nông|Đăk Nông|Bình Thuận|Bình Dương|Bà Rịa - Vũng Tàu|"
    "Bà Rịa – Vũng Tàu|Long An|Bình Phước|Tiền Giang|Bến Tre|Trà Vinh|Sóc Trăng|Bạc Liêu|Hậu Giang|Kiên Giang"
)


CLOSED_BODIES: tuple[Closed, ...] = (
    Closed(
        "cấp huyện",
        _DISTRICTS_END,
        r"(?:(?:UBND|HĐND|MTTQ|Ủy ban nhân dân|Uỷ ban nhân dân|Hội đồng nhân dân|Đảng bộ|Đoàn) (?:các )?(?:huyện|quận|thị xã)\b"
        r"|\b[Cc]ấp huyện\b|\b(?:[Hh]uyện|[Qq]uận|[Tt]hị) (?:đoàn|ủy|uỷ)\b|\b[Cc]ác (?:huyện|quận|thị)(?: đoàn\b|, (?:thị|quận|thành|huyện)\b)"
        r"|\b(?:huyện|thị xã|thị trấn) [A-Z]\w*|\bquận (?:\d{1,2}\b|[A-Z]\w*)|\bBan Thường vụ (?:Huyện|Quận|Thị) (?:đoàn|ủy|uỷ))",
        "đoàn cấp xã, phường, đặc khu",
        hints=(" huyện", "Huyện ", " quận ", "Quận ", " thị xã", "thị trấn", "hị đoàn", "hị ủy", "hị uỷ", " thị, "),
    ),
    Closed("Ban Dân vận", _PARTY_2025, r"\bBan Dân vận\b", "Ban Tuyên giáo và Dân vận", hints=("Ban Dân vận",)),
    Closed(
        "Ban Tuyên giáo",
        _PARTY_2025,
        r"\bBan Tuyên giáo\b(?! và Dân vận)(?! (?:TW |Trung ương |Tỉnh |Thành )?[Đđ]oàn)"
        r"(?=[^.\n]{0,40}?(?:(?:Tỉnh|Thành|Huyện|Đảng) (?:ủy|uỷ)|Trung ương(?! Đoàn)))",
        "Ban Tuyên giáo và Dân vận",
        hints=("Ban Tuyên giáo",),
    ),
    Closed(
        "Đảng ủy Khối",
        _PARTY_2025,
        r"\bĐảng (?:ủy|uỷ|bộ) [Kk]hối\b",
        "Đảng ủy các cơ quan Đảng, Đảng ủy Ủy ban nhân dân",
        hints=(" Khối", " khối"),
    ),
    Closed(
        "Đoàn Khối",
        _DISTRICTS_END,
        r"\bĐoàn [Kk]hối(?= các| Các| cơ quan| Cơ quan| doanh| Doanh)",
        "đoàn trực thuộc mới",
        hints=("Đoàn Khối", "Đoàn khối"),
    ),
    Closed(
        "Ban Kinh tế Trung ương",
        _PARTY_2025,
        r"\bBan Kinh tế Trung ương\b",
        "Ban Chính sách, chiến lược Trung ương",
        hints=("Ban Kinh tế",),
    ),
    Closed(
        "Ban Đối ngoại Trung ương",
        _PARTY_2025,
        r"\bBan Đối ngoại Trung ương\b",
        "Bộ Ngoại giao",
        hints=("Ban Đối ngoại",),
    ),
    Closed(
        "ngành Lao động - Thương binh và Xã hội",
        _MERGERS_2025,
        r"\b(?:Bộ|Sở) (?:Lao động ?[-,–] ?Thương binh và Xã hội|LĐ-?TB ?(?:&|và) ?XH|LĐTBXH)",
        "ngành Nội vụ",
        hints=("Thương binh và", "LĐ"),
    ),
    Closed(
        "ngành Thông tin và Truyền thông",
        _MERGERS_2025,
        r"\b(?:Bộ|Sở) (?:Thông tin và Truyền thông|TT ?& ?TT|TTTT)\b",
        "ngành Khoa học và Công nghệ",
        hints=("Thông tin và Truyền thông", "TT"),
    ),
    Closed(
        "ngành Kế hoạch và Đầu tư",
        _MERGERS_2025,
        r"\b(?:Bộ|Sở) Kế hoạch và Đầu tư\b",
        "ngành Tài chính",
        hints=("Kế hoạch và Đầu tư",),
    ),
    Closed(
        "ngành Giao thông vận tải",
        _MERGERS_2025,
        r"\b(?:Bộ|Sở) Giao thông [Vv]ận tải\b",
        "ngành Xây dựng",
        hints=("Giao thông ",),
    ),
    Closed(
        "ngành Tài nguyên và Môi trường",
        _MERGERS_2025,
        r"\b(?:Bộ|Sở) Tài nguyên và Môi trường\b",
        "ngành Nông nghiệp và Môi trường",
        hints=("Tài nguyên và",),
    ),
    Closed(
        "ngành Nông nghiệp và Phát triển nông thôn",
        _MERGERS_2025,
        r"\b(?:Bộ|Sở) (?:Nông nghiệp và Phát triển [Nn]ông thôn|NN ?(?:&|và) ?PTNT)\b",
        "ngành Nông nghiệp và Môi trường",
        hints=("Nông nghiệp và Phát", "PTNT"),
    ),
    Closed("Ủy ban Dân tộc", _MERGERS_2025, r"\bỦy ban Dân tộc\b", "Bộ Dân tộc và Tôn giáo", hints=("Ủy ban Dân tộc",)),
    Closed(
        "Công an cấp huyện", _MERGERS_2025, r"\bCông an (?:huyện|quận|thị xã)\b", "Công an cấp xã", hints=("Công an ",)
    ),
    Closed(
        "tỉnh đã sáp nhập",
        _DISTRICTS_END,
        rf"\b(?:[Tt]ỉnh|Tỉnh đoàn|Tỉnh ủy|Tỉnh uỷ|UBND tỉnh|Đoàn tỉnh) (?:{ENDED_PROVINCES})\b",
        "tỉnh mới",
        hints=tuple(ENDED_PROVINCES.split("|")),
    ),
    Closed("tỉnh Hà Tây", date(2008, 8, 1), r"\b[Tt]ỉnh Hà Tây\b", "thành phố Hà Nội", hints=("Hà Tây",)),
)

_COMPILED = tuple((body, pattern(body.pattern)) for body in CLOSED_BODIES)
_BEHIND, _AHEAD = 40, 70  # how far a name reaches round the word that betrays it


def closed_names(text: str, day: date) -> Iterator[tuple[Closed, re.Match[str]]]:
    """List every name in a text of a body that no longer existed on a day.

    The words in `hints` are looked for first, and the expression is tried only round them: the names are rare.
    """
    for body, expression in _COMPILED:
        if body.closed_on > day:
            continue
        done = 0
        for at in sorted(place for hint in body.hints for place in _places(text, hint)):
            if at < done:
                continue
            start = max(done, text.rfind("\n", 0, at) + 1, at - _BEHIND)
            if found := expression.search(text, start, min(len(text), at + _AHEAD)):
                done = found.end()
                yield body, found


def _places(text: str, hint: str) -> Iterator[int]:
    at = text.find(hint)
    while at >= 0:
        yield at
        at = text.find(hint, at + 1)
