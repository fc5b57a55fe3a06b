"""Who sits where, who holds what, who stands in for whom, on a given day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from database.prepared import prepared
from orgs.models import Body, Delegation, Membership, Organisation, Role, RoleAssignment, Term, User
from orgs.people import AnyUser
from orgs.roles import in_force


@dataclass(frozen=True, slots=True)
class SeatHolder:
    """A person with authority in a body: what a frozen roll needs to know about them."""

    user: User
    name: str
    position: str
    unit: str
    rank: int


def with_authority(on: date) -> Q:
    """Memberships that may vote and sign on that day (HD20 8.1b, 8.2); the same rule as `Membership.has_authority`."""
    return in_force(on) & (~Q(entry=Membership.Entry.MEETING) | Q(ratified_on__lte=on))


def members_with_authority(organisation: Organisation | int, body_kind: str, on: date) -> list[SeatHolder]:
    """Return the members of a body who have authority on that day, in order of rank.

    Two memberships of one person are one seat.
    """
    memberships = (
        Membership.objects.filter(
            with_authority(on), body__organisation=organisation, body__kind=body_kind, user__is_active=True
        )
        .select_related("user")
        .order_by("rank", "pk")
    )
    seats: dict[int, SeatHolder] = {}
    for membership in memberships:
        user = membership.user
        seats.setdefault(user.pk, SeatHolder(user, str(user), membership.position, membership.unit, membership.rank))
    return list(seats.values())


def has_authority(user: AnyUser, organisation: Organisation | int, body_kind: str, on: date) -> bool:
    """Whether the person may vote or sign as a member of that body on that day."""
    return Membership.objects.filter(
        with_authority(on),
        user_id=user.pk or 0,
        body__organisation=organisation,
        body__kind=body_kind,
        user__is_active=True,
    ).exists()


def holders_of_role(organisation: Organisation | int, role: Role | str, on: date) -> list[User]:
    """Return the active people with that role in the organisation on that day, by name."""
    return _holders(_key(organisation), str(role), on)


@prepared
def _holders(organisation_id: int, role: str, on: date) -> QuerySet[User]:
    held = RoleAssignment.objects.filter(in_force(on), organisation_id=organisation_id, role=role)
    return User.objects.filter(is_active=True, role_assignments__in=held).distinct().order_by("full_name", "pk")


def _key(organisation: Organisation | int) -> int:
    return organisation if isinstance(organisation, int) else organisation.pk


def has_role(user: AnyUser, organisation: Organisation | int, role: Role | str, on: date) -> bool:
    """Whether the person has that role in the organisation on that day."""
    return bool(_assignments(user.pk or 0, _key(organisation), str(role), on))


@prepared
def _assignments(user_id: int, organisation_id: int, role: str, on: date) -> QuerySet[RoleAssignment, tuple[int]]:
    held = RoleAssignment.objects.filter(in_force(on), user_id=user_id, organisation_id=organisation_id, role=role)
    return held.values_list("pk")


def roles_held(user: AnyUser, on: date) -> list[tuple[int, str]]:
    """Return the (organisation id, role) pairs of a person on that day."""
    return sorted(
        set(RoleAssignment.objects.filter(in_force(on), user_id=user.pk or 0).values_list("organisation_id", "role"))
    )


def delegations_in_force(on: date) -> QuerySet[Delegation]:
    """Return the delegations that count on that day, with their people."""
    return (
        Delegation.objects.filter(in_force(on), revoked_at__isnull=True)
        .filter(delegator__is_active=True, delegate__is_active=True)
        .select_related("delegator", "delegate", "organisation")
    )


def covers(scope: str) -> Q:
    """Return the condition of delegations whose scope holds that of the act."""
    return Q(scope=scope) | Q(scope=Delegation.Scope.BOTH)


def delegates_of(
    delegator_ids: Collection[int], organisation: Organisation | int, scope: Delegation.Scope | str, on: date
) -> list[int]:
    """Return the ids of those who may act for one of these people in that organisation and scope on that day."""
    if not delegator_ids:
        return []
    given = _delegations(_key(organisation), str(scope), on)
    return [delegate_id for delegator_id, delegate_id in given if delegator_id in delegator_ids]


@prepared
def _delegations(organisation_id: int, scope: str, on: date) -> QuerySet[Delegation, tuple[int, int]]:
    given = delegations_in_force(on).filter(covers(scope), organisation_id=organisation_id)
    return given.values_list("delegator_id", "delegate_id")


def delegations_for(
    user: AnyUser, organisation: Organisation | int, scope: Delegation.Scope | str, on: date
) -> list[Delegation]:
    """Return the delegations by which `user` may act for others in that organisation and scope on that day."""
    given = delegations_in_force(on).filter(covers(scope), delegate_id=user.pk or 0, organisation=organisation)
    return list(given.order_by("starts_on", "pk"))


def delegation_of(
    delegator: User, organisation: Organisation | int, scope: Delegation.Scope | str, on: date
) -> Delegation | None:
    """Return the delegation by which somebody stands in for `delegator` in the organisation; None if nobody does."""
    return delegations_in_force(on).filter(covers(scope), delegator=delegator, organisation=organisation).first()


def delegate_of(
    delegator: User, organisation: Organisation | int, scope: Delegation.Scope | str, on: date
) -> User | None:
    """Return the person who stands in for `delegator`; None if nobody does."""
    delegation = delegation_of(delegator, organisation, scope, on)
    return None if delegation is None else delegation.delegate


def ancestors(organisation: Organisation) -> list[Organisation]:
    """Return the organisations above, the highest first."""
    found: list[Organisation] = []
    node = organisation
    while node.parent_id is not None and len(found) < 12:
        node = Organisation.objects.get(pk=node.parent_id)
        found.insert(0, node)
    return found


def parent_of(organisation: Organisation) -> Organisation | None:
    """Return the organisation directly above that issues documents itself.

    A department's is the one above its owner.
    """
    node: Organisation | None = organisation.parent
    while node is not None and node.level == Organisation.Level.DEPARTMENT:
        node = node.parent
    return node


def heir(organisation: Organisation, on: date) -> Organisation | None:
    """Return the organisation itself while it is open, else the open one that succeeded it; None if there is none."""
    node: Organisation | None = organisation
    for _ in range(10):
        if node is None or node.is_open(on):
            return node
        node = node.successor
    return None


def home_of(user: AnyUser, on: date) -> Organisation | None:
    """Return the organisation a person works in: that of their most senior membership, else of their first role."""
    membership = (
        Membership.objects.filter(in_force(on), user_id=user.pk or 0)
        .select_related("body__organisation")
        .order_by(F("body__organisation__position_in_level").asc(), "rank")
        .first()
    )
    if membership is not None:
        return membership.body.organisation
    assignment = (
        RoleAssignment.objects.filter(in_force(on), user_id=user.pk or 0)
        .select_related("organisation")
        .order_by("pk")
        .first()
    )
    return None if assignment is None else assignment.organisation


def term_on(organisation: Organisation | int, on: date) -> Term | None:
    """Return the term (nhiệm kỳ) of an organisation that the day falls in; None where none is on record."""
    terms = Term.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on), organisation=organisation, starts_on__lte=on
    )
    return terms.order_by("-starts_on").first()


@dataclass(frozen=True, slots=True)
class SigningAuthority:
    """By what a person signs: the block's lines and the basis that the record names."""

    capacity: str
    position: str
    name: str
    basis: str


