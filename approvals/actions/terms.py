"""The terms on which a roll is asked: chosen once, when the ballot, the round or the sign-off is opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from approvals.models import Ballot
from approvals.rules.rule import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotTerms:
    """What is put to the vote, and how it is counted.

    `passage`: the paragraph that asks, in which the winner is written; empty for the theme. `options` are
    `{"key", "text", "note"}` (the key defaults to the place, from 1); `adopt` brings its own.
    """

    kind: str
    question: str
    closes_at: datetime
    passage: str = ""
    options: Sequence[Mapping[str, str]] = ()
    rule: Rule | Mapping[str, Any] | None = None
    secret: bool = True
    sealed: bool = False
    session: str = ""
    follows: Ballot | None = None
    follow_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundTerms:
    """What opinions are asked about, until when. `shared`: members see each other's answers."""

    question: str
    closes_at: datetime
    shared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOffTerms:
    """Who of a roll must approve: any, all or a majority; in the roll's order, or together."""

    rule: str
    in_order: bool = False
    due_at: datetime | None = None
    delegable: bool = True
