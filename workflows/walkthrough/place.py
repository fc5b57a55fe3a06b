"""Where the issuer of a letterhead stands in the tree, told by its words alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from notifications.recipients.folding import key
from notifications.recipients.places import grade_of, institution
from orgs.models import Organisation

Level = Organisation.Level
_BODY = re.compile(r"^(?:BCH|BAN CHẤP HÀNH|BTV|BAN THƯỜNG VỤ)\s+", re.IGNORECASE)
_UNION = re.compile(r"\bĐoàn\b\s*(?:(?:TNCS|Thanh niên)(?: (?:Cộng sản )?Hồ Chí Minh)?\s*)?", re.IGNORECASE)
_BODY_ALONE = ("ban chap hanh", "ban thuong vu", "thuong truc")
_UNION_ALONE = "doan thanh nien cong san ho chi minh"
_OFFICE = re.compile(r"(?:van phong|ban (?!chap hanh|thuong vu|bi thu|can su|quan ly)|phong |uy ban kiem tra)")
_GRADE_ALONE = re.compile(r"(?:doan )?(?P<grade>tinh|thanh|xa|phuong|dac khu|huyen|quan|thi)(?: doan)?$")
_LEVELS = {
    "tinh": Level.PROVINCE,
    "thanh": Level.PROVINCE,
    "thanh pho": Level.PROVINCE,
    "huyen": Level.DISTRICT,
    "quan": Level.DISTRICT,
    "thi": Level.DISTRICT,
    "thi xa": Level.DISTRICT,
    "xa": Level.COMMUNE,
    "phuong": Level.COMMUNE,
    "dac khu": Level.COMMUNE,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """An issuer's level, its name as printed, and the superior that is printed above it ("" for the Union as a whole)."""

    level: Level
    name: str
    superior: str

    @property
    def short_name(self) -> str:
        """The name without its committee: "BCH ĐOÀN PHƯỜNG AN PHÚ" → "ĐOÀN PHƯỜNG AN PHÚ"."""
        return _BODY.sub("", self.name)

    @property
    def institution(self) -> str:
        """What it is the union of, as printed: "PHƯỜNG AN PHÚ", "TRƯỜNG ĐẠI HỌC SAO MAI"."""
        return _UNION.sub("", self.short_name, count=1).strip()


def standing(superior: str | None, issuer: str | None) -> Standing | None:
    """Return where the issuer stands; None for a letterhead that names nobody."""
    above, name = _one_line(superior), _one_line(issuer)
    if not name or key(name) in _BODY_ALONE:  # "TỈNH ĐOÀN LAM GIANG / BAN THƯỜNG VỤ"
        above, name = "", above
    if not name or key(name) == _UNION_ALONE:
        return None
    if key(above) == _UNION_ALONE:
        return Standing(level_of(name) or Level.DIRECT, name, "")
    level = level_of(name) or Level.OUTSIDE
    if (
        level is Level.PROVINCE and level_of(above) is Level.PROVINCE
    ):  # a town's union below its province's, before 2025
        level = Level.DISTRICT
    if level is Level.DEPARTMENT and level_of(above) is None:  # an office of something that is no union
        level = Level.OUTSIDE
    return Standing(level, name, above)


def level_of(name: str) -> Level | None:
    """Return the level that a union's or department's name tells; None for what is neither."""
    folded = key(name)
    if folded.startswith(("chi doan", "lien chi doan")):
        return Level.CHAPTER
    if "trung uong doan" in folded or folded.endswith(f"{_UNION_ALONE} trung uong"):
        return Level.DEPARTMENT if _OFFICE.match(folded) else Level.CENTRAL
    if _OFFICE.match(folded):
        return Level.DEPARTMENT
    if whose := institution(name):
        return _LEVELS.get(grade_of(whose), Level.DIRECT)
    alone = _GRADE_ALONE.match(folded)
    return _LEVELS[alone["grade"]] if alone else None


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())
