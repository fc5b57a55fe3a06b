"""Reads for pages."""

from workflows.queries.acts import Act, acts_for
from workflows.queries.lists import LISTS, document_list
from workflows.queries.procedures import procedures_for
from workflows.queries.remarks import unanswered_count
from workflows.queries.stepper import Step, holder_words, stepper
from workflows.queries.workspace import Counts, Workspace, counts, turns_of, workspace

__all__ = [
    "LISTS",
    "Act",
    "Counts",
    "Step",
    "Workspace",
    "acts_for",
    "counts",
    "document_list",
    "holder_words",
    "procedures_for",
    "stepper",
    "turns_of",
    "unanswered_count",
    "workspace",
]
