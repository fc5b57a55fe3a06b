"""A ballot as it is published, and its recount by anyone who doubts: the contract of `manage.py recount`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from json.encoder import encode_basestring_ascii as quoted
from typing import Any

from approvals.rules.rule import CountError, Rule
from approvals.rules.tally import Choice, Result, tally
from audit.chain import canonical

#: A slip to be published: its code, its choice and, of an open ballot, the name of the one who cast it.
SlipRow = tuple[str, Choice] | tuple[str, Choice, str]


def published_text(published: dict[str, Any]) -> str:
    """Return a ballot as it is given out: what people download, and what a dossier holds."""
    return json.dumps(published, ensure_ascii=False, indent=1)


def file_name(ballot_id: int) -> str:
    """Where a dossier holds it; the entry of the close seals it under this name."""
    return f"kiem-phieu/bieu-quyet-{ballot_id}.json"


def with_slips(result: dict[str, Any], slips: Iterable[SlipRow]) -> str:
    """Return what a ballot keeps, `{"published": …, "result": …}`, as JSON.

    Its slips become the last of the published parts.

    A thousand slips are written one by one as text: a third of the time that dicts for them and their encoding take.
    """
    published = json.dumps(result["published"]).removesuffix("}")
    ballots = ", ".join([_slip(*slip) for slip in slips])
    return f'{{"published": {published}, "ballots": [{ballots}]}}, "result": {json.dumps(result["result"])}}}'


def _slip(code: str, choice: Choice, name: str | None = None) -> str:
    chosen = quoted(choice) if isinstance(choice, str) else json.dumps(choice)
    signed = "" if name is None else f', "name": {quoted(name)}'
    return f'{{"code": {quoted(code)}, "choice": {chosen}{signed}}}'


def seal(published: dict[str, Any], slips: Iterable[SlipRow]) -> str:
    """Return what the entry of a close keeps of a publication, and a dossier's verifier computes from the file again.

    SHA-256 over the canonical JSON of all but the slips, and a line for each slip `(code, choice)` or, if the ballot was
    open, `(code, choice, name)`. Lines, not JSON: a close of a thousand seats waits for it.
    """
    lines = [
        " ".join([code, choice if isinstance(choice, str) else ",".join(choice), *name])
        for code, choice, *name in slips
    ]
    return hashlib.sha256("\n".join([canonical(published), *lines]).encode()).hexdigest()


_KEYS = ("kind", "options", "rule", "members", "issued", "ballots")


def recount(data: object) -> Result:
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


def _choices(slips: object) -> list[Any]:
    """Return the choices of the slips; every slip has its own code."""
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
