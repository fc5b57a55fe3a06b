"""Roles as rights: what a membership implies, and the guardian groups as a projection of the dated assignments.

One group per (organisation, role) that anybody holds, with the role's object permissions on the organisation, and those
of reading on the closed ones that it succeeded. The rows of `RoleAssignment` are the truth; `project` makes groups and
their people follow them, in a fixed number of queries however many people there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from guardian.models import GroupObjectPermission

from orgs.models import Body, Membership, Organisation, Role, RoleAssignment, User
from orgs.permissions import INHERITED, ROLE_PERMISSIONS, Perm, group_name

Holding = tuple[int, int, str]  # user id, organisation id, role
Post = tuple[int, str]  # organisation id, role
BATCH = 500

_BY_BODY: dict[str, Role] = {
    Body.Kind.COMMITTEE: Role.COMMITTEE_MEMBER,
    Body.Kind.SECRETARIAT: Role.STANDING_SECRETARIAT,
    Body.Kind.INSPECTION: Role.AUDITOR,
}
_BY_POSITION: dict[tuple[str, str], Role] = {
    (Body.Kind.COMMITTEE, "bí thư"): Role.SECRETARY,
    (Body.Kind.COMMITTEE, "phó bí thư"): Role.DEPUTY_SECRETARY,
    (Body.Kind.COMMITTEE, "phó bí thư thường trực"): Role.DEPUTY_SECRETARY,
    (Body.Kind.OFFICE, "chánh văn phòng"): Role.CHIEF_OF_OFFICE,
    (Body.Kind.OFFICE, "văn thư"): Role.CLERK,
}


def implied_roles(body_kind: str, position: str) -> frozenset[Role]:
    """Return the roles that a seat in a body brings with it. The secretaries' come from their seat in the committee."""
    found = (_BY_BODY.get(body_kind), _BY_POSITION.get((body_kind, position.strip().casefold())))
    return frozenset(role for role in found if role is not None)


def authority_starts_on(membership: Membership) -> date | None:
    """Return the first day of a membership's authority; None while a member added at a meeting awaits ratification."""
    if membership.entry != Membership.Entry.MEETING:
        return membership.starts_on
    if membership.ratified_on is None:
        return None
    return max(membership.starts_on, membership.ratified_on)


def in_force(on: date, prefix: str = "") -> Q:
    """Rows whose `starts_on`–`ends_on` covers the day (the last day counts)."""
    return Q(**{f"{prefix}starts_on__lte": on}) & (
        Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gte": on})
    )


def project(on: date, user_ids: Collection[int] | None = None) -> tuple[int, int]:
    """Make the groups of these people (default: of all) hold exactly what the assignments say on that day.

    Returns how many group memberships were added and removed.
    """
    assignments = RoleAssignment.objects.filter(in_force(on), user__is_active=True)
    if user_ids is not None:
        assignments = assignments.filter(user_id__in=user_ids)
    wanted: set[Holding] = set(assignments.values_list("user_id", "organisation_id", "role"))
    groups = ensure_groups({(organisation_id, role) for _, organisation_id, role in wanted}, on)
    wanted_pairs = {(user_id, groups[organisation_id, role]) for user_id, organisation_id, role in wanted}
    return _apply(wanted_pairs, user_ids)


def _apply(wanted: set[tuple[int, int]], user_ids: Collection[int] | None) -> tuple[int, int]:
    """Bring the table of (user, group) in line for the groups that are ours."""
    through = User.groups.through
    ours = through.objects.filter(group__name__startswith="org:")
    if user_ids is not None:
        ours = ours.filter(user_id__in=user_ids)
    present = {(user_id, group_id): pk for pk, user_id, group_id in ours.values_list("pk", "user_id", "group_id")}
    gone = [pk for pair, pk in present.items() if pair not in wanted]
    new = [through(user_id=user_id, group_id=group_id) for user_id, group_id in sorted(wanted - present.keys())]
    for start in range(0, len(gone), BATCH):
        through.objects.filter(pk__in=gone[start : start + BATCH]).delete()
    # no row history: rights follow the dated roles, which have it
    through.objects.bulk_create(new, ignore_conflicts=True, batch_size=BATCH)
    return len(new), len(gone)


