"""Short messages to people."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from audit.actions import act
from audit.actor import Actor
from database.rows import insert
from documents.models import Document
from documents.permissions import workers_among
from notifications.live import push
from notifications.models import Notice
from notifications.queries.notices import TO_RECIPIENTS
from orgs.models import User


def notify(
    *, users: Iterable[User | int], kind: str, document: Document | None, text: str, url: str = "", at: datetime
) -> None:
    """Leave a notice for each of these people (rows or ids) and tell their pages after the commit: a part of any act.

    Who does not work on the document any more is left out; recipients are chosen by their deliveries.
    """
    ids = {user if isinstance(user, int) else user.pk for user in users}
    if document is not None and kind not in TO_RECIPIENTS:
        ids = workers_among(document, ids, at)
    notices = [
        Notice(user_id=pk, kind=kind, document=document, text=text[:300], url=url[:300], created_at=at)
        for pk in sorted(ids)
    ]
    insert(*notices)
    push([f"user:{pk}" for pk in ids], "notice")


@act
def mark_notices_read(*, actor: Actor, at: datetime, ids: Collection[int] | None = None) -> int:
    """Mark one's own notices read (all of them if no ids are given); returns how many were not read before."""
    unread: Any = Notice.objects.filter(user=actor.user, read_at__isnull=True)
    if ids is not None:
        unread = unread.filter(pk__in=ids)
    count = int(unread.update(read_at=at))
    if count:
        push([f"user:{actor.user_id}"], "notice")
    return count
