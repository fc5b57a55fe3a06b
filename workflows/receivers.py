"""What the floors below decided moves documents on. Registered in WorkflowsConfig.ready; acts as the system."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals import events as approvals_events
from approvals.models import Ballot
from audit.actor import SYSTEM
from documents.actions import write_winner
from documents.models import Document
from orgs import events as orgs_events
from orgs.models import RoleAssignment, User
from orgs.roles import in_force
from workflows.actions.accesses import follow_accesses
from workflows.actions.completing import note
from workflows.actions.holding import hold
from workflows.actions.returning import send_back
from workflows.actions.turns import close_seat_turn, people_turns, second_ballot
from workflows.actions.vacancies import affected, look_after, tell_administrators
from workflows.actions.walking import Walk, walk_on
from workflows.models import Itinerary, Turn, Visit
from workflows.procedures import StationKind
from workflows.queries import active_itinerary

TURN_OF_ROUND = {"opinion": Turn.Act.OPINION, "ballot": Turn.Act.VOTE, "sign_off": Turn.Act.APPROVE}


def _walk(document_id: int, kind: StationKind, at: datetime) -> Walk | None:
    """The document's walk as the system, if it stands at a station of that kind; else the news is not for the route."""
    itinerary = active_itinerary(document_id)
    if itinerary is None or itinerary.station is None or itinerary.station.kind is not kind:
        return None
    return walk_on(actor=SYSTEM, document=Document(pk=document_id), at=at)


# ── ballots ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@receiver(approvals_events.ballot_closed)
def ballot_closed(sender: Any, *, document_id: int, ballot_id: int, at: datetime, **facts: Any) -> None:
    """A winner is written into the text and the document goes on; leaders go to a second ballot; else the convenor decides."""
    walk = _walk(document_id, StationKind.BALLOT, at)
    if walk is None:
        return
    ballot = Ballot.objects.get(pk=ballot_id)
    if facts["outcome"] == Ballot.Outcome.DECIDED and facts.get("winner"):
        _decided(walk, ballot, str(facts.get("winner_text") or ""), str(facts.get("sentence") or ""))
    elif facts["outcome"] == Ballot.Outcome.SECOND and walk.station and walk.station.rule.second_ballot:
        second_ballot(walk, ballot)
        note(walk, "second_ballot", ballot=ballot_id)
    else:
        hold(walk, walk.visit, str(facts.get("sentence") or _("Biểu quyết chưa quyết định được.")))
        note(walk, "hold", ballot=ballot_id)


@receiver(approvals_events.ballot_annulled)
def ballot_annulled(sender: Any, *, document_id: int, ballot_id: int, at: datetime, **facts: Any) -> None:
    """Called off by its convenor, the station waits for them."""
    _called_off(document_id, StationKind.BALLOT, _("Biểu quyết bị hủy: {reason}"), at, facts, ballot=ballot_id)


def _called_off(
    document_id: int, kind: StationKind, words: str, at: datetime, facts: dict[str, Any], **of: Any
) -> None:
    """Hold the station, unless the route itself called it off: then the document is on its way elsewhere."""
    walk = None if facts["actor"].is_system else _walk(document_id, kind, at)
    if walk is not None:
        hold(walk, walk.visit, words.format(reason=facts["reason"]))
        note(walk, "hold", **of)


@receiver(approvals_events.meeting_decision_entered)
def meeting_decided(sender: Any, *, document_id: int, ballot_id: int, at: datetime, **facts: Any) -> None:
    """The meeting decided what the ballots did not."""
    walk = _walk(document_id, StationKind.BALLOT, at)
    if walk is not None:
        ballot = Ballot.objects.get(pk=ballot_id)
        _decided(walk, ballot, str(facts.get("choice_text") or ""), str(facts.get("reason") or ""))


def _decided(walk: Walk, ballot: Ballot, text: str, sentence: str) -> None:
    if ballot.kind == Ballot.Method.CHOOSE and text:
        message = _("Ghi kết quả biểu quyết: {sentence}").format(sentence=sentence)[:300]
        write_winner(actor=SYSTEM, document=walk.document, option_text=text, note=message, at=walk.at)
        walk.document.refresh_from_db(fields=["round"])
    walk.go_on(reason=sentence)
    note(walk, "ballot_decided", ballot=ballot.pk)


