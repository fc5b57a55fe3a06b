"""Move a document on when what its station asked for has ended: a ballot, a meeting, opinions, a sign-off. The system's.

News of a round that does not belong to the document's present station is not for the route.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from approvals.models import Ballot
from audit.actor import SYSTEM
from documents.actions import write_winner
from documents.models import Document
from documents.queries import votable_choices
from workflows.actions.holding import hold
from workflows.actions.looking_after import tell_administrators
from workflows.actions.moving import go_on
from workflows.actions.noting import note
from workflows.actions.returning import send_back
from workflows.actions.turns import open_again, second_ballot
from workflows.kinds import StationKind
from workflows.queries import active_itinerary
from workflows.transition import Transition, transition_of


def transition_at(document_id: int, kind: StationKind, at: datetime) -> Transition | None:
    """Lock the document's route as the system, if it stands at a station of that kind."""
    itinerary = active_itinerary(document_id)
    if itinerary is None or itinerary.station is None or itinerary.station.kind is not kind:
        return None
    return transition_of(actor=SYSTEM, document=Document(pk=document_id), at=at)


def conclude_ballot(
    *, document_id: int, ballot_id: int, outcome: str, winner: str, winner_text: str, sentence: str, at: datetime
) -> None:
    """Write a winner into the text and go on; send the leaders to a second ballot; else hold for the convenor."""
    transition = transition_at(document_id, StationKind.BALLOT, at)
    if transition is None:
        return
    ballot = Ballot.objects.get(pk=ballot_id)
    if outcome == Ballot.Outcome.DECIDED and winner:
        _decide(transition, ballot, winner_text, sentence)
    elif outcome == Ballot.Outcome.SECOND and transition.stay.station.rule.second_ballot:
        second_ballot(transition.stay, ballot)
        note(transition, "second_ballot", ballot=ballot_id)
    else:
        hold(transition.stay, sentence or _("Biểu quyết chưa quyết định được."))
        note(transition, "hold", ballot=ballot_id)


def conclude_meeting(*, document_id: int, ballot_id: int, choice: str, reason: str, at: datetime) -> None:
    """Write what the meeting decided, where the ballots did not, and go on."""
    transition = transition_at(document_id, StationKind.BALLOT, at)
    if transition is not None:
        _decide(transition, Ballot.objects.get(pk=ballot_id), choice, reason)


def _decide(transition: Transition, ballot: Ballot, text: str, sentence: str) -> None:
    """Write the decision at its place; then put the text's next open question to the vote, or go on if there is none."""
    document = transition.document
    if ballot.kind == Ballot.Method.CHOOSE and text:
        message = _("Ghi kết quả biểu quyết: {sentence}").format(sentence=sentence)[:300]
        write_winner(
            actor=SYSTEM, document=document, passage=ballot.passage, option_text=text, note=message, at=transition.at
        )
        document.refresh_from_db(fields=["round"])
    if ballot.kind == Ballot.Method.CHOOSE and votable_choices(document):
        open_again(transition.stay)
        note(transition, "next_question", ballot=ballot.pk)
        return
    go_on(transition, reason=sentence)
    note(transition, "ballot_decided", ballot=ballot.pk)


def conclude_opinions(*, document_id: int, round_id: int, answered: int, asked: int, at: datetime) -> None:
    """Go on: everybody was heard, or the time is over."""
    transition = transition_at(document_id, StationKind.OPINION, at)
    if transition is not None:
        go_on(transition, reason=_("{answered}/{asked} đã cho ý kiến").format(answered=answered, asked=asked))
        note(transition, "opinions_closed", round=round_id, answered=answered, asked=asked)


def conclude_sign_off(
    *, document_id: int, sign_off_id: int, outcome: str, remarks: Iterable[Mapping[str, str]], reason: str, at: datetime
) -> None:
    """Go on if it was approved, back with everybody's remarks if it was returned; hold it if nobody is left to decide."""
    transition = transition_at(document_id, StationKind.APPROVE, at)
    if transition is None or outcome == "annulled":
        return
    said = "; ".join(f"{remark['name']}: {remark['note']}" for remark in remarks if remark.get("note"))
    if outcome == "approved":
        go_on(transition, reason=said)
        note(transition, "approved", sign_off=sign_off_id)
    elif outcome == "returned":
        send_back(transition, to=None, reason=said or reason or _("Thường trực trả lại."), serving=False)
    else:
        hold(transition.stay, _("Không còn ai có thẩm quyền duyệt."))
        tell_administrators(transition)
        note(transition, "hold", sign_off=sign_off_id)


def hold_called_off(*, document_id: int, kind: StationKind, reason: str, at: datetime, **of: int) -> None:
    """Hold the station whose round its convenor called off."""
    transition = transition_at(document_id, kind, at)
    if transition is not None:
        hold(transition.stay, reason)
        note(transition, "hold", reason="", **of)
