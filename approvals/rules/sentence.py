"""The verdict in words, with its arithmetic. Vietnamese: it goes into the tally record."""

from __future__ import annotations

from typing import Any

from approvals.rules.rule import Rule

UNITS = {
    "members": "ủy viên",
    "present": "người dự",
    "issued": "phiếu phát ra",
    "returned": "phiếu thu về",
    "valid": "phiếu hợp lệ",
}
WHOLE = {
    "members": "tổng số ủy viên",
    "present": "số người dự",
    "issued": "số phiếu phát ra",
    "returned": "số phiếu thu về",
    "valid": "số phiếu hợp lệ",
}


def verdict_sentence(*, kind: str, rule: Rule, members: int, in_session: bool, found: dict[str, Any]) -> str:
    """One sentence (or two, if a second ballot follows). `found` holds the fields of `tally.Result`."""
    if not found["quorum_met"]:
        deed = "dự họp" if in_session else "gửi phiếu"
        return (
            f"Có {found['attendance']}/{members} ủy viên {deed}, chưa đủ {found['quorum_needed']} "
            f"({rule.quorum} tổng số): cuộc biểu quyết không có giá trị."
        )
    sentence = _decision(kind, rule, found)
    if found["second_round"]:
        sentence += f" Biểu quyết lần hai giữa {names(found['second_round'])}."
    return sentence


def threshold(rule: Rule) -> str:
    """Return the threshold in words: "quá nửa tổng số ủy viên"."""
    if rule.majority == "plurality":
        return "nhiều phiếu nhất"
    return f"{'quá nửa' if rule.majority == '>1/2' else 'ít nhất hai phần ba'} {WHOLE[rule.of]}"


def names(keys: list[str]) -> str:
    """Name two or more options: "phương án 1, phương án 2 và phương án 3"."""
    *first, last = [name(key) for key in keys]
    return f"{', '.join(first)} và {last}"


def name(key: str) -> str:
    return {"yes": "tán thành", "no": "không tán thành"}.get(key, f"phương án {key}")


def _decision(kind: str, rule: Rule, found: dict[str, Any]) -> str:
    counts, base, needed, unit = found["counts"], found["base"], found["needed"], UNITS[rule.of]
    winner, tied = found["winner"], found["tied"]
    if winner is not None:
        verb = "tán thành" if kind == "adopt" else f"chọn {name(winner)}"
        end = "được thông qua" if kind == "adopt" else f"{name(winner)} được chọn"
        return f"{counts[winner]}/{base} {unit} {verb}, {threshold(rule)} (cần {needed}): {end}."
    end = "không được thông qua" if kind == "adopt" else "chưa phương án nào được chọn"
    if kind == "adopt":
        verdict = "bằng số không tán thành" if tied else f"chưa đạt {threshold(rule)} (cần {needed})"
        if not tied and counts["yes"] >= needed:
            verdict = f"ít hơn {counts['no']} không tán thành"
        return f"{counts['yes']}/{base} {unit} tán thành, {verdict}: {end}."
    if not any(counts.values()):
        return f"Không phương án nào có phiếu (cần {needed}/{base} {unit}): {end}."
    if tied:
        start = names(tied)
        votes = f"bằng nhau, mỗi phương án {counts[tied[0]]}/{base} {unit}"
        return f"{start[0].upper()}{start[1:]} {votes} (cần {needed}): {end}."
    lead = max(counts, key=lambda key: counts[key])
    return (
        f"Cao nhất là {name(lead)} với {counts[lead]}/{base} {unit}, chưa đạt {threshold(rule)} (cần {needed}): {end}."
    )
