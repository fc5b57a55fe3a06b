from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet

from audit.actions import act
from database.inserts import insert_from
from documents.models import Access, Document
from orgs.models import Organisation, User

BATCH = 2_000


@act
def grant_access(
    *,
    document: Document,
    why: Access.Why,
    at: datetime,
    user: User | None = None,
    organisation: Organisation | None = None,
    until: datetime | None = None,
) -> None:
    """Let one person or organisation see a document. Called by upper floors that gave a seat, a station or a delivery."""
    people = [] if user is None else [user.pk]
    organisations = [] if organisation is None else [organisation.pk]
    grant_accesses(document=document, why=why, at=at, user_ids=people, organisation_ids=organisations, until=until)


@act
def grant_accesses(
    *,
    document: Document,
    why: Access.Why,
    at: datetime,
    user_ids: Iterable[int] = (),
    organisation_ids: Iterable[int] = (),
    until: datetime | None = None,
) -> None:
    """Grant many accesses at once; whoever has the access keeps it, and one that ended is opened again."""
    rows = [Access(document=document, user_id=pk, why=why, from_at=at, until_at=until) for pk in user_ids]
    rows += [
        Access(document=document, organisation_id=pk, why=why, from_at=at, until_at=until) for pk in organisation_ids
    ]
    if not rows:
        return
    Access.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)
    whose = Q(user__in=[row.user_id for row in rows]) | Q(organisation__in=[row.organisation_id for row in rows])
    reopen_accesses(accesses=Access.objects.filter(whose, document=document, why=why), at=at, until=until)


@act
def grant_accesses_from(
    *, document: Document, why: Access.Why, at: datetime, source: QuerySet[Any], user: str = "", organisation: str = ""
) -> None:
    """Grant one access per row of `source` to a person or organisation, in one statement however many there are.

    `user` or `organisation` names the column of `source` that holds the id; rows where it is empty are left out.
    """
    holder, column = ("user", user) if user else ("organisation", organisation)
    insert_from(
        Access,
        source.filter(**{f"{column}__isnull": False}),
        {"document": document.pk, holder: F(column), "why": why.value, "from_at": at},
    )


@act
def open_documents(*, user_id: int, document_ids: Iterable[int], why: Access.Why, at: datetime) -> None:
    """Give one person access to many documents that they had no such access to."""
    rows = [Access(document_id=pk, user_id=user_id, why=why, from_at=at) for pk in set(document_ids)]
    Access.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)


@act
def end_accesses(*, accesses: QuerySet[Access], at: datetime) -> None:
    """End those of the accesses that are open: what gave them is over. Called by the floor that gave them.

    They are looked for first, so that the nightly look at all of them does not keep others from writing.
    """
    _set_until(accesses.filter(Q(until_at__isnull=True) | Q(until_at__gt=at)), until_at=at)


@act
def reopen_accesses(*, accesses: QuerySet[Access], at: datetime, until: datetime | None = None) -> None:
    """Open again, from now on, those of the accesses that ended."""
    _set_until(accesses.filter(until_at__lte=at), from_at=at, until_at=until)


def _set_until(accesses: QuerySet[Access], **columns: datetime | None) -> None:
    ids = list(accesses.order_by().values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        accesses.order_by().filter(pk__in=ids[start : start + BATCH]).update(**columns)
