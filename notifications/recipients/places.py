"""Where a union stands, told by its name: the institution that it belongs to, and how that institution's people call it."""

from __future__ import annotations

import re

from notifications.recipients.folding import key

#: The grade of a place → how a union of that grade writes itself before "đoàn".
_GRADES = {
    "tinh": "tinh",
    "thanh pho": "thanh",
    "huyen": "huyen",
    "quan": "quan",
    "thi xa": "thi",
    "xa": "xa",
    "phuong": "phuong",
    "dac khu": "dac khu",
}
_FULL = "thanh nien cong san ho chi minh"
_BODY = r"(?:ban chap hanh |ban thuong vu )?"
_GRADE_FIRST = re.compile(rf"{_BODY}(?P<grade>tinh|thanh|huyen|quan|thi(?: xa)?|xa|phuong|dac khu) doan (?P<rest>.+)$")
_UNION_FIRST = re.compile(rf"{_BODY}doan (?:{_FULL} |thanh nien )?(?P<rest>.+)$")
_PLACE_ALONE = re.compile(rf"ban chap hanh (?P<rest>(?:{'|'.join(_GRADES)}) .+)$")


def institution(name: str) -> str:
    """Return whose union it is, folded: "Đoàn phường An Phú" → "phuong an phu"; "" where the name is no union's."""
    folded = key(name)
    if found := _GRADE_FIRST.match(folded):
        grades = {short: grade for grade, short in _GRADES.items()}
        return f"{grades.get(found['grade'], found['grade'])} {found['rest']}"
    found = _UNION_FIRST.match(folded) or _PLACE_ALONE.match(folded)
    return found["rest"] if found else ""


def grade_of(whose: str) -> str:
    """Return the grade that an institution's name begins with: "phuong an phu" → "phuong"; "" for a school."""
    return next((grade for grade in _GRADES if whose.startswith(grade + " ")), "")


def place_of(whose: str) -> str:
    """Return the place of a graded institution: "phuong an phu" → "an phu"; "" for a school."""
    grade = grade_of(whose)
    return whose.removeprefix(grade + " ") if grade else ""


def names_at_home(whose: str) -> set[str]:
    """Return how the union of that institution is written by its own: "phuong doan", "doan phuong"; "doan truong"."""
    if grade := grade_of(whose):
        short = _GRADES[grade]
        return {f"{short} doan", f"doan {grade}", f"doan thanh nien {grade}", f"doan {_FULL} {grade}"}
    words = whose.split()
    return {f"doan {' '.join(words[:length])}" for length in range(1, len(words) + 1)}


def completed(folded: str, whose: str) -> set[str]:
    """Return a name with its institution written out: "dang uy", "dang uy truong" → "dang uy truong dai hoc lam giang"."""
    words = whose.split()
    full = {f"{folded} {whose}"} if words else set()
    for length in range(1, len(words)):
        if folded.endswith(" " + " ".join(words[:length])):
            full.add(f"{folded} {' '.join(words[length:])}")
    return full
