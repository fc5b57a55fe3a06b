"""A second, naive count, written from the sentence of the contract and not from the code it checks."""

from collections import Counter
from math import ceil, floor
from typing import Any

HALVES = {"1/2": 0.5, "2/3": 2 / 3, "1/1": 1.0, "3/4": 0.75}


def naive(data: Any) -> dict[str, Any]:
    rule, options, slips = data["rule"], data["options"], [slip["choice"] for slip in data["ballots"]]
    of = Counter(slips)
    n = len(slips)
    invalid = of["invalid"] + (of["blank"] if rule["blank"] == "invalid" else 0)
    attendance = n if data["present"] is None else data["present"]
    quorum = 0 if rule["quorum"] is None else ceil(round(HALVES[rule["quorum"]] * data["members"], 6))
    base = {"members": data["members"], "present": attendance, "issued": data["issued"], "returned": n}.get(
        rule["of"], n - invalid
    )
    needed = {">1/2": floor(base / 2) + 1, ">=2/3": ceil(round(base * 2 / 3, 6)), "plurality": 1}[rule["majority"]]
    order = sorted(options, key=lambda key: -of[key])
    top = [key for key in options if of[key] == of[order[0]] and of[key] > 0]
    met = attendance >= quorum
    winner = top[0] if met and len(top) == 1 and of[top[0]] >= needed else None
    if data["kind"] == "adopt" and winner == "no":
        winner = None
    second = None
    if data["kind"] == "choose" and rule["second_round"] == "leaders" and met and winner is None:
        onward = top
        if len(top) == 1:
            runner_up = max((of[key] for key in options if key not in top), default=0)
            onward = [key for key in options if key in top or (of[key] == runner_up and runner_up > 0)]
        second = onward if len(onward) >= 2 else None
    return {
        "issued": data["issued"],
        "returned": n,
        "valid": n - invalid,
        "invalid": invalid,
        "blank": of["blank"],
        "counts": {key: of[key] for key in options},
        "attendance": attendance,
        "quorum_needed": quorum,
        "quorum_met": met,
        "base": base,
        "needed": needed,
        "winner": winner,
        "tied": top if len(top) > 1 else [],
        "second_round": second,
    }
