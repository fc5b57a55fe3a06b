"""Define how a rule book wants a document to look: sizes in points, lengths in millimetres. Data, no code.

Sources: Hướng dẫn 29-HD/TWĐTN-VP (29/10/2013) and Nghị định 30/2020/NĐ-CP, annex I. Where a rule gives a range, the
figure is the one that offices use most.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Layout:
    """The measures of one format profile. `size_*` in pt; `body_gap` between paragraphs in pt; `line` as in Word."""

    name: str
    motto: tuple[str, ...]  # the lines at the top right; printed where the draft has none
    margins: tuple[float, float, float, float] = (20, 20, 30, 20)  # top, bottom, left, right
    left_share: float = 0.44  # of the letterhead's width
    size_motto: tuple[float, ...] = (15,)
    motto_underlined: bool = True  # else a rule under the last line
    size_superior: float = 14
    size_issuer: float = 14
    stars: bool = True  # "***" under the issuer, else a rule
    size_number: float = 14
    size_date: float = 13
    date_gap: float = 10  # pt above it
    size_mark: float = 13
    size_meeting: float = 12
    size_type: float = 16
    size_subject: float = 14
    subject_dashes: bool = True  # "-----" under the subject, else a rule
    size_letter_subject: float = 12  # V/v of a công văn, under the number
    letter_subject_italic: bool = True
    size_body: float = 14
    indent: float = 12.7
    body_gap: float = 6
    line: float = 1.1
    basis_italic: bool = False
    size_recipients_label: float = 13
    recipients_label_italic: bool = False
    size_recipients: float = 11
    size_signature: float = 14
    position_bold: bool = False
    size_page_number: float = 13

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


HD29 = Layout(name="HD29", motto=("ĐOÀN TNCS HỒ CHÍ MINH",))
ND30 = Layout(
    name="NĐ30",
    motto=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
    margins=(20, 20, 30, 15),
    left_share=0.4,
    size_motto=(12.5, 13.5),
    motto_underlined=False,
    size_superior=12.5,
    size_issuer=12.5,
    stars=False,
    size_number=13,
    date_gap=3,
    size_type=14,
    subject_dashes=False,
    letter_subject_italic=False,
    basis_italic=True,
    size_recipients_label=12,
    recipients_label_italic=True,
    position_bold=True,
)

LAYOUTS = {"HD29": HD29, "NĐ30": ND30, "ND30": ND30}


def layout_of(profile: str) -> Layout:
    """Return the measures of a profile by its name; an unknown name is laid out as HD29."""
    return LAYOUTS.get(profile, HD29)