# ── opinions and sign-offs ──────────────────────────────────────────────────────────────────────────────────────────
@receiver(approvals_events.opinion_round_closed)
def opinions_closed(sender: Any, *, document_id: int, round_id: int, at: datetime, **facts: Any) -> None:
    """Everybody was heard, or the time is over: the document goes on. Called off, it waits for the convenor."""
    if facts.get("annulled"):
        _called_off(document_id, StationKind.OPINION, _("Lấy ý kiến bị hủy: {reason}"), at, facts, round=round_id)
        return
    walk = _walk(document_id, StationKind.OPINION, at)
    if walk is not None:
        walk.go_on(reason=_("{answered}/{asked} đã cho ý kiến").format(**facts))
        note(walk, "opinions_closed", round=round_id, answered=facts["answered"], asked=facts["asked"])


@receiver(approvals_events.sign_off_decided)
def sign_off_decided(sender: Any, *, document_id: int, sign_off_id: int, at: datetime, **facts: Any) -> None:
    """Approved: on. Returned: back with everybody's remarks. Nobody left to decide: held."""
    walk = _walk(document_id, StationKind.APPROVE, at)
    if walk is None or facts["outcome"] == "annulled":
        return
    if facts["outcome"] == "approved":
        walk.go_on(reason=_remarks(facts.get("remarks") or ()))
        note(walk, "approved", sign_off=sign_off_id)
    elif facts["outcome"] == "returned":
        reason = _remarks(facts.get("remarks") or ()) or str(facts.get("reason") or "")
        send_back(walk, to=None, reason=reason or _("Thường trực trả lại."), serving=False)
    else:
        hold(walk, walk.visit, _("Không còn ai có thẩm quyền duyệt."))
        tell_administrators(walk)
        note(walk, "hold", sign_off=sign_off_id)


def _remarks(remarks: Iterable[dict[str, Any]]) -> str:
    return "; ".join(f"{remark['name']}: {remark['note']}" for remark in remarks if remark.get("note"))


# ── seats ───────────────────────────────────────────────────────────────────────────────────────────────────────────
@receiver(approvals_events.slip_cast)
def slip_cast(sender: Any, *, document_id: int, user_id: int, at: datetime, **facts: Any) -> None:
    close_seat_turn(document_id, Turn.Act.VOTE, user_id, user_id, "done", at)


@receiver(approvals_events.opinion_given)
def opinion_given(sender: Any, *, document_id: int, user_id: int, at: datetime, **facts: Any) -> None:
    close_seat_turn(document_id, Turn.Act.OPINION, user_id, user_id, "done", at)


@receiver(approvals_events.voting_ended)
def voting_ended(sender: Any, *, document_id: int, at: datetime, **facts: Any) -> None:
    """Sealed slips wait for their tellers: nobody has a vote to cast any more."""
    open_turns = Turn.objects.filter(document_id=document_id, act=Turn.Act.VOTE, closed_at__isnull=True)
    open_turns.update(closed_at=at, outcome="over")


@receiver(approvals_events.count_asked)
def count_asked(sender: Any, *, document_id: int, user_ids: Iterable[int], at: datetime, **facts: Any) -> None:
    """The tellers of paper slips have a turn until they have counted."""
    _next_seats(document_id, StationKind.BALLOT, Turn.Act.COUNT, user_ids, at)


@receiver(approvals_events.count_entered)
def count_entered(sender: Any, *, document_id: int, done_ids: Iterable[int], at: datetime, **facts: Any) -> None:
    for user_id in done_ids:
        close_seat_turn(document_id, Turn.Act.COUNT, user_id, user_id, "done", at)


@receiver(approvals_events.tellers_appointed)
def tellers_replaced(
    sender: Any, *, document_id: int, dismissed_ids: Iterable[int], at: datetime, **facts: Any
) -> None:
    """Who was replaced has nothing to count any more."""
    for user_id in dismissed_ids:
        close_seat_turn(document_id, Turn.Act.COUNT, user_id, None, "over", at)


