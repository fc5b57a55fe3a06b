"""What the pages of people and organisations show, each in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Prefetch, Q
from django.utils.translation import gettext as _

from orgs.models import Body, Delegation, Membership, Organisation, OrganisationAlias, Role, RoleAssignment, Term, User
from orgs.roles import in_force
from orgs.searching import phrases, searchable


@dataclass(frozen=True, slots=True)
class PersonPage:
    """What is known of a person on a day."""

    memberships: list[Membership]
    roles: list[RoleAssignment]
    given: list[Delegation]
    held: list[Delegation]
    on: date


def person_page(user: User, on: date) -> PersonPage:
    """Return a person's seats (ended ones last), roles in force, and the delegations not yet over, given and held."""
    seats = Membership.objects.filter(user=user).select_related("body__organisation", "term")
    roles = RoleAssignment.objects.filter(in_force(on), user=user).select_related("organisation")
    delegations = Delegation.objects.filter(ends_on__gte=on, revoked_at__isnull=True).select_related(
        "delegator", "delegate", "organisation"
    )
    return PersonPage(
        memberships=list(seats.order_by(F("ends_on").desc(nulls_first=True), "rank")),
        roles=list(roles.order_by("organisation__position_in_level", "role")),
        given=list(delegations.filter(delegator=user)),
        held=list(delegations.filter(delegate=user)),
        on=on,
    )


@dataclass(slots=True)
class Node:
    """One organisation of the tree with those below it. `open`: drawn unfolded."""

    organisation: Organisation
    children: list[Node] = field(default_factory=list)
    open: bool = False


def tree_page(on: date) -> list[Node]:
    """Return the whole tree, open units before closed ones, outside bodies under a root of their own. One query."""
    nodes = {row.pk: Node(row) for row in _listed()}
    roots: list[Node] = []
    for node in nodes.values():
        above = nodes.get(node.organisation.parent_id)
        (above.children if above else roots).append(node)
    for node in nodes.values():
        node.children.sort(key=lambda child: not child.organisation.is_open(on))
        node.open = node.organisation.level in (Organisation.Level.CENTRAL, Organisation.Level.PROVINCE)
    return roots


def _listed() -> list[Organisation]:
    return list(
        Organisation.objects.without_tree_fields()
        .select_related("successor", "parent")
        .order_by("position_in_level", "short_name")
    )


def search_organisations(words: str) -> list[Organisation]:
    """Organisations whose name, short name or another way of writing it holds every word, with or without marks.

    Of one that succeeded others, their names too: it is what people go on typing.
    """
    wanted, listed, others = phrases(words), _listed(), _other_names()
    names = {row.pk: searchable(row.name, row.short_name, row.code, *others.get(row.pk, ())) for row in listed}
    for row in listed:
        if row.successor_id in names:
            names[row.successor_id] += searchable(row.name, row.short_name)
    return [row for row in listed if all(phrase in names[row.pk] for phrase in wanted)]


def _other_names() -> dict[int, list[str]]:
    """{organisation id: other ways of writing its name, and names that it had}. Two queries."""
    found: dict[int, list[str]] = {}
    for organisation_id, text in OrganisationAlias.objects.values_list("organisation_id", "text"):
        found.setdefault(organisation_id, []).append(text)
    had = Organisation.history.order_by().values_list("id", "name", "short_name").distinct()
    for organisation_id, *names in had:
        found.setdefault(organisation_id, []).extend(names)
    return found


@dataclass(slots=True)
class BodyPage:
    """A body with its seats: those in office in order of rank, then the ended ones of the term shown."""

    body: Body
    term: Term | None
    seats: list[Membership]


@dataclass(frozen=True, slots=True)
class RoleLine:
    """Who has a role, in one line."""

    label: str
    people: str


def bodies_of(organisation: Organisation, on: date) -> list[BodyPage]:
    """Return the bodies with the seats held on that day, and those ended within the last year. Two queries."""
    seats = (
        Membership.objects.select_related("user", "term")
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on.replace(day=1, year=on.year - 1)))
        .order_by(F("ends_on").asc(nulls_first=True), "rank", "pk")
    )
    bodies = organisation.bodies.prefetch_related(Prefetch("memberships", seats)).order_by("pk")
    pages = []
    for body in bodies:
        held = list(body.memberships.all())
        pages.append(BodyPage(body, next((seat.term for seat in held if seat.term), None), held))
    return pages


def role_lines(organisation: Organisation, on: date) -> list[RoleLine]:
    """Each role with the people who have it; the committee's many are only counted. One query."""
    held: dict[str, list[str]] = {}
    rows = RoleAssignment.objects.filter(in_force(on), organisation=organisation).select_related("user")
    for row in rows.order_by("user__full_name"):
        held.setdefault(row.role, []).append(str(row.user))
    return [RoleLine(str(role.label), _people(held[role])) for role in Role if role in held]


def _people(names: list[str]) -> str:
    if len(names) > 6:
        return _("%(n)s người") % {"n": len(names)}
    return ", ".join(names)


def delegations_of(organisation: Organisation, on: date) -> list[Delegation]:
    """Return the delegations of an organisation that are not over on that day."""
    return list(
        Delegation.objects.filter(organisation=organisation, revoked_at__isnull=True, ends_on__gte=on).select_related(
            "delegator", "delegate"
        )
    )


def counts_in_words(on: date) -> str:
    """ "148 tổ chức đang hoạt động, 13 đã kết thúc"."""
    rows = list(Organisation.objects.without_tree_fields().only("valid_from", "valid_to"))
    current = sum(row.is_open(on) for row in rows)
    return _("%(open)s tổ chức đang hoạt động, %(closed)s đã kết thúc") % {
        "open": current,
        "closed": len(rows) - current,
    }
