"""Give a document its number and send it out."""

from __future__ import annotations

from datetime import datetime

from audit.actions import act
from audit.actor import Actor
from documents.actions import issue_document
from documents.actions.issuing import Prepared, prepare_issue
from documents.models import Document, IssuedPaper
from notifications.actions import freeze_recipients
from notifications.queries import recipients_ready
from orgs.permissions import Perm, can
from workflows.actions.moving import go_on
from workflows.actions.noting import note
from workflows.engine import lock_process
from workflows.errors import refused
from workflows.kinds import StationKind
from workflows.queries.itineraries import stands_at
from workflows.transition import transition_of


def number(*, actor: Actor, document: Document, at: datetime) -> IssuedPaper:
    """Give the number, freeze paper and recipients, and let the route send it out.

    Who: the holder of the numbering turn. Refused: a recipient line unclear, not signed, blockers of gate N.
    Announces document_issued, moved. The paper is rendered before any lock is taken.
    """
    stands_here = stands_at(document.pk, StationKind.NUMBER)
    prepared = None
    if stands_here and not actor.is_system and can(actor.principal, Perm.ASSIGN_NUMBER, document.organisation_id):
        prepared = prepare_issue(Document.objects.select_related("organisation").get(pk=document.pk), at)
    return _number(actor=actor, document=document, prepared=prepared, at=at)


@act
def _number(*, actor: Actor, document: Document, prepared: Prepared | None, at: datetime) -> IssuedPaper:
    transition = transition_of(actor=actor, document=document, at=at)
    transition.must_stand_at(StationKind.NUMBER)
    transition.must_serve()
    lock_process(transition.itinerary)
    if not recipients_ready(transition.document):
        raise refused("recipients_unclear")
    freeze_recipients(actor=actor, document=transition.document, at=at)
    paper = issue_document(actor=actor, document=transition.document, prepared=prepared, at=at)
    go_on(transition)
    note(transition, "number", number=paper.number, symbol=paper.symbol)
    return paper
