"""Numbers, symbols and periods of the register: values in, a value out (domain.md §4)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from documents.structure.lexicon.ranks import same_rank

#: Types that share another's code in the symbol and the series: a quy định is numbered among the quyết định (HD29 §3.1).
SERIES_OF_TYPE = {"QyĐ": "QĐ"}
STATE_PROFILE = "NĐ30"


def series_code(type_code: str) -> str:
    return SERIES_OF_TYPE.get(type_code, type_code)


def series_period(profile: str, on: date, term: str | None) -> str:
    """Return the run in which numbers are continuous: the term (HD29 §3.1), or the calendar year (NĐ30 Đ15).

    An organisation without a term on record counts by year.
    """
    if profile == STATE_PROFILE or not term:
        return str(on.year)
    return term


def symbol_for(type_code: str, organ: str, unit: str, profile: str) -> str:
    """Return what follows the number: `CTr/TĐTN-VP` (HD29), `KH-UBND` (NĐ30.

    A công văn carries only the organ and unit).
    """
    suffix = f"-{unit}" if unit else ""
    code = series_code(type_code)
    if profile == STATE_PROFILE:
        return f"{organ}{suffix}" if code == "CV" else f"{code}-{organ}{suffix}"
    return f"{code}/{organ}{suffix}"


def unit_of_symbol(symbol: str | None, organ: str) -> str:
    """Return the drafting unit that a draft's symbol names after the organ: 'CTr/TĐTN-VP' → 'VP'."""
    _, found, rest = (symbol or "").partition(f"/{organ}-")
    return rest.strip() if found else ""


def signature_lines(
    capacity: str | None, position: str | None, own_capacity: str, own_position: str
) -> tuple[str, str] | None:
    """Return (capacity, position) of the signature block; None if the printed rank is not the signer's own.

    What is printed stays as it is printed: a body's line (TM. …) fits every secretary, who signs for the board or the
    committee (HD29 §3.5: deputies too, without KT.). The signer's own lines stand where the draft has none.
    """
    if position and not same_rank(position, own_position):
        return None
    fits = (capacity or "").upper().startswith(("TM.", "TM ", "T/M"))
    return (capacity or "") if fits else own_capacity, position or own_position


def written_number(number: int) -> str:
    """Below ten with a leading zero."""
    return f"{number:02d}"


def full_number(number: str, symbol: str, profile: str) -> str:
    """'15-CTr/TĐTN', or '15/KH-UBND' by the State's form."""
    return f"{number}/{symbol}" if profile == STATE_PROFILE else f"{number}-{symbol}"


#: Blockers that nobody can let pass, with the refusal: without Nơi nhận there is nobody to issue the paper to, and what is
#: not listed has been seen by nobody.
NEVER_WAIVED = {"recipients_missing": "never_waived", "more_findings": "more_findings"}


def passage_hash(text: str) -> str:
    """Return what a waiver is bound to: the passage's words; a changed passage asks again."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Registered:
    """An issued document as a citation's number finds it. `sole`: no other organisation writes this organ's code."""

    document_id: int
    issued_on: date
    organisation_id: int
    names: frozenset[str]  # folded
    sole: bool


def meant(candidates: Sequence[Registered], *, on: date | None, issuer: str, lineage: frozenset[int]) -> int | None:
    """Return the document that a citation means, of those with its number; None where that would be a guess.

    The day must agree where the citation has one. A code that many organisations share (every commune writes ĐTN) counts
    only for the citing organisation (`lineage`: it and those above) or one that the citation names (`issuer`, folded).
    """
    same_day = [one for one in candidates if on is None or one.issued_on == on]
    found = [
        one.document_id
        for one in same_day
        if one.sole or one.organisation_id in lineage or any(f" {name} " in f" {issuer} " for name in one.names)
    ]
    return found[0] if len(found) == 1 else None
