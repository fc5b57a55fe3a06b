"""Sign the text that will be issued and send it to be numbered."""

from __future__ import annotations

from datetime import datetime

from audit.actions import act
from audit.actor import Actor
from documents.actions import sign_document
from documents.models import Document, Signing
from workflows.actions.moving import go_on
from workflows.actions.noting import note
from workflows.kinds import StationKind
from workflows.transition import transition_of


@act
def sign(*, actor: Actor, document: Document, at: datetime) -> Signing:
    """Approve the text that will be issued and send it to be numbered.

    Who: the holder of the signing turn, or their delegate, with authority on that day. Refused: blockers of gate S.
    Announces document_signed, moved.
    """
    transition = transition_of(actor=actor, document=document, at=at)
    transition.must_stand_at(StationKind.SIGN)
    transition.must_serve()
    signing = sign_document(actor=actor, document=transition.document, at=at)
    go_on(transition)
    note(transition, "sign", signing=signing.pk)
    return signing
