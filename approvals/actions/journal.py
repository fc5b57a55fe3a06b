"""What this app's acts say in the journal and to the floors above, in one shape."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import Signal

from audit.actions import record
from audit.actor import Actor


def note(*, actor: Actor, verb: str, subject: Any, of: Any, at: datetime, reason: str = "", **facts: Any) -> None:
    """Journal an act on something that belongs to `of`: a row that knows its document and organisation."""
    record(
        actor=actor,
        verb=f"approvals.{verb}",
        subject=subject,
        organisation_id=of.organisation_id,
        document_id=of.document_id,
        at=at,
        reason=reason,
        facts=facts,
    )


def announce(signal: Signal, *, actor: Actor, of: Any, at: datetime, **facts: Any) -> None:
    signal.send(type(of), document_id=of.document_id, organisation_id=of.organisation_id, actor=actor, at=at, **facts)
