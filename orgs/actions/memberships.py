"""Seats in bodies: taken, ratified, ended. Roles and rights follow in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from audit.actions import act, record
from audit.actor import Actor
from audit.history import stamped
from orgs import events
from orgs.actions.locking import hold_organisations, hold_people, hold_row
from orgs.actions.roles import announce_ending, refresh
from orgs.models import Body, Membership, Term, User
from orgs.permissions import require_administration


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatTerms:
    """How a person comes to sit in a body: from which day, as what, elected by whom, for which term."""

    starts_on: date
    position: str = "Ủy viên"
    unit: str = ""
    rank: int = 100
    entry: str = Membership.Entry.CONGRESS
    term: Term | None = None


@act
def add_member(*, actor: Actor, user: User, body: Body, seat: SeatTerms, at: datetime) -> Membership:
    """Give a person a seat in a body.

    An administrator may. Refused when the organisation is closed, the person sits there already, or the term is another
    organisation's. A member elected at a meeting has no authority until `ratify`. Announces `membership_added`.
    """
    require_administration(actor, body.organisation)
    hold_organisations(body.organisation)
    hold_people([user.pk])
    _check_seat(body, seat)
    membership = Membership(
        user=user,
        body=body,
        term=seat.term,
        position=seat.position,
        unit=seat.unit,
        rank=seat.rank,
        entry=seat.entry,
        starts_on=seat.starts_on,
    )
    try:
        with transaction.atomic():
            stamped(membership, actor=actor, at=at).save()
    except IntegrityError as twice:  # one_open_membership_per_person_and_body
        raise ValidationError(
            _("Đồng chí này đang là thành viên. Hãy kết thúc tư cách cũ trước khi ghi tư cách mới."), code="held"
        ) from twice
    refresh(user, actor=actor, at=at)
    facts = {"starts_on": seat.starts_on.isoformat(), "entry": str(seat.entry)}
    _journal("orgs.member_added", membership, actor, at, **facts)
    events.membership_added.send(Membership, **_ids(membership), at=at)
    return membership


def _check_seat(body: Body, seat: SeatTerms) -> None:
    if not body.organisation.is_open(seat.starts_on):
        raise ValidationError(_("Tổ chức này đã kết thúc hoạt động. Hãy chọn tổ chức kế thừa."), code="closed")
    if seat.term is not None and seat.term.organisation_id != body.organisation_id:
        raise ValidationError(_("Nhiệm kỳ này là của tổ chức khác. Hãy chọn lại nhiệm kỳ."), code="term")


@act
def ratify(*, actor: Actor, membership: Membership, ratified_on: date, basis: str, at: datetime) -> None:
    """Record the superior's decision (chuẩn y): from that day the member may vote and sign.

    An administrator may. Refused without the decision's number, before the first day, for a seat that needs none, twice.
    Announces `membership_ratified`.
    """
    require_administration(actor, membership.body.organisation)
    hold_people([membership.user_id])
    hold_row(membership)
    if membership.entry != Membership.Entry.MEETING:
        raise ValidationError(_("Tư cách này không cần chuẩn y vì do đại hội bầu hoặc bổ nhiệm."), code="not_needed")
    if membership.ratified_on is not None:
        raise ValidationError(_("Tư cách này đã được chuẩn y trước đó."), code="ratified")
    if ratified_on < membership.starts_on:
        raise ValidationError(_("Ngày chuẩn y phải từ ngày được bầu trở đi. Hãy kiểm tra lại ngày."), code="too_early")
    if not basis.strip():
        raise ValidationError(_("Hãy ghi số, ký hiệu quyết định chuẩn y của cấp trên."), code="basis")
    membership.ratified_on, membership.ratified_by = ratified_on, basis.strip()
    stamped(membership, actor=actor, at=at).save()
    refresh(membership.user, actor=actor, at=at)
    _journal("orgs.member_ratified", membership, actor, at, ratified_on=ratified_on.isoformat(), basis=basis.strip())
    events.membership_ratified.send(Membership, **_ids(membership), at=at)


@act
def end_membership(*, actor: Actor, membership: Membership, ends_on: date, at: datetime, reason: str = "") -> None:
    """End a seat; `ends_on` is the last day of its authority. Yesterday means: from now on.

    An administrator may. Refused when it has ended, or before its first day. Announces `membership_ended` now if that
    day has passed, otherwise the nightly job does when it has.
    """
    require_administration(actor, membership.body.organisation)
    hold_people([membership.user_id])
    hold_row(membership)
    if membership.ends_on is not None:
        raise ValidationError(_("Tư cách thành viên này đã kết thúc trước đó."), code="ended")
    if ends_on < membership.starts_on:
        raise ValidationError(_("Ngày kết thúc phải từ ngày bắt đầu trở đi. Hãy kiểm tra lại ngày."), code="too_early")
    close_membership(membership, actor=actor, ends_on=ends_on, at=at, reason=reason)
    _journal("orgs.membership_ended", membership, actor, at, reason=reason, ends_on=ends_on.isoformat())


def close_membership(membership: Membership, *, actor: Actor, ends_on: date, at: datetime, reason: str) -> None:
    """Write the end, withdraw what the seat brought, and announce it if it is over."""
    membership.ends_on, membership.end_reason = ends_on, reason[:200]
    stamped(membership, actor=actor, at=at, reason=reason).save()
    refresh(membership.user, actor=actor, at=at)
    if ends_on < localdate(at):
        announce_ending(membership, at)


def _ids(membership: Membership) -> dict[str, Any]:
    return {
        "membership_id": membership.pk,
        "user_id": membership.user_id,
        "organisation_id": membership.body.organisation_id,
        "body_kind": membership.body.kind,
    }


def _journal(verb: str, membership: Membership, actor: Actor, at: datetime, *, reason: str = "", **facts: str) -> None:
    record(
        actor=actor,
        verb=verb,
        subject=membership,
        organisation_id=membership.body.organisation_id,
        at=at,
        reason=reason,
        facts={
            "user": membership.user_id,
            "name": str(membership.user),
            "body": membership.body.name,
            "position": membership.position,
            **facts,
        },
    )
