from __future__ import annotations

from django.db.models import Q, QuerySet

from documents.visibility import is_visible_to, is_worked_on_by
from notifications.models import Notice, NoticeKind
from orgs.people import AnyUser

#: The kinds that recipients get; all others speak of the making of a document.
TO_RECIPIENTS = (NoticeKind.RECEIVED, NoticeKind.PASSED_ON)


def notices_of(user: AnyUser) -> QuerySet[Notice]:
    """Return a person's notices, the newest first.

    Those about a document only as long as they may read what is told.
    """
    told = is_worked_on_by(user, document="document")
    told |= Q(kind__in=TO_RECIPIENTS) & is_visible_to(user, document="document")
    return (
        Notice.objects.filter(told | Q(document=None), user_id=user.pk or 0).select_related("document").order_by("-pk")
    )


def unread_notices(user: AnyUser) -> int:
    """Return the number on the bell."""
    return notices_of(user).filter(read_at__isnull=True).count()
