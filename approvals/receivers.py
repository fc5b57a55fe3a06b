"""What this app does when the organisations tell it something."""

from __future__ import annotations

from datetime import datetime

from approvals.actions import lapse_seats
from audit.actor import SYSTEM
from orgs import events


def when_membership_ended(*, membership_id: int, at: datetime, **_facts: object) -> None:
    lapse_seats(actor=SYSTEM, membership_id=membership_id, at=at)


def connect() -> None:
    events.membership_ended.connect(when_membership_ended, dispatch_uid="approvals.lapse_seats")
