"""What this app's acts say in the journal and to the floors above, in one shape."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from django.db.models import Model
from django.dispatch import Signal

from audit.actions import record
from audit.actor import Actor


class Round(Protocol):
    """What belongs to a document and its organisation: a round of opinions, a ballot, a sign-off, a comment."""

    organisation_id: int
    document_id: int


def note(
    *, actor: Actor, verb: str, subject: Model, of: Round, at: datetime, reason: str = "", **facts: object
) -> None:
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


def announce(signal: Signal, *, actor: Actor, of: Round, at: datetime, **facts: object) -> None:
    signal.send(type(of), document_id=of.document_id, organisation_id=of.organisation_id, actor=actor, at=at, **facts)
