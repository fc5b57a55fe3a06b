"""Giving and ending roles, and the nightly job that lets dates take effect."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from audit.actions import act, reason_of_the_act, record, shortened
from audit.actor import Actor
from audit.history import stamped
from orgs import events
from orgs.actions.locking import hold_organisations, hold_people, hold_row
from orgs.models import Membership, Organisation, Role, RoleAssignment, User
from orgs.permissions import forget, require_administration
from orgs.roles import Holding, authority_starts_on, implied_roles, project, regrant


@act
def assign_role(
    *, actor: Actor, user: User, organisation: Organisation, role: Role | str, starts_on: date, at: datetime
) -> RoleAssignment:
    """Give a person a role in an organisation from a day on.

    An administrator of the organisation (or of one above) may. Refused when the organisation is closed or the person
    has the role already. Announces `role_assigned`.
    """
    require_administration(actor, organisation)
    hold_organisations(organisation)
    hold_people([user.pk])
    if not organisation.is_open(starts_on):
        raise ValidationError(_("Tổ chức này đã kết thúc hoạt động. Hãy chọn tổ chức kế thừa."), code="closed")
    assignment = RoleAssignment(user=user, organisation=organisation, role=role, starts_on=starts_on)
    try:
        with transaction.atomic():
            stamped(assignment, actor=actor, at=at).save()
    except IntegrityError as twice:  # one_open_assignment_of_a_role_per_person
        raise ValidationError(_("Đồng chí này đã có vai trò đó. Không cần giao lại."), code="held") from twice
    project(localdate(at), [user.pk])
    forget(user)
    record(
        actor=actor,
        verb="orgs.role_assigned",
        subject=assignment,
        organisation_id=organisation.pk,
        at=at,
        facts={"user": user.pk, "name": str(user), "role": str(role), "starts_on": starts_on.isoformat()},
    )
    events.role_assigned.send(RoleAssignment, user_id=user.pk, organisation_id=organisation.pk, role=str(role), at=at)
    return assignment


@act
def end_role(*, actor: Actor, assignment: RoleAssignment, ends_on: date, at: datetime, reason: str = "") -> None:
    """End a role; `ends_on` is its last day.

    An administrator may. Refused when it has ended already, before its first day, or when it comes from a membership
    (then the membership is what ends). Announces `role_ended`.
    """
    require_administration(actor, assignment.organisation)
    if assignment.membership_id is not None:
        raise ValidationError(
            _("Vai trò này do tư cách thành viên mà có. Hãy kết thúc tư cách thành viên."), code="implied"
        )
    hold_people([assignment.user_id])
    hold_row(assignment)
    if assignment.ends_on is not None:
        raise ValidationError(_("Vai trò này đã kết thúc trước đó."), code="ended")
    close_assignment(assignment, actor=actor, ends_on=ends_on, at=at, reason=reason)
    project(localdate(at), [assignment.user_id])
    forget(assignment.user)
    record(
        actor=actor,
        verb="orgs.role_ended",
        subject=assignment,
        organisation_id=assignment.organisation_id,
        at=at,
        reason=reason,
        facts={
            "user": assignment.user_id,
            "name": str(assignment.user),
            "role": assignment.role,
            "ends_on": ends_on.isoformat(),
        },
    )
    events.role_ended.send(
        RoleAssignment,
        user_id=assignment.user_id,
        organisation_id=assignment.organisation_id,
        role=assignment.role,
        at=at,
    )


def close_assignment(
    assignment: RoleAssignment, *, actor: Actor, ends_on: date, at: datetime, reason: str = ""
) -> None:
    """Write the last day of an assignment. One that ends before it begins never was: it is kept as its first day."""
    assignment.ends_on = max(ends_on, assignment.starts_on - timedelta(days=1))
    stamped(assignment, actor=actor, at=at, reason=reason).save()


@act
def sync_roles(*, actor: Actor, at: datetime) -> dict[str, int]:
    """Let the dates take effect: close what ended, open what began, make the rights follow. Runs nightly.

    The system alone runs it; it decides nothing, so it asks nobody. Announces `membership_ended` for authority that ran
    out since the last run. Returns counts of what changed.
    """
    on = localdate(at)
    announced = _announce_endings(actor, on, at)
    imply(actor=actor, on=on, at=at)
    removed_rights = regrant(on)
    added, removed = project(on)
    return {"ended": announced, "added": added, "removed": removed, "rights_removed": removed_rights}


def _announce_endings(actor: Actor, on: date, at: datetime) -> int:
    """Tell of memberships whose last day has passed and nobody has been told yet."""
    ended = list(
        Membership.objects.filter(ends_on__lt=on, end_announced_at__isnull=True).select_related("body", "user")
    )
    for membership in ended:
        announce_ending(membership, at)
    return len(ended)


def announce_ending(membership: Membership, at: datetime) -> None:
    """Send `membership_ended` once; whoever sits by this membership loses the seat now."""
    untold = Membership.objects.filter(pk=membership.pk, end_announced_at__isnull=True)
    won = untold.update(end_announced_at=at)  # no row history: that people were told changes nothing of the seat
    if not won:
        return
    membership.end_announced_at = at
    events.membership_ended.send(
        Membership,
        membership_id=membership.pk,
        user_id=membership.user_id,
        organisation_id=membership.body.organisation_id,
        body_kind=membership.body.kind,
        ends_on=membership.ends_on,
        at=at,
    )


def imply(*, actor: Actor, on: date, at: datetime, user_ids: Collection[int] | None = None) -> None:
    """Make the assignments that come from memberships follow them: open the missing, end those without a ground."""
    memberships = Membership.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on)).select_related("body")
    standing = RoleAssignment.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    if user_ids is not None:
        memberships, standing = memberships.filter(user_id__in=user_ids), standing.filter(user_id__in=user_ids)
    grounds = _grounds(memberships)
    rows = {(row.user_id, row.organisation_id, row.role): row for row in standing.select_related("membership")}
    changed = []
    for key, row in rows.items():
        if row.membership is None:
            continue
        ground = grounds.get(key)
        last = ground.ends_on if ground else row.membership.ends_on or on - timedelta(days=1)
        last = None if last is None else max(last, row.starts_on - timedelta(days=1))
        if row.ends_on != last:
            row.ends_on, row.membership = last, ground or row.membership
            changed.append(row)
    why = shortened(reason_of_the_act())
    stamp: dict[str, Any] = {
        "batch_size": 200,
        "default_user": actor.user,
        "default_date": at,
        "default_change_reason": why,
    }
    bulk_update_with_history(changed, RoleAssignment, ["ends_on", "membership"], **stamp)
    new = [_assignment(key, ground) for key, ground in grounds.items() if key not in rows]
    bulk_create_with_history(new, RoleAssignment, **stamp)


def _grounds(memberships: Iterable[Membership]) -> dict[Holding, Membership]:
    """For each role that memberships imply, the membership that carries it longest."""
    grounds: dict[Holding, Membership] = {}
    for membership in memberships:
        if authority_starts_on(membership) is None:
            continue
        for role in implied_roles(membership.body.kind, membership.position):
            key = (membership.user_id, membership.body.organisation_id, role.value)
            kept = grounds.setdefault(key, membership)
            if (membership.ends_on or date.max) > (kept.ends_on or date.max):
                grounds[key] = membership
    return grounds


def _assignment(key: Holding, ground: Membership) -> RoleAssignment:
    user_id, organisation_id, role = key
    return RoleAssignment(
        user_id=user_id,
        organisation_id=organisation_id,
        role=role,
        starts_on=authority_starts_on(ground) or ground.starts_on,
        ends_on=ground.ends_on,
        membership=ground,
    )


def refresh(user: User, *, actor: Actor, at: datetime) -> None:
    """After a membership changed: the person's implied roles and rights, at once."""
    on = localdate(at)
    imply(actor=actor, on=on, at=at, user_ids=[user.pk])
    project(on, [user.pk])
    forget(user)