@receiver(approvals_events.seat_decided)
def seat_decided(sender: Any, *, document_id: int, user_id: int, at: datetime, **facts: Any) -> None:
    actor = facts.get("actor")
    close_seat_turn(document_id, Turn.Act.APPROVE, user_id, actor.user_id if actor else user_id, facts["decision"], at)
    _next_seats(document_id, StationKind.APPROVE, Turn.Act.APPROVE, facts.get("next_user_ids") or (), at)


@receiver(approvals_events.seat_lapsed)
def seat_lapsed(sender: Any, *, document_id: int, user_id: int, at: datetime, kind: str, **facts: Any) -> None:
    """Whoever left the body has no turn any more."""
    close_seat_turn(document_id, TURN_OF_ROUND[kind], user_id, None, "lapsed", at)
    if kind == "sign_off":
        _next_seats(document_id, StationKind.APPROVE, Turn.Act.APPROVE, facts.get("next_user_ids") or (), at)


def _next_seats(document_id: int, kind: StationKind, act: Turn.Act, user_ids: Iterable[int], at: datetime) -> None:
    """Those whose turn it is now: the next in an order of approvals, the tellers of a ballot."""
    walk = _walk(document_id, kind, at)
    if walk is None:
        return
    visit = walk.visit
    open_already = set(visit.turns.filter(closed_at__isnull=True, act=act).values_list("user_id", flat=True))
    people_turns(walk, visit, act, User.objects.filter(pk__in=set(user_ids) - open_already))


# ── deadlines ───────────────────────────────────────────────────────────────────────────────────────────────────────
@receiver([approvals_events.opinion_round_extended, approvals_events.ballot_extended])
def extended(sender: Any, *, document_id: int, closes_at: datetime, **facts: Any) -> None:
    """A round has more time, and so has everybody who is asked."""
    visits = Visit.objects.filter(itinerary__document_id=document_id, left_at__isnull=True)
    visits.update(due_at=closes_at, reminded_at=None, escalated_at=None)
    Turn.objects.filter(visit__in=visits, closed_at__isnull=True).update(due_at=closes_at)


# ── people ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@receiver(
    [
        orgs_events.role_assigned,
        orgs_events.role_ended,
        orgs_events.membership_added,
        orgs_events.membership_ratified,
        orgs_events.membership_ended,
    ]
)
def person_came_or_left(sender: Any, *, user_id: int, organisation_id: int, at: datetime, **facts: Any) -> None:
    """A station that nobody can serve any more goes to the administrator as well; one that somebody can, no longer.

    What the person may still read is asked last, of the turns and seats that this leaves.
    """
    on = timezone.localdate(at)
    look_after(affected(user_id=user_id, organisation_ids=[organisation_id], on=on), at)
    follow_accesses(at=at, user_ids=[user_id])


@receiver(orgs_events.account_changed)
def account_changed(sender: Any, *, user_id: int, at: datetime, **facts: Any) -> None:
    """Who is switched off holds nothing, whatever their roles and seats say; who is switched on again, does."""
    on = timezone.localdate(at)
    held = RoleAssignment.objects.filter(in_force(on), user=user_id).values_list("organisation_id", flat=True)
    look_after(affected(user_id=user_id, organisation_ids=held, on=on), at)
    follow_accesses(at=at, user_ids=[user_id])


@receiver(approvals_events.seat_lapsed)
def seat_gone(sender: Any, *, user_id: int, at: datetime, **facts: Any) -> None:
    """Whoever lost their last seat in a document reads it no more."""
    follow_accesses(at=at, user_ids=[user_id])


@receiver([orgs_events.delegation_granted, orgs_events.delegation_revoked])
def delegation_changed(sender: Any, *, delegate_id: int, at: datetime, **facts: Any) -> None:
    """A delegate sees what they may approve or sign, as long as they may."""
    follow_accesses(at=at, user_ids=[delegate_id])


@receiver(orgs_events.organisation_closed)
def organisation_closed(sender: Any, *, organisation_id: int, at: datetime, **facts: Any) -> None:
    """What a closed organisation still had under way is for those above it to settle; its offices end with it."""
    under_way = Itinerary.objects.filter(state=Itinerary.State.ACTIVE, document__organisation=organisation_id)
    look_after(under_way.values_list("document_id", flat=True), at)
    people = RoleAssignment.objects.filter(organisation=organisation_id).values_list("user", flat=True)
    follow_accesses(at=at, user_ids=set(people))
