"""What is still written of a ballot that is closed: a member's dissent, and what the meeting decided where it did not.

Whatever is written of one that is open asks no state of its document: the route ends it when the document leaves.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from approvals import events
from approvals.actions.journal import announce, note
from approvals.actions.locks import lock
from approvals.errors import refused
from approvals.models import Ballot, Dissent, MeetingDecision
from approvals.permissions import require_convenor, require_seat
from approvals.proofs import minutes_hash
from audit.actions import act
from audit.actor import Actor
from documents.actions.locking import hold_in_state
from documents.states import BEFORE_ISSUE, WRITING_WINNER


@act
def record_dissent(*, actor: Actor, ballot: Ballot, text: str, at: datetime) -> Dissent:
    """Have one's dissent recorded with the result (ý kiến bảo lưu). It is signed: it lies outside the secret part.

    Who: the holder of a seat, in person. Refused: issued or cancelled, not closed yet, nothing written, recorded
    before. Announces dissent_recorded.
    """
    require_seat(actor, held=ballot.seats.filter(user_id=actor.user_id).exists())
    hold_in_state(ballot.document_id, BEFORE_ISSUE)
    ballot = lock(Ballot, ballot, ballot.document_id)
    if ballot.closed_at is None:
        raise refused("annulled" if ballot.annulled_at else "not_closed")
    if not text.strip():
        raise refused("text_needed")
    if Dissent.objects.filter(ballot=ballot, author_id=actor.user_id).exists():
        raise refused("done_already")
    dissent = Dissent.objects.create(ballot=ballot, author_id=actor.user_id, text=text.strip(), recorded_at=at)
    note(actor=actor, verb="record_dissent", subject=dissent, of=ballot, at=at, text=dissent.text)
    announce(events.dissent_recorded, actor=actor, of=ballot, at=at, ballot_id=ballot.pk, user_id=actor.user_id)
    return dissent


@act
def enter_meeting_decision(
    *, actor: Actor, ballot: Ballot, choice: str, minutes: str, reason: str, at: datetime
) -> MeetingDecision:
    """Enter what the meeting itself decided after a ballot that decided nothing, with its minutes and the reason.

    Who: holders of `convene`. Refused: the document is before its committee no more, the ballot is open, decided or
    overtaken, an unknown option, no minutes or reason, entered before. Announces meeting_decision_entered.
    """
    require_convenor(actor, ballot.organisation_id)
    hold_in_state(ballot.document_id, WRITING_WINNER)
    ballot = lock(Ballot, ballot, ballot.document_id)
    if ballot.closed_at is None:
        raise refused("annulled" if ballot.annulled_at else "not_closed")
    if ballot.outcome == Ballot.Outcome.DECIDED:
        raise refused("decided")
    texts = {option["key"]: option["text"] for option in ballot.options}
    if choice not in texts:
        raise refused("unknown_choice")
    if not minutes.strip() or not reason.strip():
        raise refused("reason_needed")
    if MeetingDecision.objects.filter(ballot=ballot).exists():
        raise refused("done_already")
    if ballot.is_overtaken:
        raise refused("overtaken")
    decision = MeetingDecision.objects.create(
        ballot=ballot, choice=choice, minutes=minutes, reason=reason[:500], entered_by=actor.user, entered_at=at
    )
    facts: dict[str, Any] = {"choice": choice, "choice_text": texts[choice]}
    sealed = minutes_hash(minutes)
    note(
        actor=actor,
        verb="enter_meeting_decision",
        subject=ballot,
        of=ballot,
        at=at,
        reason=reason,
        minutes=sealed,
        **facts,
    )
    announce(
        events.meeting_decision_entered,
        actor=actor,
        of=ballot,
        at=at,
        ballot_id=ballot.pk,
        reason=reason,
        **facts,
    )
    return decision
