"""Once a day: dates of roles and seats take effect, and every chain of the journal is verified from its first entry."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from audit.actor import SYSTEM
from audit.verification import check_all
from notifications.jobs import enqueue, handles
from orgs.actions import sync_roles


def ask_for_the_day(at: datetime) -> None:
    """Put the day's work into the outbox; called every minute, so a server that slept at midnight catches up."""
    enqueue(kind="nightly", payload={}, at=at, key=f"nightly:{localdate(at).isoformat()}")


@handles("nightly")
def _nightly(payload: dict[str, Any], key: str, at: datetime) -> None:
    sync_roles(actor=SYSTEM, at=at)
    check_all(at)
