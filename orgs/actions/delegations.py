"""Ủy quyền: granted in writing for a scope and a period, revoked at any time, never passed on."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from audit.actions import act, record
from audit.actor import Actor
from audit.history import stamped
from orgs import events
from orgs.actions.locking import hold_people
from orgs.models import Delegation, Organisation, User
from orgs.permissions import Perm, can, may_administer
from orgs.proofs import delegation_facts
from orgs.queries import covers, delegations_in_force

_NEEDED: dict[str, tuple[Perm, ...]] = {
    Delegation.Scope.APPROVE: (Perm.APPROVE,),
    Delegation.Scope.SIGN: (Perm.SIGN,),
    Delegation.Scope.BOTH: (Perm.APPROVE, Perm.SIGN),
}


@act
def grant_delegation(
    *,
    actor: Actor,
    organisation: Organisation,
    delegator: User,
    delegate: User,
    scope: Delegation.Scope | str,
    starts_on: date,
    ends_on: date,
    basis: str,
    at: datetime,
) -> Delegation:
    """Let `delegate` act for `delegator` in the organisation from a day to a day.

    The delegator, or an administrator with the signed paper, may. Refused when the delegator lacks the right by their
    own role (what one holds by delegation cannot be passed on), to oneself, without a basis, or over another delegation
    of the same scope and days. Announces `delegation_granted`.
    """
    if actor.is_system or not (actor.user_id == delegator.pk or may_administer(actor.user, organisation)):
        raise PermissionDenied(_("Chỉ người ủy quyền hoặc quản trị của đơn vị được ghi việc ủy quyền."))
    hold_people([delegator.pk])
    _check(organisation, delegator, delegate, str(scope), starts_on, ends_on, basis)
    delegation = Delegation(
        organisation=organisation,
        delegator=delegator,
        delegate=delegate,
        scope=scope,
        starts_on=starts_on,
        ends_on=ends_on,
        basis=basis.strip(),
    )
    stamped(delegation, actor=actor, at=at).save()
    _tell("orgs.delegation_granted", delegation, actor, at)
    return delegation


def _check(
    organisation: Organisation, delegator: User, delegate: User, scope: str, starts_on: date, ends_on: date, basis: str
) -> None:
    if delegator.pk == delegate.pk:
        raise ValidationError(_("Không thể ủy quyền cho chính mình. Hãy chọn người khác."), code="oneself")
    if not delegate.is_active:
        raise ValidationError(_("Tài khoản người được ủy quyền đã khóa. Hãy chọn người khác."), code="inactive")
    if ends_on < starts_on:
        raise ValidationError(_("Ngày kết thúc phải từ ngày bắt đầu trở đi. Hãy kiểm tra lại ngày."), code="period")
    if not basis.strip():
        raise ValidationError(_("Hãy ghi số, ký hiệu văn bản ủy quyền."), code="basis")
    if not all(can(delegator, perm, organisation) for perm in _NEEDED[scope]):
        raise ValidationError(
            _("Người ủy quyền không tự mình có quyền này trong tổ chức, nên không thể ủy quyền."), code="not_own"
        )
    overlapping = Delegation.objects.filter(
        organisation=organisation,
        delegator=delegator,
        revoked_at__isnull=True,
        starts_on__lte=ends_on,
        ends_on__gte=starts_on,
    )
    if scope != Delegation.Scope.BOTH:
        overlapping = overlapping.filter(Q(scope=scope) | Q(scope=Delegation.Scope.BOTH))
    if overlapping.exists():
        raise ValidationError(
            _("Trong thời gian này đã có một ủy quyền cùng phạm vi. Hãy thu hồi ủy quyền cũ trước."), code="overlap"
        )


@act
def revoke_delegation(*, actor: Actor, delegation: Delegation, at: datetime, reason: str = "") -> None:
    """Take a delegation back at once.

    The delegator or an administrator may. Refused when it has been revoked. Announces `delegation_revoked`. Acts under it
    that are being done now come first: its time is never before theirs, and no act comes after it.
    """
    delegation = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
    if actor.is_system or not (
        actor.user_id == delegation.delegator_id or may_administer(actor.user, delegation.organisation)
    ):
        raise PermissionDenied(_("Chỉ người ủy quyền hoặc quản trị của đơn vị được thu hồi ủy quyền."))
    if delegation.revoked_at is not None:
        raise ValidationError(_("Ủy quyền này đã được thu hồi trước đó."), code="revoked")
    at = max(at, delegation.last_used_at or at)
    delegation.revoked_at = at
    stamped(delegation, actor=actor, at=at, reason=reason).save()
    _tell("orgs.delegation_revoked", delegation, actor, at, reason)


@act
def use_delegation(*, actor: Actor, organisation_id: int, scope: Delegation.Scope | str, at: datetime) -> Delegation:
    """Hold the delegation that an act is done under, so that a revocation comes wholly before or after the act.

    Called by acts on behalf of somebody, once they hold their document, ballot or sign-off and before viewflow's process:
    PermissionDenied unless it is in force for this organisation and scope now.
    """
    wanted = delegations_in_force(localdate(at)).filter(
        covers(scope), delegator=actor.on_behalf_of, delegate=actor.user, organisation=organisation_id
    )
    if actor.delegation_id is not None:
        wanted = wanted.filter(pk=actor.delegation_id)
    delegation = wanted.select_for_update(of=("self",), no_key=True).order_by("pk").first()
    if delegation is None:
        raise PermissionDenied(_("Ủy quyền không còn hiệu lực ở đơn vị này. Hãy liên hệ người ủy quyền."))
    last = max(at, delegation.last_used_at or at)
    Delegation.objects.filter(pk=delegation.pk).update(last_used_at=last)  # no row history: a lock, not a change
    return delegation


def _tell(verb: str, delegation: Delegation, actor: Actor, at: datetime, reason: str = "") -> None:
    """Write the journal entry and send the event, which have the verb's name."""
    record(
        actor=actor,
        verb=verb,
        subject=delegation,
        organisation_id=delegation.organisation_id,
        at=at,
        reason=reason,
        facts={
            "delegator": str(delegation.delegator),
            "delegate": str(delegation.delegate),
            **delegation_facts(delegation),
        },
    )
    getattr(events, verb.removeprefix("orgs.")).send(
        Delegation,
        delegation_id=delegation.pk,
        organisation_id=delegation.organisation_id,
        delegator_id=delegation.delegator_id,
        delegate_id=delegation.delegate_id,
        scope=str(delegation.scope),
        at=at,
    )
