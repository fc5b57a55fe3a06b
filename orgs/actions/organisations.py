"""Organisations end and are succeeded; they are never deleted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from audit.actions import act, record
from audit.actor import Actor
from audit.history import stamped
from orgs import events
from orgs.actions.locking import hold_organisations, hold_people
from orgs.actions.memberships import close_membership
from orgs.actions.roles import close_assignment
from orgs.models import Membership, Organisation, RoleAssignment
from orgs.permissions import forget, require_administration
from orgs.roles import inherit, project


@act
def close_organisation(
    *,
    actor: Actor,
    organisation: Organisation,
    on: date,
    at: datetime,
    successor: Organisation | None = None,
    reason: str = "",
) -> None:
    """End an organisation after the day `on`; its seats and roles end with it, its papers stay readable, to its successor too.

    An administrator of the one above may. Refused when it is closed already, or the successor is closed or itself.
    Announces `organisation_closed` (and `membership_ended` for each seat).
    """
    require_administration(actor, organisation.parent or organisation)
    hold_organisations(organisation, *([] if successor is None else [successor]))
    if organisation.valid_to is not None:
        raise ValidationError(_("Tổ chức này đã kết thúc hoạt động trước đó."), code="closed")
    if on < organisation.valid_from:
        raise ValidationError(_("Ngày kết thúc phải từ ngày thành lập trở đi."), code="too_early")
    if successor is not None and (successor.pk == organisation.pk or successor.valid_to is not None):
        raise ValidationError(_("Hãy chọn một tổ chức khác, đang hoạt động, làm nơi kế thừa."), code="successor")
    organisation.valid_to, organisation.successor = on, successor
    stamped(organisation, actor=actor, at=at, reason=reason).save()
    if successor is not None:
        inherit(successor.pk, localdate(at))
    _empty(organisation, actor=actor, on=on, at=at, reason=reason or _("Tổ chức kết thúc hoạt động"))
    successor_id = None if successor is None else successor.pk
    record(
        actor=actor,
        verb="orgs.organisation_closed",
        subject=organisation,
        organisation_id=organisation.pk,
        at=at,
        reason=reason,
        facts={"name": organisation.name, "on": on.isoformat(), "successor": successor.name if successor else ""},
    )
    events.organisation_closed.send(
        Organisation, organisation_id=organisation.pk, successor_id=successor_id, on=on, at=at
    )


def _empty(organisation: Organisation, *, actor: Actor, on: date, at: datetime, reason: str) -> None:
    """End every seat and role that is open in the organisation."""
    seats = Membership.objects.filter(body__organisation=organisation, ends_on__isnull=True)
    roles = RoleAssignment.objects.filter(organisation=organisation, ends_on__isnull=True)
    hold_people([*seats.values_list("user", flat=True), *roles.values_list("user", flat=True)])
    for membership in seats.select_related("user", "body"):
        close_membership(membership, actor=actor, ends_on=max(on, membership.starts_on), at=at, reason=reason)
    people = []
    for assignment in roles.select_related("user"):
        close_assignment(assignment, actor=actor, ends_on=on, at=at, reason=reason)
        forget(assignment.user)
        people.append(assignment.user_id)
    project(localdate(at), people)


@act
def merge(
    *,
    actor: Actor,
    organisations: Sequence[Organisation],
    into: Organisation,
    on: date,
    at: datetime,
    reason: str = "",
) -> None:
    """Close several organisations into one that succeeds them all. Same rules as `close_organisation`."""
    require_administration(actor, into.parent or into)
    for organisation in organisations:
        close_organisation(actor=actor, organisation=organisation, on=on, at=at, successor=into, reason=reason)
    record(
        actor=actor,
        verb="orgs.organisations_merged",
        subject=into,
        organisation_id=into.pk,
        at=at,
        reason=reason,
        facts={"names": [organisation.name for organisation in organisations], "on": on.isoformat()},
    )
