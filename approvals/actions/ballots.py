"""Opening a ballot, and what may happen to it besides votes and the close."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from approvals import events
from approvals.actions.journal import announce, note
from approvals.actions.locks import lock, lock_document
from approvals.actions.roll import RollEntry, freeze
from approvals.actions.terms import BallotTerms
from approvals.errors import refused
from approvals.models import Ballot, SealedSlip, Seat, Slip, Urn
from approvals.permissions import require_convenor, require_convenor_or_system
from approvals.rules.rule import CountError, Rule
from approvals.rules.tally import check_options
from audit.actions import act
from audit.actor import Actor
from audit.history import stamped
from documents.models import Document, DraftRound
from orgs.models import Body, Organisation, User


@act
def open_ballot(
    *,
    actor: Actor,
    document: Document,
    draft_round: DraftRound,
    organisation: Organisation,
    roll: Iterable[Any],
    terms: BallotTerms,
    at: datetime,
    body: Body | None = None,
    convenor: User | None = None,
) -> Ballot:
    """Put a question to a roll. Roll, question, options and rule are frozen from here on.

    Who: holders of `convene`, or the route that arrived at a ballot station. Refused: another ballot of the document is
    open, an empty roll, fewer than two options, a deadline in the past. Announces ballot_opened.
    """
    require_convenor_or_system(actor, organisation.pk)
    lock_document(document.pk)
    if Ballot.objects.filter(document=document, closed_at=None, annulled_at=None).exists():
        raise refused("already_open")
    _check(terms, at)
    ballot = Ballot(
        document=document,
        draft_round=draft_round,
        organisation=organisation,
        body=body,
        kind=terms.kind,
        question=terms.question[:500],
        passage=terms.passage,
        options=_options(terms.kind, terms.options),
        rule=_rule(terms.rule),
        secret=terms.secret,
        sealed=terms.sealed and terms.secret,
        session=terms.session,
        follows=terms.follows,
        follow_reason=terms.follow_reason[:300],
        convenor=convenor or actor.user,
        opened_at=at,
        closes_at=terms.closes_at,
    )
    stamped(ballot, actor=actor, at=at, reason=terms.follow_reason).save()
    seats = _seat(ballot, freeze(roll, organisation=organisation, body=body, document=document, at=at))
    _tell_opening(actor, ballot, seats, at)
    return ballot


def _check(terms: BallotTerms, at: datetime) -> None:
    if terms.closes_at <= at:
        raise refused("deadline_passed")
    if terms.follows is not None and not terms.follow_reason.strip():
        raise refused("reason_needed")


def _tell_opening(actor: Actor, ballot: Ballot, seats: list[Seat], at: datetime) -> None:
    note(
        actor=actor,
        verb="open_ballot",
        subject=ballot,
        of=ballot,
        at=at,
        reason=ballot.follow_reason,
        question=ballot.question,
        passage=ballot.passage,
        options=ballot.options,
        rule=ballot.rule,
        secret=ballot.secret,
        opened_by_tellers=ballot.sealed,
        seats=len(seats),
        closes_at=ballot.closes_at.isoformat(),
        follows=ballot.follows_id,
    )
    announce(
        events.ballot_opened,
        actor=actor,
        of=ballot,
        at=at,
        ballot_id=ballot.pk,
        user_ids=[seat.user_id for seat in seats],
        closes_at=ballot.closes_at,
        secret=ballot.secret,
        sealed=ballot.sealed,
        follows_id=ballot.follows_id,
    )


def _seat(ballot: Ballot, roll: list[RollEntry]) -> list[Seat]:
    if ballot.secret:
        Urn.objects.create(ballot=ballot)
    return Seat.objects.bulk_create(
        Seat(
            ballot=ballot,
            user_id=entry.user_id,
            name=entry.name,
            position=entry.position,
            unit=entry.unit,
            membership_id=entry.membership_id,
        )
        for entry in roll
    )


def _options(kind: str, options: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    if kind == Ballot.Method.ADOPT:
        return [{"key": "yes", "text": "Tán thành", "note": ""}, {"key": "no", "text": "Không tán thành", "note": ""}]
    frozen = [
        {"key": str(option.get("key") or place), "text": option["text"].strip(), "note": option.get("note") or ""}
        for place, option in enumerate(options, start=1)
    ]
    if len(frozen) < 2:
        raise refused("too_few_options")
    texts = [option["text"] for option in frozen]
    try:
        check_options(kind, [option["key"] for option in frozen])
    except CountError as error:
        raise refused("bad_rule", reason=str(error)) from error
    if not all(texts) or len(set(texts)) != len(texts):
        raise refused("bad_options")
    return frozen


def _rule(rule: Rule | Mapping[str, Any] | None) -> dict[str, Any]:
    try:
        return (rule if isinstance(rule, Rule) else Rule.from_json({**Rule().to_json(), **(rule or {})})).to_json()
    except CountError as error:
        raise refused("bad_rule", reason=str(error)) from error


@act
def open_second_ballot(
    *, actor: Actor, ballot: Ballot, closes_at: datetime, at: datetime, roll: Iterable[Any] | None = None
) -> Ballot:
    """Put the leaders of a ballot that decided nothing to the vote again; no third follows.

    Who: holders of `convene`, or the route. Refused: the result names no second round, or one was opened already.
    Without `roll` it is the first ballot's, less the seats that lapsed. Announces ballot_opened.
    """
    require_convenor_or_system(actor, ballot.organisation_id)
    leaders = second_round_of(ballot)
    if not leaders:
        raise refused("no_second")
    if Ballot.objects.filter(follows=ballot).exists():
        raise refused("done_already")
    if roll is None:
        seats = ballot.seats.filter(lapsed_at=None).order_by("pk")
        roll = [RollEntry(seat.user_id, seat.name, seat.position, seat.unit) for seat in seats]
    second = open_ballot(
        actor=actor,
        document=ballot.document,
        draft_round=ballot.draft_round,
        organisation=ballot.organisation,
        body=ballot.body,
        roll=roll,
        terms=BallotTerms(
            kind=ballot.kind,
            question=ballot.question,
            passage=ballot.passage,
            options=[option for option in ballot.options if option["key"] in leaders],
            rule=Rule.from_json(ballot.rule).for_second_ballot(),
            secret=ballot.secret,
            sealed=ballot.sealed,
            session=ballot.session,
            closes_at=closes_at,
            follows=ballot,
            follow_reason=_("Biểu quyết lần hai giữa các phương án dẫn đầu."),
        ),
        convenor=ballot.convenor,
        at=at,
    )
    present = ballot.seats.filter(present=True).values("user_id")
    if ballot.session:
        second.seats.filter(user_id__in=present).update(present=True)
    return second


def second_round_of(ballot: Ballot) -> list[str] | None:
    """Return the options that go on to a second ballot; None if the ballot is open or decided otherwise."""
    return None if ballot.result is None else ballot.result["result"]["second_round"]


@act
def extend_ballot(*, actor: Actor, ballot: Ballot, closes_at: datetime, reason: str, at: datetime) -> Ballot:
    """Move the deadline later. Who: holders of `convene`. Refused: closed, annulled, no reason, not later.

    Announces ballot_extended.
    """
    require_convenor(actor, ballot.organisation_id)
    ballot = lock(Ballot, ballot, ballot.document_id)
    require_open(ballot)
    if not ballot.takes_votes:
        raise refused("closed")
    if not reason.strip():
        raise refused("reason_needed")
    if closes_at <= max(ballot.closes_at, at):
        raise refused("not_later")
    before, ballot.closes_at = ballot.closes_at, closes_at
    stamped(ballot, actor=actor, at=at, reason=reason).save(update_fields=["closes_at"])
    days = {"before": before.isoformat(), "closes_at": closes_at.isoformat()}
    note(actor=actor, verb="extend_ballot", subject=ballot, of=ballot, at=at, reason=reason, **days)
    announce(events.ballot_extended, actor=actor, of=ballot, at=at, ballot_id=ballot.pk, closes_at=closes_at)
    return ballot


def require_open(ballot: Ballot) -> None:
    if ballot.annulled_at is not None:
        raise refused("annulled")
    if ballot.closed_at is not None:
        raise refused("closed")


@act
def annul_ballot(*, actor: Actor, ballot: Ballot, reason: str, at: datetime) -> Ballot:
    """Call an open ballot off: its slips are destroyed, the record that it was called off stays.

    Who: holders of `convene`, or the route when the document is returned or cancelled. Refused: closed, no reason.
    A second annulment changes nothing. Announces ballot_annulled.
    """
    require_convenor_or_system(actor, ballot.organisation_id)
    ballot = lock(Ballot, ballot, ballot.document_id)
    if ballot.annulled_at is not None:
        return ballot
    require_open(ballot)
    if not reason.strip():
        raise refused("reason_needed")
    Urn.objects.filter(ballot=ballot).delete()
    SealedSlip.objects.filter(seat__ballot=ballot).delete()
    Slip.objects.filter(seat__ballot=ballot).delete()
    ballot.tellers.update(counts=None, counted_at=None)
    ballot.annulled_at, ballot.annul_reason = at, reason[:300]
    stamped(ballot, actor=actor, at=at, reason=reason).save(update_fields=["annulled_at", "annul_reason"])
    note(actor=actor, verb="annul_ballot", subject=ballot, of=ballot, at=at, reason=reason)
    announce(events.ballot_annulled, actor=actor, of=ballot, at=at, ballot_id=ballot.pk, reason=reason)
    return ballot
