"""Everything that writes in this app."""

from workflows.actions.asking_again import ask_again
from workflows.actions.assigning import assign_drafter
from workflows.actions.cancelling import cancel_document
from workflows.actions.checking import pass_check
from workflows.actions.numbering import number
from workflows.actions.passing import pass_station
from workflows.actions.publishing import create_procedure, publish_version, retire_procedure
from workflows.actions.returning import return_document
from workflows.actions.signing import sign
from workflows.actions.starting import start
from workflows.actions.submitting import submit_draft, submit_revision

__all__ = [
    "ask_again",
    "assign_drafter",
    "cancel_document",
    "create_procedure",
    "number",
    "pass_check",
    "pass_station",
    "publish_version",
    "retire_procedure",
    "return_document",
    "sign",
    "start",
    "submit_draft",
    "submit_revision",
]
