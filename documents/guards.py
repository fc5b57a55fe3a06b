"""The database's own guard over the text: no round is written, and none becomes current, while others decide on it.

The actions ask the state under the document's lock; these triggers refuse whatever comes another way, and that a round is
rewritten. They are put up after each `migrate`, because SQLite drops a table's triggers when a migration remakes it.
"""

from __future__ import annotations

from django.db import connections

from database.triggers import Trigger, put_up

ROUND, DOCUMENT = "documents_draftround", "documents_document"
CLOSED = "no text changes while it is decided on, signed or issued"
REWRITTEN = "a round is never rewritten"

#: As documents.states says: WRITING, REPAIRING_FORM and WRITING_WINNER. Inputs: the document's row, the round's origin.
_OPEN = (
    "({row}.status IN ('drafting', 'returned', 'revising') "
    "OR {row}.status = 'format_check' AND {origin} = 'repaired' "
    "OR {row}.status = 'committee_review' AND {origin} = 'decided') "
    "AND NOT EXISTS (SELECT 1 FROM documents_signing s WHERE s.document_id = {row}.id AND s.revoked_at IS NULL) "
    "AND NOT EXISTS (SELECT 1 FROM documents_issuedpaper p WHERE p.document_id = {row}.id)"
)
_NEW = _OPEN.format(row="d", origin="NEW.origin")
_CURRENT = _OPEN.format(row="OLD", origin=f"(SELECT r.origin FROM {ROUND} r WHERE r.id = NEW.round_id)")
_COLUMNS = ("document_id", "ordinal", "origin", "tree", "text_sha256")


_NOT_OPEN = f"NOT EXISTS (SELECT 1 FROM {DOCUMENT} d WHERE d.id = NEW.document_id AND {_NEW})"
#: The lock makes the answer hold until the commit: a document that moves on waits, or has moved before we look.
_LOCK = f"PERFORM 1 FROM {DOCUMENT} d WHERE d.id = NEW.document_id FOR NO KEY UPDATE;"


def triggers(vendor: str) -> list[Trigger]:
    differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    changed = " OR ".join(f"NEW.{name} {differs} OLD.{name}" for name in _COLUMNS)
    moved = f"NEW.round_id {differs} OLD.round_id AND NOT ({_CURRENT})"
    return [
        Trigger("only_while_open", f"INSERT ON {ROUND}", _NOT_OPEN, CLOSED, first=_LOCK),
        Trigger("never_rewritten", f"UPDATE OF {', '.join(_COLUMNS)} ON {ROUND}", changed, REWRITTEN),
        Trigger("round_only_while_open", f"UPDATE OF round_id ON {DOCUMENT}", moved, CLOSED),
    ]


def install(using: str) -> None:
    """Put the triggers up, in place of what stands there."""
    put_up(using, triggers(connections[using].vendor))


def install_after_migrate(*, using: str, plan: object = None, **_facts: object) -> None:
    """Receiver of post_migrate, which `flush` sends too, without a plan. Going back to nothing leaves nothing to guard."""
    tables = {ROUND, DOCUMENT, "documents_signing", "documents_issuedpaper"}
    if plan is not None and tables <= set(connections[using].introspection.table_names()):
        install(using)
