"""Everything that writes in this app."""

from documents.actions.access import (
    end_accesses,
    grant_access,
    grant_accesses,
    grant_accesses_from,
    open_documents,
    reopen_accesses,
)
from documents.actions.checks import set_check, unset_check
from documents.actions.choices import clarify_choice
from documents.actions.dispatching import note_dispatch
from documents.actions.findings import confirm_findings_seen, waive_finding
from documents.actions.imports import import_draft
from documents.actions.issuing import issue_document, void_number
from documents.actions.rounds import (
    add_round,
    apply_repairs,
    retype,
    save_working_copy,
    submit_round,
    write_recipients,
    write_winner,
)
from documents.actions.searching import follow_names
from documents.actions.signing import revoke_signing, sign_document
from documents.actions.status import set_drafter, set_status

__all__ = [
    "add_round",
    "apply_repairs",
    "clarify_choice",
    "confirm_findings_seen",
    "end_accesses",
    "follow_names",
    "grant_access",
    "grant_accesses",
    "grant_accesses_from",
    "import_draft",
    "issue_document",
    "note_dispatch",
    "open_documents",
    "reopen_accesses",
    "retype",
    "revoke_signing",
    "save_working_copy",
    "set_check",
    "set_drafter",
    "set_status",
    "sign_document",
    "submit_round",
    "unset_check",
    "void_number",
    "waive_finding",
    "write_recipients",
    "write_winner",
]
