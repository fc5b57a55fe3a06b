"""Closing a ballot: the slips are counted once, published with their codes, and nothing about it changes again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from copy import copy
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from approvals import events
from approvals.actions.journal import announce, note
from approvals.actions.locks import lock, lock_document
from approvals.actions.paper import agreed_paper_slips
from approvals.errors import refused
from approvals.models import Ballot, Remark, SealedSlip, Slip, Urn
from approvals.permissions import require_convenor_or_system, require_seat
from approvals.rules.publication import SlipRow, file_name, seal, with_slips
from approvals.rules.rule import Rule
from approvals.rules.sealing import digest_of
from approvals.rules.tally import Choice, Result, tally
from audit.actions import act
from audit.actor import Actor
from audit.history import stamped, write_past
from database.prepared import prepared
from database.votes import empty_urn, write_result


@act
def close_ballot(*, actor: Actor, ballot: Ballot, at: datetime) -> Ballot:
    """Count, publish and judge. Closing again returns the same result and does nothing.

    Who: holders of `convene` at any time, the system from the deadline on. Refused: annulled, before the deadline (the
    system), paper slips on which two tellers do not agree. Announces ballot_closed; of a sealed ballot, whose slips the
    tellers then open, voting_ended and count_asked.
    """
    require_convenor_or_system(actor, ballot.organisation_id)
    held = _hold(ballot, at)
    if held.annulled:
        raise refused("annulled")
    if held.closed:
        return Ballot.objects.get(pk=ballot.pk)
    if actor.is_system and not held.due:
        raise refused("not_yet")
    ballot = copy(ballot)
    if not ballot.sealed:
        return finish(actor, ballot, _secret_slips(ballot) if ballot.secret else _open_slips(ballot), at)
    return _end_voting(actor, Ballot.objects.get(pk=ballot.pk), at)


def _end_voting(actor: Actor, ballot: Ballot, at: datetime) -> Ballot:
    """Sealed slips wait for their tellers from here on; where nobody voted there is nothing to wait for."""
    sealed = list(SealedSlip.objects.filter(seat__ballot=ballot).values_list("sealed", flat=True))
    if ballot.ended_at is None and not sealed:
        Urn.objects.filter(ballot=ballot).delete()
        return finish(actor, ballot, [], at)
    if ballot.ended_at is not None:
        return ballot
    ballot.ended_at = at
    stamped(ballot, actor=actor, at=at).save(update_fields=["ended_at"])
    note(actor=actor, verb="end_voting", subject=ballot, of=ballot, at=at, slips=len(sealed), digest=digest_of(sealed))
    announce(events.voting_ended, actor=actor, of=ballot, at=at, ballot_id=ballot.pk)
    first = [teller.user_id for teller in ballot.tellers_in_office() if teller.place == 1]
    announce(events.count_asked, actor=actor, of=ballot, at=at, ballot_id=ballot.pk, user_ids=first)
    return ballot


def finish(actor: Actor, ballot: Ballot, slips: Sequence[SlipRow], at: datetime) -> Ballot:
    """Judge these slips and the paper ones, publish them, and end the ballot; for who holds its lock."""
    slips, published = _publication(ballot, slips)
    result = _judged(published, [slip[1] for slip in slips])
    ballot.closed_at, ballot.outcome = at, result.outcome
    _keep(ballot, {"published": published, "result": result.to_json()}, slips)
    write_past(ballot, actor=actor, at=at)
    _tell(ballot, result, {file_name(ballot.pk): seal(published, slips)}, actor, at)
    return ballot


class _Held(NamedTuple):
    """What may have changed since the ballot was read; all that it is judged by was frozen when it was opened."""

    annulled: bool
    closed: bool
    due: bool


def _hold(ballot: Ballot, at: datetime) -> _Held:
    """Lock the document, then the ballot, until the commit."""
    lock_document(ballot.document_id)
    ((annulled_at, closed_at, closes_at),) = _locked_times(ballot.pk)
    return _Held(annulled_at is not None, closed_at is not None, closes_at <= at)


@prepared
def _locked_times(ballot_id: int) -> QuerySet[Ballot, tuple[Any, ...]]:
    rows = Ballot.objects.select_for_update(no_key=True).filter(pk=ballot_id).order_by()
    return rows.values_list("annulled_at", "closed_at", "closes_at")


def _judged(published: dict[str, Any], choices: list[Choice]) -> Result:
    """Return the judgement that `recount` comes to; what we wrote ourselves need not be checked for its shape again."""
    return tally(
        kind=published["kind"],
        options=published["options"],
        rule=Rule.from_json(published["rule"]),
        members=published["members"],
        present=published["present"],
        issued=published["issued"],
        choices=choices,
    )


def _publication(ballot: Ballot, slips: Sequence[SlipRow]) -> tuple[list[SlipRow], dict[str, Any]]:
    """Return the slips, and all else that anybody may recount.

    Codes are in order of the alphabet: it says nothing of who came when.
    """
    members, there, on_paper = _seats(ballot)
    present = there if ballot.session else None
    published = {
        "kind": ballot.kind,
        "options": [option["key"] for option in ballot.options],
        "option_texts": {option["key"]: option["text"] for option in ballot.options},
        "question": ballot.question,
        "rule": ballot.rule,
        "secret": ballot.secret,
        "members": members,
        "present": present,
        "issued": members if present is None else present,
    }
    return [*slips, *agreed_paper_slips(ballot, on_paper)], published


def _seats(ballot: Ballot) -> tuple[int, int, int]:
    """How many seats there are, of those present, of those with a paper slip."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(*) FILTER (WHERE present), count(*) FILTER (WHERE on_paper) "
            "FROM approvals_seat WHERE ballot_id = %s",
            [ballot.pk],
        )
        members, present, on_paper = cursor.fetchone()
    return members, present, on_paper


