from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from audit.actions import act
from audit.inserts import insert_from
from documents.models import Access, Document
from orgs.models import Organisation


@act
def grant_access(
    *,
    document: Document,
    why: Access.Why,
    at: datetime,
    user: Any = None,
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
    """The same for many, in one statement; whoever has the access already keeps it."""
    rows = [Access(document=document, user_id=pk, why=why, from_at=at, until_at=until) for pk in user_ids]
    rows += [
        Access(document=document, organisation_id=pk, why=why, from_at=at, until_at=until) for pk in organisation_ids
    ]
    Access.objects.bulk_create(rows, ignore_conflicts=True, batch_size=2_000)


@act
def grant_accesses_from(
    *, document: Document, why: Access.Why, at: datetime, source: QuerySet[Any], user: str = "", organisation: str = ""
) -> None:
    """The same for one person or organisation per row of `source`, in one statement however many there are.

    `user` or `organisation` names the column of `source` that holds the id; rows where it is empty are left out.
    """
    holder, column = ("user", user) if user else ("organisation", organisation)
    insert_from(
        Access,
        source.filter(**{f"{column}__isnull": False}),
        {"document": document.pk, holder: F(column), "why": why.value, "from_at": at},
    )
