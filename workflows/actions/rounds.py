"""What a station asks of `approvals`: rounds, ballots and sign-offs are opened and ended there, judged there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.actions import (
    BallotTerms,
    RoundTerms,
    SignOffTerms,
    annul_ballot,
    annul_opinion_round,
    annul_sign_off,
    open_ballot,
    open_opinion_round,
    open_second_ballot,
    open_sign_off,
)
from approvals.actions.sign_offs import whose_turn
from approvals.models import Ballot, OpinionRound, SignOff
from audit.actor import SYSTEM
from documents.models import Document
from documents.queries import votable_choices
from documents.structure.choices import THEME, Choice
from orgs.models import Body, Role, User
from orgs.queries import SeatHolder, holders_of_role
from workflows.actions.holding import hold
from workflows.assignees import roll
from workflows.models import Visit
from workflows.procedures.calendar import due_at
from workflows.transition import Stay


@dataclass(frozen=True, slots=True)
class Opened:
    """A round that was opened: who is asked now."""

    people: list[User]


def open_opinions(stay: Stay) -> Opened | None:
    """Ask the station's roll for opinions; held for the convenor if nobody is on it."""
    seats = _roll(stay)
    if not seats:
        hold(stay, _("Không có ai đủ thẩm quyền để hỏi ý kiến."))
        return None
    open_opinion_round(
        actor=SYSTEM,
        document=stay.document,
        draft_round=stay.text,
        organisation=stay.organisation(),
        body=_body(stay),
        roll=seats,
        terms=RoundTerms(
            question=_("Xin ý kiến về dự thảo: {subject}").format(subject=stay.document.subject)[:500],
            shared=stay.station.rule.shared,
            closes_at=_deadline(stay.visit),
        ),
        convenor=_convenor(stay),
        at=stay.at,
    )
    return Opened([seat.user for seat in seats])


def open_ballot_here(stay: Stay) -> Opened | None:
    """Put the text's first open question to the vote; held for the convenor if there is no roll."""
    seats = _roll(stay)
    if not seats:
        hold(stay, _("Danh sách biểu quyết chưa có ai đủ thẩm quyền."))
        return None
    open_ballot(
        actor=SYSTEM,
        document=stay.document,
        draft_round=stay.text,
        organisation=stay.organisation(),
        body=_body(stay),
        roll=seats,
        terms=_terms(stay),
        convenor=_convenor(stay),
        at=stay.at,
    )
    return Opened([seat.user for seat in seats])


def _terms(stay: Stay) -> BallotTerms:
    rule = stay.station.rule
    open_choice = next(iter(votable_choices(stay.document)), None)
    options = open_choice.options if open_choice else []
    passage = open_choice.passage if open_choice else THEME
    return BallotTerms(
        kind=Ballot.Method.CHOOSE,
        question=_question(stay.document, open_choice),
        passage=passage,
        options=[{"text": option["text"], "note": option.get("note") or ""} for option in options],
        rule={
            "quorum": rule.quorum or None,
            "of": rule.of,
            "majority": rule.majority,
            "second_round": "leaders" if rule.second_ballot else "none",
        },
        secret=rule.secret,
        sealed=rule.sealed,
        follows=_undecided(stay, passage),
        follow_reason=stay.reason,
        closes_at=_deadline(stay.visit),
    )


def _question(document: Document, choice: Choice | None) -> str:
    if choice is None or choice.passage == THEME:
        return _("Chọn chủ đề: {subject}").format(subject=document.subject)[:500]
    words = {"what": choice.name[:200], "subject": document.subject}
    return _("Chọn phương án cho “{what}”: {subject}").format(**words)[:500]


def _undecided(stay: Stay, passage: str) -> Ballot | None:
    """Return the closed ballot that a convenor's new one answers; it is named in the new one with the reason."""
    if not stay.reason:
        return None
    closed = Ballot.objects.filter(
        document=stay.document, passage=passage, closed_at__isnull=False, followed_by__isnull=True
    )
    return closed.exclude(outcome=Ballot.Outcome.DECIDED).order_by("-pk").first()


def open_second(stay: Stay, ballot: Ballot) -> Opened:
    """Open the second ballot on the leaders, with the station's full time."""
    visit = stay.visit
    visit.due_at = due_at(stay.at, stay.station.days)
    visit.save(update_fields=["due_at"])
    second = open_second_ballot(actor=SYSTEM, ballot=ballot, closes_at=visit.due_at, at=stay.at)
    return Opened([seat.user for seat in second.seats.select_related("user")])


def open_approval(stay: Stay) -> Opened | None:
    """Lay the text before those who approve; held for the administrators if there is nobody."""
    seats = _roll(stay)
    if not seats:
        hold(stay, _("Không có ai đủ thẩm quyền duyệt."))
        return None
    rule = stay.station.rule
    sign_off = open_sign_off(
        actor=SYSTEM,
        document=stay.document,
        draft_round=stay.text,
        organisation=stay.organisation(),
        body=_body(stay),
        roll=seats,
        terms=SignOffTerms(rule=rule.approvals.value, in_order=rule.in_order, due_at=stay.visit.due_at),
        at=stay.at,
    )
    now = set(whose_turn(sign_off))
    return Opened([seat.user for seat in seats if seat.user.pk in now])


def annul_rounds(document: Document, *, reason: str, at: datetime) -> None:
    """End whatever is still open on the document, because it leaves its station."""
    for round in OpinionRound.objects.filter(document=document, closed_at__isnull=True):
        annul_opinion_round(actor=SYSTEM, round=round, reason=reason, at=at)
    for ballot in Ballot.objects.filter(document=document, closed_at__isnull=True, annulled_at__isnull=True):
        annul_ballot(actor=SYSTEM, ballot=ballot, reason=reason, at=at)
    for sign_off in SignOff.objects.filter(document=document, outcome=""):
        annul_sign_off(actor=SYSTEM, sign_off=sign_off, reason=reason, at=at)


def _deadline(visit: Visit) -> datetime:
    assert visit.due_at is not None  # every stay at a round has its days
    return visit.due_at


def _roll(stay: Stay) -> list[SeatHolder]:
    return roll(stay.document, stay.station, timezone.localdate(stay.at))


def _body(stay: Stay) -> Body | None:
    kind = stay.station.who.body
    return Body.objects.filter(organisation=stay.organisation(), kind=kind).first() if kind else None


def _convenor(stay: Stay) -> User | None:
    found = holders_of_role(stay.organisation(), Role.CHIEF_OF_OFFICE, timezone.localdate(stay.at))
    return found[0] if found else None
