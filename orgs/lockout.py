"""Lock-out after wrong passwords: of a person at an address, of an account from anywhere, of an address for everybody.

What is counted, for how long and how often stands in the settings (AXES_LOCKOUT_PARAMETERS, LOCK_OUT_AFTER).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from axes.models import AccessLog
from django.conf import settings
from django.db.models import QuerySet, Sum
from django.http import HttpRequest
from django.utils import timezone

#: An address from which the person came in lately is known: strangers' mistakes elsewhere do not lock it out.
KNOWN_FOR = timedelta(days=30)


class Handler(AxesDatabaseHandler):
    """A limit of its own for each thing that is counted."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """How many of the limits are reached; one is enough (AXES_FAILURE_LIMIT)."""
        at_the_address, of_the_account, from_the_address = (
            _count(attempts) >= limit
            for attempts, limit in zip(
                self.get_user_attempts(request, credentials), settings.LOCK_OUT_AFTER, strict=True
            )
        )
        if of_the_account and not at_the_address and _is_known(request, credentials):
            of_the_account = False
        return at_the_address + of_the_account + from_the_address

    def reset_user_attempts(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """Forgive the person's own mistakes at this address, and nobody else's, after the right password."""
        own, *_others = self.filter_user_attempts(request, credentials)
        forgiven: int = own.delete()[0]
        return forgiven


def _count(attempts: QuerySet[Any]) -> int:
    failures: int | None = attempts.aggregate(failures=Sum("failures_since_start"))["failures"]
    return failures or 0


def _is_known(request: HttpRequest, credentials: dict[str, Any] | None) -> bool:
    log: QuerySet[AccessLog] = AccessLog.objects.filter(
        username=get_client_username(request, credentials),
        ip_address=request.axes_ip_address,  # type: ignore[attr-defined]  # put there by axes
        attempt_time__gte=timezone.now() - KNOWN_FOR,
    )
    return log.exists()
