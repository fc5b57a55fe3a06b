"""Who may do what in an organisation. Both ways: may this user, and who are those who may.

Object permissions lie on organisations, given to one group per (organisation, role); see `orgs.roles`. Acts of authority
(vote, approve, sign) ask the dated membership as well, in the apps that know what is decided.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from enum import StrEnum
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from guardian.models import GroupObjectPermission

from audit.actor import Actor
from database.prepared import AnyOf, id_list, prepared
from orgs.models import Organisation, Role, User
from orgs.people import AnyUser


class Perm(StrEnum):
    """The rights on an organisation; the value is the codename on `orgs.Organisation`."""

    DRAFT = "draft"
    CHECK_FORMAT = "check_format"
    CONVENE = "convene"
    VOTE = "vote"
    APPROVE = "approve"
    SIGN = "sign"
    ASSIGN_NUMBER = "assign_number"
    AUDIT = "audit"
    ADMINISTER = "administer"
    RECEIVE = "receive"
    READ_DOCUMENTS = "read_documents"


#: What each role may do in its organisation (domain.md §1).
ROLE_PERMISSIONS: dict[Role, frozenset[Perm]] = {
    Role.DRAFTER: frozenset({Perm.DRAFT, Perm.READ_DOCUMENTS}),
    Role.COMMITTEE_MEMBER: frozenset({Perm.VOTE}),
    Role.STANDING_SECRETARIAT: frozenset({Perm.APPROVE, Perm.READ_DOCUMENTS}),
    Role.SECRETARY: frozenset({Perm.APPROVE, Perm.SIGN, Perm.READ_DOCUMENTS}),
    Role.DEPUTY_SECRETARY: frozenset({Perm.APPROVE, Perm.SIGN, Perm.READ_DOCUMENTS}),
    Role.CHIEF_OF_OFFICE: frozenset({Perm.CONVENE, Perm.CHECK_FORMAT, Perm.DRAFT, Perm.READ_DOCUMENTS, Perm.RECEIVE}),
    Role.CLERK: frozenset({Perm.ASSIGN_NUMBER, Perm.RECEIVE, Perm.READ_DOCUMENTS}),
    Role.FORMAT_CHECKER: frozenset({Perm.CHECK_FORMAT, Perm.READ_DOCUMENTS}),
    Role.AUDITOR: frozenset({Perm.AUDIT, Perm.READ_DOCUMENTS}),
    Role.ORGANISATION_ADMIN: frozenset({Perm.ADMINISTER}),
    Role.RECIPIENT: frozenset({Perm.RECEIVE}),
}

#: What a role may still do with a closed organisation that its own one succeeded: read what that one wrote and received.
INHERITED = frozenset({Perm.READ_DOCUMENTS, Perm.RECEIVE, Perm.AUDIT})


#: What a person may let somebody else do for them.
DELEGABLE = frozenset({Perm.APPROVE, Perm.SIGN})


def group_name(organisation_id: int, role: Role | str) -> str:
    """Return the name of the group that holds a role's rights on an organisation."""
    return f"org:{organisation_id}:{role}"


def can(user: AnyUser, perm: Perm, organisation: Organisation | int) -> bool:
    """Whether `user` holds the right on the organisation today."""
    organisation_id = organisation if isinstance(organisation, int) else organisation.pk
    return organisation_id in organisation_ids(user, perm)


def require(actor: Actor, perm: Perm, organisation: Organisation | int) -> None:
    """Raise PermissionDenied unless the actor (or the one they stand for) holds the right; the system never does.

    Only approving and signing are delegated: nobody does anything else in another's name.
    """
    may = actor.on_behalf_of is None or perm in DELEGABLE
    if actor.is_system or not may or not can(actor.principal, perm, organisation):
        raise PermissionDenied(_("Đồng chí không có quyền thực hiện việc này. Hãy liên hệ quản trị của đơn vị."))


def may_administer(user: AnyUser, organisation: Organisation) -> bool:
    """Whether `user` administers the organisation or one above it; a superuser does (somebody must appoint the first)."""
    if not getattr(user, "is_active", False):
        return False
    if user.is_superuser:
        return True
    held = organisation_ids(user, Perm.ADMINISTER)
    node: Organisation | None = organisation
    while held and node is not None:
        if node.pk in held:
            return True
        node = node.parent
    return False


def may_read_history(user: AnyUser, organisation: Organisation) -> bool:
    """Whether `user` may read who changed what of an organisation's people and papers: its auditors and administrators."""
    return can(user, Perm.AUDIT, organisation) or may_administer(user, organisation)


def require_administration(actor: Actor, organisation: Organisation) -> None:
    """Raise PermissionDenied unless the actor, in person, administers the organisation or one above it."""
    if actor.is_system or not may_administer(actor.user, organisation):
        raise PermissionDenied(_("Đồng chí không quản trị tổ chức này. Hãy liên hệ quản trị của đơn vị."))


def organisation_ids(user: AnyUser, perm: Perm) -> frozenset[int]:
    """Return the organisations on which `user` holds the right.

    One query per person and request (kept on the user object).
    """
    if not getattr(user, "is_active", False):
        return frozenset()
    held: dict[str, frozenset[int]] | None = getattr(user, "_organisations_by_perm", None)
    if held is None:
        found: dict[str, list[str]] = defaultdict(list)
        for codename, object_pk in _rights(user.pk or 0, ContentType.objects.get_for_model(Organisation).pk):
            found[codename].append(object_pk)
        held = {codename: frozenset(map(int, keys)) for codename, keys in found.items()}
        user._organisations_by_perm = held  # type: ignore[union-attr]  # kept on the object for one request
    return held.get(perm.value, frozenset())


@prepared
def _rights(user_id: int, content_type_id: int) -> QuerySet[Any, tuple[str, str]]:
    rows = GroupObjectPermission.objects.filter(group__user=user_id, content_type_id=content_type_id)
    return rows.values_list("permission__codename", "object_pk")


def forget(user: AnyUser) -> None:
    """Drop what `organisation_ids` remembers on this user object."""
    if hasattr(user, "_organisations_by_perm"):
        del user._organisations_by_perm


def holders(perm: Perm, organisation: Organisation | int) -> QuerySet[User]:
    """Return the active people who hold the right on the organisation today."""
    organisation_id = organisation if isinstance(organisation, int) else organisation.pk
    given = GroupObjectPermission.objects.filter(
        permission__codename=perm.value,
        content_type=ContentType.objects.get_for_model(Organisation),
        object_pk=str(organisation_id),
    )
    return User.objects.filter(is_active=True, groups__in=given.values("group")).distinct()


def holders_among(perm: Perm, organisation_id: int, user_ids: Collection[int]) -> set[int]:
    """Return the ids of those of the people who hold the right on the organisation today."""
    content_type = ContentType.objects.get_for_model(Organisation).pk
    return {pk for (pk,) in _holders_among(perm.value, content_type, str(organisation_id), id_list(user_ids))}


@prepared
def _holders_among(codename: str, content_type_id: int, object_pk: str, user_ids: str) -> QuerySet[User, tuple[int]]:
    given = GroupObjectPermission.objects.filter(
        permission__codename=codename, content_type_id=content_type_id, object_pk=object_pk
    )
    people = User.objects.filter(is_active=True, pk__in=AnyOf(user_ids), groups__in=given.values("group"))
    return people.values_list("pk").distinct()
