"""What waits for a person. A fixed number of queries, whatever the rights and however many the turns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from documents.models import Document
from orgs.models import Delegation, RoleAssignment
from orgs.queries import delegations_in_force
from orgs.roles import in_force
from workflows.models import Itinerary, Turn
from workflows.permissions import SCOPE_OF_ACT

SOON = timedelta(days=1)
PAGE = 25
FOLLOWED = 6


@dataclass(frozen=True, slots=True)
class Counts:
    """How many turns wait, how many of them are due within a day, how many are late."""

    waiting: int
    soon: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Workspace:
    """One page of turns, the counts, and the documents that the person follows."""

    turns: list[Turn]
    counts: Counts
    followed: list[Document]
    more: int | None  # the offset key of the next page


def turns_of(user: Any, at: datetime) -> QuerySet[Turn]:
    """The open turns that the person may serve: their own, their roles', and those they stand in for. Three queries at most.

    What only watches over a round is left out.
    """
    on = timezone.localdate(at)
    mine = own_turns(user, on)
    for delegation in list(delegations_in_force(on).filter(delegate=user)):
        acts = [a for a, scope in SCOPE_OF_ACT.items() if delegation.scope in (scope, Delegation.Scope.BOTH)]
        theirs = Q(user_id=delegation.delegator_id) | _roles_of(delegation.delegator_id, on)
        mine |= Q(act__in=acts) & theirs
    return Turn.objects.filter(mine, closed_at__isnull=True, watching=False)


def own_turns(user: Any, on: Any) -> Q:
    """The person's own turns and their roles', those that only watch too. One query, kept on the user object."""
    kept: dict[Any, Q] = user.__dict__.setdefault("_own_turns", {})
    if on not in kept:
        kept[on] = Q(user=user) | _roles_of(user.pk, on)
    return kept[on]


def _roles_of(user_id: int, on: Any) -> Q:
    """Turns of the roles that the person holds that day, grouped by role so that 200 organisations are one condition."""
    by_role: dict[str, list[int]] = {}
    for organisation_id, role in RoleAssignment.objects.filter(in_force(on), user_id=user_id).values_list(
        "organisation_id", "role"
    ):
        by_role.setdefault(role, []).append(organisation_id)
    found = Q(pk__in=[])
    for role, organisation_ids in by_role.items():
        found |= Q(user__isnull=True, role=role, organisation_id__in=organisation_ids)
    return found


def counts(turns: QuerySet[Turn], at: datetime) -> Counts:
    """One query."""
    found = turns.aggregate(
        waiting=Count("pk"),
        soon=Count("pk", filter=Q(due_at__gt=at, due_at__lte=at + SOON)),
        overdue=Count("pk", filter=Q(due_at__lte=at)),
    )
    return Counts(**found)


def workspace(user: Any, at: datetime, tab: str = "", offset: int = 0) -> Workspace:
    """The page "Bàn làm việc": tab is "" (waiting), "soon", "overdue" or "done". At most eight queries."""
    turns = turns_of(user, at)
    counted = counts(turns, at)
    shown = {
        "soon": turns.filter(due_at__gt=at, due_at__lte=at + SOON),
        "overdue": turns.filter(due_at__lte=at),
        "done": Turn.objects.filter(closed_by=user),
    }.get(tab, turns)
    ordered = shown.order_by("-closed_at") if tab == "done" else shown.order_by("due_at", "pk")
    rows = list(
        ordered.select_related("document__drafter", "document__itinerary", "visit", "organisation")[
            offset : offset + PAGE + 1
        ]
    )
    return Workspace(
        turns=rows[:PAGE],
        counts=counted,
        followed=followed(user, at),
        more=offset + PAGE if len(rows) > PAGE else None,
    )


def followed(user: Any, at: datetime, limit: int = FOLLOWED) -> list[Document]:
    """Documents that the person drafted, watches over or did something on, the last changed first, with who holds them.

    Two queries.
    """
    watched = Turn.objects.filter(own_turns(user, timezone.localdate(at)), closed_at__isnull=True, watching=True)
    touched = Turn.objects.filter(closed_by=user, closed_at__gte=at - timedelta(days=60)).values("document")
    open_turns = Turn.objects.filter(closed_at__isnull=True, watching=False).select_related("user")
    return list(
        Document.objects.filter(
            Q(drafter=user) | Q(pk__in=touched) | Q(pk__in=watched.values("document")), itinerary__isnull=False
        )
        .exclude(itinerary__state=Itinerary.State.CANCELLED)
        .select_related("itinerary", "paper")
        .defer("search_text", "paper__pdf", "paper__tree")
        .prefetch_related(Prefetch("turns", queryset=open_turns, to_attr="open_turns"))
        .order_by("-changed_at", "-pk")[:limit]
    )
