"""A line's readings × the directory → one outcome: clear, to be chosen, unknown, or archive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from itertools import product
from typing import Any

from notifications.directory import Directory
from notifications.matching.parts import alternatives
from notifications.matching.shapes import Matched, Meaning, Target, together
from notifications.recipients import Part, PartKind, Understood
from notifications.recipients.lines import MOST_READINGS


def match_line(understood: Understood, directory: Directory) -> Matched:
    """Match every reading of a line; duplicates among what they denote fall together."""
    if not understood.readings:
        return Matched("unresolved", "", question="Chưa hiểu dòng này: chọn nơi nhận hoặc gửi bản giấy.")
    if understood.is_archive and all(p.kind is PartKind.ARCHIVE for p in understood.readings[0].parts):
        return Matched("archive", f"Lưu: {understood.readings[0].parts[0].name}", copies=understood.copies)
    readings: list[dict[str, Any]] = []
    for reading in understood.readings:
        for meaning in _meanings([part for part in reading.parts if part.kind is not PartKind.ARCHIVE], directory):
            answer = ", ".join(filter(None, [reading.answer, meaning.answer])) or meaning.words
            stored = _stored(meaning, answer)
            if stored["targets"] not in [other["targets"] for other in readings] or stored["missing"]:
                readings.append(stored)
    return _outcome(understood, readings)


def _outcome(understood: Understood, readings: list[dict[str, Any]]) -> Matched:
    purposes = {part.purpose for part in understood.readings[0].parts if part.kind is not PartKind.ARCHIVE}
    purpose = purposes.pop() if len(purposes) == 1 else ""
    first, several = readings[0], len(readings) > 1
    if several and len(readings) <= MOST_READINGS:
        question = understood.question or "Dòng này có nhiều cách hiểu: chọn một cách."
        return Matched("ambiguous", "", readings, question, "", understood.copies)
    if first["missing"] or several:
        missing = "; ".join(first["missing"])
        question = (
            f"Chưa có trong danh bạ: {missing}." if missing else "Có quá nhiều nơi trùng tên: ghi rõ tên nơi nhận."
        )
        return Matched("unresolved", first["words"], readings[:1], question, purpose, understood.copies)
    return Matched("resolved", first["words"], readings, "", purpose, understood.copies)


def _stored(meaning: Meaning, answer: str) -> dict[str, Any]:
    seen: dict[tuple[int | None, int | None], Target] = {}
    for target in meaning.targets:
        seen.setdefault((target.organisation, target.user), target)
    return {
        "answer": answer[:200],
        "words": meaning.words[:300],
        "targets": [asdict(target) for target in seen.values()],
        "missing": list(meaning.missing),
    }


def _meanings(parts: Sequence[Part], directory: Directory) -> list[Meaning]:
    """Every combination of the parts' alternatives, as one meaning each."""
    found = [alternatives(part, directory) for part in parts]
    meanings = []
    for chosen in list(product(*found))[: MOST_READINGS + 1]:
        targets = tuple(
            replace(target, purpose=part.purpose)
            for part, meaning in zip(parts, chosen, strict=True)
            for target in meaning.targets
        )
        missing = tuple(name for meaning in chosen for name in meaning.missing)
        answer = ", ".join(meaning.answer for meaning in chosen if meaning.answer)
        meanings.append(Meaning(together([meaning.words for meaning in chosen]), targets, missing, answer))
    return meanings