def ensure_groups(pairs: Iterable[Post], on: date) -> dict[Post, int]:
    """Return the ids of the groups of these (organisation id, role) pairs.

    Missing ones are made, with their permissions.
    """
    names = {group_name(organisation_id, role): (organisation_id, role) for organisation_id, role in pairs}
    known = _group_ids(names)
    missing = [name for name in names if name not in known]
    if missing:
        Group.objects.bulk_create([Group(name=name) for name in missing], ignore_conflicts=True, batch_size=BATCH)
        known |= _group_ids(missing)
        _grant({known[name]: names[name] for name in missing}, predecessors(on))
    return {names[name]: group_id for name, group_id in known.items()}


def _group_ids(names: Iterable[str]) -> dict[str, int]:
    listed = list(names)
    found: dict[str, int] = {}
    for start in range(0, len(listed), BATCH):
        found |= dict(Group.objects.filter(name__in=listed[start : start + BATCH]).values_list("name", "pk"))
    return found


def predecessors(on: date) -> dict[int, set[int]]:
    """{organisation id: the ids of those that it succeeded and that are closed on that day}, over several mergers. One query."""
    closed = Organisation.objects.without_tree_fields().filter(valid_to__lt=on, successor__isnull=False).order_by()
    heirs = dict(closed.values_list("pk", "successor"))
    found: dict[int, set[int]] = defaultdict(set)
    for pk in heirs:
        heir, passed = heirs.get(pk), {pk}
        while heir is not None and heir not in passed:
            found[heir].add(pk)
            passed.add(heir)
            heir = heirs.get(heir)
    return found


def rights_of(post: Post, closed: dict[int, set[int]]) -> set[tuple[int, Perm]]:
    """Return the (organisation id, right) pairs of a role in an organisation, those on its predecessors too."""
    organisation_id, role = post
    perms = ROLE_PERMISSIONS[Role(role)]
    passed_on = {(pk, perm) for pk in closed.get(organisation_id, ()) for perm in perms & INHERITED}
    return {(organisation_id, perm) for perm in perms} | passed_on


def _grant(groups: dict[int, Post], closed: dict[int, set[int]]) -> None:
    """Give each group {id: (organisation id, role)} the object permissions of its role."""
    content_type = ContentType.objects.get_for_model(Organisation)
    permissions = dict(Permission.objects.filter(content_type=content_type).values_list("codename", "pk"))
    GroupObjectPermission.objects.bulk_create(
        [
            GroupObjectPermission(
                group_id=group_id,
                content_type=content_type,
                object_pk=str(organisation_id),
                permission_id=permissions[perm.value],
            )
            for group_id, post in groups.items()
            for organisation_id, perm in sorted(rights_of(post, closed))
        ],
        ignore_conflicts=True,
        batch_size=BATCH,
    )


def regrant(on: date) -> int:
    """Bring every group's permissions in line with its role (after an upgrade) and with the mergers up to that day.

    Returns how many were removed.
    """
    groups, closed = _posts(), predecessors(on)
    _grant(groups, closed)
    wanted = {group_id: rights_of(post, closed) for group_id, post in groups.items()}
    held = GroupObjectPermission.objects.filter(group__name__startswith="org:").values_list(
        "pk", "group_id", "object_pk", "permission__codename"
    )
    surplus = [
        pk
        for pk, group_id, object_pk, codename in held
        if group_id in wanted and (int(object_pk), codename) not in wanted[group_id]
    ]
    GroupObjectPermission.objects.filter(pk__in=surplus).delete()
    return len(surplus)


def inherit(heir_id: int, on: date) -> None:
    """Let the roles of an organisation, and of those that succeeded it, read what its predecessors left."""
    closed = predecessors(on)
    heirs = {heir_id} | {pk for pk, before in closed.items() if heir_id in before}
    _grant({group_id: post for group_id, post in _posts().items() if post[0] in heirs}, closed)


def _posts() -> dict[int, Post]:
    """{group id: (organisation id, role)} of the groups that are ours."""
    posts: dict[int, Post] = {}
    for group_id, name in Group.objects.filter(name__startswith="org:").values_list("pk", "name"):
        _, organisation_id, role = name.split(":", 2)
        if role in Role.values:
            posts[group_id] = (int(organisation_id), role)
    return posts
