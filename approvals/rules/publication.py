"""A ballot as it is published, and its recount by anyone who doubts: the contract of `manage.py recount`."""

from __future__ import annotations

from typing import Any

from approvals.rules.rule import CountError, Rule
from approvals.rules.tally import Result, tally

_KEYS = ("kind", "options", "rule", "members", "issued", "ballots")


def recount(data: Any) -> Result:
    """Judge a published ballot: `{"kind", "options", "rule", "members", "present", "issued", "ballots": [{"code", "choice"}]}`.

    `present` is null (or left out) for a ballot in writing; other keys are ignored.
    Raises CountError (one sentence): a part missing or malformed, a code twice, an unknown choice, more slips than issued.
    """
    if not isinstance(data, dict):
        raise CountError("Tệp phải chứa một đối tượng JSON của một cuộc biểu quyết.")
    missing = [key for key in _KEYS if key not in data]
    if missing:
        raise CountError(f"Tệp thiếu: {', '.join(missing)}.")
    options = data["options"]
    if not isinstance(options, list) or not all(isinstance(option, str) and option for option in options):
        raise CountError("“options” phải là danh sách tên phương án.")
    if not isinstance(data["kind"], str):
        raise CountError("“kind” phải là một chuỗi.")
    return tally(
        kind=data["kind"],
        options=options,
        rule=Rule.from_json(data["rule"]),
        members=_number(data, "members"),
        present=None if data.get("present") is None else _number(data, "present"),
        issued=_number(data, "issued"),
        choices=_choices(data["ballots"]),
    )


def _number(data: dict[str, Any], key: str) -> int:
    value = data[key]
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise CountError(f"“{key}” phải là một số nguyên không âm.")
    return value


def _choices(slips: Any) -> list[Any]:
    """The choices of the slips; every slip has its own code."""
    if not isinstance(slips, list):
        raise CountError("“ballots” phải là danh sách phiếu.")
    seen: set[str] = set()
    choices = []
    for place, slip in enumerate(slips, start=1):
        if not isinstance(slip, dict) or not isinstance(slip.get("code"), str) or not slip["code"]:
            raise CountError(f"Phiếu thứ {place} thiếu mã (“code”).")
        if "choice" not in slip:
            raise CountError(f"Phiếu {slip['code']} thiếu lựa chọn (“choice”).")
        if slip["code"] in seen:
            raise CountError(f"Mã phiếu {slip['code']} xuất hiện hai lần.")
        seen.add(slip["code"])
        choices.append(slip["choice"])
    return choices
