"""Reads for pages."""

from workflows.queries.acts import Act, acts_for
from workflows.queries.itineraries import active_itinerary
from workflows.queries.lists import LISTS, document_list
from workflows.queries.procedures import procedures_for
from workflows.queries.stepper import Step, holder_words, stepper
from workflows.queries.workspace import Counts, Workspace, counts, turns_of, waiting_by_act, workspace

__all__ = [
    "LISTS",
    "Act",
    "Counts",
    "Step",
    "Workspace",
    "active_itinerary",
    "acts_for",
    "counts",
    "document_list",
    "holder_words",
    "procedures_for",
    "stepper",
    "turns_of",
    "waiting_by_act",
    "workspace",
]
