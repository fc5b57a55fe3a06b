"""Lists of documents: what may be seen, filtered, sorted, read page by page by key. At most four queries a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery

from documents.models import Document, Status
from documents.structure.fold import fold
from workflows.models import Turn, Visit

PAGE = 25
COUNT_UP_TO = 10_000

UNDER_WAY = (
    Status.DRAFTING,
    Status.RETURNED,
    Status.FORMAT_CHECK,
    Status.COMMITTEE_REVIEW,
    Status.REVISING,
    Status.STANDING_REVIEW,
    Status.AWAITING_SIGNATURE,
    Status.SIGNED,
    Status.AWAITING_NUMBER,
)
#: The lists by name: which statuses they hold.
LISTS: dict[str, tuple[str, ...]] = {
    "drafts": (),
    "opinions": (Status.COMMITTEE_REVIEW,),
    "signing": (Status.STANDING_REVIEW, Status.AWAITING_SIGNATURE),
    "numbering": (Status.SIGNED, Status.AWAITING_NUMBER),
}


@dataclass
class DocumentList:
    """One page. `total` is None when there are more than COUNT_UP_TO; `previous` and `next` are keys or None."""

    documents: list[Document]
    total: int | None
    previous: str | None
    next: str | None
    shown: int = field(init=False)

    def __post_init__(self) -> None:
        self.shown = len(self.documents)


def filtered(user: Any, name: str, q: str = "", status: str = "") -> QuerySet[Document]:
    """The documents of a list that the person may see, narrowed by words and status."""
    found = Document.objects.visible_to(user)
    statuses = LISTS[name]
    if status in Status.values and (not statuses or status in statuses):
        found = found.filter(status=status)
    elif statuses:
        found = found.filter(status__in=statuses)
    elif status == "under_way":
        found = found.filter(status__in=UNDER_WAY)
    for word in fold(q).split():
        found = found.filter(search_text__contains=word)
    return found


def document_list(
    user: Any, name: str, *, q: str = "", status: str = "", sort: str = "changed", after: str = "", before: str = ""
) -> DocumentList:
    """One page of a list; `after` and `before` are keys that an earlier page gave. Unreadable keys mean the first page."""
    found = filtered(user, name, q, status)
    column = "changed_at"
    if sort == "due":
        open_visit = Visit.objects.filter(itinerary__document=OuterRef("pk"), left_at__isnull=True)
        found = found.annotate(due_at=Subquery(open_visit.values("due_at")[:1])).filter(due_at__isnull=False)
        column = "due_at"
    page, previous, following = _page(found, column, descending=sort != "due", after=after, before=before)
    total = found.order_by()[: COUNT_UP_TO + 1].count()
    return DocumentList(
        documents=page, total=total if total <= COUNT_UP_TO else None, previous=previous, next=following
    )


def _page(
    found: QuerySet[Document], column: str, *, descending: bool, after: str, before: str
) -> tuple[list[Document], str | None, str | None]:
    key = _read(after or before)
    backwards = bool(before and not after and key)
    falling = descending != backwards
    if key is not None:
        found = found.filter(_beyond(column, key, falling=falling))
    sign = "-" if falling else ""
    rows = list(_with_route(found.order_by(f"{sign}{column}", f"{sign}pk"))[: PAGE + 1])
    more, rows = len(rows) > PAGE, rows[:PAGE]
    if backwards:
        rows.reverse()
    if not rows:
        return [], None, None
    has_next = more if not backwards else True
    has_previous = more if backwards else bool(after and key)
    return (
        rows,
        _write(rows[0], column) if has_previous else None,
        _write(rows[-1], column) if has_next else None,
    )


def _beyond(column: str, key: tuple[datetime, int], *, falling: bool) -> Q:
    """What lies after the key as a range of the index, with only the ties looked at one by one (no OR at the top)."""
    when, pk = key
    side = "lt" if falling else "gt"
    return Q(**{f"{column}__{side}e": when}) & (Q(**{f"{column}__{side}": when}) | Q(**{f"pk__{side}": pk}))


def _with_route(found: QuerySet[Document]) -> QuerySet[Document]:
    open_turns = Turn.objects.filter(closed_at__isnull=True, watching=False).select_related("user").order_by("pk")
    return (
        found.select_related("drafter", "organisation")
        .defer("search_text")
        .prefetch_related(Prefetch("turns", queryset=open_turns, to_attr="open_turns"))
    )


def _write(document: Document, column: str) -> str:
    return f"{getattr(document, column).isoformat()}|{document.pk}"


def _read(key: str) -> tuple[datetime, int] | None:
    when, _, pk = key.partition("|")
    try:
        return datetime.fromisoformat(when.replace(" ", "+")), int(pk)
    except ValueError:
        return None
