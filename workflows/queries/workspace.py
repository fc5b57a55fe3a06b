"""What waits for a person. A fixed number of queries, whatever the rights and however many the turns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from documents.models import Document
from documents.paging import page_of_parts
from documents.visibility import is_worked_on_by
from orgs.models import Delegation, RoleAssignment
from orgs.people import AnyUser
from orgs.queries import delegations_in_force
from orgs.roles import in_force
from workflows.models import Itinerary, Turn
from workflows.permissions import SCOPE_OF_ACT
from workflows.queries.holding import add_open_turns

SOON = timedelta(days=1)
PAGE = 18
FOLLOWED = 6
MOST_COUNTED = 999
MOST_TOUCHED = 200
#: What a row of the page shows (workflows.views.rows.turn_row); nothing else is read.
OF_A_ROW = (
    *("act", "label", "opened_at", "due_at", "closed_at"),
    *("visit__kind", "visit__hold_reason", "visit__came_with", "visit__held_at"),
    *("document__subject", "document__unit", "document__drafter__full_name", "document__drafter__username"),
)


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


def turns_of(user: AnyUser, at: datetime) -> QuerySet[Turn]:
    """Return the open turns that the person may serve: their own, their roles', and those they stand in for.

    Three queries at most.

    What only watches over a round is left out.
    """
    on = timezone.localdate(at)
    mine = Q(holder__in=holders_of(user, on))
    for delegation in list(delegations_in_force(on).filter(delegate_id=user.pk or 0).select_related("delegator")):
        acts = [a for a, scope in SCOPE_OF_ACT.items() if delegation.scope in (scope, Delegation.Scope.BOTH)]
        given = holders_of(delegation.delegator, on)
        mine |= Q(act__in=acts, organisation=delegation.organisation_id, holder__in=given)
    return Turn.objects.filter(mine, closed_at__isnull=True, watching=False)


def holders_of(user: AnyUser, on: date) -> list[str]:
    """Return the words (`Turn.holder`) under which turns are this person's: their own, and their roles' that day.

    One query, kept on the user object.
    """
    kept: dict[date, list[str]] = user.__dict__.setdefault("_holders", {})
    if on not in kept:
        roles = RoleAssignment.objects.filter(in_force(on), user_id=user.pk or 0).values_list("organisation_id", "role")
        kept[on] = [f"u{user.pk}", *(f"r{organisation_id}:{role}" for organisation_id, role in roles)]
    return kept[on]


def counts(turns: QuerySet[Turn], at: datetime) -> Counts:
    """Count up to MOST_COUNTED, the soonest due first, so that what is late or soon is never left out. One query."""
    found = turns.order_by("due_at", "pk")[: MOST_COUNTED + 1].aggregate(
        waiting=Count("pk"),
        soon=Count("pk", filter=Q(due_at__gt=at, due_at__lte=at + SOON)),
        overdue=Count("pk", filter=Q(due_at__lte=at)),
    )
    return Counts(**found)


def waiting_by_act(user: AnyUser, at: datetime) -> dict[str, int]:
    """How many turns of each act wait for the person, counted in any MOST_COUNTED + 1 of them if there are more.

    One query more than `turns_of`.
    """
    some = turns_of(user, at)[: MOST_COUNTED + 1]
    return some.aggregate(**{act: Count("pk", filter=Q(act=act)) for act in Turn.Act.values})


def workspace(user: AnyUser, at: datetime, tab: str = "", offset: int = 0) -> Workspace:
    """Return the page "Bàn làm việc": tab is "" (waiting), "soon", "overdue" or "done". At most eight queries."""
    turns = turns_of(user, at)
    counted = counts(turns, at)
    shown = {
        "soon": turns.filter(due_at__gt=at, due_at__lte=at + SOON),
        "overdue": turns.filter(due_at__lte=at),
        "done": Turn.objects.filter(is_worked_on_by(user, document="document"), closed_by_id=user.pk or 0),
    }.get(tab, turns)
    order = ("-closed_at",) if tab == "done" else ("due_at", "pk")
    rows = _read(shown, order, offset)
    return Workspace(
        turns=rows[:PAGE],
        counts=counted,
        followed=followed(user, at),
        more=offset + PAGE if len(rows) > PAGE else None,
    )


def _read(shown: QuerySet[Turn], order: tuple[str, ...], offset: int) -> list[Turn]:
    """Return the turns of one page and the first of the next. Ids first, so that only they are sorted, not whole rows.

    They are cut from as many as are counted: for a handful alone PostgreSQL would walk through everybody's turns by due
    time until it has met enough of this person's.
    """
    column = order[0].lstrip("-")
    sql, params = shown.order_by(*order).values("pk", column)[: offset + MOST_COUNTED + 1].query.sql_with_params()
    way = "DESC" if order[0].startswith("-") else "ASC"
    chosen = f"SELECT pk FROM near ORDER BY {column} {way}, pk LIMIT {PAGE + 1} OFFSET {offset:d}"
    near = RawSQL(f"WITH near AS MATERIALIZED ({sql}) {chosen}", params)
    rows = Turn.objects.filter(pk__in=near).select_related("document__drafter", "visit").only(*OF_A_ROW)
    return list(rows.order_by(*order))


def _documents_of(*parts: QuerySet[Turn]) -> set[int]:
    """Return the documents of the first turns of each part, in one query."""
    parted = [part.values("document")[:MOST_TOUCHED].query.sql_with_params() for part in parts]
    # Each part in a SELECT of its own: SQLite takes an order and a limit nowhere else in a UNION.
    sql = " UNION ".join(f"SELECT * FROM ({one}) AS part" for one, _ in parted)
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for _, values in parted for value in values])
        return {document_id for (document_id,) in cursor.fetchall()}


def followed(user: AnyUser, at: datetime, limit: int = FOLLOWED) -> list[Document]:
    """Documents that the person works on and drafted, watches over or did something on, the last changed first.

    Three queries.
    """
    on = timezone.localdate(at)
    watched = Turn.objects.filter(holder__in=holders_of(user, on), closed_at__isnull=True, watching=True)
    touched = Turn.objects.filter(closed_by_id=user.pk or 0, closed_at__gte=at - timedelta(days=60))
    # Named by id: asked as one OR, the database would walk through every document (docs/decisions/0004-lists-in-parts.md).
    ids = _documents_of(watched.order_by("-opened_at"), touched.order_by("-closed_at"))
    mine = Document.objects.filter(is_worked_on_by(user), itinerary__isnull=False)
    under_way = mine.exclude(itinerary__state=Itinerary.State.CANCELLED)
    rows = Document.objects.select_related("itinerary", "paper").defer("search_text", "paper__pdf", "paper__tree")
    parts = [under_way.filter(drafter_id=user.pk or 0), under_way.filter(pk__in=ids)]
    found = page_of_parts(rows, parts, column="changed_at", size=limit).rows
    add_open_turns(found)
    return found