def _secret_slips(ballot: Ballot) -> list[SlipRow]:
    """Empty the urn: from here on its slips stand in the publication alone."""
    return sorted(json.loads(empty_urn(ballot.pk)).items())


def _open_slips(ballot: Ballot) -> list[SlipRow]:
    slips = Slip.objects.filter(seat__ballot=ballot, superseded_at=None).order_by("code")
    return list(slips.values_list("code", "choice", "seat__name"))


def _keep(ballot: Ballot, result: dict[str, Any], slips: list[SlipRow]) -> None:
    """Write the close. The result goes to the database as text and is read again by whoever asks the row for it."""
    text = with_slips(result, slips)
    assert ballot.closed_at is not None  # set by the close that this writes
    write_result(ballot.pk, closed_at=ballot.closed_at, outcome=ballot.outcome, result_json=text)
    del ballot.result


def _tell(ballot: Ballot, result: Result, sealed: dict[str, str], actor: Actor, at: datetime) -> None:
    texts = {option["key"]: option["text"] for option in ballot.options}
    facts: dict[str, Any] = {
        "outcome": result.outcome,
        "winner": result.winner,
        "winner_text": None if result.winner is None else texts[result.winner],
        "second_round": result.second_round,
        "sentence": result.sentence,
    }
    counted: dict[str, Any] = {
        "counts": result.counts,
        "returned": result.returned,
        "valid": result.valid,
        "needed": result.needed,
        "sealed": sealed,
    }
    note(actor=actor, verb="close_ballot", subject=ballot, of=ballot, at=at, **facts, **counted)
    announce(events.ballot_closed, actor=actor, of=ballot, at=at, ballot_id=ballot.pk, **facts)


@act
def write_remark(*, actor: Actor, ballot: Ballot, text: str, at: datetime) -> Remark:
    """Say something besides the vote (ý kiến khác), under one's name; the latest text stands until the close.

    Who: the holder of a seat, in person. Refused: the ballot is over, nothing written.
    """
    require_seat(actor, held=ballot.seats.filter(user_id=actor.user_id, lapsed_at=None).exists())
    ballot = lock(Ballot, ballot, ballot.document_id)
    if not ballot.is_open or at >= ballot.closes_at:
        raise refused("annulled" if ballot.annulled_at else "closed")
    if not text.strip():
        raise refused("text_needed")
    remark, _created = Remark.objects.update_or_create(
        ballot=ballot, author_id=actor.user_id, defaults={"text": text.strip(), "written_at": at}
    )
    note(actor=actor, verb="write_remark", subject=remark, of=ballot, at=at, text=remark.text)
    return remark
