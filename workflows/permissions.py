"""Who may serve a turn: the person it names, or whoever holds its role in its organisation on that day."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actor import Actor
from orgs.models import Delegation, Organisation
from orgs.people import AnyUser
from orgs.permissions import Perm, can, may_administer
from orgs.queries import delegations_for, has_role
from workflows.kinds import KINDS, StationKind
from workflows.models import Turn

#: What a delegate may do in another's place.
SCOPE_OF_ACT: dict[str, str] = {Turn.Act(row.act): Delegation.Scope(row.scope) for row in KINDS.values() if row.scope}


def perm_of(kind: StationKind) -> Perm:
    """Return the right that a kind of station needs on the organisation that acts there."""
    return Perm(KINDS[kind].permission)


def act_of(kind: StationKind) -> Turn.Act:
    """Return the turn that a kind of station opens for whoever acts there."""
    return Turn.Act(KINDS[kind].act)


def may_serve(user: AnyUser, turn: Turn, at: datetime) -> bool:
    """Whether `user` may do what the open turn asks, in person."""
    if not getattr(user, "is_active", False):
        return False
    if turn.act == Turn.Act.APPOINT and turn.user_id is not None:  # it is theirs only while they administer
        return (
            bool(turn.user_id == user.pk) and turn.organisation is not None and may_administer(user, turn.organisation)
        )
    if turn.user_id is not None:
        return bool(turn.user_id == user.pk)
    if turn.organisation_id is None:
        return False
    return has_role(user, turn.organisation_id, turn.role, timezone.localdate(at))


def represented(user: AnyUser, turn: Turn, at: datetime) -> Delegation | None:
    """Return the delegation by which `user` may serve the turn in another's place; None if there is none."""
    scope = SCOPE_OF_ACT.get(turn.act)
    if scope is None or turn.organisation_id is None:
        return None
    for delegation in delegations_for(user, turn.organisation_id, scope, timezone.localdate(at)):
        if may_serve(delegation.delegator, turn, at):
            return delegation
    return None


def require_turn(actor: Actor, turns: list[Turn], at: datetime) -> Turn:
    """Return the first of these open turns that the actor may serve, in person or for whom they stand.

    Else PermissionDenied.
    """
    if not actor.is_system:
        for turn in turns:
            if actor.on_behalf_of is None and may_serve(actor.user, turn, at):
                return turn
            if actor.on_behalf_of is not None:
                delegation = represented(actor.user, turn, at)
                if delegation is not None and delegation.delegator_id == actor.on_behalf_of.pk:
                    return turn
    raise PermissionDenied(_("Văn bản không đến lượt đồng chí xử lý. Hãy xem ai đang giữ ở thanh lộ trình."))


def may_reassign(user: AnyUser, organisation: Organisation) -> bool:
    """Whether the user may give the drafting of the organisation's documents to somebody else."""
    return may_convene(user, organisation.pk) or may_administer(user, organisation)


def may_convene(user: AnyUser, organisation_id: int) -> bool:
    """Whether the user decides what a held station does next."""
    return can(user, Perm.CONVENE, organisation_id) or can(user, Perm.ADMINISTER, organisation_id)
