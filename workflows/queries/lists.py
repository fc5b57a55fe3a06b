"""Lists of documents that a person works on or received: filtered, sorted, read page by page by key. Four queries a page."""

from __future__ import annotations

from django.db.models import F, QuerySet

from documents.models import Document, Status
from documents.paging import Page, count_of_parts, page, page_of_parts
from documents.visibility import DocumentQuerySet
from orgs.people import AnyUser
from orgs.searching import found_by
from workflows.queries.holding import add_open_turns

PAGE = 25
COUNT_UP_TO = 1_000
#: What a row shows (workflows.views.rows.document_row) beside who has it; nothing else is read.
OF_A_ROW = (
    *("type_code", "subject", "status", "changed_at"),
    *("organisation__short_name", "drafter__full_name", "drafter__username"),
)

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


def narrowed(found: DocumentQuerySet, name: str, q: str = "", status: str = "") -> DocumentQuerySet:
    """Return the documents of a list, narrowed by words and status."""
    statuses = LISTS[name]
    if status and status in Status.values and (not statuses or status in statuses):
        found = found.filter(status=status)
    elif statuses:
        found = found.filter(status__in=statuses)
    elif status == "under_way":
        found = found.filter(status__in=UNDER_WAY)
    return found_by(found, q)


def filtered(user: AnyUser, name: str, q: str = "", status: str = "") -> DocumentQuerySet:
    """Return the documents of a list that the person may see, as one predicate: for counts and files."""
    return narrowed(Document.objects.visible_to(user), name, q, status)


def document_list(
    user: AnyUser, name: str, *, q: str = "", status: str = "", sort: str = "changed", after: str = "", before: str = ""
) -> Page:
    """One page of a list, the last changed or the soonest due first. `total` is None beyond COUNT_UP_TO.

    `after` and `before` are keys that an earlier page gave. Four queries at most.
    """
    found = _soonest_due if sort == "due" else _last_changed
    shown = found(user, name, q, status, after, before)
    add_open_turns(shown.rows)
    return shown


def _last_changed(user: AnyUser, name: str, q: str, status: str, after: str, before: str) -> Page:
    parts = [narrowed(part, name, q, status) for part in Document.objects.visible_parts(user)]
    rows = _of_a_row(Document.objects.told_apart(user))
    total = count_of_parts(parts, COUNT_UP_TO)
    return page_of_parts(rows, parts, column="changed_at", after=after, before=before, size=PAGE, total=total)


def _soonest_due(user: AnyUser, name: str, q: str, status: str, after: str, before: str) -> Page:
    """Join the one open visit of each document (a constraint): nothing is doubled, and due times are indexed."""
    found = filtered(user, name, q, status).told_apart(user)
    found = found.filter(itinerary__visits__left_at__isnull=True, itinerary__visits__due_at__isnull=False)
    found = found.annotate(due_at=F("itinerary__visits__due_at"))
    rows, total = _of_a_row(found), _total(found)
    return page(rows, column="due_at", after=after, before=before, size=PAGE, total=total, falling=False)


def _total(found: QuerySet[Document]) -> int | None:
    total = found.order_by()[: COUNT_UP_TO + 1].count()
    return total if total <= COUNT_UP_TO else None


def _of_a_row(found: QuerySet[Document]) -> QuerySet[Document]:
    return found.select_related("drafter", "organisation").only(*OF_A_ROW)
