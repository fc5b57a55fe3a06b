"""Everything that writes in this app."""

from workflows.actions.completing import number, pass_check, pass_station, sign, submit_draft, submit_revision
from workflows.actions.deciding import ask_again
from workflows.actions.publishing import create_procedure, publish_version, retire_procedure
from workflows.actions.returning import cancel_document, return_document
from workflows.actions.starting import start
from workflows.actions.vacancies import assign_drafter

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
