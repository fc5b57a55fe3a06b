"""Confirm the form of a draft and send it on."""

from __future__ import annotations

from datetime import datetime

from audit.actions import act
from audit.actor import Actor
from documents.actions import confirm_findings_seen
from documents.models import Document
from workflows.actions.moving import go_on
from workflows.actions.noting import note
from workflows.kinds import StationKind
from workflows.transition import transition_of


@act
def pass_check(*, actor: Actor, document: Document, at: datetime, message: str = "") -> None:
    """Pass the check of form: on to the next station.

    Who: the holder of the checking turn. Refused: blockers before the next station. Announces moved.
    """
    transition = transition_of(actor=actor, document=document, at=at)
    transition.must_stand_at(StationKind.CHECK)
    transition.must_serve()
    transition.must_pass_gates()
    confirm_findings_seen(actor=actor, document=transition.document, gate="R", at=at)
    label = transition.label
    go_on(transition, reason=message)
    note(transition, "pass_check", reason=message, **{"from": label})
