"""The rule by which a ballot is judged; frozen when the ballot is opened."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from typing import Any, Final

OF: Final = ("members", "present", "issued", "returned", "valid")
MAJORITY: Final = (">1/2", ">=2/3", "plurality")
BLANK: Final = ("valid", "invalid")
SECOND_ROUND: Final = ("leaders", "none")


class CountError(ValueError):
    """What was given cannot be counted; the message is one Vietnamese sentence for whoever gave it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Quorum, denominator, threshold, what a blank slip is, and what follows a count without a winner.

    `quorum` is a share of the members ("2/3") or None. The defaults are the committee's usual ones: two thirds of the
    members take part, more than half of all members decide, a tie adopts nothing, a second ballot on the leaders.
    """

    quorum: str | None = "2/3"
    of: str = "members"
    majority: str = ">1/2"
    blank: str = "valid"
    second_round: str = "leaders"

    def __post_init__(self) -> None:
        if self.quorum is not None:
            share(self.quorum)
        for name, allowed in (("of", OF), ("majority", MAJORITY), ("blank", BLANK), ("second_round", SECOND_ROUND)):
            if getattr(self, name) not in allowed:
                raise CountError(f"Quy tắc có “{name}” không hợp lệ; hãy dùng một trong: {', '.join(allowed)}.")

    @classmethod
    def from_json(cls, data: object) -> Rule:
        """Read a rule; CountError if a part is missing or unknown.

        `quorum` may be left out (none); other keys are ignored.
        """
        if not isinstance(data, dict):
            raise CountError("Thiếu quy tắc (“rule”) của cuộc biểu quyết.")
        missing = [name for name in ("of", "majority", "blank", "second_round") if name not in data]
        if missing:
            raise CountError(f"Quy tắc thiếu: {', '.join(missing)}.")
        return cls(data.get("quorum"), data["of"], data["majority"], data["blank"], data["second_round"])

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    def for_second_ballot(self) -> Rule:
        """Return the rule of the ballot that follows: the same, but nothing follows it again."""
        return replace(self, second_round="none")

    def quorum_needed(self, members: int) -> int:
        """Return the share of the members, rounded up; 0 without a quorum."""
        return 0 if self.quorum is None else _ceil(share(self.quorum) * members)

    def votes_needed(self, base: int) -> int:
        """More than half is floor(n/2)+1, two thirds are rounded up, a plurality needs one vote."""
        if self.majority == ">1/2":
            return base // 2 + 1
        if self.majority == ">=2/3":
            return _ceil(Fraction(2, 3) * base)
        return 1


def share(text: object) -> Fraction:
    """ "2/3" → 2/3. Raises CountError unless it is a fraction between 0 and 1."""
    found = re.fullmatch(r"(\d{1,9})/(\d{1,9})", text) if isinstance(text, str) else None
    if found is None or int(found[2]) == 0 or int(found[1]) > int(found[2]):
        raise CountError("Tỷ lệ tối thiểu (“quorum”) phải là một phân số không quá 1, ví dụ “2/3”, hoặc null.")
    return Fraction(int(found[1]), int(found[2]))


def _ceil(value: Fraction) -> int:
    return -(-value.numerator // value.denominator)
