from __future__ import annotations

from datetime import datetime

from audit.actions import act, record
from audit.actor import Actor
from documents import events
from documents.actions.locking import lock_document, require_state
from documents.errors import refused
from documents.models import Clarification, Document
from documents.permissions import require_drafter
from documents.proofs import clarification_facts
from documents.queries.choices import ClarifiedChoice, clarified_choices
from documents.states import WRITING


@act
def clarify_choice(
    *, actor: Actor, document: Document, passage: str, wording_sha256: str, answer: str, at: datetime
) -> Clarification | None:
    """Say whether a passage is decided or to be voted on; None if that was the answer already.

    Who: the drafter. Refused: the document left the desk ("not_at_desk"), a question that the text does not raise, or does
    in other words by now ("not_asked"), a vote on fewer than two options ("too_few_options"). Announces choice_clarified.
    """
    require_drafter(actor, document)
    document = lock_document(document)
    require_drafter(actor, document)  # again: the drafter may have changed before the lock was ours
    require_state(document.status, WRITING, "not_at_desk")
    asked = _asked(document, passage, wording_sha256)
    if answer not in Clarification.Answer.values:
        raise refused("not_asked")
    if answer == Clarification.Answer.VOTE and not asked.choice.may_be_voted:
        raise refused("too_few_options")
    if asked.answer == answer:
        return None
    assert document.round is not None  # its text raised the question
    given = Clarification.objects.create(
        round=document.round,
        passage=passage,
        wording_sha256=wording_sha256,
        wording="\n".join(asked.shown),
        answer=answer,
        answered_by=actor.user,
        answered_at=at,
    )
    record(
        actor=actor,
        verb="documents.clarify_choice",
        subject=given,
        organisation_id=document.organisation_id,
        document_id=document.pk,
        at=at,
        facts=clarification_facts(given),
    )
    events.choice_clarified.send(Clarification, document_id=document.pk, at=at)
    return given


def _asked(document: Document, passage: str, wording_sha256: str) -> ClarifiedChoice:
    for clarified in clarified_choices(document):
        if clarified.is_asked and (clarified.choice.passage, clarified.choice.digest) == (passage, wording_sha256):
            return clarified
    raise refused("not_asked")
