"""A document's Nơi nhận: its lines with their addressees, and whether the list can be frozen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from documents.models import Document
from notifications.models import Recipient, RecipientLine
from orgs.models import Organisation, OrganisationAlias
from orgs.searching import phrases, searchable

State = RecipientLine.State
#: A line in one of these states goes nowhere until the clerk has answered.
WAITING = (State.AMBIGUOUS, State.UNRESOLVED)


@dataclass(frozen=True, slots=True)
class Readiness:
    """The numbers of the issue page: lines by state, and how many units, people and paper copies they reach.

    True where the list can be frozen.
    """

    ready: bool
    lines: int
    clear: int  # resolved, confirmed or archive
    to_choose: int
    unknown: int
    paper: int
    first_waiting: int | None  # the ordinal of the first line that waits for the clerk
    units: int
    people: int
    papers: int

    def __bool__(self) -> bool:
        return self.ready


def lines_of(document: Document) -> QuerySet[RecipientLine]:
    """Return the lines in order, with how many units, people and paper copies each reaches."""
    reached = {
        "units": Q(recipients__organisation__isnull=False),
        "people": Q(recipients__user__isnull=False),
        "papers": Q(recipients__on_paper=True),
    }
    return document.recipient_lines.annotate(
        **{name: Count("recipients", filter=condition) for name, condition in reached.items()}
    ).order_by("ordinal")


def recipients_ready(document: Document) -> Readiness:
    """Whether every line is clear, confirmed, on paper or archive; and at least one names somebody."""
    rows = list(document.recipient_lines.order_by("ordinal").values_list("ordinal", "state"))
    states = Counter(state for _, state in rows)
    reached = Recipient.objects.filter(line__document=document).aggregate(
        units=Count("organisation", distinct=True),
        people=Count("user", distinct=True),
        papers=Count("pk", filter=Q(on_paper=True)),
    )
    waiting = [ordinal for ordinal, state in rows if state in WAITING]
    named = sum(reached.values()) > 0
    return Readiness(
        ready=bool(rows) and not waiting and named,
        lines=len(rows),
        clear=states[State.RESOLVED] + states[State.CONFIRMED] + states[State.ARCHIVE],
        to_choose=states[State.AMBIGUOUS],
        unknown=states[State.UNRESOLVED],
        paper=states[State.PAPER],
        first_waiting=waiting[0] if waiting else None,
        **reached,
    )


def summary_of(line: RecipientLine) -> QuerySet[Recipient]:
    """Return the addressees of one line, as the page lists them."""
    return line.recipients.select_related("organisation", "user").order_by(F("organisation").asc(nulls_last=True), "pk")


def organisations_like(words: str, home: Organisation, on: date, limit: int = 12) -> list[Organisation]:
    """Open organisations whose name, short name or alias holds all the words, marks and capitals aside.

    The names of the whole directory are folded here (about 4,000 rows in the country), the nearest to `home` first.
    """
    wanted = phrases(words)
    if not wanted:
        return []
    rows = Organisation.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)
    names: dict[int, str] = {pk: f"{name} {short}" for pk, name, short in rows.values_list("pk", "name", "short_name")}
    for pk, text in OrganisationAlias.objects.values_list("organisation_id", "text"):
        if pk in names:
            names[pk] += f" {text}"
    hits = [pk for pk, name in names.items() if all(phrase in searchable(name) for phrase in wanted)]
    found = Organisation.objects.filter(pk__in=hits[:500])
    near = {home.pk, home.parent_id}
    return sorted(found, key=lambda o: (o.parent_id not in near, len(o.name), o.name))[:limit]
