"""Counting slips: from choices to a verdict. The one place where a ballot is judged; `recount` and the close both ask it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from typing import Any

from approvals.rules.ranking import run_off
from approvals.rules.rule import CountError, Rule
from approvals.rules.sentence import verdict_sentence

Choice = str | list[str]
BLANK, INVALID = "blank", "invalid"
KINDS = ("choose", "adopt", "approve_several", "rank")


@dataclass(frozen=True, slots=True)
class Result:
    """What a count says. The fields are the output of `manage.py recount` and what a closed ballot keeps."""

    issued: int
    returned: int
    valid: int
    invalid: int
    blank: int
    counts: dict[str, int]
    attendance: int
    quorum_needed: int
    quorum_met: bool
    base: int
    needed: int
    winner: str | None
    tied: list[str]
    second_round: list[str] | None
    sentence: str

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def outcome(self) -> str:
        """decided, second (a ballot on the leaders follows) or undecided."""
        if self.winner is not None:
            return "decided"
        return "second" if self.second_round else "undecided"


def check_options(kind: str, options: Sequence[str]) -> None:
    """Raise CountError unless the options are distinct names fit for the kind of ballot."""
    if kind not in KINDS:
        raise CountError(f"Loại biểu quyết (“kind”) phải là một trong: {', '.join(KINDS)}.")
    if len(set(options)) != len(options) or not options:
        raise CountError("Các phương án (“options”) phải có ít nhất một và không trùng nhau.")
    if {BLANK, INVALID} & set(options):
        raise CountError("“blank” và “invalid” là phiếu trắng và phiếu không hợp lệ, không thể là tên phương án.")
    if kind == "adopt" and set(options) != {"yes", "no"}:
        raise CountError("Biểu quyết thông qua có đúng hai lựa chọn: “yes” và “no”.")


def check_choice(kind: str, options: Sequence[str], choice: object) -> None:
    """Raise CountError if a slip could not bear that choice."""
    if choice in (BLANK, INVALID) and isinstance(choice, str):
        return
    one = kind in ("choose", "adopt")
    known = isinstance(choice, str) and choice in options if one else _are_several(choice, options)
    if not known:
        raise CountError(f"Lựa chọn “{choice}” không có trong các phương án của cuộc biểu quyết.")


def _are_several(choice: object, options: Sequence[str]) -> bool:
    """Tell whether these are options of the ballot, at least one and each once."""
    if not isinstance(choice, list) or not choice or not all(isinstance(key, str) for key in choice):
        return False
    return len(set(choice)) == len(choice) and set(choice) <= set(options)


def tally(
    *,
    kind: str,
    options: Sequence[str],
    rule: Rule,
    members: int,
    present: int | None,
    issued: int,
    choices: Iterable[Choice],
) -> Result:
    """Count the choices of the slips returned. `present` is None for a ballot in writing.

    Raises CountError for an unknown choice or more slips than were issued.
    """
    check_options(kind, options)
    slips = list(choices)
    named_one = [choice for choice in slips if isinstance(choice, str)]
    several = [] if len(named_one) == len(slips) else [choice for choice in slips if not isinstance(choice, str)]
    single = Counter(named_one)
    for choice in (*single, *several):
        check_choice(kind, options, choice)
    if len(slips) > issued:
        raise CountError(f"Thu về {len(slips)} phiếu, nhiều hơn {issued} phiếu phát ra.")
    blank = single[BLANK]
    invalid = single[INVALID] + (blank if rule.blank == "invalid" else 0)
    attendance = len(slips) if present is None else present
    valid = len(slips) - invalid
    bases = {"members": members, "present": attendance, "issued": issued, "returned": len(slips), "valid": valid}
    needed = rule.votes_needed(bases[rule.of])
    quorum_needed = rule.quorum_needed(members)
    quorum_met = attendance >= quorum_needed
    counts = count_votes(kind, options, single, several, needed)
    lead = leaders(counts)
    winner = _winner(kind, counts, lead, needed) if quorum_met else None
    goes_on = kind != "adopt" and rule.second_round == "leaders" and quorum_met and winner is None
    found: dict[str, Any] = {
        "issued": issued,
        "returned": len(slips),
        "valid": valid,
        "invalid": invalid,
        "blank": blank,
        "counts": counts,
        "attendance": attendance,
        "quorum_needed": quorum_needed,
        "quorum_met": quorum_met,
        "base": bases[rule.of],
        "needed": needed,
        "winner": winner,
        "tied": lead if len(lead) > 1 else [],
        "second_round": second_round(counts) if goes_on else None,
    }
    sentence = verdict_sentence(kind=kind, rule=rule, members=members, in_session=present is not None, found=found)
    return Result(**found, sentence=sentence)


def count_votes(
    kind: str, options: Sequence[str], single: Counter[str], several: Sequence[list[str]], needed: int
) -> dict[str, int]:
    """Votes for each option, in the order of the options: of slips that name one, and of those that name several."""
    if kind == "rank":
        return run_off(options, several, needed)
    named = single + Counter(chain.from_iterable(several))
    return {key: named[key] for key in options}


def leaders(counts: dict[str, int]) -> list[str]:
    """Return the options that have the most votes; none if nobody has any."""
    most = max(counts.values())
    return [key for key, votes in counts.items() if votes == most] if most else []


def second_round(counts: dict[str, int]) -> list[str] | None:
    """All tied for first, else the first and all tied for second; options without a vote never go on."""
    lead = leaders(counts)
    if len(lead) == 1:
        rest = {key: votes for key, votes in counts.items() if key not in lead}
        lead = [key for key in counts if key in lead or key in (leaders(rest) if rest else [])]
    return lead if len(lead) > 1 else None


def _winner(kind: str, counts: dict[str, int], lead: list[str], needed: int) -> str | None:
    """Return the sole leader, if it has the votes needed; `no` is never adopted."""
    if len(lead) != 1 or counts[lead[0]] < needed or (kind == "adopt" and lead[0] != "yes"):
        return None
    return lead[0]
