"""The shapes: what one part of a line denotes, and the readings of a line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PartKind(StrEnum):
    """What sort of thing a part of a line names."""

    UNIT = "unit"  # an organisation, or a body or department of its owner: "Ban Dân vận Tỉnh ủy"
    LEADERSHIP = "leadership"  # Thường trực Tỉnh đoàn, Lãnh đạo UBND tỉnh, Ban Bí thư TW Đoàn
    MEMBERS = "members"  # Các đồng chí Ủy viên BCH Tỉnh đoàn (khóa XIV)
    DEPARTMENTS = "departments"  # các ban TW Đoàn
    SUBORDINATES = "subordinates"  # Các huyện, thị, thành đoàn, đoàn trực thuộc
    OPEN_CLASS = "open_class"  # các đoàn thể tỉnh
    PERSON = "person"  # Đ/c Trần Văn An, Bí thư …
    POSITION = "position"  # CVP, PCVP; Đ/c Bí thư Tỉnh đoàn
    ARCHIVE = "archive"  # Lưu: VT


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a line names. `name` is as written, with its owner where that stood further right."""

    kind: PartKind
    name: str
    head: str = ""  # the name without its owner: "Ban Dân vận"
    owner: str = ""  # "Tỉnh ủy"; "" when none is written
    inherited: bool = False  # the owner was written at a neighbour
    purpose: str = ""  # report, act, coordinate, inform
    copies: int | None = None
    body: str = ""  # of MEMBERS and LEADERSHIP: BCH, BTV, TT, UBKT
    term: str = ""  # of MEMBERS: "XIV"
    classes: tuple[str, ...] = ()  # of SUBORDINATES: province, district, city, commune, direct, base, chapter
    titles: str = ""  # of PERSON: what follows the name


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a line. `answer` is the short word on the clerk's button."""

    parts: tuple[Part, ...]
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """A line and its readings: none = not understood, one = clear, several = `question` for the clerk."""

    text: str
    readings: tuple[Reading, ...]
    question: str = ""
    copies: int | None = None

    @property
    def is_archive(self) -> bool:
        return any(part.kind is PartKind.ARCHIVE for reading in self.readings for part in reading.parts)
