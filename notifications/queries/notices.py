from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from notifications.models import Notice


def notices_of(user: Any) -> QuerySet[Notice]:
    """A person's notices, the newest first."""
    return Notice.objects.filter(user=user).select_related("document").order_by("-pk")


def unread_notices(user: Any) -> int:
    """The number on the bell."""
    return Notice.objects.filter(user=user, read_at__isnull=True).count()
