"""Procedures as data: stations, the way through them, soundness, working days. Plain Python."""

from workflows.kinds import PERSONAL, ROUNDS, WRITING, StationKind
from workflows.procedures.route import (
    Facts,
    applies,
    gates_on_leaving,
    next_station,
    passed_over,
    return_place,
    return_places,
    undone_by_return,
)
from workflows.procedures.soundness import Problem, soundness
from workflows.procedures.stations import (
    Applies,
    Approvals,
    Overdue,
    Procedure,
    Station,
    StationRule,
    Who,
    Whose,
)
from workflows.procedures.words import Words, in_words

__all__ = [
    "PERSONAL",
    "ROUNDS",
    "WRITING",
    "Applies",
    "Approvals",
    "Facts",
    "Overdue",
    "Problem",
    "Procedure",
    "Station",
    "StationKind",
    "StationRule",
    "Who",
    "Whose",
    "Words",
    "applies",
    "gates_on_leaving",
    "in_words",
    "next_station",
    "passed_over",
    "return_place",
    "return_places",
    "soundness",
    "undone_by_return",
]