#: Whose name stands before the signature, by the signer's seat: a secretary signs for the board (HD29 §3.5).
SIGNING_BODIES = (Body.Kind.STANDING_BOARD, Body.Kind.SECRETARIAT, Body.Kind.COMMITTEE)


def signing_authority(user: AnyUser, organisation: Organisation, on: date) -> SigningAuthority | None:
    """Return the authority by which a person may sign for the organisation on that day; None without one.

    A (deputy) secretary signs by a seat in the standing board, the secretariat or the committee with authority on the day
    (HD20 8.1b, 8.2); whoever else has the right to sign (a chief of office) does so by the order of the board. What a
    department writes is signed by a secretary of the organisation that it belongs to.
    """
    if organisation.level == Organisation.Level.DEPARTMENT and organisation.parent is not None:
        return signing_authority(user, organisation.parent, on)
    seat = next(iter(_signing_seats(user.pk or 0, organisation.pk, on)), None)
    if seat is None:
        return None
    basis = seat.ratified_by or seat.get_entry_display()
    since = f"{seat.ratified_on or seat.starts_on:%d/%m/%Y}"
    capacity = f"TM. BAN THƯỜNG VỤ {organisation.short_name.upper()}"
    return SigningAuthority(capacity, seat.position.upper(), str(user), f"{seat.position}, {basis} ({since})")


@prepared
def _signing_seats(user_id: int, organisation_id: int, on: date) -> QuerySet[Membership]:
    seats = Membership.objects.filter(with_authority(on), user_id=user_id, body__organisation_id=organisation_id)
    return seats.filter(body__kind__in=SIGNING_BODIES, position__icontains="bí thư").order_by("rank", "pk")
