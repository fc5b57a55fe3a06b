"""Send a text on from the drafter's desk, for the first time or revised."""

from __future__ import annotations

from datetime import datetime

from approvals.queries import unanswered_count
from audit.actions import act
from audit.actor import Actor
from documents.actions import submit_round
from documents.actions.rounds import NextRound, prepare_round
from documents.models import Document
from documents.permissions import can_edit, require_drafter
from documents.queries import unanswered_choices
from workflows.actions.moving import go_on
from workflows.actions.noting import note
from workflows.errors import refused
from workflows.kinds import StationKind
from workflows.queries.itineraries import stands_at
from workflows.transition import Transition, transition_of

#: What leaving each desk is called in the journal.
VERBS = {StationKind.DRAFT: "submit_draft", StationKind.REVISE: "submit_revision"}


def submit_draft(
    *,
    actor: Actor,
    document: Document,
    at: datetime,
    file: bytes | None = None,
    name: str = "",
    message: str = "",
    seen: int | None = None,
) -> None:
    """Send the draft on from the desk; what was changed since becomes the next round. `seen` is the round on their page.

    Who: the holder of the drafting turn. Refused: blockers before the next station, no text, a round was written since
    ("round_moved"), a choice that the drafter has to clarify ("choice_unclear"). Announces moved. The text is read before
    any lock is taken.
    """
    kind = StationKind.DRAFT
    ready = _read_ahead(actor, document, file, name, seen, kind)
    _submit(actor=actor, document=document, kind=kind, ready=ready, message=message, seen=seen, at=at)


def submit_revision(
    *,
    actor: Actor,
    document: Document,
    at: datetime,
    file: bytes | None = None,
    name: str = "",
    message: str = "",
    seen: int | None = None,
) -> None:
    """Send the revised draft on, with every opinion and comment answered. `seen` is the round on their page.

    Who: the holder of the revising turn. Refused: opinions without an answer, blockers, a round was written since
    ("round_moved"), a choice that the drafter has to clarify ("choice_unclear"). Announces moved. The text is read before
    any lock is taken.
    """
    kind = StationKind.REVISE
    ready = _read_ahead(actor, document, file, name, seen, kind)
    _submit(actor=actor, document=document, kind=kind, ready=ready, message=message, seen=seen, at=at)


@act
def _submit(
    *,
    actor: Actor,
    document: Document,
    kind: StationKind,
    ready: NextRound | None,
    message: str,
    seen: int | None,
    at: datetime,
) -> None:
    transition = transition_of(actor=actor, document=document, at=at)
    transition.must_stand_at(kind)
    transition.must_serve()
    _new_round(transition, ready, message, seen)
    if kind is StationKind.REVISE and (unanswered := unanswered_count(transition.document)):
        raise refused("opinions_unanswered", count=unanswered)
    if unclear := unanswered_choices(transition.document):
        raise refused("choice_unclear", first=" / ".join(unclear[0].shown)[:200])
    transition.must_pass_gates()
    _leave_desk(transition, VERBS[kind], message)


def _read_ahead(
    actor: Actor, document: Document, file: bytes | None, name: str, seen: int | None, kind: StationKind
) -> NextRound | None:
    """Read what the drafter changed, if the document stands at that station. Only the drafter changes the text."""
    if not stands_at(document.pk, kind) or actor.is_system:
        return None
    fresh = Document.objects.select_related("organisation", "round").get(pk=document.pk)
    if file is not None:
        require_drafter(actor, fresh)  # another holder of the turn sends on what is there, and brings no file
    if not can_edit(actor.user, fresh):
        return None
    return prepare_round(actor=actor, document=fresh, file=file, name=name, seen=seen)


def _new_round(transition: Transition, ready: NextRound | None, message: str, seen: int | None) -> None:
    """Another holder of the turn than the drafter sends on what is there, if it is what they saw."""
    if seen is not None and transition.document.round is not None and transition.document.round.ordinal != seen:
        raise refused("round_moved")
    if ready is not None:
        submit_round(
            actor=transition.actor, document=transition.document, prepared=ready, note=message[:300], at=transition.at
        )


def _leave_desk(transition: Transition, verb: str, message: str) -> None:
    label, ordinal = transition.label, transition.document.round.ordinal if transition.document.round else 0
    go_on(transition, reason=message)
    note(transition, verb, reason=message, **{"from": label, "round": ordinal})
