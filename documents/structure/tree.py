"""Define the tree of a draft: what `read` finds, what checks and renderers look at, what a draft round stores.

Strings are NFC, without inline markup, spaces collapsed, wrapped and page-broken lines joined, letter case as written.
`line` is the first source line (text) or paragraph (.docx) of a thing, counted from 1; a line that many paragraphs were pasted into
counts as the lines that it was cut into. Dates are ISO strings.
`Draft.to_json()` and `Draft.from_json()` are inverse; the JSON is what `DraftRound.tree` holds.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields, is_dataclass
from enum import StrEnum
from types import GenericAlias
from typing import Any, Union, get_args, get_origin, get_type_hints


class ParagraphKind(StrEnum):
    """What a paragraph is on the page."""

    SUPERIOR = "superior"  # TỈNH ĐOÀN LAM GIANG
    ISSUER = "issuer"  # BCH ĐOÀN PHƯỜNG …
    MOTTO = "motto"  # ĐOÀN TNCS HỒ CHÍ MINH / Quốc hiệu, Tiêu ngữ
    RULE = "rule"  # *** or ----- or ______
    NUMBER = "number"  # Số: …-CTr/TĐTN
    DATE = "date"  # Lam Giang, ngày … tháng … năm …
    MARK = "mark"  # DỰ THẢO …
    MEETING = "meeting"  # Tài liệu Hội nghị …
    TYPE = "type"  # CHƯƠNG TRÌNH
    SUBJECT = "subject"
    ADDRESSEE = "addressee"  # Kính gửi: …
    BASIS = "basis"  # Căn cứ …; Xét đề nghị …
    ENACTING = "enacting"  # QUYẾT ĐỊNH:
    THEME = "theme"  # Chủ đề …: …
    OPTION = "option"  # - Phương án 1: …
    HEADING = "heading"  # titles what follows
    ITEM = "item"  # numbered, is itself the content
    BULLET = "bullet"  # - + * · items
    PROSE = "prose"
    TABLE = "table"  # one row of a table, cells parted by tabs
    CLOSING = "closing"  # Trên đây là … ./.
    RECIPIENTS_LABEL = "recipients_label"  # Nơi nhận:
    RECIPIENT = "recipient"
    ARCHIVE = "archive"  # - Lưu: VT, …
    CAPACITY = "capacity"  # TM. BAN THƯỜNG VỤ …
    POSITION = "position"  # BÍ THƯ
    SIGNER = "signer"  # the name
    PICTURE = "picture"  # [Hình 3f2a9c41d07b]: the picture of that name stands here
    FOOTNOTE = "footnote"  # labelled with its mark, behind the paragraph that refers to it
    ANNEX = "annex"  # the annex's own title


@dataclass(slots=True)
class Paragraph:
    """One paragraph of the document in source order; the sequence of them is the whole text."""

    id: str  # stays from round to round where the passage is recognised
    kind: ParagraphKind
    text: str  # clean, without its label
    label: str = ""  # as written: "I.", "(1).", "2.1.", "-", "Điều 3."
    level: int = 0  # of headings and items: 1 is outermost; 0 elsewhere
    line: int = 0
    raw: str = ""  # the source's own text of it, lines joined by "\n", for writing back


@dataclass(slots=True)
class Reference:
    text: str
    line: int = 0
    type: str | None = None
    number: str | None = None
    symbol: str | None = None
    date: str | None = None


@dataclass(slots=True)
class Basis:
    text: str
    line: int = 0
    references: list[Reference] = field(default_factory=list)


@dataclass(slots=True)
class ThemeOption:
    order: int
    text: str
    note: str | None = None
    line: int = 0


@dataclass(slots=True)
class Theme:
    """The theme, or its options; not `certain`: the text does not tell whether it is decided or up for a vote."""

    text: str | None = None
    line: int | None = None
    options: list[ThemeOption] = field(default_factory=list)
    certain: bool = True


@dataclass(slots=True)
class Question:
    """Options on something else than the theme, bound to their place; `asked`: the text puts them before the committee."""

    text: str  # what is to be decided
    line: int = 0
    asked: bool = False
    options: list[ThemeOption] = field(default_factory=list)


@dataclass(slots=True)
class Heading:
    label: str
    title: str
    level: int
    line: int = 0


@dataclass(slots=True)
class Value:
    value: float | int
    unit: str | None = None
    comparator: str = "="
    scope: str | None = None


@dataclass(slots=True)
class Target:
    label: str
    text: str
    line: int = 0
    values: list[Value] = field(default_factory=list)


@dataclass(slots=True)
class Activity:
    label: str
    text: str
    months: list[int] = field(default_factory=list)
    line: int = 0


@dataclass(slots=True)
class Duty:
    actor: str
    text: str
    line: int = 0


@dataclass(slots=True)
class Deadline:
    text: str
    due: str | None = None
    recurrence: str | None = None
    line: int = 0


@dataclass(slots=True)
class Recurrence:
    """What is due again and again: how often, by (or on) which day, and what the same paragraph leaves out."""

    text: str
    line: int = 0
    every: str = ""  # week, month, quarter, half_year, year
    day: int | None = None
    month: int | None = None
    before: bool = False  # by that day, not on it
    exceptions: list[str] = field(default_factory=list)  # "tháng 6 và tháng 12"
    exempt: list[str] = field(default_factory=list)  # units that need not
    merged: list[str] = field(default_factory=list)  # "tháng cuối quý → báo cáo quý"


@dataclass(slots=True)
class RecipientPart:
    name: str
    purpose: str | None = None  # report, act, coordinate, inform
    copies: int | None = None


@dataclass(slots=True)
class RecipientLine:
    text: str
    line: int = 0
    parts: list[RecipientPart] = field(default_factory=list)


@dataclass(slots=True)
class Archive:
    text: str
    copies: int | None = None
    line: int = 0


@dataclass(slots=True)
class Signature:
    capacity: str | None = None
    position: str | None = None
    name: str | None = None
    line: int | None = None


@dataclass(slots=True)
class Annex:
    text: str
    line: int = 0


#: Kinds of what a file holds and a reader leaves out; CHANGE is a tracked one, PAGE a page of a PDF that has no text.
HIDDEN, NOTE, COMMENT, PICTURE, FORMULA = "hidden", "note", "comment", "picture", "formula"
CHANGE, PAGE = "change", "page"


MOST_QUOTED = 80  # letters of what was left out


@dataclass(slots=True)
class LeftOut:
    """What of a file is not in the text as it stands there: its kind, how often, first where."""

    kind: str
    count: int
    line: int
    words: str = ""  # of hidden or changed text the first; of pages their numbers


@dataclass(slots=True)
class Residue:
    """What the reader mended or left out while reading, for the findings of `checks/residue`."""

    not_nfc: int = 0  # lines that were not NFC
    markup: int = 0  # lines with **, *, [bookmark: …] and the like
    first_line: int = 0
    first_not_nfc_line: int = 0
    misread: int = 0  # lines that were UTF-8 read as Latin-1
    first_misread_line: int = 0
    legacy: int = 0  # lines that were in a legacy font (TCVN3, VNI) among lines in Unicode
    first_legacy_line: int = 0
    pasted: int = 0  # lines that held many paragraphs and were cut into several
    parted: int = 0  # … lines that they became
    first_pasted_line: int = 0
    seams: list[str] = field(default_factory=list)  # the first words at the cuts, of so many
    left_out: list[LeftOut] = field(default_factory=list)

    def leave_out(self, kind: str, line: int, words: str = "") -> None:
        """Note that something is not in the text."""
        for told in self.left_out:
            if told.kind == kind:
                told.count += 1
                told.words = told.words or words[:MOST_QUOTED]
                return
        self.left_out.append(LeftOut(kind, 1, line, words[:MOST_QUOTED]))


@dataclass(slots=True)
class Picture:
    """A picture of the text, under the name that its paragraph says; made small enough to be kept with the text."""

    name: str  # the first letters of its SHA-256
    type: str  # png or jpeg
    width: int  # mm, as it is printed
    height: int
    data: str  # base64


@dataclass(slots=True)
class Draft:
    """A document as it was read. Field names and meanings are the contract of `manage.py read_draft --json`."""

    type: str | None = None
    type_name: str | None = None
    subject: str | None = None
    year: int | None = None
    superior: str | None = None
    issuer: str | None = None
    motto: str | None = None
    number: str | None = None
    symbol: str | None = None
    place: str | None = None
    date: str | None = None
    marks: list[str] = field(default_factory=list)
    meeting: str | None = None
    bases: list[Basis] = field(default_factory=list)
    theme: Theme = field(default_factory=Theme)
    questions: list[Question] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    recurrences: list[Recurrence] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    annexes: list[Annex] = field(default_factory=list)
    closing: str | None = None
    recipients: list[RecipientLine] = field(default_factory=list)
    archive: Archive | None = None
    signature: Signature = field(default_factory=Signature)
    paragraphs: list[Paragraph] = field(default_factory=list)
    residue: Residue = field(default_factory=Residue)
    pictures: list[Picture] = field(default_factory=list)

    def of_kind(self, *kinds: ParagraphKind) -> list[Paragraph]:
        return [paragraph for paragraph in self.paragraphs if paragraph.kind in kinds]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Draft:
        draft: Draft = _build(cls, data)
        return draft


@dataclass(slots=True)
class Finding:
    """One thing a check found. `repair` is None, or the text that the paragraph should have, or a plan (see repair.py)."""

    code: str
    severity: str  # blocker, error, warning, info
    gate: str | None  # R before review, S before signing, N before numbering
    line: int
    message: str
    repair: dict[str, Any] | None = None
    paragraph: str | None = None  # id of the paragraph, for the page's margin
    rule: str = ""  # where it is written, as checks/rules.py said when it was found


def _build(annotation: Any, value: Any) -> Any:
    """Rebuild dataclasses, lists of them and enums from plain JSON by their annotations."""
    if value is None:
        return None
    if isinstance(annotation, type) and is_dataclass(annotation):
        hints = get_type_hints(annotation)
        known = {f.name for f in fields(annotation)}
        return annotation(**{name: _build(hints[name], item) for name, item in value.items() if name in known})
    if isinstance(annotation, GenericAlias) and annotation.__origin__ is list:
        (inner,) = annotation.__args__
        return [_build(inner, item) for item in value]
    if get_origin(annotation) in (Union, type(int | None)):
        inner = [option for option in get_args(annotation) if option is not type(None)]
        return _build(inner[0], value) if len(inner) == 1 else value
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return annotation(value)
    return value
