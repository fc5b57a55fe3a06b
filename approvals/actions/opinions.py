"""Opinion rounds: opened on a draft, answered by each seat, extended, closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.timezone import localdate

from approvals import events
from approvals.actions.journal import announce, note
from approvals.actions.locks import lock, lock_document
from approvals.actions.roll import RollEntry, freeze
from approvals.actions.terms import RoundTerms
from approvals.errors import refused
from approvals.models import Opinion, OpinionFile, OpinionRound, OpinionSeat
from approvals.permissions import require_convenor, require_convenor_or_system, require_seat
from approvals.proofs import file_hashes
from audit.actions import act
from audit.actor import Actor
from audit.history import stamped
from database.locks import share_row
from documents.models import Document, DraftRound
from orgs.models import Body, Membership, Organisation, User
from orgs.queries import with_authority

MAX_FILE = 20 * 1024 * 1024


@act
def open_opinion_round(
    *,
    actor: Actor,
    document: Document,
    draft_round: DraftRound,
    organisation: Organisation,
    roll: Iterable[Any],
    terms: RoundTerms,
    at: datetime,
    body: Body | None = None,
    convenor: User | None = None,
) -> OpinionRound:
    """Ask a roll for its opinion on a draft round.

    Who: holders of `convene`, or the route that arrived at an opinion station. Refused: another round of the document is
    open, an empty roll, a deadline in the past. Announces opinion_round_opened.
    """
    require_convenor_or_system(actor, organisation.pk)
    lock_document(document.pk)
    if OpinionRound.objects.filter(document=document, closed_at=None).exists():
        raise refused("already_open")
    if terms.closes_at <= at:
        raise refused("deadline_passed")
    round = OpinionRound(
        document=document,
        draft_round=draft_round,
        organisation=organisation,
        body=body,
        question=terms.question[:500],
        shared=terms.shared,
        convenor=convenor or actor.user,
        opened_at=at,
        closes_at=terms.closes_at,
    )
    stamped(round, actor=actor, at=at).save()
    entries = freeze(roll, organisation=organisation, body=body, document=document, at=at)
    _seat(actor, round, entries, at)
    return round


def _seat(actor: Actor, round: OpinionRound, roll: list[RollEntry], at: datetime) -> None:
    OpinionSeat.objects.bulk_create(
        OpinionSeat(
            round=round,
            user_id=entry.user_id,
            name=entry.name,
            position=entry.position,
            unit=entry.unit,
            membership_id=entry.membership_id,
        )
        for entry in roll
    )
    facts: dict[str, Any] = {"question": round.question, "seats": len(roll), "closes_at": round.closes_at.isoformat()}
    note(actor=actor, verb="open_opinion_round", subject=round, of=round, at=at, **facts)
    people = [entry.user_id for entry in roll]
    announce(
        events.opinion_round_opened,
        actor=actor,
        of=round,
        at=at,
        round_id=round.pk,
        user_ids=people,
        closes_at=round.closes_at,
    )


@act
def give_opinion(
    *,
    actor: Actor,
    round: OpinionRound,
    answer: str,
    text: str,
    at: datetime,
    files: Sequence[UploadedFile[Any]] = (),
) -> Opinion:
    """Answer a round; the latest answer counts until the close, earlier ones stay, marked.

    Who: the holder of a seat, in person. Refused: closed or past the deadline, authority over, no text where the answer
    is not agreement, a file over 20 MB. The same answer sent twice is one answer. Announces opinion_given.
    """
    share_row(OpinionRound, round.pk)
    seat = (
        OpinionSeat.objects.select_for_update(of=("self",), no_key=True)
        .select_related("round", "membership")
        .filter(round=round, user_id=actor.user_id)
        .first()
    )
    require_seat(actor, held=seat is not None)
    assert seat is not None
    if seat.round.closed_at is not None or at >= seat.round.closes_at:
        raise refused("round_closed")
    if seat.lapsed_at is not None or not _has_authority(seat, at):
        raise refused("no_authority")
    text, before = text.strip(), seat.opinions.filter(superseded_at=None).first()
    if answer not in Opinion.Answer.values:
        raise refused("text_needed")
    if answer != Opinion.Answer.AGREE and not text and not files and not (before and before.files.exists()):
        raise refused("text_needed")
    if any((file.size or 0) > MAX_FILE for file in files):
        raise refused("file_too_large")
    if before is not None and (before.answer, before.text) == (answer, text) and not files:
        return before
    return _write(actor, seat, before, answer, text, files, at)


def _write(
    actor: Actor,
    seat: OpinionSeat,
    before: Opinion | None,
    answer: str,
    text: str,
    files: Sequence[UploadedFile[Any]],
    at: datetime,
) -> Opinion:
    seat.opinions.filter(superseded_at=None).update(superseded_at=at)
    opinion = Opinion.objects.create(seat=seat, answer=answer, text=text, given_at=at)
    for file in files:
        OpinionFile.objects.create(opinion=opinion, name=(file.name or "")[:255], size=file.size or 0, file=file)
    if before is not None:  # what was sent before stays with the new answer
        before.files.update(opinion=opinion)
    OpinionSeat.objects.filter(pk=seat.pk).update(answered_at=at)
    facts: dict[str, Any] = {
        "answer": answer,
        "text": text,
        "files": [file.name for file in files],
        "file_hashes": file_hashes(opinion),
        "changed": before is not None,
    }
    note(actor=actor, verb="give_opinion", subject=opinion, of=seat.round, at=at, **facts)
    announce(events.opinion_given, actor=actor, of=seat.round, at=at, round_id=seat.round_id, user_id=actor.user_id)
    return opinion


def _has_authority(seat: OpinionSeat, at: datetime) -> bool:
    """Whoever was asked as a member answers as long as they are one; others as long as they have an account."""
    today = localdate(at)
    if seat.membership is None or seat.membership.has_authority(today):
        return True
    body_id = seat.round.body_id or seat.membership.body_id
    return Membership.objects.filter(with_authority(today), user_id=seat.user_id, body_id=body_id).exists()


@act
def extend_opinion_round(
    *, actor: Actor, round: OpinionRound, closes_at: datetime, reason: str, at: datetime
) -> OpinionRound:
    """Move the deadline later. Who: holders of `convene`. Refused: closed, no reason, not later.

    Announces opinion_round_extended.
    """
    require_convenor(actor, round.organisation_id)
    round = lock(OpinionRound, round, round.document_id)
    if round.closed_at is not None:
        raise refused("round_closed")
    if not reason.strip():
        raise refused("reason_needed")
    if closes_at <= max(round.closes_at, at):
        raise refused("not_later")
    before, round.closes_at = round.closes_at, closes_at
    stamped(round, actor=actor, at=at, reason=reason).save(update_fields=["closes_at"])
    days = {"before": before.isoformat(), "closes_at": closes_at.isoformat()}
    note(actor=actor, verb="extend_opinion_round", subject=round, of=round, at=at, reason=reason, **days)
    announce(events.opinion_round_extended, actor=actor, of=round, at=at, round_id=round.pk, closes_at=closes_at)
    return round


@act
def close_opinion_round(*, actor: Actor, round: OpinionRound, at: datetime, reason: str = "") -> OpinionRound:
    """End the round; who has not answered no longer can. Closing again does nothing.

    Who: holders of `convene` at any time, the system from the deadline on. Announces opinion_round_closed.
    """
    require_convenor_or_system(actor, round.organisation_id)
    round = lock(OpinionRound, round, round.document_id)
    if round.closed_at is not None:
        return round
    if actor.is_system and at < round.closes_at:
        raise refused("not_yet")
    return _end(actor, round, reason, at, "close_opinion_round")


@act
def annul_opinion_round(*, actor: Actor, round: OpinionRound, reason: str, at: datetime) -> OpinionRound:
    """Call an open round off because its document goes back or is cancelled; what was said stays readable.

    Who: holders of `convene`, or the route. Refused: no reason. Annulling again does nothing. Announces
    opinion_round_closed with `annulled`.
    """
    require_convenor_or_system(actor, round.organisation_id)
    round = lock(OpinionRound, round, round.document_id)
    if round.closed_at is not None:
        return round
    if not reason.strip():
        raise refused("reason_needed")
    round.annulled_at = at
    return _end(actor, round, reason, at, "annul_opinion_round")


def _end(actor: Actor, round: OpinionRound, reason: str, at: datetime, verb: str) -> OpinionRound:
    round.closed_at, round.end_reason = at, reason[:300]
    stamped(round, actor=actor, at=at, reason=reason).save(update_fields=["closed_at", "annulled_at", "end_reason"])
    asked = round.seats.count()
    answered = round.seats.exclude(answered_at=None).count()
    note(actor=actor, verb=verb, subject=round, of=round, at=at, reason=reason, asked=asked, answered=answered)
    announce(
        events.opinion_round_closed,
        actor=actor,
        of=round,
        at=at,
        round_id=round.pk,
        answered=answered,
        asked=asked,
        annulled=round.annulled_at is not None,
        reason=reason,
    )
    return round
