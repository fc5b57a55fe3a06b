"""What a superuser does in `/quan-tri/`: the first accounts, organisations, bodies and terms, each of them an act."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from audit.actions import act, record
from audit.actor import Actor
from audit.history import stamped
from orgs.models import Body, Organisation, RoleAssignment, Term, User
from orgs.roles import in_force

#: The chain of what concerns no organisation yet.
NO_ORGANISATION = 0

Row = User | Organisation | Body | Term


@act
def add_to_directory(*, actor: Actor, row: Row, at: datetime) -> Row:
    """Enter an account, an organisation, a body or a term. Who: a superuser, in person.

    Refused: what the database refuses. Announces nothing.
    """
    _require_superuser(actor)
    stamped(row, actor=actor, at=at).save()
    _note(actor, "orgs.directory_added", row, at)
    return row


@act
def change_directory(*, actor: Actor, row: Row, changes: Mapping[str, list[str]], at: datetime) -> Row:
    """Change an account, an organisation, a body or a term. `changes`: field → what stood there, what stands there now.

    Who: a superuser, in person. Refused: what the database refuses. Announces nothing.
    """
    _require_superuser(actor)
    stamped(row, actor=actor, at=at).save()
    _note(actor, "orgs.directory_changed", row, at, changes=dict(changes))
    return row


@act
def switch_account(*, actor: Actor, user: User, active: bool, at: datetime) -> None:
    """Close an account, so that it logs in no more, or open it again. Who: a superuser, in person.

    Refused: one's own account. Whoever listens to saved accounts hears of it.
    """
    _require_superuser(actor)
    if user.pk == actor.user_id:
        raise ValidationError(_("Không tự khóa tài khoản của mình được. Hãy nhờ người quản trị khác."), code="own")
    user.is_active = active
    stamped(user, actor=actor, at=at).save(update_fields=["is_active"])
    _note(actor, "orgs.account_opened" if active else "orgs.account_closed", user, at)


@act
def note_new_password(*, actor: Actor, user: User, at: datetime) -> None:
    """Journal that somebody else's password was set; the password itself is nowhere. Who: a superuser, in person."""
    _require_superuser(actor)
    _note(actor, "orgs.password_set", user, at)


def _require_superuser(actor: Actor) -> None:
    if actor.is_system or not (actor.user.is_active and actor.user.is_superuser):
        raise PermissionDenied(_("Chỉ người quản trị máy chủ làm được việc này."))


def _note(actor: Actor, verb: str, row: Row, at: datetime, **facts: object) -> None:
    """Where a person works in several organisations, the auditors of each have it in their chain."""
    for organisation_id in _concerned(row, at):
        record(
            actor=actor,
            verb=verb,
            subject=row,
            organisation_id=organisation_id,
            at=at,
            facts={"what": str(row._meta.verbose_name), "name": str(row), **facts},
        )


def _concerned(row: Row, at: datetime) -> list[int]:
    if isinstance(row, Organisation):
        return [row.pk]
    if not isinstance(row, User):
        return [row.organisation_id]
    held = RoleAssignment.objects.filter(in_force(localdate(at)), user=row)
    ids = sorted(set(held.values_list("organisation_id", flat=True)))
    return ids or [_highest()]


def _highest() -> int:
    """Return the organisation at the top of the tree, which has what belongs to none."""
    top = Organisation.objects.without_tree_fields().filter(parent=None).exclude(level=Organisation.Level.OUTSIDE)
    return top.order_by("pk").values_list("pk", flat=True).first() or NO_ORGANISATION
